// A legacy submission has its score only if its verdict is AC; a rejected group gives what its
// flags say. Two shapes occur in practice and have an exact counterpart: secret is a sum that
// accepts anything (subtasks), or everything must be accepted (a score for a full solution).
#include "core/problem/legacy_groups.hpp"

#include <algorithm>

namespace arena::problem {

namespace {

const Group* group_named(const Package& package, const std::string& name) {
    for (const Group& group : package.groups) {
        if (group.name == name) return &group;
    }
    return nullptr;
}

bool has_own_grader(const Group& group) {
    return group.scoring == GroupScoring::custom_grader;
}

bool takes_anything(const Group& group) {
    return has_own_grader(group) || group.accept_if_any_accepted ||
           group.verdict == GroupVerdict::always_accept;
}

std::vector<const Group*> groups_with_secret_cases(const Package& package) {
    std::vector<const Group*> out;
    for (const Group& group : package.groups) {
        if (group.name != "sample" && !group.cases.empty()) out.push_back(&group);
    }
    return out;
}

double full_score(const Group& group) {
    const bool sum = group.scoring == GroupScoring::sum || has_own_grader(group);
    return group.accept_score * (sum ? static_cast<double>(group.cases.size()) : 1);
}

// One group of cases. False where 2025-09 has no counterpart.
bool convert(const Group& from, BlueprintGroup& to) {
    to.max_score = full_score(from);
    to.scoring = GroupScoring::pass_fail;
    if (has_own_grader(from)) {
        to.scoring = GroupScoring::sum;
        return true;  // told once, for the grader
    }
    if (from.reject_score != 0 || from.accept_score < 0) return false;
    if (from.scoring == GroupScoring::max || from.scoring == GroupScoring::average) return false;
    if (!takes_anything(from)) return true;
    to.scoring = from.scoring == GroupScoring::min ? GroupScoring::min : GroupScoring::sum;
    return !from.stop_on_reject || from.scoring == GroupScoring::min;
}

void apply_legacy(const Package& package, Blueprint& out) {
    const auto change = [&out](const std::string& what) {
        out.changes.push_back({what,
                               "the legacy grader scores it in a way that 2025-09 does not "
                               "have"});
    };
    const Group* secret = group_named(package, "secret");
    const Group& root = package.groups.front();
    const auto groups = groups_with_secret_cases(package);
    if (secret == nullptr) return;
    if (package.objective_min) change("objective: min");
    if (root.scoring == GroupScoring::max || root.scoring == GroupScoring::average) {
        change("scores of data/ by maximum or average");
    }
    const Group* sample = group_named(package, "sample");
    const bool sample_counts = sample != nullptr && !sample->cases.empty() && !root.ignore_sample &&
                               sample->accept_score != 0;
    if (sample_counts) change("points for the samples");
    for (const Group* group : groups) {
        if (group != secret && group->parent && package.groups[*group->parent].name != "secret") {
            change("group '" + group->name + "' inside another group");
        }
    }
    out.max_score = 0;
    out.aggregation = GroupScoring::sum;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!convert(*groups[i], out.groups[i])) change("group '" + groups[i]->name + "'");
        *out.max_score += out.groups[i].max_score.value_or(0);
        if (out.output_validator) {
            change("group '" + groups[i]->name + "' with scores of its output validator");
        }
    }
    const bool flat = groups.size() == 1 && groups.front() == secret;
    if (flat) {
        out.aggregation = out.groups.front().scoring;
        return;
    }
    if (!takes_anything(*secret)) {
        // One rejected group rejects all: the whole score or none.
        out.aggregation = GroupScoring::pass_fail;
        for (BlueprintGroup& group : out.groups) group.scoring = GroupScoring::pass_fail;
    } else if (secret->stop_on_reject && groups.size() > 1 && !has_own_grader(*secret)) {
        change("on_reject: break in secret");
    }
}

void apply_new(const Package& package, Blueprint& out) {
    const Group* secret = group_named(package, "secret");
    if (secret == nullptr) return;
    out.aggregation = secret->scoring;
    out.max_score = secret->max_score;
    out.max_score_unbounded = secret->max_score_unbounded;
    const auto groups = groups_with_secret_cases(package);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i] == secret) continue;
        out.groups[i].scoring = groups[i]->scoring;
        out.groups[i].max_score = groups[i]->max_score;
        for (std::size_t other : groups[i]->require_pass) {
            const std::string& name = package.groups[other].name;
            out.groups[i].require_pass.push_back(name == "sample" ? name : name.substr(7));
        }
    }
}

// Nested folders of a pass-fail problem only hold tests: flat names that still sort are enough.
void flatten(Blueprint& out) {
    if (out.groups.size() < 2) return;
    const bool mixed = std::any_of(out.groups.begin(), out.groups.end(),
                                   [](const BlueprintGroup& group) { return group.name.empty(); });
    if (!mixed) return;
    BlueprintGroup all;
    std::vector<std::string> names;
    for (BlueprintGroup& group : out.groups) {
        for (BlueprintTest& test : group.tests) {
            names.push_back(group.name.empty() ? test.name : group.name + "-" + test.name);
            all.tests.push_back(std::move(test));
        }
    }
    names = ordered_names(names);
    for (std::size_t i = 0; i < names.size(); ++i) all.tests[i].name = names[i];
    out.groups = {std::move(all)};
}

}  // namespace

void apply_groups(const Package& package, Blueprint& blueprint) {
    if (package.grader) {
        const auto graded =
            std::count_if(package.groups.begin(), package.groups.end(), has_own_grader);
        blueprint.changes.push_back(
            {"grader graders/" + package.grader->name,
             "it decides verdict and score of " + std::to_string(graded) +
                 (graded == 1 ? " group" : " groups") + ", and 2025-09 has no grader programs" +
                 (package.scoring ? ": sums are written instead"
                                  : ": every test must be accepted instead")});
    }
    if (!package.scoring) {
        flatten(blueprint);
    } else if (package.grading == GradingRules::legacy_grader) {
        apply_legacy(package, blueprint);
    } else {
        apply_new(package, blueprint);
    }
}

}  // namespace arena::problem

#include "core/problem/point_groups.hpp"

#include <algorithm>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

bool equal_shares(const PointGroup& group) {
    return std::all_of(group.tests.begin(), group.tests.end(), [&](const PointTest& test) {
        return test.points == group.tests.front().points;
    });
}

double points_of(const PointGroup& group) {
    if (group.rule != PointRule::each) return group.points;
    double sum = 0;
    for (const PointTest& test : group.tests) sum += test.points;
    return sum;
}

/// Our group, and which of theirs it came from.
struct Made {
    BlueprintGroup group;
    std::size_t origin;
};

void rename_tests(BlueprintGroup& group) {
    std::vector<std::string> names;
    for (const BlueprintTest& test : group.tests) names.push_back(test.name);
    names = ordered_names(names);
    for (std::size_t i = 0; i < names.size(); ++i) group.tests[i].name = names[i];
}

std::vector<Made> split(std::vector<PointGroup>& groups, const std::vector<bool>& needed) {
    std::vector<Made> out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        PointGroup& from = groups[i];
        // What others require must be all-or-nothing, so a needed sum is split as well.
        const bool whole = from.rule != PointRule::each || (equal_shares(from) && !needed[i]);
        if (whole) {
            Made made{{}, i};
            made.group.name = from.name;
            made.group.scoring = from.rule == PointRule::each    ? GroupScoring::sum
                                 : from.rule == PointRule::least ? GroupScoring::min
                                                                 : GroupScoring::pass_fail;
            if (needed[i]) made.group.scoring = GroupScoring::pass_fail;
            made.group.max_score = points_of(from);
            for (PointTest& test : from.tests) made.group.tests.push_back(std::move(test.test));
            out.push_back(std::move(made));
            continue;
        }
        for (PointTest& test : from.tests) {
            Made made{{}, i};
            made.group.name = from.name + "-" + test.test.name;
            made.group.max_score = test.points;
            made.group.tests.push_back(std::move(test.test));
            out.push_back(std::move(made));
        }
    }
    return out;
}

void pass_fail_groups(std::vector<PointGroup>& groups, Blueprint& blueprint) {
    const bool flat = groups.size() == 1;
    std::vector<std::string> names;
    for (const PointGroup& group : groups) names.push_back(group.name);
    names = ordered_names(names);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        BlueprintGroup made;
        made.name = flat ? "" : names[i];
        for (PointTest& test : groups[i].tests) made.tests.push_back(std::move(test.test));
        rename_tests(made);
        blueprint.groups.push_back(std::move(made));
    }
}

Result<std::vector<bool>> needed_groups(const std::vector<PointGroup>& groups) {
    std::vector<bool> needed(groups.size(), false);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        for (std::size_t other : groups[i].needs) {
            if (other >= i) {
                const std::string& place = groups[i].needs_place;
                return fail(ErrorCode::invalid_package,
                            place + (place.empty() ? "" : ": ") + "group '" +
                                shown(groups[i].name) + "' depends on '" +
                                shown(other < groups.size() ? groups[other].name : "?") +
                                "', which does not come before it (a cycle, or out of order)");
            }
            needed[other] = true;
        }
    }
    return needed;
}

}  // namespace

Result<void> apply_point_groups(std::vector<PointGroup> groups, Blueprint& blueprint) {
    auto needed = needed_groups(groups);
    if (!needed) return tl::unexpected<Error>(needed.error());
    double total = 0;
    for (const PointGroup& group : groups) total += points_of(group);
    if (total <= 0) {
        pass_fail_groups(groups, blueprint);
        return {};
    }
    blueprint.scoring = true;
    blueprint.aggregation = GroupScoring::sum;
    blueprint.max_score = total;
    std::vector<Made> made = split(groups, *needed);
    if (made.size() == 1 && made.front().group.scoring != GroupScoring::pass_fail) {
        blueprint.aggregation = made.front().group.scoring;
        made.front().group.name.clear();
        made.front().group.max_score.reset();
        rename_tests(made.front().group);
        blueprint.groups.push_back(std::move(made.front().group));
        return {};
    }
    std::vector<std::string> names;
    for (const Made& one : made) names.push_back(one.group.name);
    names = ordered_names(names);
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i].group.name = names[i];
        rename_tests(made[i].group);
        const PointGroup& origin = groups[made[i].origin];
        if (origin.needs_samples && !blueprint.samples.empty()) {
            made[i].group.require_pass.emplace_back("sample");
        }
        for (std::size_t j = 0; j < i; ++j) {
            const auto& needs = origin.needs;
            if (std::find(needs.begin(), needs.end(), made[j].origin) != needs.end()) {
                made[i].group.require_pass.push_back(names[j]);
            }
        }
    }
    for (Made& one : made) blueprint.groups.push_back(std::move(one.group));
    return {};
}

}  // namespace arena::problem

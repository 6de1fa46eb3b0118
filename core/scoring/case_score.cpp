// Scores of cases and the judge errors among them ("It is a judge error if" of 2025-09, Scoring
// test cases). Samples never score, and a score file there is ignored.
#include "core/scoring/case_score.hpp"

#include <algorithm>
#include <cmath>

#include "core/assert.hpp"
#include "core/scoring/group_2025.hpp"
#include "core/scoring/ruleset.hpp"

namespace arena::scoring {

namespace {

using problem::Group;
using problem::GroupScoring;

const Group& group_of(const problem::Package& package, std::size_t case_index) {
    return package.groups[package.cases[case_index].group];
}

bool is_scored(const Group& group) {
    return group.scoring == GroupScoring::sum || group.scoring == GroupScoring::min;
}

std::string fault_of_score(double score, std::optional<double> score_max) {
    if (!std::isfinite(score) || score < 0) {
        return "the validator's score.txt holds no number >= 0";
    }
    if (score_max && exceeds(score, *score_max)) {
        return "the validator's score.txt is above the greatest score of the case";
    }
    return {};
}

std::string fault_2025(const Group& group, std::optional<double> score_max,
                       const CaseOutcome& outcome) {
    const bool any = outcome.score || outcome.score_multiplier;
    if (outcome.score && outcome.score_multiplier) {
        return "the validator wrote both score.txt and score_multiplier.txt";
    }
    if (outcome.verdict != Verdict::AC) {
        return any ? "the validator wrote a score for a case that it did not accept" : "";
    }
    if (!is_scored(group)) {
        return any ? "the validator wrote a score for a case of a pass-fail group" : "";
    }
    if (outcome.score) return fault_of_score(*outcome.score, score_max);
    if (!score_max) {
        return outcome.score_multiplier
                   ? "the validator wrote score_multiplier.txt, but the group has no max_score"
                   : "the validator wrote no score.txt, but the group has no max_score";
    }
    if (outcome.score_multiplier &&
        !(*outcome.score_multiplier >= 0 && *outcome.score_multiplier <= 1)) {
        return "the validator's score_multiplier.txt holds no number from 0 to 1";
    }
    return {};
}

}  // namespace

std::optional<double> case_score_max(const problem::Package& package, std::size_t case_index) {
    const Group& group = group_of(package, case_index);
    if (ruleset_of(package) != Ruleset::groups_2025 || !is_scored(group)) return std::nullopt;
    if (package.cases[case_index].is_sample || !group.max_score) return std::nullopt;
    if (group.scoring == GroupScoring::min) return group.max_score;
    if (package.cases[case_index].is_static) return group.static_score;
    const auto tests =
        std::count_if(group.cases.begin(), group.cases.end(),
                      [&](std::size_t index) { return !package.cases[index].is_static; });
    return (*group.max_score - group.static_score) / static_cast<double>(tests);
}

std::string score_fault(const problem::Package& package, std::size_t case_index,
                        const CaseOutcome& outcome) {
    switch (ruleset_of(package)) {
        case Ruleset::pass_fail: return {};
        case Ruleset::legacy:
            return package.scoring && outcome.score && !std::isfinite(*outcome.score)
                       ? "the validator's score.txt holds no finite number"
                       : "";
        case Ruleset::groups_2025:
            // A judge error needs no second reason.
            if (package.cases[case_index].is_sample || outcome.verdict == Verdict::JE) return {};
            return fault_2025(group_of(package, case_index), case_score_max(package, case_index),
                              outcome);
    }
    return {};
}

double case_score(const problem::Package& package, std::size_t case_index,
                  const CaseOutcome& outcome) {
    if (!package.scoring) return 0;
    const Group& group = group_of(package, case_index);
    switch (ruleset_of(package)) {
        case Ruleset::pass_fail: return 0;
        case Ruleset::legacy:
            if (outcome.score) return *outcome.score;
            return outcome.verdict == Verdict::AC ? group.accept_score : group.reject_score;
        case Ruleset::groups_2025: {
            const bool scored = is_scored(group) && !package.cases[case_index].is_sample;
            if (!scored || outcome.verdict != Verdict::AC) return 0;
            if (outcome.score) return *outcome.score;
            const std::optional<double> score_max = case_score_max(package, case_index);
            ARENA_ASSERT(score_max.has_value());
            return *score_max * outcome.score_multiplier.value_or(1);
        }
    }
    return 0;
}

}  // namespace arena::scoring

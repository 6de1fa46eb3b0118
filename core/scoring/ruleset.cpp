// Choosing the rules of a package, and each group's policy under them.
#include "core/scoring/ruleset.hpp"

namespace arena::scoring {

namespace {

using problem::Group;
using problem::GroupScoring;
using problem::GroupVerdict;

GroupPolicy legacy_policy(const Group& group, bool scoring, bool stop_at_first) {
    const bool may_forgive = group.verdict == GroupVerdict::always_accept ||
                             group.accept_if_any_accepted ||
                             group.scoring == GroupScoring::custom_grader;
    GroupPolicy policy;
    policy.rejected_if_any_is = !may_forgive;
    if (scoring) {
        policy.stops_on_reject = group.stop_on_reject;
    } else if (stop_at_first) {
        policy.stops_on_reject = group.stop_on_reject || !may_forgive;
    }
    return policy;
}

GroupPolicy policy_2025(const Group& group, bool stop_at_first) {
    const bool all_or_nothing = group.scoring == GroupScoring::pass_fail;
    const bool minimum = group.scoring == GroupScoring::min;
    GroupPolicy policy;
    policy.rejected_if_any_is = true;
    policy.zero_if_any_is = all_or_nothing || minimum;
    // The root only holds sample and secret; a failed sample takes nothing from secret's score.
    policy.stops_on_reject = stop_at_first && all_or_nothing && group.parent.has_value();
    policy.stops_on_zero = stop_at_first && minimum && group.parent.has_value();
    return policy;
}

}  // namespace

Ruleset ruleset_of(const problem::Package& package) {
    if (package.format == problem::Format::legacy_icpc) return Ruleset::pass_fail;
    switch (package.grading) {
        case problem::GradingRules::legacy_grader: return Ruleset::legacy;
        case problem::GradingRules::test_groups:
            return package.scoring ? Ruleset::groups_2025 : Ruleset::pass_fail;
    }
    return Ruleset::pass_fail;
}

std::vector<GroupPolicy> policies(const problem::Package& package, bool stop_at_first) {
    const Ruleset ruleset = ruleset_of(package);
    std::vector<GroupPolicy> out;
    out.reserve(package.groups.size());
    for (const Group& group : package.groups) {
        switch (ruleset) {
            case Ruleset::pass_fail: out.push_back({stop_at_first, false, true, false}); break;
            case Ruleset::legacy:
                out.push_back(legacy_policy(group, package.scoring, stop_at_first));
                break;
            case Ruleset::groups_2025: out.push_back(policy_2025(group, stop_at_first)); break;
        }
    }
    return out;
}

}  // namespace arena::scoring

// Which format's rules grade a package, and what they say about going on after a failure.
//
// pass_fail     legacy-icpc, and every pass-fail problem with the test groups of 2025-09 or none:
//               accepted if and only if all cases are; otherwise the verdict of the first that was
//               not.
// legacy        the default grader or the package's own, and `on_reject`
//               (core/scoring/legacy_grader.hpp, custom_grader.hpp). A 2023-07 draft may have
//               either kind of groups: Package::grading says which.
// groups_2025   scoring problems with the test groups of 2025-09 (core/scoring/group_2025.hpp).
#pragma once

#include <vector>

#include "core/problem/package.hpp"

namespace arena::scoring {

enum class Ruleset { pass_fail, legacy, groups_2025 };

Ruleset ruleset_of(const problem::Package& package);

/// Of one group: when its later members are not run, and what one failed member says about it.
struct GroupPolicy {
    bool stops_on_reject = false;
    bool stops_on_zero = false;  ///< a member with score 0 ends it (a minimum cannot rise again)
    bool rejected_if_any_is = false;
    bool zero_if_any_is = false;
};

/// One a group. `stop_at_first` ends a group wherever its grade can no longer change; in legacy
/// scoring problems the package's own `on_reject` alone decides.
std::vector<GroupPolicy> policies(const problem::Package& package, bool stop_at_first);

}  // namespace arena::scoring

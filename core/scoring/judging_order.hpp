// The order in which a serial judge walks the tests of a package: depth first, the members of a
// group (its cases and its child groups) in the order of their first case in Package::cases.
//
// Invariants: every case stands in `cases` exactly once; the cases of a group are one span of it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/problem/package.hpp"

namespace arena::scoring {

struct Step {
    enum class Kind { enter, test, leave };
    Kind kind = Kind::test;
    std::size_t index = 0;  ///< of the case for test, of the group otherwise
};

/// Positions in JudgingOrder::cases, end excluded, and where in `steps` the group is left.
struct GroupSpan {
    std::size_t begin = 0, end = 0;
    std::size_t leave_step = 0;
};

struct JudgingOrder {
    std::vector<Step> steps;
    std::vector<std::size_t> cases;      ///< case indexes, first judged first
    std::vector<std::size_t> positions;  ///< of each case in `cases`
    std::vector<GroupSpan> spans;        ///< of each group
};

/// REQUIRES: groups[0] is the root, children come after their parent, and each case is in the list
/// of its group and in no other.
JudgingOrder judging_order(const problem::Package& package);

}  // namespace arena::scoring

// Points of other systems as test groups of 2025-09.
//
// Most systems give points to tests, to groups of tests, or both; 2025-09 knows groups that are
// all-or-nothing, a sum of equal shares, or a minimum. A sum of unequal shares becomes one group a
// test, which scores the same.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"

namespace arena::problem {

enum class PointRule { each, all_or_nothing, least };

struct PointTest {
    BlueprintTest test;
    double points = 0;
};

/// A group as the other system has it.
struct PointGroup {
    std::string name;
    PointRule rule = PointRule::all_or_nothing;
    double points = 0;               ///< of a group that is not `each`
    std::vector<std::size_t> needs;  ///< earlier groups, by index, that must be passed
    std::string needs_place;         ///< where that is said, for messages: "problem.xml line 3"
    bool needs_samples = false;
    std::vector<PointTest> tests;
};

/// Fills groups, scoring, aggregation and max_score; names are made so that bytes sort in the
/// order given. Without any points the problem is pass-fail and the tests keep their folders.
/// Error: invalid_package, when a group needs one that does not come before it (a cycle).
Result<void> apply_point_groups(std::vector<PointGroup> groups, Blueprint& blueprint);

}  // namespace arena::problem

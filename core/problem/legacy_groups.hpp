// How the groups of a package count, as a Blueprint says it: those of 2025-09 as they are, those of
// the legacy grader where 2025-09 scores the same.
#pragma once

#include "core/problem/blueprint.hpp"

namespace arena::problem {

/// Sets scoring of `blueprint.groups`, which stand in the order of the groups of `package` that
/// hold secret cases. What cannot be said lands in `changes`.
void apply_groups(const Package& package, Blueprint& blueprint);

}  // namespace arena::problem

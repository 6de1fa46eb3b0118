// Why a group's score is a judge error: it is not one that the package allows.
#pragma once

#include <string>

#include "core/problem/package.hpp"
#include "core/scoring/ruleset.hpp"

namespace arena::scoring {

/// "group 'secret': its score 120 is above its max_score 100 (data/secret/test_group.yaml)", in one
/// line; of a legacy group its `range`. Asked only for a score that is a judge error.
std::string group_fault(const problem::Group& group, Ruleset ruleset, double score);

/// What every submission that passes all tests would run into: the same line for the first such
/// group. Empty when there is none, or when a program of the package gives the scores.
/// Cost: O(cases + groups).
std::string fault_of_full_score(const problem::Package& package);

}  // namespace arena::scoring

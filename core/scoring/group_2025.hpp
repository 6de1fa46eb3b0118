// A group of a scoring problem of format 2025-09: from the results of its members to its own.
//
// Source: problem package format 2025-09, "Scoring test data groups".
// score     pass-fail: max_score if every case was accepted, else 0; sum and min of the members.
//           A score above the group's max_score is a judge error (rounding aside).
// verdict   The format gives scoring submissions "a non-negative score instead of a verdict", yet
//           says that an accepted one gets a score, and a report and an exit status need a verdict.
//           Ours is the one of pass-fail problems: accepted if and only if every case that was to
//           be run was accepted, the sample included; otherwise the verdict of the first that was
//           not. A judge error anywhere makes the whole a judge error. So AC means that nothing
//           failed, not that the score is full: multipliers may still lower it.
#pragma once

#include <vector>

#include "core/scoring/sub_result.hpp"

namespace arena::scoring {

/// Above `score_max` by more than rounding explains.
bool exceeds(double score, double score_max);

/// REQUIRES: `members` in judging order.
SubResult grade_group_2025(const problem::Group& group, const std::vector<SubResult>& members);

}  // namespace arena::scoring

// The default grader of the legacy format: from the results of a group's members to its own.
//
// Source: problem package format legacy, "Default Grader Specification".
// verdict   worst_error: the first of JE RTE MLE TLE OLE WA that some member has (CE, which no case
//           should have, stands after JE); first_error: that of the first member not accepted;
//           always_accept; and accept_if_any_accepted before any of them.
// score     sum, average, min or max of the members' scores, rejected members included with the
//           score they have (reject_score, or what a rejected child group came to).
// Where the text is silent:
// - A judge error of a member that counts is the group's, under every mode: no mode may turn our
//   fault into a verdict on the submission.
// - Under `on_reject: break` members after the first that is rejected do not count, even if they
//   were run. The ignored sample breaks nothing: `ignore_sample` would otherwise leave no result.
// - With nothing but samples selected, `ignore_sample` grades the samples.
// - An accepted group whose score is outside its `range` is a judge error.
#pragma once

#include <vector>

#include "core/scoring/sub_result.hpp"

namespace arena::scoring {

/// How bad a verdict is beside others: 0 for AC, most for JE. Order: the legacy format's
/// worst_error.
int badness(Verdict verdict);

/// Those up to the first that is rejected where that ends the group, without an ignored sample.
/// REQUIRES: `members` in judging order.
std::vector<SubResult> members_that_count(const problem::Group& group,
                                          const std::vector<SubResult>& members);

/// `score` is outside the group's `range`, by more than sums are rounded.
bool outside_range(const problem::Group& group, double score);

/// REQUIRES: `members` in judging order, not empty. `scoring` is Package::scoring.
SubResult grade_legacy(const problem::Group& group, const std::vector<SubResult>& members,
                       bool scoring);

}  // namespace arena::scoring

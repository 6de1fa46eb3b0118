// Grader programs of the legacy format: what one reads, and what its answer means.
//
// Source: problem package format legacy, "Graders"; Kattis/problemtools, graders, where the text is
// silent.
// in       a line a member, in judging order: AC, WA, RTE or TLE, a blank, the score. MLE and OLE
//          are RTE there, since the format has no other word for them.
// out      one such line and nothing else, exit status 0; anything else is a judge error.
// A judge error of a member is the group's without asking, as under the default grader; an accepted
// group whose score is outside its `range` is one, too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/scoring/sub_result.hpp"

namespace arena::scoring {

/// "AC 10\nWA 0\n"
std::string grader_input(const std::vector<SubResult>& members);

/// What the grader is to be asked for `group`: its standard input. nullopt when a judge error of a
/// member is the group's already. REQUIRES: `members` in judging order, not empty.
std::optional<std::string> grader_question(const problem::Group& group,
                                           const std::vector<SubResult>& members);

/// The group's result that `printed` says. Among members that failed in the way it names, the first
/// decides. Error: invalid_package, when it is not one line of a verdict and a number.
Result<SubResult> read_grader_output(const std::string& printed,
                                     const std::vector<SubResult>& members);

/// What a group with a grader of its own comes to. `printed` is what that said to the question, if
/// there was one; its Error says why it said nothing. `fault` gets the reason of a judge error.
/// REQUIRES: `members` in judging order, not empty.
SubResult grade_custom(const problem::Group& group, const std::vector<SubResult>& members,
                       bool scoring, const Result<std::string>& printed, std::string& fault);

}  // namespace arena::scoring

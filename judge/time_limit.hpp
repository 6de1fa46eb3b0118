// The time limit: named by the user, stated by the package, or taken from its submissions.
//
// Rule of the Kattis formats: the smallest multiple of the resolution that is at least the slowest
// time of the submissions that must fit, times a multiplier. (That too slow submissions stay too
// slow is a question for those who verify packages, not for judging one solution.)
#pragma once

#include <functional>
#include <vector>

#include "core/judgement.hpp"
#include "judge/case_limits.hpp"

namespace arena {

/// What a submission is given while it is timed.
inline constexpr std::int64_t timing_limit_ns = 60 * s_in_ns;

/// nullopt when it must be taken from submissions. Error: usage (a limit of zero or below).
Result<std::optional<TimeLimit>> stated_time_limit(const problem::Package& package,
                                                   const JudgeOptions& options);

/// What a finished judgement says against an inferred limit: `path` is one of the package's own
/// submissions that must be too slow, and was not by the margin that the format asks; then no
/// limit fits all. Begins with "; ". "" = nothing.
std::string upper_bound_note(const problem::Package& package, const std::string& path,
                             const Judgement& judgement);

/// REQUIRES: slowest_ns >= 0, resolution_s > 0.
std::int64_t limit_from_slowest(std::int64_t slowest_ns, const problem::TimeLimitRule& rule);

/// Slowest case that counts for the lower bound: of the cases for which the submission may not be
/// TLE; all of them when the package does not say. Error: invalid_package, when a case is TLE even
/// now or got a verdict that the package does not permit; it ends with `mend` in brackets.
Result<std::int64_t> slowest_case_ns(const problem::Submission& submission,
                                     const std::vector<CaseResult>& cases, const std::string& mend);

/// Runs `judge_one` (generous limit, all cases) for each submission that must fit and that this
/// host can run. Error: invalid_package when there is none; it ends with `mend` in brackets.
Result<TimeLimit> time_limit_from_submissions(
    const problem::Package& package, const std::function<bool(const problem::Submission&)>& can_run,
    const std::function<Result<std::vector<CaseResult>>(const problem::Submission&)>& judge_one,
    const std::string& mend);

}  // namespace arena

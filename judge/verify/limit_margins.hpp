// Margins of the time limit: how far the submissions that decide it are from it.
//
// Source: problem package format 2025-09, "Problem timing": T * ac_to_time_limit <= limit for those
// that must fit, limit * time_limit_to_tle <= T for those that must be too slow. What holds today
// but misses its margin is `unstable`: another machine may see it otherwise.
#pragma once

#include "judge/case_limits.hpp"
#include "judge/verify/verification.hpp"

namespace arena {

/// Adds a row for a submission that bounds the limit; none for the others.
void add_margin(const problem::Submission& submission, const SubmissionCheck& check,
                const TimeLimit& limit, const problem::TimeLimitRule& rule,
                std::vector<LimitMargin>& margins);

}  // namespace arena

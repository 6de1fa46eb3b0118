// From the runs of a submission to whether it did what the package expects.
#pragma once

#include "judge/verify/verification.hpp"

namespace arena {

/// Sets status, faults and extremes of `check` from its cases, verdict and compile message.
void judge_expectations(const problem::Submission& submission, const scoring::Grade& grade,
                        const problem::Package& package, SubmissionCheck& check);

}  // namespace arena

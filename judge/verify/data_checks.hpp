// Checks of a package's own data: inputs through the input validators, outputs through the output
// validator.
//
// An output is judged as a program's would be: `cat` prints it in the sandbox, and the judge's own
// way of checking a run does the rest, interactive problems included.
#pragma once

#include <string>
#include <vector>

#include "core/problem/validation_data.hpp"
#include "judge/case_setting.hpp"
#include "judge/verify/job_pool.hpp"
#include "judge/verify/verification.hpp"

namespace arena {

/// How many tests each hostile output is tried on: the smallest inputs.
inline constexpr std::size_t hostile_cases_max = 2;
/// "huge": far more than any answer here, far less than the output limit.
inline constexpr std::size_t hostile_huge_bytes = 4 * 1024 * 1024;

/// What each job needs; outlives the jobs.
struct DataChecking {
    const problem::Package* package = nullptr;
    problem::ValidationData data;
    std::vector<Artifact> input_validators;  ///< as Package::input_validators
    std::vector<bool> can_run;               ///< false: a language that is not run here (.ctd)
    const Artifact* output_validator = nullptr;
    RunLimits validator_limits;
    const std::atomic<bool>* stop = nullptr;
};

/// Fills `checks` (one row a kind of check) and returns the jobs that complete them.
/// REQUIRES: `checking` and `checks` outlive the jobs; `checks` is not touched until they ran.
std::vector<Job> data_jobs(const DataChecking& checking, std::vector<DataCheck>& checks);

}  // namespace arena

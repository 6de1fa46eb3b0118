// The package's own grader (legacy `grading: custom`), run in the sandbox for one group of tests.
//
// Protocol: `grader [grader_flags] < results`; exit status 0 and one line on stdout. What the lines
// are is core/scoring/custom_grader's.
#pragma once

#include "core/problem/package.hpp"
#include "judge/compile.hpp"
#include "judge/runner.hpp"

namespace arena {

/// What the grader printed for `results`. Limits are a validator's. Errors: invalid_package (it
/// fails, or runs into a limit), interrupted, host.
Result<std::string> run_grader(Runner& runner, const Artifact& grader,
                               const problem::Package& package, const problem::Group& group,
                               const std::string& results);

}  // namespace arena

// Judgements made by hand, for tests of reports: what the judge would have found.
#pragma once

#include <string>

#include "cli/report.hpp"

namespace arena::samples {

/// `count` accepted tests "secret/01".., of 10 ms more each, C++20, default tier on cgroup v1.
cli::JudgedSolution accepted(std::size_t count);

/// Three tests: accepted, wrong at line 3 column 5 (42 expected, 43 found), not run.
cli::JudgedSolution wrong_answer();

cli::JudgedSolution compile_error(const std::string& message);

/// Every text that a program, a validator or a file name can reach holds `hostile`.
cli::JudgedSolution with_hostile_text(const std::string& hostile);

cli::JudgingReport report_of(cli::JudgedSolution solution, Verdict expected = Verdict::AC);

}  // namespace arena::samples

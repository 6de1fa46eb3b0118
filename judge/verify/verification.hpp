// What verifying a package found, as values: reports print them, the cache keeps them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/judgement.hpp"
#include "core/problem/lint.hpp"
#include "core/problem/package.hpp"

namespace arena {

enum class CheckStatus {
    passed,
    failed,    ///< it is not as the package promises
    unstable,  ///< it holds today; time or repetition says that it may not tomorrow
    fault,     ///< the judge's or a validator's failure: nothing is known
    skipped,   ///< not run, and the detail says why
};
std::string_view name(CheckStatus status);

/// One thing that was checked about the package's own data and programs.
struct DataCheck {
    std::string name;  ///< "input validator validate.py", "hostile output: empty"
    CheckStatus status = CheckStatus::passed;
    std::string detail;  ///< a line; what and where
    std::size_t runs = 0;
    bool cached = false;
    std::int64_t cpu_ns = 0;
};

/// One submission against what must come of it.
struct SubmissionCheck {
    std::string path;  ///< "accepted/hello.cpp"
    CheckStatus status = CheckStatus::passed;
    std::vector<std::string> faults;  ///< a line each
    std::string language_name;
    Verdict verdict = Verdict::JE;
    std::optional<double> score, max_score;
    std::string compile_message;
    std::vector<CaseResult> cases;
    std::int64_t slowest_ns = 0;  ///< over the cases that bear on the time limit
    std::int64_t memory_max_bytes = 0;
    std::size_t runs = 0;
    bool cached = false;
    std::int64_t cpu_ns = 0;  ///< compiling and all runs
};

/// How far a bound of the time limit is away.
struct LimitMargin {
    std::string path;
    bool is_upper = false;  ///< a submission that must be too slow
    std::int64_t time_ns = 0;
    double asked = 0, found = 0;  ///< limit/time, or time/limit for an upper bound
    CheckStatus status = CheckStatus::passed;
};

struct Verification {
    std::string problem, path;
    std::vector<problem::LintFinding> lint;
    std::vector<DataCheck> data;
    std::vector<SubmissionCheck> submissions;
    std::vector<LimitMargin> margins;
    std::int64_t time_limit_ns = 0;
    std::string time_limit_source;
    std::size_t tests = 0;
    std::size_t runs = 0, runs_cached = 0;  ///< runs of programs that the result stands on
    std::int64_t cpu_ns = 0;                ///< of what was run now: compilers and programs
    std::int64_t wall_ns = 0;
};

struct VerificationCount {
    std::size_t passed = 0, failed = 0, unstable = 0, faults = 0, skipped = 0;
    std::size_t lint_errors = 0, lint_warnings = 0;
};
VerificationCount count(const Verification& verification);

}  // namespace arena

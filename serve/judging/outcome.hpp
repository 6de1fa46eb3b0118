// What comes of a task: reports, or a fault that is not the player's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/verdict.hpp"

namespace arena::serve {

/// One test, told as soon as it is judged.
struct TestProgress {
    std::int64_t index = 0;  ///< in the package's judging order, from 0
    std::int64_t done = 0, total = 0;
    bool is_sample = false;
    Verdict verdict = Verdict::AC;
    std::int64_t cpu_ns = 0, memory_bytes = 0;
};

struct JudgedTest {
    std::int64_t index = 0;
    std::string name;  ///< "secret/03-big"
    bool is_sample = false;
    Verdict verdict = Verdict::AC;
    std::int64_t cpu_ns = 0, memory_bytes = 0;
    std::string reason;  ///< "signal 11 (SIGSEGV)"; for people
};

/// How compiling went; in every report.
struct CompileReport {
    bool ok = true;
    bool cached = false;
    std::string message;  ///< bounded, valid UTF-8
    std::int64_t cpu_ns = 0, wall_ns = 0;
};

struct JudgeReport {
    Verdict verdict = Verdict::AC;           ///< never JE: that is a JobFault
    std::optional<double> score, score_max;  ///< scoring problems; score_max: when it is finite
    CompileReport compile;
    std::string language;  ///< id
    std::int64_t time_limit_ns = 0, memory_limit_bytes = 0;
    std::int64_t cpu_max_ns = 0, memory_max_bytes = 0;
    std::int64_t wall_ns = 0;  ///< of the whole task in the worker
    std::int64_t tests_total = 0;
    std::vector<JudgedTest> tests;  ///< those that ran, in judging order
};

struct RunOutput {
    CompileReport compile;
    Verdict verdict = Verdict::AC;  ///< how it ended: AC = exit status 0 within the limits; or CE
    std::string reason;
    std::string output, error_output;  ///< raw bytes, bounded
    bool error_truncated = false;
    std::int64_t cpu_ns = 0, wall_ns = 0, memory_bytes = 0;
};

struct SyntaxReport {
    CompileReport compile;
};

struct EmptyReport {};

enum class FaultKind {
    infrastructure,  ///< host, sandbox or worker failed: tried again, counts for the breaker
    package,         ///< the problem or the request cannot be judged: trying again would not help
    cancelled,
};
std::string_view name(FaultKind kind);

struct JobFault {
    FaultKind kind = FaultKind::infrastructure;
    std::string message;  ///< one line, for the jury and the log
};

using Outcome = std::variant<EmptyReport, JudgeReport, RunOutput, SyntaxReport, JobFault>;

/// A sabotaged source must compile and fail at least one secret test.
bool sabotage_succeeds(const JudgeReport& report);

/// Accepted with all the points there are to have. A problem without a greatest score has no more
/// than being accepted.
bool is_full_solve(const JudgeReport& report);

/// The report as JSON for the store and the wire: valid UTF-8 whatever the program wrote, names in
/// snake_case, times in ns, sizes in bytes. Wire: fields are only ever added.
std::string to_json(const JudgeReport& report);
std::string to_json(const RunOutput& output);
std::string to_json(const SyntaxReport& report);
std::string to_json(const TestProgress& progress);

}  // namespace arena::serve

// What a judge worker can be asked to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/limits.hpp"

namespace arena::serve {

/// More than this of source or input is refused before it is queued.
inline constexpr std::int64_t task_source_bytes_max = 256 * kib;
inline constexpr std::int64_t task_input_bytes_max = 1 * mib;

enum class TestChoice { all, samples, secret };

/// Judge a source on a problem. Also the check of a sabotage: see sabotage_succeeds()
/// (outcome.hpp).
struct JudgeTask {
    std::string package_path;     ///< absolute
    std::string package_version;  ///< any text that changes when the package does
    std::string language;         ///< id or alias
    std::string source;
    TestChoice tests = TestChoice::all;
    bool stop_at_first = false;
    std::optional<double> time_limit_s;  ///< overrides the package
};

/// Run a source on the user's own input; nothing is compared.
struct RunTask {
    std::string language, source, input;
    std::int64_t cpu_ns = 10 * s_in_ns;
    std::int64_t memory_bytes = 256 * mib;
    std::int64_t output_bytes = 64 * kib;
    std::int64_t wall_ns = 10 * s_in_ns;  ///< one that sleeps holds a worker no longer
};

/// Compile only.
struct SyntaxTask {
    std::string language, source;
};

/// Answered at once: a probe of the way to the worker and back.
struct EmptyTask {};

using Task = std::variant<EmptyTask, JudgeTask, RunTask, SyntaxTask>;

}  // namespace arena::serve

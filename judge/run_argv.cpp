// The command of a run under given limits, and what its end means for runtimes with own heap
// limits.
//
// The sandbox holds every process to `memory_bytes` whatever the runtime thinks. These rules only
// make a runtime collect its garbage in time and fail in its own words instead of being killed:
//   heap          = memory less the language's overhead, at least a quarter of it
//   thread stack  = a quarter of memory, 64 MiB at most (as Kattis and DOMjudge give the JVM),
//                   three quarters of the stack limit at most
#include <algorithm>

#include "judge/compile.hpp"
#include "judge/placeholders.hpp"

namespace arena {
namespace {

constexpr std::int64_t thread_stack_mb_max = 64;

PlaceholderValues values_of(const Language& language, const RunLimits& limits) {
    const std::int64_t memory_mb = std::max<std::int64_t>(1, limits.memory_bytes / mib);
    const std::int64_t stack_mb = std::max<std::int64_t>(1, limits.stack_bytes / mib);
    const std::int64_t heap_mb =
        std::max({memory_mb - language.overhead_bytes / mib, memory_mb / 4, std::int64_t{4}});
    const std::int64_t thread_stack_mb =
        std::max<std::int64_t>(1, std::min({memory_mb / 4, thread_stack_mb_max, stack_mb * 3 / 4}));
    return {{"memory_mb", std::to_string(memory_mb)},
            {"stack_mb", std::to_string(stack_mb)},
            {"heap_mb", std::to_string(heap_mb)},
            {"thread_stack_mb", std::to_string(thread_stack_mb)},
            {"thread_stack_kb", std::to_string(thread_stack_mb * 1024)}};
}

}  // namespace

std::vector<std::string> run_argv(const Artifact& artifact, const RunLimits& limits,
                                  const std::vector<std::string>& program_args,
                                  std::vector<std::string>& env) {
    // A package's own script is no language's program: it has no runtime to be told of limits.
    const PlaceholderValues values =
        artifact.language != nullptr ? values_of(*artifact.language, limits) : PlaceholderValues{};
    std::vector<std::string> argv = fill_placeholders(artifact.run_argv, values);
    argv.insert(argv.end(), program_args.begin(), program_args.end());
    env = fill_placeholders(artifact.run_env, values);
    return argv;
}

Ending ending_of(const Language& language, const RunReport& report) {
    const bool failed = (report.ending == Ending::exited && report.exit_code != 0) ||
                        report.ending == Ending::signaled;
    if (!failed) return report.ending;
    for (const std::string& message : language.memory_messages) {
        if (report.error_output.find(message) != std::string::npos) return Ending::memory_limit;
    }
    return report.ending;
}

}  // namespace arena

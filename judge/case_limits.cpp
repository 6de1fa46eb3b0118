// Limits of one run: who names each, in order: the user, the package, the format's default.
//
// All shares and margins are the named constants of the header; nothing here knows a language but
// for the threads its runtime needs.
#include "judge/case_limits.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena {
namespace {

void add_runtime_needs(RunLimits& limits, const Language* language) {
    limits.stack_bytes = limits.memory_bytes;
    if (language != nullptr && language->processes > 0) limits.processes = language->processes;
}

}  // namespace

std::int64_t kill_limit_ns(std::int64_t time_limit_ns) {
    const auto share =
        static_cast<std::int64_t>(static_cast<double>(time_limit_ns) * overrun_share);
    return time_limit_ns + std::min(share + overrun_base_ns, overrun_max_ns);
}

std::int64_t wall_limit_ns(std::int64_t time_limit_ns) {
    return std::max(wall_factor * time_limit_ns, time_limit_ns + wall_extra_ns);
}

std::int64_t memory_limit_bytes(const problem::Package& package, const JudgeOptions& options) {
    if (options.memory_bytes) return *options.memory_bytes;
    if (package.memory_bytes) return *package.memory_bytes;
    return package.format == problem::Format::plain ? plain_memory_bytes : package_memory_bytes;
}

ProgramLimits program_limits(const problem::Package& package, const JudgeOptions& options,
                             const TimeLimit& time_limit, const Language& language) {
    ARENA_ASSERT(time_limit.limit_ns > 0);
    ProgramLimits limits;
    limits.time_limit_ns = time_limit.limit_ns;
    limits.run.cpu_ns = kill_limit_ns(time_limit.limit_ns);
    if (!time_limit.host_default) limits.run.wall_ns = wall_limit_ns(time_limit.limit_ns);
    limits.run.memory_bytes = memory_limit_bytes(package, options);
    if (options.output_bytes) {
        limits.run.output_bytes = *options.output_bytes;
    } else if (package.output_bytes) {
        limits.run.output_bytes = *package.output_bytes;
    }
    add_runtime_needs(limits.run, &language);
    return limits;
}

std::int64_t output_limit_for_case(std::int64_t default_bytes, std::int64_t answer_bytes) {
    return std::max(default_bytes, 2 * answer_bytes);
}

RunLimits validator_limits(const problem::Package& package, const Language* language) {
    RunLimits limits;
    limits.cpu_ns = validation_time_ns;
    if (package.validation_s) {
        limits.cpu_ns = static_cast<std::int64_t>(*package.validation_s * double(s_in_ns));
    }
    limits.wall_ns = wall_limit_ns(limits.cpu_ns);
    limits.memory_bytes = package.validation_memory_bytes.value_or(validation_memory_bytes);
    limits.output_bytes = package.interactive
                              ? interactor_output_bytes
                              : package.validation_output_bytes.value_or(validation_output_bytes);
    add_runtime_needs(limits, language);
    return limits;
}

}  // namespace arena

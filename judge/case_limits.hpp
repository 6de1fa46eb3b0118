// Which limits a run of one case gets, from the package, the options and the format's defaults.
//
// The sandbox is asked for a little more CPU than the time limit, so that a report can say "1.07 s,
// limit 1 s" instead of "killed"; verdict_of compares with the exact limit. Wall time is only there
// to end a program that idles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/problem/package.hpp"
#include "judge/judge.hpp"
#include "judge/verdict_of.hpp"

namespace arena {

/// CPU beyond the time limit before the sandbox kills: a tenth and a little, at most a second.
inline constexpr double overrun_share = 0.1;
inline constexpr std::int64_t overrun_base_ns = 20 * ms_in_ns;
inline constexpr std::int64_t overrun_max_ns = 1 * s_in_ns;

/// Wall limit: max(2 x limit, limit + 1 s). Twice, because a loaded host shares its cores; a second
/// more, because for a short limit starting a runtime is most of the time.
inline constexpr std::int64_t wall_factor = 2;
inline constexpr std::int64_t wall_extra_ns = 1 * s_in_ns;

/// Memory when neither package nor user says: Kattis packages are written for judges that give 1 to
/// 2 GiB (problemtools 1024-2048 MiB, DOMjudge 2 GiB), so less would reject what they accept. A
/// plain folder of tests has no such past and gets the sandbox's own default.
inline constexpr std::int64_t package_memory_bytes = 1024 * mib;
inline constexpr std::int64_t plain_memory_bytes = 256 * mib;

/// Output validators and interactors: "typical system default" of format 2025-09.
inline constexpr std::int64_t validation_time_ns = 60 * s_in_ns;
inline constexpr std::int64_t validation_memory_bytes = 2048 * mib;
inline constexpr std::int64_t validation_output_bytes = 8 * mib;
/// An interactor's standard output is the program's input: bounded only against a runaway.
inline constexpr std::int64_t interactor_output_bytes = 256 * mib;

/// The time limit in force and where it came from.
struct TimeLimit {
    std::int64_t limit_ns = 0;
    std::string source;         ///< "problem.yaml", "--time-limit", "accepted submissions", ...
    bool host_default = false;  ///< nobody named one: the sandbox's default bounds the run
    bool inferred = false;      ///< taken from the slowest submissions that must fit
};

std::int64_t kill_limit_ns(std::int64_t time_limit_ns);
std::int64_t wall_limit_ns(std::int64_t time_limit_ns);
std::int64_t memory_limit_bytes(const problem::Package& package, const JudgeOptions& options);

/// REQUIRES: limit_ns > 0.
ProgramLimits program_limits(const problem::Package& package, const JudgeOptions& options,
                             const TimeLimit& time_limit, const Language& language);

/// Without a stated output limit, a case whose answer is large may be answered at length.
std::int64_t output_limit_for_case(std::int64_t default_bytes, std::int64_t answer_bytes);

RunLimits validator_limits(const problem::Package& package, const Language* language);

}  // namespace arena

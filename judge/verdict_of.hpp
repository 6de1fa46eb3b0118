// From the way a program ended to its verdict and the one line that says why.
//
// Rules: CPU time is compared with the limit exactly, whatever the kill margin was; a program that
// idled away its wall time is TLE and told so; the memory limit is blamed for a crash only when the
// program stood at it. Nothing here looks at the output: an AC means "ended well, now check it".
#pragma once

#include <cstdint>
#include <string>

#include "core/limits.hpp"
#include "core/verdict.hpp"
#include "judge/runner.hpp"

namespace arena {

struct Finding {
    Verdict verdict = Verdict::AC;
    std::string reason;  ///< empty for AC; else a lowercase fragment
};

/// What a submission is held to. `run` is what the sandbox enforces: its CPU limit lies a little
/// above `time_limit_ns`, so that people see by how much a slow program missed it.
struct ProgramLimits {
    std::int64_t time_limit_ns = 0;
    RunLimits run;
};

/// A crash at this share of the memory limit or above counts as caused by it.
inline constexpr double memory_blame_share = 0.97;

/// Verdict::AC when the program ended by itself with exit status 0, within its limits.
Finding verdict_of(const RunReport& report, const ProgramLimits& limits);

/// How a judge's own program (validator, interactor) ended, for a JE line: "exit status 1",
/// "signal 6 (SIGABRT)", "over its time limit of 60 s".
std::string ending_text(const RunReport& report, const RunLimits& limits);

/// "SIGSEGV" for 11; empty for a number without a name.
std::string signal_name(int signal);

}  // namespace arena

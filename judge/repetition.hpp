// Repetition: one case run more than once, and what to say when the runs differ.
//
// With `--repeat` the worst verdict of all runs counts, and `unstable` says that they differ. A run
// that nobody asked to repeat, so close to the limit that chance decides, is run again; if those
// runs disagree the median run's verdict stands, marked unstable, not guessed.
#pragma once

#include <functional>
#include <vector>

#include "judge/case_setting.hpp"

namespace arena {

struct RepetitionRule {
    int repeat = 1;             ///< runs asked for by the user
    double close_share = 0.05;  ///< this near to the time limit, on either side, is close
    int close_repeats = 3;      ///< runs added then
};

/// A run that other load disturbed and that is TLE says little: this many further tries.
inline constexpr int disturbed_retries_max = 2;

struct RepeatedAttempt {
    Attempt attempt;  ///< the deciding run; its times are not yet the extremes
    int runs = 1;
    std::int64_t cpu_max_ns = 0, cpu_min_ns = 0, wall_max_ns = 0, memory_max_bytes = 0;
    bool unstable = false;
};

bool is_close(std::int64_t cpu_ns, std::int64_t time_limit_ns, double share);

/// `run_once` runs the case; the first Error ends it. Pure but for that.
Result<RepeatedAttempt> repeat_case(const std::function<Result<Attempt>()>& run_once,
                                    std::int64_t time_limit_ns, const RepetitionRule& rule);

}  // namespace arena

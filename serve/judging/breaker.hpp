// Circuit breaker in front of the judge: stops sending when the machinery itself fails.
//
// closed -> open: in a sliding window of 30 s with at least 20 results half or more were faults of
// the infrastructure, or the oldest waiting job is older than the limit while nothing succeeds.
// open: for 5 s, doubling to 60 s, with jitter. half-open: three probes; all good closes it, one
// bad opens it again. Verdicts are successes. Source of the shape: Nygard, "Release It!" (2007).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string_view>

namespace arena::serve {

struct BreakerSettings {
    std::int64_t window_ms = 30'000;
    int results_min = 20;
    double fault_share = 0.5;
    std::int64_t oldest_age_ms_max = 120'000;
    std::int64_t open_ms_first = 5'000, open_ms_max = 60'000;
    double jitter_share = 0.2;  ///< of the open time, added or taken
    int probes = 3;
    std::size_t results_max = 65'536;  ///< remembered in one window; the oldest go first
};

enum class BreakerState { closed, open, half_open };
std::string_view name(BreakerState state);  ///< "closed", "open", "half-open". Wire: metrics

/// Times are milliseconds of one clock that never goes back.
class Breaker {
public:
    /// `draw` gives a number in [0, 1) for the jitter.
    Breaker(BreakerSettings settings, std::function<double()> draw);

    /// How a job that was started ended. REQUIRES: one call for each started().
    void record(std::int64_t now_ms, bool success);
    void started(std::int64_t now_ms);
    /// A started job that says nothing of the machinery (cancelled).
    void withdrawn();

    /// The age of the oldest job that waits, 0 without one.
    void see_oldest(std::int64_t now_ms, std::int64_t age_ms);

    /// Moves from open to half-open when its time is over.
    BreakerState state(std::int64_t now_ms);
    bool may_start(std::int64_t now_ms);
    std::int64_t reopens_in_ms(std::int64_t now_ms) const;  ///< 0 unless open
    std::int64_t times_opened() const { return times_opened_; }

private:
    struct Seen {
        std::int64_t at_ms;
        bool success;
    };
    void open(std::int64_t now_ms);
    void forget_old(std::int64_t now_ms);

    BreakerSettings settings_;
    std::function<double()> draw_;
    BreakerState state_ = BreakerState::closed;
    std::deque<Seen> seen_;
    std::int64_t faults_ = 0;  ///< among seen_
    std::int64_t last_success_ms_ = 0;
    std::int64_t open_until_ms_ = 0, open_ms_ = 0;
    int probes_out_ = 0, probes_good_ = 0;
    std::int64_t times_opened_ = 0;
};

}  // namespace arena::serve

#include "serve/judging/breaker.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::serve {

std::string_view name(BreakerState state) {
    switch (state) {
        case BreakerState::closed: return "closed";
        case BreakerState::open: return "open";
        case BreakerState::half_open: return "half-open";
    }
    return "";
}

Breaker::Breaker(BreakerSettings settings, std::function<double()> draw)
    : settings_(settings), draw_(std::move(draw)), open_ms_(settings.open_ms_first) {
    ARENA_ASSERT(settings_.probes >= 1 && settings_.results_min >= 1);
}

void Breaker::forget_old(std::int64_t now_ms) {
    while (!seen_.empty() && (seen_.front().at_ms <= now_ms - settings_.window_ms ||
                              seen_.size() > settings_.results_max)) {
        if (!seen_.front().success) --faults_;
        seen_.pop_front();
    }
}

void Breaker::open(std::int64_t now_ms) {
    const double jitter = 1 + settings_.jitter_share * (2 * draw_() - 1);
    open_until_ms_ = now_ms + static_cast<std::int64_t>(static_cast<double>(open_ms_) * jitter);
    open_ms_ = std::min(open_ms_ * 2, settings_.open_ms_max);
    state_ = BreakerState::open;
    seen_.clear();
    faults_ = 0;
    ++times_opened_;
}

void Breaker::started(std::int64_t now_ms) {
    if (state(now_ms) == BreakerState::half_open) ++probes_out_;
}

void Breaker::withdrawn() {
    if (state_ == BreakerState::half_open && probes_out_ > 0) --probes_out_;
}

void Breaker::record(std::int64_t now_ms, bool success) {
    const BreakerState before = state(now_ms);
    if (success) last_success_ms_ = now_ms;
    switch (before) {
        case BreakerState::open: return;  // it was started before; the next probe tells
        case BreakerState::half_open:
            if (!success) return open(now_ms);
            if (++probes_good_ < settings_.probes) return;
            state_ = BreakerState::closed;
            open_ms_ = settings_.open_ms_first;
            return;
        case BreakerState::closed: break;
    }
    seen_.push_back({now_ms, success});
    if (!success) ++faults_;
    forget_old(now_ms);
    const auto results = static_cast<std::int64_t>(seen_.size());
    const bool enough = results >= settings_.results_min;
    const double share = static_cast<double>(faults_) / static_cast<double>(results);
    if (enough && share >= settings_.fault_share) open(now_ms);
}

void Breaker::see_oldest(std::int64_t now_ms, std::int64_t age_ms) {
    if (state(now_ms) != BreakerState::closed) return;
    // A long queue in front of workers that deliver is load, not failure.
    const bool stuck = now_ms - last_success_ms_ > settings_.window_ms;
    if (age_ms > settings_.oldest_age_ms_max && stuck) open(now_ms);
}

BreakerState Breaker::state(std::int64_t now_ms) {
    if (state_ == BreakerState::open && now_ms >= open_until_ms_) {
        state_ = BreakerState::half_open;
        probes_out_ = 0;
        probes_good_ = 0;
    }
    return state_;
}

bool Breaker::may_start(std::int64_t now_ms) {
    switch (state(now_ms)) {
        case BreakerState::closed: return true;
        case BreakerState::open: return false;
        case BreakerState::half_open: return probes_out_ < settings_.probes;
    }
    return false;
}

std::int64_t Breaker::reopens_in_ms(std::int64_t now_ms) const {
    return state_ == BreakerState::open ? std::max<std::int64_t>(0, open_until_ms_ - now_ms) : 0;
}

}  // namespace arena::serve

#include "serve/bus/local_rate_limits.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::serve {

// `full_at` rises by one window (in scaled time) for each use and may lie at most `count` windows
// ahead of now: then all tokens are out.
RateDecision LocalRateLimits::use_bucket(Uses& uses, const RateLimit& limit,
                                         std::int64_t now) const {
    const std::int64_t scaled_now = now * limit.count;
    const std::int64_t before = std::max(uses.full_at, scaled_now);
    const std::int64_t after = before + limit.window_ms;
    const std::int64_t horizon = scaled_now + limit.window_ms * limit.count;
    if (after > horizon) {
        return {false, 0, (after - horizon + limit.count - 1) / limit.count};
    }
    uses.full_at = after;
    uses.free_at_ms = (after + limit.count - 1) / limit.count;
    return {true, (horizon - after) / limit.window_ms, 0};
}

RateDecision LocalRateLimits::use_window(Uses& uses, const RateLimit& limit,
                                         std::int64_t now) const {
    auto& times = uses.times;
    while (!times.empty() && times.front() <= now - limit.window_ms) times.pop_front();
    const auto used = static_cast<std::int64_t>(times.size());
    if (used >= limit.count) return {false, 0, times.front() + limit.window_ms - now};
    times.push_back(now);
    uses.free_at_ms = now + limit.window_ms;
    return {true, limit.count - used - 1, 0};
}

void LocalRateLimits::forget(std::int64_t now) {
    while (!by_free_at_.empty() &&
           (by_free_at_.begin()->first <= now || keys_.size() > rate_keys_max)) {
        keys_.erase(by_free_at_.begin()->second);
        by_free_at_.erase(by_free_at_.begin());
    }
}

void LocalRateLimits::use(const std::string& key, const RateLimit& limit,
                          Reply<RateDecision> reply) {
    ARENA_ASSERT(limit.count >= 1 && limit.window_ms >= 1);
    const std::int64_t now = clock_ms_();
    forget(now);
    Uses& uses = keys_[key];
    const std::int64_t free_before = uses.free_at_ms;
    const RateDecision decision = limit.kind == RateLimit::Kind::token_bucket
                                      ? use_bucket(uses, limit, now)
                                      : use_window(uses, limit, now);
    if (uses.free_at_ms != free_before) {
        by_free_at_.erase({free_before, key});
        by_free_at_.emplace(uses.free_at_ms, key);
    }
    reply(decision);
}

}  // namespace arena::serve

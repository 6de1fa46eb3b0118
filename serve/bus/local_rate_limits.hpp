// Rate limits inside one process, exact in integers: see rate_limits.hpp.
//
// A token bucket is kept as the time at which it is full again (the generic cell rate algorithm,
// ITU-T I.371), a sliding window as the times of its uses.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "serve/bus/rate_limits.hpp"

namespace arena::serve {

/// Keys remembered. With more, the one that is free again first is forgotten: it had least to tell.
inline constexpr std::size_t rate_keys_max = 100'000;

class LocalRateLimits final : public RateLimits {
public:
    explicit LocalRateLimits(BusClock clock_ms) : clock_ms_(std::move(clock_ms)) {}

    void use(const std::string& key, const RateLimit& limit, Reply<RateDecision> reply) override;

private:
    struct Uses {
        std::int64_t full_at = 0;  ///< token bucket: in ms times `count`, so nothing is rounded
        std::deque<std::int64_t> times;  ///< sliding window: ms, oldest first
        std::int64_t free_at_ms = 0;     ///< from then on the key is as if never used
    };
    RateDecision use_bucket(Uses& uses, const RateLimit& limit, std::int64_t now) const;
    RateDecision use_window(Uses& uses, const RateLimit& limit, std::int64_t now) const;
    void forget(std::int64_t now);

    BusClock clock_ms_;
    std::map<std::string, Uses> keys_;
    std::set<std::pair<std::int64_t, std::string>> by_free_at_;
};

}  // namespace arena::serve

// Rate limits by key ("login:10.0.0.1", "submit:u_7"), shared by all nodes.
#pragma once

#include <cstdint>
#include <string>

#include "serve/bus/reply.hpp"

namespace arena::serve {

struct RateLimit {
    enum class Kind {
        token_bucket,    ///< `count` at once, refilled evenly over `window_ms`
        sliding_window,  ///< at most `count` in any `window_ms`
    };
    Kind kind = Kind::token_bucket;
    std::int64_t count = 1;
    std::int64_t window_ms = 1000;
};

struct RateDecision {
    bool allowed = true;
    std::int64_t remaining = 0;  ///< that would still be allowed now
    std::int64_t retry_after_ms =
        0;  ///< when refused: the least time after which it may be allowed
};

class RateLimits {
public:
    virtual ~RateLimits() = default;

    /// Counts one use of `key` if it is allowed; a refused one costs nothing.
    /// REQUIRES: one key always comes with one limit; count >= 1, window_ms >= 1.
    virtual void use(const std::string& key, const RateLimit& limit, Reply<RateDecision> reply) = 0;
};

}  // namespace arena::serve

// Every limit on what comes in from the network, by name. Sources: the systems before us (one
// submission in 2 s, 10 chat messages in 10 s, 6 runs a minute) and what a person can do by hand.
#pragma once

#include <string>
#include <string_view>

#include "serve/api/route.hpp"
#include "serve/bus/rate_limits.hpp"

namespace arena::serve {

inline constexpr std::int64_t minute_window_ms = 60'000;

/// By address and by user; a route's class counts in both.
constexpr RateLimit limit_of(api::RateClass rate) {
    using Kind = RateLimit::Kind;
    switch (rate) {
        case api::RateClass::none: return {Kind::token_bucket, 1'000'000, 1000};
        case api::RateClass::read: return {Kind::token_bucket, 600, minute_window_ms};
        case api::RateClass::write: return {Kind::token_bucket, 120, minute_window_ms};
        case api::RateClass::login: return {Kind::token_bucket, 20, minute_window_ms};
        case api::RateClass::run: return {Kind::token_bucket, 6, minute_window_ms};
        case api::RateClass::submit: return {Kind::token_bucket, 30, minute_window_ms};
    }
    return {};
}

constexpr std::string_view name(api::RateClass rate) {
    switch (rate) {
        case api::RateClass::none: return "none";
        case api::RateClass::read: return "read";
        case api::RateClass::write: return "write";
        case api::RateClass::login: return "login";
        case api::RateClass::run: return "run";
        case api::RateClass::submit: return "submit";
    }
    return "none";
}

/// Why nothing was done, to clients; the log tells more.
inline constexpr std::string_view store_unavailable_text =
    "the store cannot be reached just now; try again";

/// Wrong tokens, tickets and internal secrets, by address; after the last one the internal secret
/// is not looked at for a moment.
inline constexpr RateLimit guess_limit{RateLimit::Kind::token_bucket, 60, minute_window_ms};
inline constexpr std::int64_t guess_pause_ms = 1000;

/// Messages of one WebSocket connection, of any kind.
inline constexpr int messages_burst = 60;
inline constexpr int messages_per_second = 20;
inline constexpr int refused_messages_max =
    200;  ///< beyond those let through meanwhile: closed with 4029

inline constexpr std::int64_t chat_bytes_max = 500;
inline constexpr RateLimit chat_limit{RateLimit::Kind::sliding_window, 10, 10'000};
inline constexpr RateLimit queue_limit{RateLimit::Kind::sliding_window, 10, 10'000};
inline constexpr std::size_t rooms_watched_max = 64;  ///< by one connection

}  // namespace arena::serve

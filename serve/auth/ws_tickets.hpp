// Tickets for WebSocket handshakes: a browser cannot send an Authorization header there, and a
// token in the address would end up in logs. A ticket is single use and lives 30 seconds.
//
// In memory of one server: its handshake must reach the server that gave it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "serve/auth/jwt.hpp"

namespace arena::serve {

inline constexpr std::int64_t ws_ticket_ms = 30'000;
inline constexpr std::size_t ws_tickets_max = 65'536;

/// Thread-safe.
class WsTickets {
public:
    explicit WsTickets(std::size_t most = ws_tickets_max) : most_(most) {}

    /// REQUIRES: now_ms does not run backwards. Errors: host (too many are open).
    Result<std::string> issue(const Claims& claims, std::int64_t now_ms);
    /// Nothing: unknown, used or too old.
    std::optional<Claims> redeem(const std::string& ticket, std::int64_t now_ms);

private:
    struct Open {
        Claims claims;
        std::int64_t until_ms;
    };

    std::mutex mutex_;
    std::size_t most_;
    std::map<std::string, Open, std::less<>> open_;
    std::deque<std::pair<std::int64_t, std::string>> by_age_;  ///< used ones stay until their time
};

}  // namespace arena::serve

// The shape of everything that goes over a WebSocket of arena.v1 (arena-protocol(7)).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace arena::serve::ws {

inline constexpr std::string_view protocol_name = "arena.v1";

/// {"event":..,"match":..,"seq":..,"data":..}. No match: ""; no number (ticks, tests, queues): 0.
/// REQUIRES: `data` is JSON; event and match need no escapes.
std::string event_envelope(std::string_view event, std::string_view match_id, std::int64_t seq,
                           std::string_view data);

/// {"ack":id,"data":..}. `id`: as JSON, as the client gave it.
std::string ack_envelope(std::string_view id, std::string_view data);

/// {"ack":id,"error":{"code":..,"message":..,"retryAfterMs":..}}. An empty id (a message that could
/// not be read) becomes null.
std::string error_envelope(std::string_view id, std::string_view code, std::string_view message,
                           std::int64_t retry_after_ms = 0);

}  // namespace arena::serve::ws

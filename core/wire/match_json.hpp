// A match in JSON: the lines of its journal, and what is sent to clients.
//
// Journal line: {"v":1,"seq":12,"at":1700000000000,"event":"match:verdict","data":{...}}; "v" is
// the version of the form, read back exactly. To clients: {"event":"match:verdict","match":"m1",
// "seq":12,"at":...,"data":{...}}; a hidden one is {"event":"match:hidden","match":"m1","seq":12}
// and nothing else, whatever it hides. Fields not known are ignored in reading. Every time is the
// server's clock in milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/match/event.hpp"
#include "core/match/view.hpp"

namespace arena::wire {

inline constexpr int match_journal_version = 1;
inline constexpr std::size_t match_json_bytes_max = 64 * 1024 * 1024;

/// "match:submit", "match:verdict", "match:lockout", ...
std::string_view event_name(const match::event::Body& body);

struct EventShape {
    std::string_view name;
    std::string data;  ///< JSON of an empty one: its fields that are always there
};
/// Every kind of event there is, for documents.
std::vector<EventShape> event_shapes();

/// One journal line, without a newline.
std::string write_event(const match::Event& event);

/// Error: invalid_package never; unreadable, with what is wrong (not JSON, a field missing, of a
/// wrong type or range, an unknown event, a newer version).
Result<match::Event> read_event(std::string_view line);

std::string write_settings(const match::Settings& settings);

/// Error: unreadable. Does not validate (core/match/settings.hpp).
Result<match::Settings> read_settings(std::string_view text);

/// One event for a client.
std::string client_event(std::string_view match, const match::EventView& view);

/// match:state for a client: the whole view, how many watch, and the time at which it was true.
/// `reset`: it replaces what the client had instead of continuing it.
std::string client_state(const match::StateView& view, std::int64_t now_ms,
                         std::int64_t time_left_ms, std::size_t spectators, bool reset);

/// match:tick, without a number: {"timeRemaining":...}.
std::string client_tick(std::string_view match, std::int64_t time_left_ms);

}  // namespace arena::wire

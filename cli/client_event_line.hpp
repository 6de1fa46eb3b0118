// One event of a match as one plain line: for pipes, for replays, for the list of last events.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/client_board.hpp"

namespace arena::cli {

/// "ann locks A: +100". Empty when there is nothing to tell (hidden, a tick, one's own test).
/// `board` is after the event. Printable.
std::string event_line(const MatchBoard& board, const nlohmann::json& message);

/// "12:05", "1:02:03"; negative is 0.
std::string clock_text(std::int64_t ms);

/// The event's time since the start: "03:12", or "--:--" before it and without one.
std::string event_clock(const MatchBoard& board, const nlohmann::json& message);

/// "AC, 17 tests, 21 ms, 3.1 MiB", "WA on test 4 of 17".
std::string verdict_line(const BoardSubmission& submission);

/// Why a match closed or was aborted ("allSolved"), in words.
std::string reason_text(const std::string& reason);

/// "blitz", "battle royale": for people.
std::string mode_title(const std::string& mode);

}  // namespace arena::cli

// Results as files hold them: CSV, JSON lines or PGN in, events out, one after the other.
//
// CSV has a heading that says what its columns are, in letters of either case. One row a game:
//     home,away (or home_team,away_team) | white,black | first,second | a,b | winner,loser
//     home_score,away_score | result (1-0, 0-1, 1/2-1/2, 1, 0.5, 0, win, draw, loss) | score (0..1)
// or one row an entrant, rows of an event together: event, player, rank [, team] [, share].
// Optional in both: event (an id), day (days), time (seconds), date (2024-05-31), mode, weight,
// neutral (1 or true: nobody is at home). JSON lines: one object an event, {"sides": [["ann",
// "bob"], ["cy"]], "ranks": [1, 2]} or {"a": "ann", "b": "bob", "score": 1}, or with white and
// black, or home and away, and score, result or home_score and away_score as above; with "event",
// "day", "time", "date", "mode", "weight", "neutral", "first" (a side's index), "shares" where
// wanted. PGN: the tags White, Black, Result, Date; moves are skipped, unfinished games (*) too.
// The first named side of a game is at home or moves first, except where `neutral` or (a, b) says
// no. Every refusal names the file and the line.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/rating/event.hpp"
#include "core/rating/roster.hpp"

namespace arena::rating {

enum class ResultsFormat { csv, jsonl, pgn };

inline constexpr std::size_t results_line_bytes_max = 1U << 20U;
inline constexpr std::size_t results_columns_max = 64;
inline constexpr double weight_most = 1e6;

struct ResultsText {
    std::string_view text;
    std::string_view path;  ///< for messages
};

struct ResultsSink {
    Roster& players;
    Roster& modes;  ///< "" is the mode of events that name none
    /// Called for each event in order; its views end with the call. An error ends the reading and
    /// gets "FILE:LINE: " before it.
    std::function<Result<void>(const Event&, PlayerId mode)> take;
};

/// By its first bytes: '{' begins JSON lines, '[' PGN, anything else is CSV.
ResultsFormat detect_format(std::string_view text);

/// Errors: unreadable, "games.csv:12: ...", one line. Events before it have been handed out.
Result<void> read_results(const ResultsText& source, ResultsFormat format, const ResultsSink& sink);

Result<void> read_results_csv(const ResultsText& source, const ResultsSink& sink);
Result<void> read_results_jsonl(const ResultsText& source, const ResultsSink& sink);
Result<void> read_results_pgn(const ResultsText& source, const ResultsSink& sink);

/// Days from 1970-01-01 to "2024-05-31" or "2024.05.31" ("??" is the first). Error: "not a date".
Result<double> days_of_date(std::string_view text);

/// What every reader asks of an event before it is handed out: sides, ranks, players not twice,
/// weight, days that do not go back. Keeps the last day.
class EventCheck {
public:
    Result<void> check(const Event& event, const Roster& players);

private:
    /// What `again_` does; null when nobody is there twice.
    const char* entered_twice(const Event& event, const Roster& players);

    double last_day_ = -1e300;
    PlayerId again_ = nobody;
    std::vector<std::uint32_t> seen_;  ///< by player: the last of events_
    std::uint32_t events_ = 0;         ///< but for duels
};

}  // namespace arena::rating

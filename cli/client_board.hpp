// A match as its messages tell it: match:state, and the events behind it folded onto it.
//
// A display's copy, not the rules': who may do what is the server's. What a message does not tell
// whole (a seat given back, verdicts replaced) makes the board stale, and the state is asked for.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arena::cli {

struct BoardPlayer {
    std::string user, name;
    double rating = 0;
    int score = 0, rank = 0;
    std::vector<std::string> solved;  ///< ids of problems
    bool present = false, eliminated = false, forfeited = false;
    std::optional<int> place;
    std::optional<double> mode_before, mode_after;  ///< ratings, once the match is over
};

struct BoardProblem {
    std::string id, title;
    int points = 0;
    std::string holder;  ///< user: has locked it, or holds it (codegolf)
    std::optional<std::int64_t> golf_bytes;
    bool statement_visible = true;
};

struct BoardSubmission {
    std::string id, problem, language;
    std::string verdict;  ///< empty: pending
    bool is_void = false;
    int tests_done = 0, tests = 0;
    std::optional<int> failed_test;
    std::int64_t time_ms = 0, memory_bytes = 0;
};

/// Sabotage: the source that this player is to break, or to mend.
struct GivenSource {
    std::string problem, language, source;
    bool to_repair = false;
};

struct MatchBoard {
    std::string viewer;  ///< the own user id
    std::string match, mode, status, code;
    std::string ended_by;  ///< why it closed or was aborted, in words
    std::int64_t seq = 0;
    std::int64_t at_ms = 0, started_ms = 0, ends_ms = 0;  ///< the server's clock
    std::int64_t left_ms = 0;
    int round = 0;
    std::string phase;
    std::optional<std::int64_t> part_ends_ms;
    int spectators = 0;
    std::vector<BoardPlayer> players;
    std::vector<BoardProblem> problems;
    std::vector<BoardSubmission> own;
    std::optional<GivenSource> given;
    bool stale = false;

    bool is_over() const { return status == "finished" || status == "aborted"; }
    const BoardPlayer* player(const std::string& user) const;
    const BoardProblem* problem(const std::string& id) const;
    const BoardSubmission* submission(const std::string& id) const;
    const BoardPlayer* self() const { return player(viewer); }
    bool plays() const { return self() != nullptr; }

    /// "A" for the first problem; the id for one that is not here.
    std::string letter_of(const std::string& problem_id) const;
    /// By letter in any case, or id.
    const BoardProblem* problem_called(const std::string& word) const;
    std::string name_of(const std::string& user) const;

    /// Best first: by rank once that is known, else those still in, then score.
    std::vector<const BoardPlayer*> ranking() const;
};

/// Folds one message of the match: {event, match, seq, at, data}. Titles are kept. False: an event
/// that the board has already, as a resumed connection may tell once more.
bool apply_message(MatchBoard& board, const nlohmann::json& message);

}  // namespace arena::cli

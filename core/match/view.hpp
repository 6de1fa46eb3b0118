// Who may see what: a match as one viewer is allowed to know it.
//
// The rule is the table "Who may see what" of the rules of play. Nothing that a viewer may not see
// shows through size, timing or numbering: a hidden event keeps its number and loses everything
// else; submissions of others stand in the order of their verdicts, without ids; a pending one is
// not counted. A delay for spectators is the server's: it shows them a State as old as the delay.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/match/state.hpp"

namespace arena::match {

struct PlayerViewer {
    std::size_t player = 0;  ///< index in State::players
};
struct SpectatorViewer {};
struct OrganizerViewer {};
using Viewer = std::variant<PlayerViewer, SpectatorViewer, OrganizerViewer>;

/// One event for one viewer. `body` none: hidden, and then there is no time either.
struct EventView {
    std::int64_t seq = 0;
    std::optional<std::int64_t> at_ms;
    std::optional<event::Body> body;
    bool operator==(const EventView&) const = default;
};

/// `state` is the fold up to `event` or later; a later one only matters by being over, since after
/// the end everything but tests is open.
EventView view_event(const State& state, const Event& event, const Viewer& viewer);

/// This kind of event is shown alike and whole to everybody, at any time: one text does for all.
bool is_for_everybody(const event::Body& body);

struct PlayerView {
    std::string user, name;
    double rating = 0;
    int score = 0, rank = 0;
    std::vector<std::string> solved;  ///< ids of problems
    bool present = false, eliminated = false, forfeited = false;
    std::optional<int> place;
    std::optional<std::int64_t> penalty_minutes;  ///< own, organizer's, or after the end
    bool operator==(const PlayerView&) const = default;
};

struct ProblemView {
    std::string id;
    int points = 0;
    std::string locked_by;  ///< user; empty: nobody
    std::string held_by;    ///< codegolf
    std::optional<std::int64_t> holder_bytes;
    std::vector<std::string> pending_claims;  ///< users, in the order of their verdicts
    bool statement_visible = true;
    bool operator==(const ProblemView&) const = default;
};

struct SubmissionView {
    std::string user, problem;
    std::optional<Verdict> verdict;  ///< none: pending, or void
    Claim claim = Claim::none;
    struct Own {
        std::string id, language;
        std::int64_t received_ms = 0, golf_bytes = 0;
        bool is_void = false;
        std::optional<int> changed_lines;
        std::optional<event::Judged::Detail> detail;
        bool operator==(const Own&) const = default;
    };
    std::optional<Own> own;
    bool operator==(const SubmissionView&) const = default;
};

struct SabotageView {
    std::string author, repairer, problem, language;
    bool planted = false, repaired = false;
    std::optional<bool> by_server;         ///< from phase 2 on, and the author's
    std::optional<std::string> source;     ///< the sabotaged one
    std::optional<std::string> reference;  ///< the author's own; all after the end
    bool operator==(const SabotageView&) const = default;
};

/// match:state. Spectators are counted by the server.
struct StateView {
    std::string match;
    Mode mode = Mode::blitz;
    Status status = Status::waiting;
    std::int64_t seq = 0;
    std::int64_t started_ms = 0, duration_ms = 0, ends_ms = 0;
    std::optional<CloseReason> closed;
    std::optional<AbortReason> aborted;
    std::optional<int> round;
    std::optional<Phase> phase;
    std::optional<std::int64_t> part_ends_ms;  ///< of the round or phase
    std::vector<PlayerView> players;           ///< in roster order
    std::vector<ProblemView> problems;
    std::vector<SubmissionView> submissions;
    std::vector<SabotageView> sabotages;
    std::vector<event::PlayerResult> results;
    std::vector<event::EloChange> elo_changes;
    bool operator==(const StateView&) const = default;
};

StateView view(const State& state, const Viewer& viewer);

/// May the viewer read this submission's source now? REQUIRES: index below submissions.size().
bool may_see_source(const State& state, std::size_t submission, const Viewer& viewer);

/// May the viewer know which problems are played? Before the start only organizers, and who made
/// the match if they chose them. Anybody else could work on them beforehand.
bool may_see_problems(const State& state, const Viewer& viewer);
bool may_see_problems_early(const State& state, const Viewer& viewer);

/// May the viewer read the problems' statements now? Only reverse ever hides them.
bool may_see_statements(const State& state, const Viewer& viewer);

/// May per-test progress of this player's submissions go to the viewer? Only to the player; never
/// by test number in sabotage, where tests are a count.
bool may_see_tests(const State& state, std::size_t player, const Viewer& viewer);

}  // namespace arena::match

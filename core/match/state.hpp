// All that is known about a match at one point of its journal: the fold of the events so far.
//
// Values only, changed by nothing but apply() (core/match/machine.hpp). Players, problems and
// submissions stand here by index; ids are in events. Submissions stand in the order of receipt,
// which is what every claim is decided by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/match/event.hpp"

namespace arena::match {

enum class Status {
    none,  ///< before event::Created
    waiting,
    active,
    finished,
    aborted
};

enum class Claim {
    none,
    pending,  ///< accepted; an earlier submission has no verdict yet
    won,
    lost
};

struct Submission {
    std::string id, language;
    std::size_t player = 0, problem = 0;
    std::int64_t seq = 0;          ///< of event::Submitted
    std::int64_t received_ms = 0;  ///< server's clock
    std::int64_t elapsed_ms = 0;   ///< of the match's own clock: outages left out
    std::int64_t golf_bytes = 0;
    Phase phase = Phase::sabotage;     ///< sabotage mode only
    std::optional<int> changed_lines;  ///< sabotage mode only
    std::string source;                ///< sabotage phase, until it is planted or returned
    std::optional<Verdict> verdict;    ///< none: pending or void
    std::int64_t judged_seq = 0;       ///< of event::Judged or event::Voided; 0: pending
    bool is_void = false;
    Claim claim = Claim::none;
    event::Judged::Detail detail;

    bool is_pending() const { return judged_seq == 0; }
    bool operator==(const Submission&) const = default;
};

struct Player {
    std::string user, name;
    double rating = 0;
    bool joined = false;             ///< was here at least once; while it waits: holds a seat
    bool present = false;            ///< has a connection
    std::int64_t away_until_ms = 0;  ///< while joined and not present: forfeits or loses the seat
    int score = 0;
    int streak = 0;
    std::vector<bool> solved;          ///< by problem: what brought points or place, and still does
    std::int64_t penalty_minutes = 0;  ///< battleRoyale
    std::int64_t last_accepted_seq = 0;  ///< battleRoyale: receipt of the last counted one
    std::optional<int> place;            ///< fastest, reverse
    bool eliminated = false, forfeited = false;
    std::int64_t out_ms = 0;  ///< when: end of the round, or of the grace time
    int out_rank = 0;         ///< battleRoyale: among those of one round
    std::int64_t last_submit_ms = 0;
    std::vector<std::int64_t> chats_ms;  ///< within the window, oldest first
    std::int64_t refusals_since_ms = 0;  ///< start of the window that refusals count in
    int refusals = 0;

    bool is_out() const { return eliminated || forfeited; }
    bool operator==(const Player&) const = default;
};

struct Problem {
    std::optional<std::size_t> holder;      ///< blitz: who locked it; codegolf: who holds it
    std::optional<std::size_t> submission;  ///< by which
    bool operator==(const Problem&) const = default;
};

/// One player's sabotage: what became of their reference.
struct Plant {
    bool planted = false, by_server = false, wanted = false, repaired = false, survived = false;
    std::string source;
    bool operator==(const Plant&) const = default;
};

/// Deadlines after `since_ms` moved by `by_ms`.
struct Outage {
    std::int64_t since_ms = 0, by_ms = 0;
    bool operator==(const Outage&) const = default;
};

struct State {
    std::int64_t seq = 0;                      ///< number of the last event
    std::int64_t last_ms = 0;                  ///< its time
    std::shared_ptr<const Settings> settings;  ///< none before event::Created
    Status status = Status::none;
    std::int64_t created_ms = 0, started_ms = 0, ends_ms = 0;
    std::int64_t extended_ms = 0;  ///< outages since the start
    std::optional<CloseReason> closed;
    std::vector<Player> players;
    std::vector<Problem> problems;
    std::vector<Submission> submissions;
    std::size_t pending = 0;  ///< submissions without a verdict
    std::vector<Outage> outages;
    int round = 0;  ///< battleRoyale, from 1
    std::int64_t round_ends_ms = 0;
    bool round_extended = false;
    Phase phase = Phase::sabotage;              ///< sabotage
    std::int64_t phase_started_elapsed_ms = 0;  ///< on the match's own clock
    std::int64_t phase_ends_ms = 0;
    std::vector<Plant> plants;
    std::vector<event::PlayerResult> results;
    std::vector<event::EloChange> elo_changes;
    std::optional<AbortReason> aborted;

    /// Compares the settings by value.
    bool operator==(const State& other) const;

    bool is_over() const { return status == Status::finished || status == Status::aborted; }
};

std::optional<std::size_t> find_player(const State& state, std::string_view user);
std::optional<std::size_t> find_problem(const State& state, std::string_view id);

/// Latest first, since that is what is asked for. Cost: linear.
std::optional<std::size_t> find_submission(const State& state, std::string_view id);

/// Players that still compete: neither eliminated nor forfeited.
std::size_t competing(const State& state);

/// Sabotage: whose task this player repairs (the next one's, in a ring).
std::size_t author_for(const State& state, std::size_t repairer);

/// The match's own clock at `at_ms`: since the start, outages left out.
std::int64_t elapsed_ms(const State& state, std::int64_t at_ms);

/// A deadline `span_ms` after `from_ms`, moved by every outage after `from_ms`.
std::int64_t deadline_after(const State& state, std::int64_t from_ms, std::int64_t span_ms);

/// Milliseconds that the match has left at `now_ms`; 0 when closed or over; the full time before
/// the start. Never rises but by event::ClockExtended.
std::int64_t time_left_ms(const State& state, std::int64_t now_ms);
/// Until this player may submit again (Settings::submit_gap_ms after the last accepted one); 0:
/// now.
std::int64_t submit_wait_ms(const State& state, std::size_t player, std::int64_t now_ms);

}  // namespace arena::match

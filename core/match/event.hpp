// What happened in a match: the closed list of events that its journal holds.
//
// A match is the fold of these (core/match/machine.hpp). Each carries its number, 1, 2, 3, ...
// without gaps, and the server's time, never earlier than the one before. Users, problems and
// submissions stand in events by their ids, so that a journal reads without anything beside it.
// An optional part, and an id marked "own", is always there in the journal; a viewer who may not
// see it gets the event without it (core/match/view.hpp). Ticks and per-test progress are not here:
// they repeat or announce what an event says, and the server sends them without a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/match/refusal.hpp"
#include "core/match/settings.hpp"
#include "core/verdict.hpp"

namespace arena::match {

enum class ForfeitReason { away, resigned };
enum class CloseReason {
    deadline,      ///< the time is over
    all_solved,    ///< nothing is left to win
    decided,       ///< what is left cannot change the order
    last_standing  ///< everyone else is out
};
enum class AbortReason { not_started, all_left, organizer };
enum class ExtensionReason {
    outage,  ///< the server was away
    judging  ///< the repair phase could not start before the last sabotage was judged
};
enum class Phase { sabotage, repair };
enum class ReturnReason { passes_all_tests, does_not_compile, already_planted };
enum class ClaimState { pending, lost };  ///< won: Lockout, HolderChanged or Solved says so

namespace event {

struct Created {
    Settings settings;
    bool operator==(const Created&) const = default;
};
/// A player takes a seat: one of the roster, or a stranger who gets the next one.
struct Joined {
    std::string user, name;
    double rating = 0;
    bool operator==(const Joined&) const = default;
};
/// A player's last connection is gone. While the match waits, the seat is theirs until
/// `seat_ends_ms`; without that time (their wish, or it has passed) it is free again.
struct Left {
    std::string user;
    std::optional<std::int64_t> seat_ends_ms;  ///< never in an active match: away_grace_ms counts
    bool operator==(const Left&) const = default;
};
struct Returned {
    std::string user;
    bool operator==(const Returned&) const = default;
};
/// Sabotage: a source that is handed out. At the start each author's own reference (no repairer),
/// in the repair phase what they made of it. A viewer gets the sources that are for them; else
/// empty.
struct Assignment {
    std::string author, repairer, problem, language, source;
    bool operator==(const Assignment&) const = default;
};
struct Started {
    std::int64_t ends_ms = 0;
    std::optional<std::int64_t> part_ends_ms;  ///< first round (battleRoyale), sabotage phase
    std::vector<Assignment> assignments;       ///< sabotage
    bool operator==(const Started&) const = default;
};
/// A submission was received; the event's time is its receive time, its number the tie-break.
struct Submitted {
    std::string submission, user, problem, language;
    std::int64_t source_bytes = 0, golf_bytes = 0;
    std::optional<int> changed_lines;   ///< sabotage: against the reference, then the sabotage
    std::optional<std::string> source;  ///< sabotage phase only: the match itself hands it on
    bool operator==(const Submitted&) const = default;
};
/// What only the player (and after the end still only the player) may know of a verdict.
struct Judged {
    std::string submission;  ///< own
    std::string user, problem;
    Verdict verdict = Verdict::JE;
    int position = 0;  ///< of the problem, from 0
    int streak = 0;    ///< accepted verdicts of this player in a row, this one included
    struct Detail {
        std::optional<int> first_failed_test;  ///< from 1; never in sabotage
        std::optional<int> tests_failed, tests;
        std::int64_t time_ms = 0, memory_bytes = 0;
        bool operator==(const Detail&) const = default;
    };
    std::optional<Detail> detail;
    bool operator==(const Judged&) const = default;
};
/// The judge gave up: the submission never was.
struct Voided {
    std::string submission, user, problem, reason;
    bool operator==(const Voided&) const = default;
};
struct ClaimChanged {
    std::string submission;  ///< own
    std::string user, problem;
    ClaimState state = ClaimState::pending;
    bool operator==(const ClaimChanged&) const = default;
};
struct Lockout {
    std::string submission;  ///< own
    std::string user, problem;
    int points = 0;
    bool operator==(const Lockout&) const = default;
};
struct HolderChanged {
    std::string submission;  ///< own
    std::string user, problem;
    int points = 0;
    std::int64_t golf_bytes = 0;
    std::string previous;  ///< user who held it; empty: nobody
    bool operator==(const HolderChanged&) const = default;
};
/// Accepted and counted, where nobody else loses by it: battleRoyale, fastest, reverse, repairs.
struct Solved {
    std::string submission;  ///< own
    std::string user, problem;
    int points = 0;
    std::optional<int> penalty_minutes;  ///< battleRoyale; own
    std::optional<int> place;            ///< fastest, reverse: 1 for the first
    bool operator==(const Solved&) const = default;
};
struct RoundExtended {
    int round = 0;  ///< from 1
    std::int64_t ends_ms = 0;
    bool operator==(const RoundExtended&) const = default;
};
struct Eliminated {
    std::string user;
    int round = 0, rank = 0;  ///< rank among all players, final
    bool operator==(const Eliminated&) const = default;
};
struct RoundEnded {
    int round = 0;
    int alive = 0;
    std::int64_t next_ends_ms = 0;  ///< end of the next round
    bool operator==(const RoundEnded&) const = default;
};
struct SabotageReturned {
    std::string submission, user;
    ReturnReason reason = ReturnReason::passes_all_tests;
    bool operator==(const SabotageReturned&) const = default;
};
/// The sabotage phase is over and this player has planted nothing: the server shall plant.
struct MutationWanted {
    std::string user;
    bool operator==(const MutationWanted&) const = default;
};
struct Planted {
    std::string user;                       ///< whose task it is
    std::optional<bool> by_server;          ///< the author's to know
    std::optional<std::string> submission;  ///< none when the server planted; own
    std::optional<std::string> source;      ///< the author's; the repairer's from phase 2 on
    std::optional<bool> intact;             ///< true: the reference itself, nothing broke it
    bool operator==(const Planted&) const = default;
};
struct PhaseStarted {
    Phase phase = Phase::repair;
    std::int64_t ends_ms = 0;
    std::vector<Assignment> assignments;
    bool operator==(const PhaseStarted&) const = default;
};
struct Survived {
    std::string user;  ///< the author
    int points = 0;
    bool operator==(const Survived&) const = default;
};
struct Forfeited {
    std::string user;
    ForfeitReason reason = ForfeitReason::away;
    std::int64_t out_ms = 0;  ///< when the time to come back was over, or of the resignation
    bool operator==(const Forfeited&) const = default;
};
struct ClockExtended {
    std::int64_t by_ms = 0;
    ExtensionReason reason = ExtensionReason::outage;
    std::int64_t since_ms = 0;  ///< deadlines at or before this had passed and stay
    bool operator==(const ClockExtended&) const = default;
};
struct Chatted {
    std::string user, text;
    bool operator==(const Chatted&) const = default;
};
struct Refused {
    std::string user;
    Refusal refusal;
    bool operator==(const Refused&) const = default;
};
/// Nothing more is accepted; the match ends when the last pending verdict is in.
struct Closed {
    CloseReason reason = CloseReason::deadline;
    bool operator==(const Closed&) const = default;
};

struct PlayerResult {
    std::string user;
    int rank = 0;  ///< 1 is best; equal ranks are a draw and the next rank leaves a gap
    int score = 0;
    std::vector<std::string> solved;  ///< problems that brought points or place, in roster order
    bool forfeited = false;
    std::optional<int> penalty_minutes;  ///< battleRoyale
    bool operator==(const PlayerResult&) const = default;
};
struct RatingChange {
    double before = 0, after = 0;
    bool operator==(const RatingChange&) const = default;
};
/// Filled by the server in the transaction that finishes the match.
struct EloChange {
    std::string user;
    RatingChange mode, overall;
    bool operator==(const EloChange&) const = default;
};
struct Ended {
    std::vector<PlayerResult> results;  ///< best first; equal ranks in roster order
    std::vector<EloChange> elo_changes;
    bool operator==(const Ended&) const = default;
};
struct Aborted {
    AbortReason reason = AbortReason::all_left;
    bool operator==(const Aborted&) const = default;
};

struct NewVerdict {
    std::string submission;
    Verdict verdict = Verdict::WA;
    bool operator==(const NewVerdict&) const = default;
};
/// Verdicts were replaced. The board starts from nothing: the claims that follow are all there are.
/// Who is out and what is planted stays.
struct Rejudged {
    std::vector<NewVerdict> verdicts;
    bool operator==(const Rejudged&) const = default;
};
/// Ends the claims after a Rejudged of a finished match. Its rating changes take the place of those
/// of Ended; the server fills them in the transaction that corrects the ratings.
struct Corrected {
    std::vector<PlayerResult> results;
    std::vector<EloChange> elo_changes;
    bool operator==(const Corrected&) const = default;
};

using Body =
    std::variant<Created, Joined, Left, Returned, Started, Submitted, Judged, Voided, ClaimChanged,
                 Lockout, HolderChanged, Solved, RoundExtended, Eliminated, RoundEnded,
                 SabotageReturned, MutationWanted, Planted, PhaseStarted, Survived, Forfeited,
                 ClockExtended, Chatted, Refused, Closed, Ended, Aborted, Rejudged, Corrected>;

}  // namespace event

struct Event {
    std::int64_t seq = 0;    ///< from 1, without gaps
    std::int64_t at_ms = 0;  ///< server's clock, never decreasing
    event::Body body;
    bool operator==(const Event&) const = default;
};

}  // namespace arena::match

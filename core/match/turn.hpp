// One decision in the making: the state as the events so far have left it, and those events.
//
// Inside core/match only. Rules look at turn.state() and emit(); the next rule sees the result, so
// that a verdict can lock a problem, which decides the match, which ends it, in one turn.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/match/machine.hpp"

namespace arena::match {

/// A player's refusals that the journal records in each window; the rest are only answered.
inline constexpr int refusals_recorded_max = 10;
inline constexpr std::int64_t refusal_window_ms = 10 * second_ms;

class Turn {
public:
    Turn(const State& before, std::int64_t now_ms) : state_(before), now_ms_(now_ms) {}

    const State& state() const { return state_; }
    const Settings& settings() const { return *state_.settings; }
    std::int64_t now_ms() const { return now_ms_; }

    void emit(event::Body body) {
        events_.push_back({state_.seq + 1, now_ms_, std::move(body)});
        apply(state_, events_.back());
    }

    std::vector<Event> take() { return std::move(events_); }

private:
    State state_;
    std::int64_t now_ms_;
    std::vector<Event> events_;
};

// --- decide.cpp

/// Who has not come loses the seat; who came and is away keeps the time to come back. REQUIRES: the
/// match waits and players_min have come.
void start(Turn& turn);
std::size_t joined_count(const State& state);

// --- clock.cpp

/// Everything that is due by turn.now_ms(), in its order: deadlines, rounds, forfeits, early ends,
/// and the end once the last verdict is in.
void advance(Turn& turn);

/// What the end of a match adds to the board: claims that never came to be, sabotages that
/// survived.
void close_board(Turn& turn);

// --- claims.cpp

/// A verdict or a void for this submission has just been emitted: it and all that waited for it
/// count now, in the order of receipt, unless an earlier one is still without a verdict.
void settle(Turn& turn, std::size_t submission);

/// battleRoyale: the round has moved on; what was received after its end counts now.
void settle_held(Turn& turn);

/// After event::Rejudged: all claims anew, in the order of receipt.
void recount(Turn& turn);

/// Wrong verdicts of the same player on the same problem (sabotage: the same phase) received
/// before.
int wrong_tries_before(const State& state, std::size_t submission);

/// An accepted verdict whose claim is over without a gain.
void lose_claim(Turn& turn, std::size_t submission);

// --- one file for each mode: a submission counts now, every earlier one of its lane is judged

void count_blitz(Turn& turn, std::size_t submission);
void count_golf(Turn& turn, std::size_t submission);
void count_royale(Turn& turn, std::size_t submission);
void count_fastest(Turn& turn, std::size_t submission);
void count_sabotage(Turn& turn, std::size_t submission);

// --- and when it ends early: nothing is left to win, or nothing can change the order
std::optional<CloseReason> blitz_closes(const State& state);
std::optional<CloseReason> royale_closes(const State& state);
std::optional<CloseReason> fastest_closes(const State& state);
std::optional<CloseReason> sabotage_closes(const State& state);

/// battleRoyale: may the round's end be looked at, or is a submission of it pending?
bool round_is_open(const State& state);
/// Who was alive when the round ended, though they may have forfeited since.
std::size_t alive_in_round(const State& state);
bool is_held(const State& state, const Submission& submission);
void end_round(Turn& turn);

/// sabotage: the first phase ends when it is over in time or everyone has planted.
bool sabotage_phase_ends(const State& state, std::int64_t now_ms);
void end_sabotage_phase(Turn& turn);
void award_survivors(Turn& turn);
/// Why this source may not be submitted now, or how many lines it changes.
struct SabotageCheck {
    std::optional<RefusalCode> refused;
    int changed_lines = 0;
};
SabotageCheck check_sabotage(const State& state, std::size_t player, const command::Submit& submit,
                             std::int64_t now_ms);

}  // namespace arena::match

// What time brings: the next deadline of a match, and carrying out all that is due.
//
// Deadlines are carried out in the order of their times, however late the caller wakes, so that a
// late timer changes nothing but the time written on the event.
#include <algorithm>

#include "core/assert.hpp"
#include "core/match/results.hpp"
#include "core/match/turn.hpp"

namespace arena::match {
namespace {

/// In the order in which equal times are carried out.
enum class Due {
    not_started,
    seat_ends,
    match_ends,
    phase_ends,
    round_ends,
    player_away,
    all_away
};

struct Deadline {
    std::int64_t at_ms = 0;
    Due due = Due::match_ends;
    std::size_t player = 0;  ///< of seat_ends and player_away
};

class Earliest {
public:
    void offer(const Deadline& one) {
        if (!best_ || one.at_ms < best_->at_ms ||
            (one.at_ms == best_->at_ms && one.due < best_->due))
            best_ = one;
    }
    std::optional<Deadline> get() const { return best_; }

private:
    std::optional<Deadline> best_;
};

/// Who is away forfeits while anybody is there to play on; when nobody is, the match is given up
/// once the last of them has had the time to come back.
void offer_away(const State& state, Earliest& earliest) {
    bool anybody = false;
    std::int64_t last_ms = 0;
    for (const Player& player : state.players) {
        if (player.forfeited) continue;
        anybody |= player.present;
        last_ms = std::max(last_ms, player.away_until_ms);
    }
    if (!anybody) {
        earliest.offer({last_ms, Due::all_away});
        return;
    }
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (!state.players[i].present && !state.players[i].is_out())
            earliest.offer({state.players[i].away_until_ms, Due::player_away, i});
}

/// Before the start: who is away for too long loses the seat.
void offer_seats(const State& state, Earliest& earliest) {
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (state.players[i].joined && !state.players[i].present)
            earliest.offer({state.players[i].away_until_ms, Due::seat_ends, i});
}

bool rounds_go_on(const State& state) {
    return state.settings->mode == Mode::battle_royale && state.round_ends_ms < state.ends_ms &&
           state.closed != CloseReason::all_solved && alive_in_round(state) > 1;
}

std::optional<Deadline> next_deadline(const State& state) {
    Earliest earliest;
    if (state.status == Status::waiting && state.settings->start_wait_ms > 0)
        earliest.offer({deadline_after(state, state.created_ms, state.settings->start_wait_ms),
                        Due::not_started});
    if (state.status == Status::waiting) offer_seats(state, earliest);
    if (state.status != Status::active) return earliest.get();
    const bool sabotaging =
        state.settings->mode == Mode::sabotage && state.phase == Phase::sabotage;
    if (!state.closed) {
        offer_away(state, earliest);
        if (!sabotaging) earliest.offer({state.ends_ms, Due::match_ends});
        if (sabotaging && sabotage_phase_ends(state, state.phase_ends_ms))
            earliest.offer({state.phase_ends_ms, Due::phase_ends});
    }
    if (rounds_go_on(state) && !round_is_open(state))
        earliest.offer({state.round_ends_ms, Due::round_ends});
    return earliest.get();
}

void carry_out(Turn& turn, const Deadline& deadline) {
    switch (deadline.due) {
        case Due::not_started:
            if (turn.settings().starts_short &&
                joined_count(turn.state()) >= turn.settings().players_min)
                return start(turn);
            return turn.emit(event::Aborted{AbortReason::not_started});
        case Due::seat_ends:
            return turn.emit(event::Left{turn.state().players[deadline.player].user, std::nullopt});
        case Due::match_ends: return turn.emit(event::Closed{CloseReason::deadline});
        case Due::phase_ends: return end_sabotage_phase(turn);
        case Due::round_ends: return end_round(turn);
        case Due::player_away:
            return turn.emit(event::Forfeited{turn.state().players[deadline.player].user,
                                              ForfeitReason::away, deadline.at_ms});
        case Due::all_away: return turn.emit(event::Aborted{AbortReason::all_left});
    }
    ARENA_ASSERT(false);
}

std::optional<CloseReason> closes_early(const State& state) {
    if (competing(state) <= 1) return CloseReason::last_standing;
    switch (state.settings->mode) {
        case Mode::blitz: return blitz_closes(state);
        case Mode::codegolf: return std::nullopt;  // a shorter one may always come
        case Mode::battle_royale: return royale_closes(state);
        case Mode::sabotage: return sabotage_closes(state);
        case Mode::fastest:
        case Mode::reverse: return fastest_closes(state);
    }
    ARENA_ASSERT(false);
}

void finish(Turn& turn) {
    close_board(turn);
    turn.emit(event::Ended{results(turn.state()), {}});
}

/// One step, if there is one.
bool step(Turn& turn) {
    const State& state = turn.state();
    const auto deadline = next_deadline(state);
    if (deadline && deadline->at_ms <= turn.now_ms()) {
        carry_out(turn, *deadline);
        return true;
    }
    if (state.status != Status::active) return false;
    if (sabotage_phase_ends(state, turn.now_ms())) {
        end_sabotage_phase(turn);
        return true;
    }
    if (!state.closed) {
        const auto reason = closes_early(state);
        if (!reason) return false;
        turn.emit(event::Closed{*reason});
        return true;
    }
    if (state.pending > 0) return false;
    finish(turn);
    return true;
}

}  // namespace

std::optional<std::int64_t> next_timer(const State& state) {
    const auto deadline = next_deadline(state);
    if (!deadline) return std::nullopt;
    return deadline->at_ms;
}

void close_board(Turn& turn) {
    for (std::size_t i = 0; i < turn.state().submissions.size(); ++i) lose_claim(turn, i);
    award_survivors(turn);
}

void advance(Turn& turn) {
    while (step(turn)) {
    }
}

}  // namespace arena::match

// battleRoyale: at the end of each round the lowest quarter of those alive is eliminated.
//
// Rounds follow the clock, not the judge: a round's end is looked at once nothing received in it is
// pending, but it is looked at as of its time. What is received after that time counts for the next
// round, and waits ("held") until this one is settled; who forfeits after that time was alive in
// it. Players equal in points, penalty and last accepted one go together, unless that would be
// everyone: then the round is extended once by half its length, and after that the higher rating
// goes. Equal in rating as well, all of them stay.
#include <algorithm>

#include "core/match/results.hpp"
#include "core/match/turn.hpp"

namespace arena::match {
namespace {

constexpr std::size_t eliminated_part = 4;  ///< a quarter, rounded down, at least one

bool was_alive(const State& state, const Player& player) {
    return !player.eliminated && !(player.forfeited && player.out_ms < state.round_ends_ms);
}

/// Alive when the round ended, best first.
std::vector<std::size_t> alive_at_round_end(const State& state) {
    std::vector<std::size_t> alive;
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (was_alive(state, state.players[i])) alive.push_back(i);
    std::stable_sort(alive.begin(), alive.end(), [&](std::size_t a, std::size_t b) {
        return above_in_royale(state.players[a], state.players[b]);
    });
    return alive;
}

/// Where the part that goes begins in an order whose equals may not be parted; 0: with everyone.
template <class Equal>
std::size_t cut(const std::vector<std::size_t>& order, Equal equal) {
    std::size_t first = order.size() - std::max<std::size_t>(1, order.size() / eliminated_part);
    while (first > 0 && equal(order[first - 1], order[first])) --first;
    return first;
}

template <class Equal>
void eliminate(Turn& turn, const std::vector<std::size_t>& order, std::size_t first, Equal equal) {
    std::size_t rank = first + 1;
    for (std::size_t i = first; i < order.size(); ++i) {
        if (i > first && !equal(order[i - 1], order[i])) rank = i + 1;
        turn.emit(event::Eliminated{turn.state().players[order[i]].user, turn.state().round,
                                    static_cast<int>(rank)});
    }
}

}  // namespace

std::size_t alive_in_round(const State& state) {
    return static_cast<std::size_t>(
        std::count_if(state.players.begin(), state.players.end(),
                      [&](const Player& player) { return was_alive(state, player); }));
}

bool is_held(const State& state, const Submission& submission) {
    return state.settings->mode == Mode::battle_royale && state.round_ends_ms < state.ends_ms &&
           submission.received_ms >= state.round_ends_ms;
}

bool round_is_open(const State& state) {
    for (const Submission& one : state.submissions)
        if (one.is_pending() && one.received_ms < state.round_ends_ms) return true;
    return false;
}

void end_round(Turn& turn) {
    const State& state = turn.state();
    std::vector<std::size_t> order = alive_at_round_end(state);
    const auto equal = [&](std::size_t a, std::size_t b) {
        return equal_in_royale(state.players[a], state.players[b]);
    };
    const std::int64_t round_ms = turn.settings().royale.round_ms;
    const std::size_t first = cut(order, equal);
    if (first > 0) {
        eliminate(turn, order, first, equal);
    } else if (!state.round_extended) {
        turn.emit(event::RoundExtended{state.round,
                                       deadline_after(state, state.round_ends_ms, round_ms / 2)});
        settle_held(turn);
        return;
    } else {
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return state.players[a].rating < state.players[b].rating;
        });
        const auto equal_rating = [&](std::size_t a, std::size_t b) {
            return state.players[a].rating == state.players[b].rating;
        };
        const std::size_t by_rating = cut(order, equal_rating);
        if (by_rating > 0) eliminate(turn, order, by_rating, equal_rating);
    }
    turn.emit(event::RoundEnded{state.round, static_cast<int>(competing(state)),
                                deadline_after(state, state.round_ends_ms, round_ms)});
    settle_held(turn);
}

void count_royale(Turn& turn, std::size_t submission) {
    const State& state = turn.state();
    const Submission& one = state.submissions[submission];
    if (one.verdict != Verdict::AC) return;
    const Player& player = state.players[one.player];
    const bool too_late = player.eliminated && one.received_ms >= player.out_ms;
    if (too_late || player.solved[one.problem]) {
        lose_claim(turn, submission);
        return;
    }
    const ProblemSetting& problem = turn.settings().problems[one.problem];
    const auto minutes = static_cast<int>(one.elapsed_ms / minute_ms);
    const int penalty =
        minutes + turn.settings().royale.wrong_minutes * wrong_tries_before(state, submission);
    turn.emit(
        event::Solved{one.id, player.user, problem.id, problem.points, penalty, std::nullopt});
}

std::optional<CloseReason> royale_closes(const State& state) {
    for (const Player& player : state.players)
        if (!player.is_out() &&
            std::find(player.solved.begin(), player.solved.end(), false) != player.solved.end())
            return std::nullopt;
    return CloseReason::all_solved;
}

}  // namespace arena::match

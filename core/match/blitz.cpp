// blitz: the first accepted submission by receipt locks the problem, and nobody else can score it.
//
// It ends early when every problem is locked, or when the leader's margin is larger than the points
// still open; only those who still compete are rivals.
#include <algorithm>

#include "core/match/turn.hpp"

namespace arena::match {

void count_blitz(Turn& turn, std::size_t submission) {
    const Submission& one = turn.state().submissions[submission];
    if (one.verdict != Verdict::AC) return;
    if (turn.state().problems[one.problem].holder) {
        lose_claim(turn, submission);
        return;
    }
    const ProblemSetting& problem = turn.settings().problems[one.problem];
    turn.emit(
        event::Lockout{one.id, turn.state().players[one.player].user, problem.id, problem.points});
}

std::optional<CloseReason> blitz_closes(const State& state) {
    std::int64_t open = 0;
    for (std::size_t i = 0; i < state.problems.size(); ++i)
        if (!state.problems[i].holder) open += state.settings->problems[i].points;
    if (open == 0) return CloseReason::all_solved;
    std::int64_t best = -1, second = -1;
    for (const Player& player : state.players) {
        if (player.is_out()) continue;
        second = std::max(second, std::min<std::int64_t>(best, player.score));
        best = std::max<std::int64_t>(best, player.score);
    }
    if (best - second > open) return CloseReason::decided;
    return std::nullopt;
}

}  // namespace arena::match

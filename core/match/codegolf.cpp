// codegolf: a problem's points are with the shortest accepted source, the earlier one among equals.
//
// Submissions count in the order of receipt, so the list of holders is the same however fast the
// judge was.
#include "core/match/turn.hpp"

namespace arena::match {

void count_golf(Turn& turn, std::size_t submission) {
    const State& state = turn.state();
    const Submission& one = state.submissions[submission];
    if (one.verdict != Verdict::AC) return;
    const Problem& held = state.problems[one.problem];
    if (held.holder && state.submissions[*held.submission].golf_bytes <= one.golf_bytes) {
        lose_claim(turn, submission);
        return;
    }
    const ProblemSetting& problem = turn.settings().problems[one.problem];
    turn.emit(event::HolderChanged{one.id, state.players[one.player].user, problem.id,
                                   problem.points, one.golf_bytes,
                                   held.holder ? state.players[*held.holder].user : ""});
}

}  // namespace arena::match

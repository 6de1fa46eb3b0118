// fastest and reverse: one problem, players rank by the receipt of their accepted submission.
//
// It ends once at most one competing player has none accepted: whatever that one does, the order
// stays. (In reverse only the view differs: the statement is hidden.)
#include <algorithm>
#include <vector>

#include "core/match/turn.hpp"

namespace arena::match {

void count_fastest(Turn& turn, std::size_t submission) {
    const State& state = turn.state();
    const Submission& one = state.submissions[submission];
    if (one.verdict != Verdict::AC) return;
    const Player& player = state.players[one.player];
    if (player.place) {
        lose_claim(turn, submission);
        return;
    }
    const auto before = std::count_if(state.players.begin(), state.players.end(),
                                      [](const Player& p) { return p.place.has_value(); });
    const ProblemSetting& problem = turn.settings().problems[one.problem];
    event::Solved solved{one.id,         player.user,  problem.id,
                         problem.points, std::nullopt, static_cast<int>(before) + 1};
    turn.emit(std::move(solved));
}

std::optional<CloseReason> fastest_closes(const State& state) {
    std::vector<bool> accepted(state.players.size(), false);
    for (const Submission& one : state.submissions)
        if (one.verdict == Verdict::AC) accepted[one.player] = true;
    std::size_t without = 0, with = 0;
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (!state.players[i].is_out()) ++(accepted[i] ? with : without);
    if (without == 0) return CloseReason::all_solved;
    if (without == 1 && with > 0) return CloseReason::decided;
    return std::nullopt;
}

}  // namespace arena::match

// sabotage: break your reference in a few lines, then mend what the next player broke.
//
// Phase 1 ends at its deadline, or as soon as everyone has planted, but not before the last
// sabotage received in it is judged; who has planted none then gets a mutation from the server.
// Phase 2 begins when every source is in place; where that is later than planned, the clock is
// extended by an event. A player's sabotages count in the order of receipt; the first that compiles
// and fails a test stays.
#include <algorithm>

#include "core/assert.hpp"
#include "core/match/line_diff.hpp"
#include "core/match/turn.hpp"

namespace arena::match {
namespace {

void count_plant(Turn& turn, std::size_t submission) {
    const Submission& one = turn.state().submissions[submission];
    const std::string user = turn.state().players[one.player].user;
    if (turn.state().plants[one.player].planted)
        turn.emit(event::SabotageReturned{one.id, user, ReturnReason::already_planted});
    else if (one.verdict == Verdict::AC)
        turn.emit(event::SabotageReturned{one.id, user, ReturnReason::passes_all_tests});
    else if (one.verdict == Verdict::CE)
        turn.emit(event::SabotageReturned{one.id, user, ReturnReason::does_not_compile});
    else
        turn.emit(event::Planted{user, false, one.id, one.source, std::nullopt});
}

void count_repair(Turn& turn, std::size_t submission) {
    const State& state = turn.state();
    const Submission& one = state.submissions[submission];
    if (one.verdict != Verdict::AC) return;
    if (state.plants[author_for(state, one.player)].repaired) {
        lose_claim(turn, submission);
        return;
    }
    const SabotageSettings& rules = turn.settings().sabotage;
    const std::int64_t since = one.elapsed_ms - state.phase_started_elapsed_ms;
    const std::int64_t minutes_begun = since / minute_ms + 1;
    const std::int64_t points =
        rules.repair_points - rules.minute_cost * minutes_begun -
        std::int64_t{rules.wrong_cost} * wrong_tries_before(state, submission);
    turn.emit(event::Solved{
        one.id, state.players[one.player].user, turn.settings().problems[one.problem].id,
        static_cast<int>(std::max<std::int64_t>(rules.repair_points_min, points)), std::nullopt,
        std::nullopt});
}

void start_repair(Turn& turn) {
    const State& state = turn.state();
    const std::int64_t ends = turn.now_ms() + turn.settings().sabotage.repair_ms;
    if (ends > state.ends_ms)
        turn.emit(
            event::ClockExtended{ends - state.ends_ms, ExtensionReason::judging, turn.now_ms()});
    event::PhaseStarted started{Phase::repair, ends, {}};
    for (std::size_t repairer = 0; repairer < state.players.size(); ++repairer) {
        const std::size_t author = author_for(state, repairer);
        const SabotageTask& task = turn.settings().sabotage.tasks[author];
        started.assignments.push_back({state.players[author].user, state.players[repairer].user,
                                       task.problem, task.language, state.plants[author].source});
    }
    turn.emit(std::move(started));
}

}  // namespace

void count_sabotage(Turn& turn, std::size_t submission) {
    if (turn.state().submissions[submission].phase == Phase::repair)
        count_repair(turn, submission);
    else
        count_plant(turn, submission);
}

bool sabotage_phase_ends(const State& state, std::int64_t now_ms) {
    if (state.settings->mode != Mode::sabotage || state.phase != Phase::sabotage) return false;
    if (state.pending > 0 || state.closed) return false;
    bool all_have_planted = true;
    for (std::size_t i = 0; i < state.players.size(); ++i) {
        if (state.plants[i].planted) continue;
        if (state.plants[i].wanted) return false;  // the server is at it
        if (!state.players[i].is_out()) all_have_planted = false;
    }
    return all_have_planted || now_ms >= state.phase_ends_ms;
}

void end_sabotage_phase(Turn& turn) {
    bool complete = true;
    for (std::size_t i = 0; i < turn.state().players.size(); ++i) {
        if (turn.state().plants[i].planted) continue;
        complete = false;
        turn.emit(event::MutationWanted{turn.state().players[i].user});
    }
    if (complete) start_repair(turn);
}

void award_survivors(Turn& turn) {
    const State& state = turn.state();
    if (turn.settings().mode != Mode::sabotage || state.phase != Phase::repair) return;
    for (std::size_t i = 0; i < state.players.size(); ++i) {
        const Plant& plant = state.plants[i];
        if (!plant.by_server && !plant.repaired && !state.players[i].is_out())
            turn.emit(
                event::Survived{state.players[i].user, turn.settings().sabotage.survive_points});
    }
}

SabotageCheck check_sabotage(const State& state, std::size_t player, const command::Submit& submit,
                             std::int64_t now_ms) {
    const SabotageSettings& rules = state.settings->sabotage;
    const bool repairs = state.phase == Phase::repair;
    const std::size_t author = repairs ? author_for(state, player) : player;
    const SabotageTask& task = rules.tasks[author];
    if (submit.problem != task.problem) return {RefusalCode::unknown_problem};
    if (submit.language != task.language) return {RefusalCode::wrong_language};
    if (!repairs && state.plants[player].planted) return {RefusalCode::already_planted};
    if (!repairs && now_ms >= state.phase_ends_ms) return {RefusalCode::deadline_passed};
    if (repairs && state.plants[author].repaired) return {RefusalCode::already_solved};
    const int most = repairs ? rules.repair_lines_max : rules.sabotage_lines_max;
    const auto changed =
        changed_lines(repairs ? state.plants[author].source : task.reference, submit.source, most);
    if (!changed) return {RefusalCode::too_many_changed_lines};
    if (!repairs && *changed == 0) return {RefusalCode::unchanged_source};
    return {std::nullopt, *changed};
}

std::optional<CloseReason> sabotage_closes(const State& state) {
    if (state.phase != Phase::repair) return std::nullopt;
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (!state.players[i].is_out() && !state.plants[author_for(state, i)].repaired)
            return std::nullopt;
    return CloseReason::all_solved;
}

}  // namespace arena::match

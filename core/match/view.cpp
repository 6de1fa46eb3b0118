#include "core/match/view.hpp"

#include <algorithm>

#include "core/assert.hpp"
#include "core/match/results.hpp"
#include "core/match/viewer_sight.hpp"

namespace arena::match {
namespace {

std::vector<std::string> solved_ids(const State& state, const Player& player) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < player.solved.size(); ++i)
        if (player.solved[i]) ids.push_back(state.settings->problems[i].id);
    return ids;
}

std::vector<PlayerView> view_players(const State& state, const Sight& sight) {
    const std::vector<int> rank = ranks(state);
    std::vector<PlayerView> players;
    for (std::size_t i = 0; i < state.players.size(); ++i) {
        const Player& player = state.players[i];
        PlayerView shown{player.user,    player.name,       player.rating,
                         player.score,   rank[i],           solved_ids(state, player),
                         player.present, player.eliminated, player.forfeited,
                         player.place,   std::nullopt};
        if (state.settings->mode == Mode::battle_royale && sight.owns(i))
            shown.penalty_minutes = player.penalty_minutes;
        players.push_back(std::move(shown));
    }
    return players;
}

std::vector<ProblemView> view_problems(const State& state, const Viewer& viewer) {
    std::vector<ProblemView> problems;
    if (!may_see_problems(state, viewer)) return problems;
    for (std::size_t i = 0; i < state.problems.size(); ++i) {
        const ProblemSetting& setting = state.settings->problems[i];
        ProblemView shown;
        shown.id = setting.id;
        shown.points = setting.points;
        shown.statement_visible = may_see_statements(state, viewer);
        if (const auto holder = state.problems[i].holder) {
            const std::string& user = state.players[*holder].user;
            if (state.settings->mode == Mode::codegolf) {
                shown.held_by = user;
                shown.holder_bytes = state.submissions[*state.problems[i].submission].golf_bytes;
            } else {
                shown.locked_by = user;
            }
        }
        problems.push_back(std::move(shown));
    }
    return problems;
}

SubmissionView::Own own_part(const State& state, const Submission& one) {
    SubmissionView::Own own{one.id,      one.language,      one.received_ms, one.golf_bytes,
                            one.is_void, one.changed_lines, std::nullopt};
    if (one.verdict) own.detail = one.detail;
    if (state.settings->mode == Mode::sabotage && own.detail) own.detail->first_failed_test.reset();
    return own;
}

/// Own ones in the order of receipt (their order is known to their player), the others' verdicts in
/// the order in which they became known.
std::vector<SubmissionView> view_submissions(const State& state, const Sight& sight) {
    std::vector<std::size_t> shown_order, others;
    for (std::size_t i = 0; i < state.submissions.size(); ++i) {
        const Submission& one = state.submissions[i];
        if (sight.owns(one.player))
            shown_order.push_back(i);
        else if (one.verdict && sight.sees_verdict(state, one.phase))
            others.push_back(i);
    }
    std::sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        return state.submissions[a].judged_seq < state.submissions[b].judged_seq;
    });
    shown_order.insert(shown_order.end(), others.begin(), others.end());
    std::vector<SubmissionView> shown;
    for (const std::size_t index : shown_order) {
        const Submission& one = state.submissions[index];
        SubmissionView view{state.players[one.player].user,
                            state.settings->problems[one.problem].id, one.verdict, one.claim,
                            std::nullopt};
        if (sight.owns(one.player)) {
            view.own = own_part(state, one);
            if (view.own->detail) view.own->detail = sight.shown(*view.own->detail, one.player);
        }
        shown.push_back(std::move(view));
    }
    return shown;
}

void add_pending_claims(const State& state, std::vector<ProblemView>& problems) {
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < state.submissions.size(); ++i)
        if (state.submissions[i].claim == Claim::pending) waiting.push_back(i);
    std::sort(waiting.begin(), waiting.end(), [&](std::size_t a, std::size_t b) {
        return state.submissions[a].judged_seq < state.submissions[b].judged_seq;
    });
    for (const std::size_t index : waiting) {
        const Submission& one = state.submissions[index];
        problems[one.problem].pending_claims.push_back(state.players[one.player].user);
    }
}

std::vector<SabotageView> view_sabotages(const State& state, const Sight& sight) {
    std::vector<SabotageView> shown;
    for (std::size_t author = 0; author < state.plants.size(); ++author) {
        const std::size_t count = state.players.size();
        const std::size_t repairer = (author + count - 1) % count;
        const SabotageTask& task = state.settings->sabotage.tasks[author];
        const Plant& plant = state.plants[author];
        SabotageView view{state.players[author].user,
                          state.players[repairer].user,
                          task.problem,
                          task.language,
                          plant.planted,
                          plant.repaired,
                          std::nullopt,
                          std::nullopt,
                          std::nullopt};
        const bool in_repair = state.phase == Phase::repair;
        if (plant.planted && (in_repair || sight.owns(author))) view.by_server = plant.by_server;
        if (plant.planted && sight.sees_sabotage(state.phase, author, repairer))
            view.source = plant.source;
        if (sight.owns(author)) view.reference = task.reference;
        shown.push_back(std::move(view));
    }
    return shown;
}

}  // namespace

StateView view(const State& state, const Viewer& viewer) {
    ARENA_ASSERT(state.settings);
    const Sight sight(state, viewer);
    const Settings& settings = *state.settings;
    StateView shown;
    shown.match = settings.match;
    shown.mode = settings.mode;
    shown.status = state.status;
    shown.seq = state.seq;
    shown.started_ms = state.started_ms;
    shown.duration_ms = settings.mode == Mode::sabotage
                            ? settings.sabotage.sabotage_ms + settings.sabotage.repair_ms
                            : settings.duration_ms;
    shown.ends_ms = state.ends_ms;
    shown.closed = state.closed;
    shown.aborted = state.aborted;
    if (settings.mode == Mode::battle_royale && state.round > 0) {
        shown.round = state.round;
        shown.part_ends_ms = state.round_ends_ms;
    }
    if (settings.mode == Mode::sabotage && state.status != Status::waiting) {
        shown.phase = state.phase;
        shown.part_ends_ms = state.phase_ends_ms;
    }
    shown.players = view_players(state, sight);
    shown.problems = view_problems(state, viewer);
    add_pending_claims(state, shown.problems);
    shown.submissions = view_submissions(state, sight);
    shown.sabotages = view_sabotages(state, sight);
    shown.results = state.results;
    shown.elo_changes = state.elo_changes;
    return shown;
}

bool may_see_source(const State& state, std::size_t submission, const Viewer& viewer) {
    ARENA_ASSERT(submission < state.submissions.size());
    if (Sight(state, viewer).owns(state.submissions[submission].player)) return true;
    return std::holds_alternative<SpectatorViewer>(viewer) &&
           state.settings->spectators_see_sources &&
           !(state.settings->mode == Mode::sabotage && state.phase == Phase::sabotage);
}

bool may_see_problems_early(const State& state, const Viewer& viewer) {
    const auto* own = std::get_if<PlayerViewer>(&viewer);
    if (!own) return std::holds_alternative<OrganizerViewer>(viewer);
    const auto& roster = state.settings->players;
    return state.settings->maker_chose_problems && own->player < state.players.size() &&
           !roster.empty() && state.players[own->player].user == roster.front().user;
}

bool may_see_problems(const State& state, const Viewer& viewer) {
    return state.status != Status::waiting || may_see_problems_early(state, viewer);
}

bool may_see_statements(const State& state, const Viewer& viewer) {
    return state.settings->mode != Mode::reverse || state.is_over() ||
           std::holds_alternative<OrganizerViewer>(viewer);
}

bool may_see_tests(const State& state, std::size_t player, const Viewer& viewer) {
    const auto* own = std::get_if<PlayerViewer>(&viewer);
    return own && own->player == player && state.settings->mode != Mode::sabotage;
}

}  // namespace arena::match

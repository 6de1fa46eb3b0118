// The fold: what each event changes in the state. No rule is decided here.
#include <algorithm>

#include "core/assert.hpp"
#include "core/match/machine.hpp"
#include "core/match/turn.hpp"

namespace arena::match {
namespace {

Player& player_of(State& state, const std::string& user) {
    const auto index = find_player(state, user);
    ARENA_ASSERT(index);
    return state.players[*index];
}

std::size_t problem_of(const State& state, const std::string& id) {
    const auto index = find_problem(state, id);
    ARENA_ASSERT(index);
    return *index;
}

std::size_t submission_of(const State& state, const std::string& id) {
    const auto index = find_submission(state, id);
    ARENA_ASSERT(index);
    return *index;
}

/// Moves a deadline that had not passed when the outage began.
void move(std::int64_t& deadline_ms, const event::ClockExtended& e) {
    if (deadline_ms > e.since_ms) deadline_ms += e.by_ms;
}

struct Fold {
    State& state;
    std::int64_t seq, at_ms;

    void operator()(const event::Created& e) const {
        state.settings = std::make_shared<const Settings>(e.settings);
        state.status = Status::waiting;
        state.created_ms = at_ms;
        state.problems.resize(e.settings.problems.size());
        for (const PlayerSetting& one : e.settings.players) seat(one.user, one.name, one.rating);
    }

    void operator()(const event::Joined& e) const {
        if (!find_player(state, e.user)) seat(e.user, e.name, e.rating);
        Player& player = player_of(state, e.user);
        player.joined = player.present = true;
    }

    void operator()(const event::Left& e) const {
        Player& player = player_of(state, e.user);
        player.present = false;
        if (e.seat_ends_ms) {
            player.away_until_ms = *e.seat_ends_ms;
            return;
        }
        if (state.status == Status::waiting) {
            player.joined = false;
            const auto& roster = state.settings->players;
            const bool invited = std::any_of(roster.begin(), roster.end(),
                                             [&](const auto& one) { return one.user == e.user; });
            if (!invited) std::erase_if(state.players, [&](auto& p) { return p.user == e.user; });
            return;
        }
        player.away_until_ms = at_ms + state.settings->away_grace_ms;
    }

    void operator()(const event::Returned& e) const { player_of(state, e.user).present = true; }

    void operator()(const event::Started& e) const {
        std::erase_if(state.players, [](const Player& p) { return !p.joined; });
        for (Player& player : state.players) player.solved.assign(state.problems.size(), false);
        state.status = Status::active;
        state.started_ms = at_ms;
        state.ends_ms = e.ends_ms;
        if (state.settings->mode == Mode::battle_royale) {
            state.round = 1;
            state.round_ends_ms = *e.part_ends_ms;
        }
        if (state.settings->mode == Mode::sabotage) {
            state.plants.resize(state.players.size());
            state.phase_ends_ms = *e.part_ends_ms;
        }
    }

    void operator()(const event::Submitted& e) const {
        Submission one;
        one.id = e.submission;
        one.language = e.language;
        one.player = *find_player(state, e.user);
        one.problem = problem_of(state, e.problem);
        one.seq = seq;
        one.received_ms = at_ms;
        one.elapsed_ms = elapsed_ms(state, at_ms);
        one.golf_bytes = e.golf_bytes;
        one.phase = state.phase;
        one.changed_lines = e.changed_lines;
        one.source = e.source.value_or("");
        state.players[one.player].last_submit_ms = at_ms;
        state.submissions.push_back(std::move(one));
        ++state.pending;
    }

    void operator()(const event::Judged& e) const {
        Submission& one = close(e.submission);
        one.verdict = e.verdict;
        one.detail = e.detail.value_or(event::Judged::Detail{});
        state.players[one.player].streak = e.streak;
    }

    void operator()(const event::Voided& e) const {
        Submission& one = close(e.submission);
        one.is_void = true;
        one.source.clear();
    }

    void operator()(const event::ClaimChanged& e) const {
        claim(e.submission) = e.state == ClaimState::pending ? Claim::pending : Claim::lost;
    }

    void operator()(const event::Lockout& e) const {
        claim(e.submission) = Claim::won;
        hold(e.user, e.problem, e.submission, e.points);
    }

    void operator()(const event::HolderChanged& e) const {
        const std::size_t index = problem_of(state, e.problem);
        if (const auto holder = state.problems[index].holder) {
            state.players[*holder].score -= e.points;
            state.players[*holder].solved[index] = false;
            state.submissions[*state.problems[index].submission].claim = Claim::lost;
        }
        claim(e.submission) = Claim::won;
        hold(e.user, e.problem, e.submission, e.points);
    }

    void operator()(const event::Solved& e) const {
        const std::size_t index = submission_of(state, e.submission);
        Submission& one = state.submissions[index];
        Player& player = state.players[one.player];
        one.claim = Claim::won;
        player.score += e.points;
        player.solved[one.problem] = true;
        player.penalty_minutes += e.penalty_minutes.value_or(0);
        player.last_accepted_seq = std::max(player.last_accepted_seq, one.seq);
        if (e.place) player.place = e.place;
        if (!state.plants.empty()) state.plants[author_for(state, one.player)].repaired = true;
    }

    void operator()(const event::RoundExtended& e) const {
        state.round_extended = true;
        state.round_ends_ms = e.ends_ms;
    }

    void operator()(const event::Eliminated& e) const {
        Player& player = player_of(state, e.user);
        player.eliminated = true;
        player.forfeited = false;  // the round ended before they forfeited
        player.out_ms = state.round_ends_ms;
        player.out_rank = e.rank;
    }

    void operator()(const event::RoundEnded& e) const {
        state.round = e.round + 1;
        state.round_ends_ms = e.next_ends_ms;
        state.round_extended = false;
    }

    void operator()(const event::SabotageReturned& e) const {
        state.submissions[submission_of(state, e.submission)].source.clear();
    }

    void operator()(const event::MutationWanted& e) const {
        state.plants[*find_player(state, e.user)].wanted = true;
    }

    void operator()(const event::Planted& e) const {
        Plant& plant = state.plants[*find_player(state, e.user)];
        plant.planted = true;
        plant.by_server = e.by_server.value_or(false);
        plant.source = e.source.value_or("");
        if (e.submission) state.submissions[submission_of(state, *e.submission)].source.clear();
    }

    void operator()(const event::PhaseStarted& e) const {
        state.phase = e.phase;
        state.phase_started_elapsed_ms = elapsed_ms(state, at_ms);
        state.phase_ends_ms = state.ends_ms = e.ends_ms;
    }

    void operator()(const event::Survived& e) const {
        const std::size_t author = *find_player(state, e.user);
        state.plants[author].survived = true;
        state.players[author].score += e.points;
    }

    void operator()(const event::Forfeited& e) const {
        Player& player = player_of(state, e.user);
        player.forfeited = true;
        player.present = false;
        player.out_ms = e.out_ms;
    }

    void operator()(const event::ClockExtended& e) const {
        if (e.reason == ExtensionReason::judging) {
            state.ends_ms += e.by_ms;
            return;
        }
        state.outages.push_back({e.since_ms, e.by_ms});
        if (state.status == Status::active) state.extended_ms += e.by_ms;
        move(state.ends_ms, e);
        move(state.round_ends_ms, e);
        move(state.phase_ends_ms, e);
        for (Player& player : state.players) move(player.away_until_ms, e);
    }

    void operator()(const event::Chatted& e) const {
        auto& times = player_of(state, e.user).chats_ms;
        const std::int64_t window_ms = state.settings->chat_window_ms;
        std::erase_if(times, [&](std::int64_t sent_ms) { return sent_ms + window_ms <= at_ms; });
        times.push_back(at_ms);
    }

    void operator()(const event::Refused& e) const {
        Player& player = player_of(state, e.user);
        if (at_ms - player.refusals_since_ms >= refusal_window_ms) {
            player.refusals_since_ms = at_ms;
            player.refusals = 0;
        }
        ++player.refusals;
    }

    void operator()(const event::Closed& e) const { state.closed = e.reason; }

    void operator()(const event::Ended& e) const {
        state.status = Status::finished;
        state.results = e.results;
        state.elo_changes = e.elo_changes;
    }

    void operator()(const event::Aborted& e) const {
        state.status = Status::aborted;
        state.aborted = e.reason;
    }

    void operator()(const event::Rejudged& e) const {
        for (const event::NewVerdict& change : e.verdicts) {
            Submission& judged = state.submissions[submission_of(state, change.submission)];
            judged.verdict = change.verdict;
            judged.is_void = false;  // the judge was mended: it counts after all
        }
        for (Submission& one : state.submissions) one.claim = Claim::none;
        for (Problem& problem : state.problems) problem = Problem{};
        for (Plant& plant : state.plants) plant.repaired = plant.survived = false;
        for (Player& player : state.players) {
            player.score = 0;
            player.penalty_minutes = player.last_accepted_seq = 0;
            player.place.reset();
            player.solved.assign(state.problems.size(), false);
        }
    }

    void operator()(const event::Corrected& e) const {
        state.results = e.results;
        state.elo_changes = e.elo_changes;
    }

    void seat(const std::string& user, const std::string& name, double rating) const {
        Player player;
        player.user = user;
        player.name = name;
        player.rating = rating;
        state.players.push_back(std::move(player));
    }

    /// A verdict, or that there will be none, has come.
    Submission& close(const std::string& id) const {
        Submission& one = state.submissions[submission_of(state, id)];
        ARENA_ASSERT(one.is_pending() && state.pending > 0);
        one.judged_seq = seq;
        --state.pending;
        return one;
    }

    Claim& claim(const std::string& id) const {
        return state.submissions[submission_of(state, id)].claim;
    }

    void hold(const std::string& user, const std::string& problem, const std::string& submission,
              int points) const {
        const std::size_t index = problem_of(state, problem);
        const std::size_t holder = *find_player(state, user);
        state.problems[index].holder = holder;
        state.problems[index].submission = submission_of(state, submission);
        state.players[holder].score += points;
        state.players[holder].solved[index] = true;
    }
};

}  // namespace

void apply(State& state, const Event& event) {
    ARENA_ASSERT(event.seq == state.seq + 1);
    std::visit(Fold{state, event.seq, event.at_ms}, event.body);
    state.seq = event.seq;
    state.last_ms = event.at_ms;
}

State fold(std::span<const Event> events) {
    State state;
    for (const Event& event : events) apply(state, event);
    return state;
}

}  // namespace arena::match

#include "core/match/state.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::match {

bool State::operator==(const State& other) const {
    const bool both = settings && other.settings;
    if (both ? !(*settings == *other.settings) : settings != other.settings) return false;
    return seq == other.seq && last_ms == other.last_ms && status == other.status &&
           created_ms == other.created_ms && started_ms == other.started_ms &&
           ends_ms == other.ends_ms && extended_ms == other.extended_ms && closed == other.closed &&
           players == other.players && problems == other.problems &&
           submissions == other.submissions && pending == other.pending &&
           outages == other.outages && round == other.round &&
           round_ends_ms == other.round_ends_ms && round_extended == other.round_extended &&
           phase == other.phase && phase_started_elapsed_ms == other.phase_started_elapsed_ms &&
           phase_ends_ms == other.phase_ends_ms && plants == other.plants &&
           results == other.results && elo_changes == other.elo_changes && aborted == other.aborted;
}

std::optional<std::size_t> find_player(const State& state, std::string_view user) {
    for (std::size_t i = 0; i < state.players.size(); ++i)
        if (state.players[i].user == user) return i;
    return std::nullopt;
}

std::optional<std::size_t> find_problem(const State& state, std::string_view id) {
    if (!state.settings) return std::nullopt;
    const auto& problems = state.settings->problems;
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (problems[i].id == id) return i;
    return std::nullopt;
}

std::optional<std::size_t> find_submission(const State& state, std::string_view id) {
    for (std::size_t i = state.submissions.size(); i > 0; --i)
        if (state.submissions[i - 1].id == id) return i - 1;
    return std::nullopt;
}

std::size_t competing(const State& state) {
    return static_cast<std::size_t>(std::count_if(state.players.begin(), state.players.end(),
                                                  [](const Player& p) { return !p.is_out(); }));
}

std::size_t author_for(const State& state, std::size_t repairer) {
    return (repairer + 1) % state.players.size();
}

std::int64_t elapsed_ms(const State& state, std::int64_t at_ms) {
    return at_ms - state.started_ms - state.extended_ms;
}

std::int64_t deadline_after(const State& state, std::int64_t from_ms, std::int64_t span_ms) {
    std::int64_t deadline = from_ms + span_ms;
    for (const Outage& outage : state.outages)
        if (outage.since_ms >= from_ms && deadline > outage.since_ms) deadline += outage.by_ms;
    return deadline;
}

std::int64_t time_left_ms(const State& state, std::int64_t now_ms) {
    switch (state.status) {
        case Status::none: return 0;
        case Status::waiting: return state.settings->duration_ms;
        case Status::active:
            return state.closed ? 0 : std::max<std::int64_t>(0, state.ends_ms - now_ms);
        case Status::finished:
        case Status::aborted: return 0;
    }
    ARENA_ASSERT(false);
}

std::int64_t submit_wait_ms(const State& state, std::size_t player, std::int64_t now_ms) {
    const std::int64_t last_ms = state.players[player].last_submit_ms;
    if (last_ms == 0) return 0;
    return std::max<std::int64_t>(0, last_ms + state.settings->submit_gap_ms - now_ms);
}

}  // namespace arena::match

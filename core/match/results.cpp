#include "core/match/results.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace arena::match {
namespace {

/// What decides, best first: smaller tuples stand higher. Out of it: by how long they were in.
using Key = std::tuple<bool, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

Key key(const State& state, const Player& player) {
    const Mode mode = state.settings->mode;
    if (player.is_out() && (player.forfeited || mode == Mode::battle_royale))
        return {true, -player.out_ms, player.eliminated ? 1 : 0, player.out_rank, 0};
    switch (mode) {
        case Mode::battle_royale:
            return {false, -player.score, player.penalty_minutes, player.last_accepted_seq, 0};
        case Mode::fastest:
        case Mode::reverse:
            return {false, player.place ? *player.place : static_cast<int>(players_limit) + 1, 0, 0,
                    0};
        case Mode::blitz:
        case Mode::codegolf:
        case Mode::sabotage: break;
    }
    return {false, -player.score, 0, 0, 0};
}

}  // namespace

bool equal_in_royale(const Player& a, const Player& b) {
    return a.score == b.score && a.penalty_minutes == b.penalty_minutes &&
           a.last_accepted_seq == b.last_accepted_seq;
}

bool above_in_royale(const Player& a, const Player& b) {
    return std::tuple(-a.score, a.penalty_minutes, a.last_accepted_seq) <
           std::tuple(-b.score, b.penalty_minutes, b.last_accepted_seq);
}

std::vector<int> ranks(const State& state) {
    std::vector<Key> keys;
    keys.reserve(state.players.size());
    for (const Player& player : state.players) keys.push_back(key(state, player));
    std::vector<Key> sorted = keys;
    std::sort(sorted.begin(), sorted.end());
    std::vector<int> ranks;
    ranks.reserve(keys.size());
    for (const Key& own : keys) {
        const auto at = std::lower_bound(sorted.begin(), sorted.end(), own);
        ranks.push_back(static_cast<int>(at - sorted.begin()) + 1);
    }
    return ranks;
}

std::vector<event::PlayerResult> results(const State& state) {
    const std::vector<int> rank = ranks(state);
    std::vector<std::size_t> order(state.players.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank[a] < rank[b]; });
    std::vector<event::PlayerResult> results;
    for (const std::size_t index : order) {
        const Player& player = state.players[index];
        event::PlayerResult result{player.user, rank[index],      player.score,
                                   {},          player.forfeited, std::nullopt};
        for (std::size_t i = 0; i < player.solved.size(); ++i)
            if (player.solved[i]) result.solved.push_back(state.settings->problems[i].id);
        if (state.settings->mode == Mode::battle_royale)
            result.penalty_minutes = static_cast<int>(player.penalty_minutes);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace arena::match

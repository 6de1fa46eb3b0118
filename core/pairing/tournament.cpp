#include "core/pairing/tournament.hpp"

#include <algorithm>
#include <cstddef>

namespace arena::pairing {

int score_before(const Tournament& tournament, const SwissPlayer& player, int round) {
    int score = 0;
    const int known = std::min(round, static_cast<int>(player.rounds.size()));
    for (int i = 0; i < known; ++i) {
        score += tournament.points.of(player.rounds[static_cast<std::size_t>(i)]);
    }
    return score;
}

bool is_one_game(const RoundEntry& one, const RoundEntry& two) {
    if (one.played() != two.played()) return false;
    if ((one.result == ' ') != (two.result == ' ')) return false;
    if (one.played() && one.color == two.color) return false;
    const PointRules usual;
    return usual.of(one) + usual.of(two) <= usual.win;
}

std::vector<std::size_t> pairing_order(const Tournament& tournament) {
    std::vector<std::size_t> order;
    for (std::size_t index = 0; index < tournament.players.size(); ++index) {
        if (tournament.players[index].entered) order.push_back(index);
    }
    if (!tournament.by_line) return order;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return tournament.players[a].line < tournament.players[b].line;
    });
    return order;
}

Color inferred_color(const Tournament& tournament) {
    std::size_t first = SIZE_MAX;  // round with colours
    for (const SwissPlayer& player : tournament.players) {
        const auto colored = std::find_if(player.rounds.begin(), player.rounds.end(),
                                          [](auto& entry) { return entry.color != Color::none; });
        if (colored == player.rounds.end()) continue;
        first = std::min(first, static_cast<std::size_t>(colored - player.rounds.begin()));
    }
    if (first == SIZE_MAX) return Color::none;
    int before = 0;  // players with a lower number who had one by then
    for (const std::size_t index : pairing_order(tournament)) {
        const auto& rounds = tournament.players[index].rounds;
        const auto known =
            rounds.begin() + static_cast<std::ptrdiff_t>(std::min(rounds.size(), first + 1));
        const bool numbered =
            std::any_of(rounds.begin(), known, [](auto& entry) { return entry.was_paired(); });
        if (!numbered) continue;
        const Color own = first < rounds.size() ? rounds[first].color : Color::none;
        if (own != Color::none) return before % 2 == 0 ? own : other(own);
        ++before;
    }
    return Color::none;
}

int accelerated_score(const Tournament& tournament, const SwissPlayer& player, int round) {
    const auto place = static_cast<std::size_t>(round);
    const int extra = place < player.acceleration.size() ? player.acceleration[place] : 0;
    return score_before(tournament, player, round) + extra;
}

}  // namespace arena::pairing

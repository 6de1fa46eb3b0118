#include "core/pairing/tournament.hpp"

#include <algorithm>

namespace arena::pairing {

int score_before(const Tournament& tournament, const SwissPlayer& player, int round) {
    int score = 0;
    const int known = std::min(round, static_cast<int>(player.rounds.size()));
    for (int i = 0; i < known; ++i) {
        score += tournament.points.of(player.rounds[static_cast<std::size_t>(i)]);
    }
    return score;
}

int accelerated_score(const Tournament& tournament, const SwissPlayer& player, int round) {
    const auto place = static_cast<std::size_t>(round);
    const int extra = place < player.acceleration.size() ? player.acceleration[place] : 0;
    return score_before(tournament, player, round) + extra;
}

}  // namespace arena::pairing

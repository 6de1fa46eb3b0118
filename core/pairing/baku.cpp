#include "core/pairing/baku.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::pairing {

void accelerate_baku(Tournament& tournament) {
    ARENA_ASSERT(tournament.rounds_total > 0);
    const auto entered = std::count_if(tournament.players.begin(), tournament.players.end(),
                                       [](const SwissPlayer& player) { return player.entered; });
    const auto upper = 2 * ((entered + 3) / 4);
    const auto accelerated = static_cast<std::size_t>((tournament.rounds_total + 1) / 2);
    const std::size_t full = (accelerated + 1) / 2;
    std::ptrdiff_t place = 0;
    for (SwissPlayer& player : tournament.players) player.acceleration.clear();
    for (const std::size_t index : pairing_order(tournament)) {
        SwissPlayer& player = tournament.players[index];
        if (place++ >= upper) break;
        player.acceleration.assign(accelerated, tournament.points.draw);
        std::fill_n(player.acceleration.begin(), full, tournament.points.win);
    }
}

}  // namespace arena::pairing

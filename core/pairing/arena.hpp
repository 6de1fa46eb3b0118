// Continuous pairing of an arena: whoever is free meets somebody near in the standings, now.
//
// Free players stand in order of points, then rating, and neighbours meet (line.hpp); who waited
// longest is left out last. Last opponents (of either) meet again only when no pairing of the
// nearest 128 has fewer such pairs: these are matched anew, exactly (weighted_matching.hpp).
// With white goes who had it less often, then who had black last.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pairing/waiting_line.hpp"

namespace arena::pairing {

struct ArenaPlayer {
    PlayerId id = 0;
    int points = 0;
    double rating = 0;
    std::int64_t free_since_ms = 0;
    std::vector<PlayerId> last_opponents;
    int white_balance = 0;  ///< games with white less games with black
};

struct ArenaPair {
    PlayerId white, black;
};

/// Pairs from the top of the standings down. REQUIRES: ids differ. Cost: O(n log n), and 128^3 for
/// each neighbourhood in which last opponents would meet.
std::vector<ArenaPair> pair_arena(std::vector<ArenaPlayer> players, std::int64_t now_ms);

}  // namespace arena::pairing

// Exact matching of a few: what mends a pair that the line made and that must not meet.
//
// Maximum total worth over all sets of disjoint pairs of at most ten players, by subsets: 2^10
// states, each with at most nine partners for its lowest player.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace arena::pairing {

inline constexpr std::size_t repair_players_max = 10;

/// worth[i][j] for i < j; `not_allowed` or less for a pair that must not be made.
using RepairWorth = std::array<std::array<double, repair_players_max>, repair_players_max>;
inline constexpr double not_allowed = -1e300;

/// Pairs (lower index first), in order of their lower index. A pair worth less than 0 is not made.
/// REQUIRES: count <= repair_players_max.
std::vector<std::pair<std::uint8_t, std::uint8_t>> match_few(const RepairWorth& worth,
                                                             std::size_t count);

}  // namespace arena::pairing

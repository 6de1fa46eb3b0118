// Maximum-weight matching on a line: exact, in one pass over the sorted queue.
//
// A pair is worth u_i + u_j - |r_i - r_j|. In an optimal matching no two pairs cross or nest (swap
// ends: the gaps never grow), so matched pairs are disjoint intervals of the sorted order and two
// states suffice, no open player or one:
//     D0' = max(D0, D1 + u - r)    D1' = max(D1, D0 + u + r)
// Groups are the same with one state for each number of players already in the open group; a group
// is worth the sum of its u less its range. Who is matched with whom depends on the values only,
// never on the machine; equal worth goes to the matching that leaves the later player out.
// It knows no player that must not meet another: queue.cpp mends those locally.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace arena::pairing {

/// One waiting player as the line sees it.
struct LinePoint {
    double rating;
    double readiness;  ///< u, in rating points
};

using LinePair = std::pair<std::uint32_t, std::uint32_t>;  ///< two indices, the lower first

/// The pairs of greatest total worth, from the lowest rating up; a pair worth 0 is made.
/// REQUIRES: points sorted by rating. Cost: O(n), one byte a point.
std::vector<LinePair> match_line(std::span<const LinePoint> points);

/// The groups of `size_min` to `size_max` players of greatest total worth, members and groups from
/// the lowest rating up. REQUIRES: sorted; 2 <= size_min <= size_max <= group_size_max.
/// Cost: O(n * size_max) time, as many bytes.
inline constexpr std::size_t group_size_max = 128;
std::vector<std::vector<std::uint32_t>> group_line(std::span<const LinePoint> points,
                                                   std::size_t size_min, std::size_t size_max);

}  // namespace arena::pairing

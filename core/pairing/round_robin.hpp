// Everyone meets everyone: Berger tables (FIDE Handbook C.05, annex 1).
//
// With n players (n even; an odd number has a bye, "n + 1") round r pairs the last number with
// k = r * n/2 mod (n - 1) + 1, and the others symmetrically around k. Everyone has n/2 or n/2 - 1
// games with white. A second cycle turns the colours; the last two rounds of the first are then
// swapped, so that nobody has one colour three times running (annex 1, remark).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace arena::pairing {

inline constexpr int round_robin_players_max = 2'000;

/// Rounds of (white, black), numbers from 1; a pair with a number above `players` is a bye and is
/// left out. REQUIRES: 2 <= players <= round_robin_players_max, 1 <= cycles <= 2.
std::vector<std::vector<std::pair<int, int>>> berger_rounds(int players, int cycles = 1);

}  // namespace arena::pairing

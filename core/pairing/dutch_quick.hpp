// The quick way through a bracket of FIDE's Dutch system.
//
// Article 4 orders a bracket's candidates; the pairing is the first of the best ones. When a bound
// on what any candidate can reach follows from counting (how many want white, who may downfloat),
// the first candidate that reaches the bound is the pairing, and it can be built player by player:
// the highest-ranked opponent that leaves the bound within reach. Opponents already met are rare in
// a large bracket, so a little backtracking is all that they cost.
// Brackets where the bound is out of reach, an exchange (4.3) is needed, or a player moved down
// stays unpaired are left to dutch_exact.cpp.
#pragma once

#include <optional>

#include "core/pairing/dutch_round.hpp"

namespace arena::pairing {

/// The pairing, if the bracket's bound could be reached; the caller checks what lies below
/// (3.1.4, 3.2.4). Cost: O(n^2) at worst, mostly O(n).
std::optional<BracketPairing> pair_quickly(const DutchRound& round, const Bracket& bracket);

}  // namespace arena::pairing

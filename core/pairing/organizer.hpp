// What an organizer does to a tournament by hand: who is away, who has a bye, a board of their own.
//
// Each is checked against the tournament first; a refusal leaves it unchanged. A player who enters
// late gets zero-point byes for the rounds missed.
#pragma once

#include "core/error.hpp"
#include "core/pairing/dutch.hpp"
#include "core/pairing/tournament.hpp"

namespace arena::pairing {

/// The tournament as it stood before `round` (from 0): its games are hidden, byes that were asked
/// for in advance are kept.
Tournament before_round(const Tournament& tournament, int round);

/// `kind`: H, F or Z. Errors: usage, naming the player.
Result<void> give_bye(Tournament& tournament, int number, char kind);
Result<void> forbid(Tournament& tournament, int one, int two);

/// The next round with the organizer's own boards (numbers, white first) in it, the rest paired
/// around them. Errors: usage, naming the board and the rule that it breaks; as pair_dutch().
Result<RoundPairing> pair_around(const Tournament& tournament,
                                 const std::vector<std::pair<int, int>>& boards);

/// Enters the round, results open.
void enter_round(Tournament& tournament, const RoundPairing& pairing);

}  // namespace arena::pairing

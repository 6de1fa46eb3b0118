// The order of the players: live standings and the final ranking, with ties.
//
// blitz, codegolf, sabotage: more points. battleRoyale: points, then fewer penalty minutes, then
// the earlier last accepted one; whoever is out stands below all who were in it longer. fastest,
// reverse: place, then all unsolved as equals. In every other mode who forfeited stands below all
// others, the later one above the earlier.
#pragma once

#include <vector>

#include "core/match/state.hpp"

namespace arena::match {

/// One rank for each player, in roster order; 1 is best, equal players share a rank and the next
/// one leaves a gap (1, 2, 2, 4). Cost: players * log(players).
std::vector<int> ranks(const State& state);

/// battleRoyale: do two players agree in points, penalty minutes and last accepted one?
bool equal_in_royale(const Player& a, const Player& b);
/// battleRoyale: does `a` stand strictly above `b`?
bool above_in_royale(const Player& a, const Player& b);

/// As event::Ended carries it.
std::vector<event::PlayerResult> results(const State& state);

}  // namespace arena::match

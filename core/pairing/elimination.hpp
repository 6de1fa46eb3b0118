// Knockout, double elimination and GSL groups as one thing: a list of matches, each of whose two
// sides is a seed, the winner or the loser of an earlier match, or nobody.
//
// Seeding: 1 meets 16, 8 meets 9, ... so that 1 and 2 can meet in the final only; the highest seeds
// get the byes. Double elimination: a loser of upper round k drops into the lower bracket where the
// fewest of those waiting come from the same part of the upper bracket, so rematches come late
// (never in the first half of the lower bracket); the final is played again when the lower
// bracket's winner takes it. A GSL group has five matches for four players: two winners leave it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::pairing {

inline constexpr int elimination_players_max = 4'096;

enum class SlotKind : std::uint8_t { seed, winner, loser, empty };
enum class BracketSide : std::uint8_t { upper, lower, final_match, reset };

struct Slot {
    SlotKind kind = SlotKind::empty;
    int index = 0;  ///< seed from 1, or place of a match in the list
};

struct BracketMatch {
    BracketSide side = BracketSide::upper;
    int round = 1;  ///< within its side, from 1
    Slot slots[2];
};

/// In an order in which every match comes after those that feed it.
struct Elimination {
    int players = 0;
    std::vector<BracketMatch> matches;
};

/// REQUIRES of all: 2 <= players <= elimination_players_max.
Elimination knockout(int players);
Elimination double_elimination(int players);
/// Four players, by their seeds in the group.
Elimination gsl_group();

/// Seeds of each group of four, snake-wise: 1 8 9 16 / 2 7 10 15 / ... (the last may be smaller).
std::vector<std::vector<int>> snake_groups(int players, int groups);

enum class MatchState : std::uint8_t {
    waiting,   ///< a side is not known yet
    ready,     ///< both are known, nobody has won
    decided,   ///< by a result
    walkover,  ///< by a bye
    void_      ///< nobody on either side, or a reset that is not needed
};

struct MatchView {
    MatchState state = MatchState::waiting;
    int sides[2] = {0, 0};  ///< seeds; 0 = not known or nobody
    int winner = 0, loser = 0;
};

/// Who stands where after the results so far: `winners[m]` is the seed that won match m, 0 = open.
/// Error: usage, when a winner does not play in its match, naming the match (from 1).
Result<std::vector<MatchView>> standing(const Elimination& bracket,
                                        const std::vector<int>& winners);

}  // namespace arena::pairing

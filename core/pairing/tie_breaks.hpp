// Final standings of a Swiss or round-robin tournament and what separates equal scores (FIDE
// Handbook C.07).
//
// All in tenths. Buchholz is the sum of the opponents' scores; a round without a game counts as one
// against somebody with the player's own final score (C.07, 16.4). Sonneborn-Berger: the same,
// times what was scored. Cut 1 and cut 2 leave out the lowest, median one lowest and one highest.
// Progressive: the sum of the running scores. Direct encounter decides only when all who are equal
// in everything before it have met one another.
#pragma once

#include <string_view>
#include <vector>

#include "core/pairing/tournament.hpp"

namespace arena::pairing {

enum class TieBreak {
    buchholz,
    buchholz_cut_1,
    buchholz_cut_2,
    buchholz_median,
    sonneborn_berger,
    direct_encounter,
    progressive,
    wins,         ///< rounds with a win's points, played or not (C.07: WIN)
    games_won,    ///< over the board (WON)
    black_games,  ///< played with black (BPG)
    black_wins,   ///< won with black (BWG)
};

struct StandingRow {
    int player;               ///< index
    int points;               ///< tenths
    std::vector<int> values;  ///< one for each tie-break, in tenths (counts: times ten)
    int rank;                 ///< equal in all: equal rank
};

/// Highest first; players equal in everything by pairing number.
std::vector<StandingRow> final_standings(const Tournament& tournament,
                                         const std::vector<TieBreak>& tie_breaks);

/// "buchholz-cut-1"
std::string_view tie_break_name(TieBreak tie_break);
const std::vector<TieBreak>& all_tie_breaks();

}  // namespace arena::pairing

// Final standings of a Swiss or round-robin tournament and what separates equal scores (FIDE
// Handbook C.07).
//
// Buchholz is the sum of the opponents' scores, Sonneborn-Berger the same, times what
// was scored against each. Unplayed rounds are counted as article 16 says: one's own is against
// somebody with one's own final score (16.4); an opponent's byes asked for (H, Z) count as a draw
// when only byes asked for and forfeit losses follow them, as after a withdrawal (16.3.2). Cut 1
// and cut 2 leave out the lowest, one's own byes asked for and forfeit losses first (16.5); median
// one lowest and one highest. Progressive: the sum of the running scores. Direct encounter counts
// the games among those equal in everything before it; where some have not met, it decides only for
// whom no outcome of the missing games could change anything (6.3).
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
    std::vector<int> values;  ///< one for each tie-break, in hundredths (counts: times a hundred)
    int rank;                 ///< equal in all: equal rank
};

/// Highest first; players equal in everything by pairing number.
std::vector<StandingRow> final_standings(const Tournament& tournament,
                                         const std::vector<TieBreak>& tie_breaks);

/// "buchholz-cut-1"
std::string_view tie_break_name(TieBreak tie_break);
const std::vector<TieBreak>& all_tie_breaks();

}  // namespace arena::pairing

// FIDE's rating rules for standard chess: FIDE Handbook B02, in force from 1 October 2025.
//
// Expected scores come from the printed table (8.1.2), not from the formula behind it, because that
// is what a player's change is worked out with. Norms, performance ratings and the initial rating
// of an unrated player are not here.
#pragma once

#include <cstdint>

namespace arena::rating {

inline constexpr double fide_gap_max = 400;       ///< 8.3.1: a larger gap counts as 400 points
inline constexpr double fide_gap_free_at = 2650;  ///< 8.3.1: from here on the gap counts in full
inline constexpr int fide_new_games = 30;         ///< 8.3.3: K is 40 until so many games are rated
inline constexpr double fide_junior_max = 2300;   ///< 8.3.3: K is 40 under 18 years, below this
inline constexpr double fide_master = 2400;       ///< 8.3.3: K is 10 once this was reached

struct FidePlayer {
    double rating = 0;
    int games = 0;                    ///< rated games so far
    bool under_18 = false;            ///< until the end of the year of the 18th birthday
    bool has_reached_master = false;  ///< ever published at 2400 or more
};

/// K of 8.3.3: 40, 20 or 10.
double fide_k(const FidePlayer& player);

/// The opponent's rating as it counts for `own` (8.3.1).
double fide_counted(double own, double opponent);

/// Table 8.1.2: expected score for a rating difference (own - opponent), a multiple of 0.01.
double fide_expected(double difference);

/// Change of one game: K * (score - expected). `score` is 0, 0.5 or 1.
double fide_change(const FidePlayer& player, double opponent, double score);

}  // namespace arena::rating

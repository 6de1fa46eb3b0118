// What one match does to the ratings of its players: the arithmetic, without the store.
//
// Elo, pairwise over the final order; K by FIDE's steps for a new, an ordinary and a master's
// rating (FIDE Handbook B.02, 8.3.3). One K for all sides is what keeps the sum of the changes at
// zero, so the mean of the players' own K is used.
#pragma once

#include <vector>

#include "serve/store/records.hpp"

namespace arena::serve {

inline constexpr const char* overall_dimension = "overall";

/// A side as it entered the match.
struct RatedSide {
    double rating = 1500;
    int games = 0;  ///< before this one
    int rank = 0;   ///< 1 is best; equal ranks are a draw
};

/// By side. REQUIRES: sides is not empty. The result does not depend on the order of the sides.
std::vector<double> changes_of(const std::vector<RatedSide>& sides);

/// A game of many is won by the best rank alone; a shared best rank is a draw.
GameCount outcome_of(const std::vector<RatedSide>& sides, std::size_t side);

}  // namespace arena::serve

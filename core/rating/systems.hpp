// The parts of the table of systems, one for each family; system_table() joins them.
#pragma once

#include <vector>

#include "core/rating/system.hpp"

namespace arena::rating {

std::vector<SystemSpec> point_systems();    ///< elo, glicko, glicko2
std::vector<SystemSpec> skill_systems();    ///< trueskill, the five Weng-Lin models
std::vector<SystemSpec> contest_systems();  ///< codeforces, topcoder, elo-mmr and their kin
std::vector<SystemSpec> history_systems();  ///< bradley-terry, whr, ttt

/// Where a Glicko, Elo or contest system begins: a matter of taste, since only gaps count.
inline Parameter initial_rating(double rating) {
    return {"initial", "rating of a newcomer", rating, -1e6, 1e6, Scale::linear, false};
}

inline Parameter lead_parameter(double most) {
    return {
        "lead", "points of the side at home or with the first move", 0, -most, most, Scale::linear,
        true};
}

}  // namespace arena::rating

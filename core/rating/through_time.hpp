// TrueSkill Through Time: each player's skill on each day, from the games before and after it.
//
// Dangauthier, Herbrich, Minka, Graepel (NIPS 2007); G. Landfried and E. Mocskos, "TrueSkill
// Through Time" (2022), whose numbers it repeats. Messages run forward and backward through all
// days until they stand still; between two days of a player the skill drifts by gamma * sqrt(days
// apart), at most by 1.67 prior deviations. A history whose messages do not settle is refused.
#pragma once

#include <span>
#include <vector>

#include "core/error.hpp"
#include "core/rating/event.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

struct ThroughTimeRules {
    Skill newcomer{25, 25.0 / 3};
    double beta = 25.0 / 6;
    double gamma = 25.0 / 300;  ///< drift in one day (or from game to game), in quadrature
    bool by_game = false;       ///< each event is a day of its own: for results without dates
    double draw = 0;            ///< chance of a draw between equals of one player each
    double lead = 0;            ///< points of advantage of the first side
    int rounds = 100;
    double still = 1e-6;  ///< ends when no mean and no deviation moves more
};

inline constexpr double through_time_drift_most = 1.67;  ///< in prior deviations

/// By player, each with its days in order; `priors` (may be empty) replaces the newcomer's skill.
/// REQUIRES: events by rising day. Errors: usage, when the numbers do not settle.
/// Cost: rounds * all players of all events.
Result<std::vector<std::vector<SkillOnDay>>> through_time(const History& history,
                                                          const ThroughTimeRules& rules,
                                                          std::span<const Skill> priors = {});

}  // namespace arena::rating

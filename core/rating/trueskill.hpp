// TrueSkill: skills as normal distributions, an outcome as truncations of performance differences.
//
// Herbrich, Minka, Graepel, "TrueSkill: A Bayesian Skill Rating System" (NIPS 2006): teams, any
// number of sides, draws, partial play. Messages run along the final order until they stand still.
// One game is rated from the skills before it; a whole history at once is through_time.hpp.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "core/rating/event.hpp"
#include "core/rating/normal.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

inline constexpr double trueskill_stands_still = 1e-10;  ///< relative to beta
inline constexpr int trueskill_rounds_max = 500;

struct TrueSkillRules {
    double beta = 25.0 / 6;   ///< deviation of one performance around the skill
    double tau = 25.0 / 300;  ///< deviation gained before each game, in quadrature
    double draw = 0.10;       ///< chance of a draw between equals of one player each
    double lead = 0;          ///< points of advantage of the first side
    Tails tails = Tails::exact;
    /// Leave tau out of the spread of the difference, as Moserware's two-player calculator and
    /// skillratings do; the paper's factor graph does not. Duels only.
    bool spread_without_tau = false;
};

/// A side's performance as the game sees it.
struct Performance {
    double mu = 0, variance = 0;
    double players = 1;  ///< for the width of the draw zone
    std::uint32_t rank = 0;
};

/// A message: a normal in natural parameters, so that products are sums. precision may be 0.
struct Message {
    double precision = 0;       ///< 1 / variance
    double precision_mean = 0;  ///< mean / variance
};

/// What the outcome says about each performance, its own prior taken out. Returns no NaN; false
/// when the messages did not come to rest (a hopeless upset among many sides).
bool outcome_messages(std::span<const Performance> sides, double beta, double draw, Tails tails,
                      std::vector<Message>& messages);

/// Rates one event, in place; one skill for each player of the event, in its order.
/// Cost: rounds * sides; 2 sides need no rounds.
void trueskill_rate(const Event& event, std::span<Skill> skills, const TrueSkillRules& rules);

/// Chance of a draw between the sides relative to that of equals: the paper's match quality.
double trueskill_quality(const Event& event, std::span<const Skill> skills,
                         const TrueSkillRules& rules);

/// The score that side a is expected to make, a draw being half.
double trueskill_expected(double gap, double variance, double margin);

/// A duel, in place; `score` and `lead` are a's, `margin` = draw_margin(draw, sqrt(2) beta).
void trueskill_duel(Skill& a, Skill& b, double score, double lead, double margin,
                    const TrueSkillRules& rules);

}  // namespace arena::rating

// The five models of Weng and Lin, "A Bayesian Approximation Method for Online Ranking" (JMLR 12,
// 2011): algorithms 1 to 4, with Bradley-Terry and Thurstone-Mosteller each in a full form (every
// pair of sides) and a partial one (neighbours in the final order), and Plackett-Luce.
//
// Defaults, the draw zone epsilon, gamma = sigma / c and the growth tau before each game are those
// of OpenSkill, whose numbers these functions repeat; with tau 0 and kappa 1e-6 the full
// Bradley-Terry model is skillratings' Weng-Lin.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "core/rating/event.hpp"
#include "core/rating/normal.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

enum class WengLinModel {
    bradley_terry_full,
    bradley_terry_part,
    thurstone_mosteller_full,
    thurstone_mosteller_part,
    plackett_luce,
};

struct WengLinRules {
    double beta = 25.0 / 6;        ///< deviation of one performance around the skill
    double tau = 25.0 / 300;       ///< deviation gained before each game, in quadrature
    double kappa = 1e-4;           ///< least factor on the variance in one game
    double epsilon = 1e-4;         ///< half-width of the draw zone (Thurstone-Mosteller only)
    double lead = 0;               ///< points of advantage of the first side
    bool never_less_sure = false;  ///< sigma does not grow in a game (OpenSkill's limitSigma)
    Tails tails = Tails::exact;
};

/// Rates one event, in place. `skills`: one for each player of the event, in its order; `shares`
/// scale how much each player counts in the side and moves with it. Cost: sides^2 for the full
/// models and Plackett-Luce, sides * log(sides) for the partial ones.
void weng_lin_rate(WengLinModel model, const Event& event, std::span<Skill> skills,
                   const WengLinRules& rules);

/// Chance that the first of two sums of skills is ahead. `variance`: sum of sigma^2 of both sides;
/// `players`: how many take part (OpenSkill's predictWin).
inline double weng_lin_expected(double gap, double variance, double players, double beta) {
    return normal_cdf(gap / std::sqrt(players * beta * beta + variance));
}

/// OpenSkill's predictDraw for sides given as (mu sum, sigma^2 sum); `players` as above.
double weng_lin_draw_chance(std::span<const Skill> sides, double players, double beta);

/// A duel by the full Bradley-Terry model, in place; `score` and `lead` are a's. The fast path.
inline void weng_lin_duel(Skill& a, Skill& b, double score, double lead,
                          const WengLinRules& rules) {
    const double tau_2 = rules.tau * rules.tau;
    const double of_a = a.sigma * a.sigma + tau_2, of_b = b.sigma * b.sigma + tau_2;
    const double c_2 = of_a + of_b + 2 * rules.beta * rules.beta;
    const double inverse = 1 / std::sqrt(c_2);
    const double expected = 1 / (1 + std::exp((b.mu - a.mu - lead) * inverse));
    const double surplus = (score - expected) * inverse;
    const double information = expected * (1 - expected) * inverse * inverse * inverse;
    const double sigma_a = std::sqrt(of_a), sigma_b = std::sqrt(of_b);
    a.mu += of_a * surplus;
    b.mu -= of_b * surplus;
    a.sigma = sigma_a * std::sqrt(std::max(1 - of_a * sigma_a * information, rules.kappa));
    b.sigma = sigma_b * std::sqrt(std::max(1 - of_b * sigma_b * information, rules.kappa));
}

}  // namespace arena::rating

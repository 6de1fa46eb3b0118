// Glicko: a rating with a deviation that grows while nobody plays.
//
// Glickman, "Parameter estimation in large dynamic paired comparison experiments" (1999) and his
// note "The Glicko system". All results of a rating period are worked out from the ratings at its
// start. Volatility is Glicko-2's (glicko2.hpp).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "core/rating/elo.hpp"
#include "core/rating/normal.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

inline constexpr double glicko_q = log_10 / 400;

struct GlickoRules {
    double growth = 63.2;        ///< Glickman's c: deviation gained in a period, in quadrature
    double deviation_max = 350;  ///< that of a newcomer; nobody is known less
    double lead = 0;             ///< points of advantage of the first side
};

/// Glickman's g: how much a result against an opponent of this deviation tells, in (0, 1].
inline double glicko_g(double deviation) {
    constexpr double factor = 3 * glicko_q * glicko_q / (pi * pi);
    return 1 / std::sqrt(1 + factor * deviation * deviation);
}

/// Deviation after `periods` periods (may be a fraction) without a game.
inline double glicko_idle(double deviation, double periods, const GlickoRules& rules) {
    const double grown = std::sqrt(deviation * deviation + rules.growth * rules.growth * periods);
    return std::min(grown, rules.deviation_max);
}

/// Score that `own` is expected to make, both deviations considered.
inline double glicko_expected(Skill own, Skill other, double lead = 0) {
    const double g = glicko_g(std::sqrt(own.sigma * own.sigma + other.sigma * other.sigma));
    return 1 / (1 + std::exp(-g * glicko_q * (own.mu - other.mu + lead)));
}

/// One result of a period as it is seen from the rated player.
struct GlickoResult {
    double mu, sigma;   ///< the opponent's, at the start of the period
    double score;       ///< 1, 0.5, 0
    double lead = 0;    ///< points that the player had over the opponent
    double weight = 1;  ///< how often it counts
};

/// Sums up a period; results may be added in any order (the sum is not rounded the same way).
class GlickoPeriod {
public:
    void add(Skill own, const GlickoResult& result) {
        const double g = glicko_g(result.sigma);
        const double expected =
            1 / (1 + std::exp(-g * glicko_q * (own.mu - result.mu + result.lead)));
        information_ += result.weight * g * g * expected * (1 - expected);
        surplus_ += result.weight * g * (result.score - expected);
    }

    /// `own` with the deviation that it has grown to.
    Skill settle(Skill own) const {
        const double precision = 1 / (own.sigma * own.sigma) + glicko_q * glicko_q * information_;
        return {own.mu + glicko_q / precision * surplus_, 1 / std::sqrt(precision)};
    }

private:
    double information_ = 0, surplus_ = 0;
};

/// A duel as a period of its own, in place: the deviations of both grow by one period first, the
/// opponents' count as they were. `score` is a's; `lead` is a's. The fast path of a stream.
inline void glicko_duel(Skill& a, Skill& b, double score, double lead, const GlickoRules& rules,
                        double periods = 1) {
    const Skill old_a = a, old_b = b;
    GlickoPeriod of_a, of_b;
    of_a.add(old_a, {old_b.mu, old_b.sigma, score, lead});
    of_b.add(old_b, {old_a.mu, old_a.sigma, 1 - score, -lead});
    a = of_a.settle({old_a.mu, glicko_idle(old_a.sigma, periods, rules)});
    b = of_b.settle({old_b.mu, glicko_idle(old_b.sigma, periods, rules)});
}

}  // namespace arena::rating

#include "core/rating/glicko2.hpp"

#include <algorithm>

#include "core/rating/normal.hpp"

namespace arena::rating {
namespace {

double reliability(double phi) {
    return 1 / std::sqrt(1 + 3 / (pi * pi) * phi * phi);
}

}  // namespace

double glicko2_volatility(double volatility, double phi, double v, double delta, double tau,
                          double tolerance) {
    const double a = 2 * std::log(volatility);
    const double delta_2 = delta * delta, spread = phi * phi + v, inverse = 1 / (tau * tau);
    const auto f = [&](double x) {
        const double e = std::exp(x);
        const double whole = spread + e;
        return e * (delta_2 - whole) / (2 * whole * whole) - (x - a) * inverse;
    };
    double low = a, high = 0;
    double at_low = f(low), at_high = 0;
    if (delta_2 > spread) {
        high = std::log(delta_2 - spread);
        at_high = f(high);
    } else {
        high = a - tau;
        for (int k = 1; (at_high = f(high)) < 0 && k < glicko2_steps_max; ++k) high -= tau;
    }
    for (int step = 0; std::abs(high - low) > tolerance && step < glicko2_steps_max; ++step) {
        const double middle = low + (low - high) * at_low / (at_high - at_low);
        const double at_middle = f(middle);
        if (at_middle * at_high <= 0) {
            low = high;
            at_low = at_high;
        } else {
            at_low /= 2;
        }
        high = middle;
        at_high = at_middle;
    }
    return std::exp(low / 2);
}

void Glicko2Period::add(const Glicko2Skill& own, const Glicko2Skill& opponent, double score,
                        double lead, double weight) {
    const double g = reliability(opponent.sigma / glicko2_scale);
    const double gap = (own.mu - opponent.mu + lead) / glicko2_scale;
    const double expected = 1 / (1 + std::exp(-g * gap));
    information_ += weight * g * g * expected * (1 - expected);
    surplus_ += weight * g * (score - expected);
}

Glicko2Skill Glicko2Period::settle(const Glicko2Skill& own, double periods,
                                   const Glicko2Rules& rules) const {
    const double phi = own.sigma / glicko2_scale;
    Glicko2Skill next = own;
    double precision = 0;
    if (information_ > 0) {
        const double v = 1 / information_;
        next.volatility =
            glicko2_volatility(own.volatility, phi, v, v * surplus_, rules.tau, rules.tolerance);
        precision = information_;
    }
    const double grown = phi * phi + periods * next.volatility * next.volatility;
    const double variance = precision > 0 ? 1 / (1 / grown + precision) : grown;
    next.mu = own.mu + glicko2_scale * variance * surplus_;
    next.sigma = glicko2_scale * std::sqrt(variance);
    if (rules.deviation_max > 0) next.sigma = std::min(next.sigma, rules.deviation_max);
    return next;
}

double glicko2_expected(const Glicko2Skill& own, const Glicko2Skill& other, double lead) {
    const double spread = std::sqrt(own.sigma * own.sigma + other.sigma * other.sigma);
    const double gap = (own.mu - other.mu + lead) / glicko2_scale;
    return 1 / (1 + std::exp(-reliability(spread / glicko2_scale) * gap));
}

void glicko2_duel(Glicko2Skill& a, Glicko2Skill& b, double score, double lead, double periods_a,
                  double periods_b, const Glicko2Rules& rules) {
    Glicko2Period of_a, of_b;
    of_a.add(a, b, score, lead);
    of_b.add(b, a, 1 - score, -lead);
    const Glicko2Skill next_a = of_a.settle(a, periods_a, rules);
    b = of_b.settle(b, periods_b, rules);
    a = next_a;
}

}  // namespace arena::rating

#include "core/rating/field.hpp"

#include <algorithm>
#include <cmath>

#include "core/assert.hpp"
#include "core/rating/tanh_sum.hpp"

namespace arena::rating {
namespace {

constexpr double steepness = pi / 1.7320508075688772935;
constexpr double rating_least = -6000, rating_most = 9000;

double logistic_cdf(double z) {
    return 1 / (1 + std::exp(-steepness * z));
}

/// What `a` made against `b`.
double score(const Standing& a, const Standing& b) {
    if (a.first == b.first) return 0.5;
    return a.first < b.first ? 1.0 : 0.0;
}

double quantile(double p) {
    // Places at the very end of a huge field are as far out as doubles can tell.
    return normal_quantile(std::clamp(p, 1e-300, 1 - 1e-16));
}

}  // namespace

void field_glicko_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                       double weight, const FieldGlickoRules& rules) {
    ARENA_ASSERT(skills.size() == standings.size());
    if (says_nothing(standings)) return;
    const std::size_t n = skills.size();
    const double spread = rules.beta / std::sqrt(weight), q = steepness / spread;
    std::vector<double> g(n);
    for (std::size_t j = 0; j < n; ++j) {
        skills[j].sigma = std::hypot(skills[j].sigma, rules.drift);
        g[j] = 1 / std::hypot(1.0, skills[j].sigma / spread);
    }
    std::vector<Skill> rated(n);
    for (std::size_t i = 0; i < n; ++i) {
        double surplus = 0;
        for (std::size_t j = 0; j < n; ++j) {
            const double p = 1 / (1 + std::exp(-q * g[j] * (skills[i].mu - skills[j].mu)));
            surplus += g[j] * (score(standings[i], standings[j]) - p);
        }
        surplus /= static_cast<double>(n);
        const double precision = 1 / (skills[i].sigma * skills[i].sigma) + 0.25 * q * q;
        rated[i] = {skills[i].mu + surplus * q / precision, std::sqrt(1 / precision)};
    }
    std::copy(rated.begin(), rated.end(), skills.begin());
}

void bar_rate(const std::vector<Standing>& standings, std::span<Skill> skills, double weight,
              const BarRules& rules) {
    ARENA_ASSERT(skills.size() == standings.size());
    if (says_nothing(standings)) return;
    const std::size_t n = skills.size();
    const double spread_2 = rules.beta * rules.beta / weight;
    for (Skill& skill : skills) skill.sigma = std::hypot(skill.sigma, rules.drift);
    std::vector<double> surplus(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const double own = skills[i].sigma * skills[i].sigma + 2 * spread_2;
        for (std::size_t j = i + 1; j < n; ++j) {  // what one gains in a pair, the other loses
            const double c = std::sqrt(own + skills[j].sigma * skills[j].sigma);
            const double p = logistic_cdf((skills[i].mu - skills[j].mu) / c);
            const double gain = (score(standings[i], standings[j]) - p) / c;
            surplus[i] += gain;
            surplus[j] -= gain;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        const double variance = skills[i].sigma * skills[i].sigma;
        const double information = 0.25 * variance / (variance + 2 * spread_2);
        skills[i].mu += variance * surplus[i] / static_cast<double>(n);
        skills[i].sigma *= std::sqrt(std::max(rules.kappa, 1 - information));
    }
}

void topcoder_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                   std::span<const std::uint32_t> contests, double weight,
                   const TopCoderRules& rules) {
    ARENA_ASSERT(skills.size() == standings.size() && contests.size() == skills.size());
    if (says_nothing(standings)) return;
    const std::size_t n = skills.size();
    const auto count = static_cast<double>(n);
    double mean = 0, spread_2 = 0, volatility_2 = 0;
    for (const Skill& skill : skills) mean += skill.mu / count;
    for (const Skill& skill : skills) {
        volatility_2 += skill.sigma * skill.sigma / count;
        spread_2 += (skill.mu - mean) * (skill.mu - mean);
    }
    const double competition = std::sqrt(volatility_2 + (n > 1 ? spread_2 / (count - 1) : 0.0));
    std::vector<double> seed(n, 0.5);  // against the twin
    for (std::size_t i = 0; i < n; ++i) {
        const double variance = skills[i].sigma * skills[i].sigma;
        for (std::size_t j = i + 1; j < n; ++j) {
            const double both = std::sqrt(variance + skills[j].sigma * skills[j].sigma);
            const double ahead =
                normal_cdf(std::sqrt(weight) * (skills[j].mu - skills[i].mu) / both);
            seed[i] += ahead;
            seed[j] += 1 - ahead;
        }
    }
    const double limit = 1 / 0.82 - 1;
    const double cap_factor = rules.weight * (1 + limit) / (1 + limit * rules.weight);
    for (std::size_t i = 0; i < n; ++i) {
        const double place = 0.5 * (1.0 + standings[i].first + standings[i].last);
        const double old = skills[i].mu, played = contests[i];
        const double surprise = quantile(seed[i] / count) - quantile(place / count);
        const double performance = old + competition * surprise;
        double w = (1 / (0.82 - 0.42 / played) - 1) * weight * rules.weight;
        if (old >= 2500) {
            w *= 0.8;
        } else if (old >= 2000) {
            w *= 0.9;
        }
        const double cap = (150 + 1500 / (played + 1)) * cap_factor;
        const double wanted = (old + w * performance) / (1 + w);
        const double variance = skills[i].sigma * skills[i].sigma;
        skills[i].mu = std::clamp(wanted, old - cap, old + cap);
        skills[i].sigma = std::sqrt((wanted - old) * (wanted - old) / w + variance / (1 + w));
    }
}

void smooth_codeforces_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                            double weight, const SmoothCodeforcesRules& rules) {
    ARENA_ASSERT(skills.size() == standings.size());
    if (says_nothing(standings)) return;
    const std::size_t n = skills.size();
    const auto count = static_cast<double>(n);
    const double scale = 0.5 * steepness * std::sqrt(weight) / rules.beta;
    std::vector<double> means(n);
    for (std::size_t i = 0; i < n; ++i) means[i] = skills[i].mu;
    const TanhSum ahead(std::move(means), scale);
    const double w = weight * rules.weight;
    for (std::size_t i = 0; i < n; ++i) {
        const double better = standings[i].first, worse = count - 1 - standings[i].last;
        const double place = 0.5 * (better - worse + count + 1);
        const double seed = 0.5 + 0.5 * (count - ahead(skills[i].mu));
        const double wanted = std::sqrt(place * seed);
        const double performance = ahead.inverse(count + 1 - 2 * wanted, rating_least, rating_most);
        skills[i].mu = (skills[i].mu + w * performance) / (1 + w);
    }
}

}  // namespace arena::rating

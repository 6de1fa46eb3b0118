#include "core/rating/match_test.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/assert.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/normal.hpp"

namespace arena::rating {
namespace {

constexpr double normalized_unit = 800 / log_10;
constexpr double empty_count = 1e-3;  ///< stands for 0 games, so that logarithms exist
constexpr double mle_still = 1e-9;    ///< the distribution has come to rest
constexpr int mle_rounds_max = 10'000;

struct Distribution {
    std::vector<double> scores, chances;

    double mean() const {
        return std::inner_product(scores.begin(), scores.end(), chances.begin(), 0.0);
    }
    double variance() const {
        const double mu = mean();
        double sum = 0;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            sum += chances[i] * (scores[i] - mu) * (scores[i] - mu);
        }
        return sum;
    }
};

/// `least`: what an empty kind counts as.
Distribution distribution_of(const MatchCounts& counts, double least, double& total) {
    Distribution d;
    total = 0;
    for (const double count : counts.used()) {
        const double used = count > 0 ? count : least;
        d.scores.push_back(static_cast<double>(d.scores.size()) /
                           static_cast<double>(counts.kinds - 1));
        d.chances.push_back(used);
        total += used;
    }
    for (double& chance : d.chances) chance /= total;
    return d;
}

/// The theta with sum of chances * phi / (1 + theta * phi) = 0: falling between its poles, so
/// bisection cannot miss. REQUIRES: phi has both signs.
double tilt(const std::vector<double>& chances, const std::vector<double>& phi) {
    const auto [least, most] = std::minmax_element(phi.begin(), phi.end());
    double low = -1 / *most, high = -1 / *least;
    for (int step = 0; step < 200; ++step) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        double sum = 0;
        for (std::size_t i = 0; i < phi.size(); ++i) {
            sum += chances[i] * phi[i] / (1 + middle * phi[i]);
        }
        (sum > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// The most likely distribution with expectation `mean`.
std::vector<double> with_mean(const Distribution& seen, double mean) {
    std::vector<double> phi;
    for (const double score : seen.scores) phi.push_back(score - mean);
    const double theta = tilt(seen.chances, phi);
    std::vector<double> fitted(phi.size());
    for (std::size_t i = 0; i < phi.size(); ++i) {
        fitted[i] = seen.chances[i] / (1 + theta * phi[i]);
    }
    return fitted;
}

/// The most likely distribution with (mean - 1/2) / deviation equal to `t`.
std::vector<double> with_ratio(const Distribution& seen, double t) {
    Distribution fitted = seen;
    std::fill(fitted.chances.begin(), fitted.chances.end(),
              1.0 / static_cast<double>(seen.scores.size()));
    std::vector<double> phi(seen.scores.size());
    for (int round = 0; round < mle_rounds_max; ++round) {
        const double mean = fitted.mean(), deviation = std::sqrt(fitted.variance());
        for (std::size_t i = 0; i < phi.size(); ++i) {
            const double z = (seen.scores[i] - mean) / deviation;
            phi[i] = seen.scores[i] - 0.5 - 0.5 * t * deviation * (1 + z * z);
        }
        const double theta = tilt(seen.chances, phi);
        double change = 0;
        for (std::size_t i = 0; i < phi.size(); ++i) {
            const double next = seen.chances[i] / (1 + theta * phi[i]);
            change = std::max(change, std::abs(next - fitted.chances[i]));
            fitted.chances[i] = next;
        }
        if (change < mle_still) break;
    }
    return fitted.chances;
}

double log_ratio(const Distribution& seen, const std::vector<double>& under_0,
                 const std::vector<double>& under_1) {
    double sum = 0;
    for (std::size_t i = 0; i < under_0.size(); ++i) {
        sum += seen.chances[i] * (std::log(under_1[i]) - std::log(under_0[i]));
    }
    return sum;
}

double logistic_score(double elo) {
    return elo_expected(elo, 0);
}

/// BayesElo's expected score with the draw zone of the games seen.
double bayesian_score(double elo, double draw_elo) {
    const double win = elo_expected(elo, draw_elo), loss = elo_expected(-elo, draw_elo);
    return win + 0.5 * (1 - win - loss);
}

double elo_of_score(double score) {
    return -400 * std::log10(1 / score - 1);
}

Result<void> check(const MatchCounts& counts, const SprtRules& rules) {
    if (!(rules.elo_0 < rules.elo_1)) {
        return fail(ErrorCode::usage, "the test needs its lower Elo below its upper one");
    }
    const bool chances = rules.alpha > 0 && rules.alpha < 1 && rules.beta > 0 && rules.beta < 1 &&
                         rules.alpha + rules.beta < 1;
    if (!chances) {
        return fail(ErrorCode::usage,
                    "alpha and beta are chances: each above 0, both together below 1");
    }
    if (rules.model == EloModel::bayesian && counts.kinds == 5) {
        return fail(ErrorCode::usage,
                    "the bayesian model knows single games only: give wins, losses and draws");
    }
    for (const double count : counts.used()) {
        if (!(count >= 0) || !std::isfinite(count)) {
            return fail(ErrorCode::usage, "a count of games is a number from 0 on");
        }
    }
    if (counts.total() <= 0) return fail(ErrorCode::usage, "there are no games to test");
    return {};
}

}  // namespace

double MatchCounts::total() const {
    return std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(kinds),
                           0.0);
}

MatchElo match_elo(const MatchCounts& counts) {
    double total = 0;
    const Distribution seen = distribution_of(counts, 0, total);
    ARENA_ASSERT(total > 0);
    const double score = seen.mean(), variance = seen.variance();
    const double error = z_95 * std::sqrt(variance / total);
    // Pairs hold two games: their score has half a game's variance.
    const double unit = normalized_unit / std::sqrt((counts.kinds == 5 ? 2.0 : 1.0) * variance);
    MatchElo result;
    result.score = score;
    result.elo = elo_of_score(score);
    const double up = std::min(score + error, 1.0), down = std::max(score - error, 0.0);
    result.elo_error = (elo_of_score(up) - elo_of_score(down)) / 2;
    result.normalized = variance > 0 ? (score - 0.5) * unit : result.elo;
    result.normalized_error = variance > 0 ? error * unit : 0.0;
    const double deviation = std::sqrt(variance / total);
    result.los = deviation > 0 ? normal_cdf((score - 0.5) / deviation)
                               : (score > 0.5 ? 1.0 : (score < 0.5 ? 0.0 : 0.5));
    return result;
}

Result<Sprt> sprt(const MatchCounts& counts, const SprtRules& rules) {
    if (const auto sound = check(counts, rules); !sound) {
        return tl::unexpected<Error>(sound.error());
    }
    double total = 0;
    const Distribution seen = distribution_of(counts, empty_count, total);
    Sprt result;
    result.lower = std::log(rules.beta / (1 - rules.alpha));
    result.upper = std::log((1 - rules.beta) / rules.alpha);
    switch (rules.model) {
        case EloModel::normalized: {
            const double unit = (counts.kinds == 5 ? sqrt_2 : 1.0) / normalized_unit;
            result.llr = total * log_ratio(seen, with_ratio(seen, rules.elo_0 * unit),
                                           with_ratio(seen, rules.elo_1 * unit));
            break;
        }
        case EloModel::logistic:
            result.llr = total * log_ratio(seen, with_mean(seen, logistic_score(rules.elo_0)),
                                           with_mean(seen, logistic_score(rules.elo_1)));
            break;
        case EloModel::bayesian: {
            if (counts.counts[0] <= 0 || counts.counts[2] <= 0) break;  // no draw zone to be seen
            const double loss = seen.chances[0], win = seen.chances[2];
            const double draw_elo = 200 * std::log10((1 - loss) / loss * (1 - win) / win);
            result.llr =
                total * log_ratio(seen, with_mean(seen, bayesian_score(rules.elo_0, draw_elo)),
                                  with_mean(seen, bayesian_score(rules.elo_1, draw_elo)));
            break;
        }
    }
    if (result.llr >= result.upper) result.verdict = SprtVerdict::better;
    if (result.llr <= result.lower) result.verdict = SprtVerdict::not_better;
    return result;
}

}  // namespace arena::rating

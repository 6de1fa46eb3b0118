// Is A better than B? Elo of a match with its error, and the sequential test that lets a match stop
// as soon as that is clear.
//
// Results are counts of single games (win, draw, loss: trinomial) or of game pairs with colours
// swapped (0, 1/2, 1, 3/2, 2 points: pentanomial). The log-likelihood ratio is that of the maximum
// likelihood distributions with the two hypothesised means: M. Van den Bergh, "Comments on
// Normalized Elo", propositions 1.1 and 4.1. Bounds: A. Wald, "Sequential Analysis" (1947).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/error.hpp"

namespace arena::rating {

/// Counts by points made, rising: {losses, draws, wins} or {0, 1/2, 1, 3/2, 2 points of a pair}.
struct MatchCounts {
    std::array<double, 5> counts{};
    std::size_t kinds = 3;  ///< 3 or 5

    static MatchCounts games(double wins, double losses, double draws) {
        return {{losses, draws, wins, 0, 0}, 3};
    }
    /// Pairs: `middle` is both 1 - 1 and 1/2 - 1/2.
    static MatchCounts pairs(double zero, double half, double middle, double three_halves,
                             double two) {
        return {{zero, half, middle, three_halves, two}, 5};
    }
    std::span<const double> used() const { return {counts.data(), kinds}; }
    double total() const;
};

/// How a difference in strength is measured.
enum class EloModel {
    logistic,    ///< the score's logit in points, 400 = 10 : 1
    normalized,  ///< (score - 1/2) / deviation of a game, times 800 / ln 10
    bayesian,    ///< BayesElo: draws are a zone between win and loss; trinomial only
};

struct MatchElo {
    double score = 0.5;     ///< share of points
    double elo = 0;         ///< infinite at 0 and 1
    double elo_error = 0;   ///< half of the 95 % interval
    double normalized = 0;  ///< normalized Elo
    double normalized_error = 0;
    double los = 0.5;  ///< likelihood of superiority: chance that the true score is > 1/2
};

inline constexpr double z_95 = 1.959963984540054;

/// REQUIRES: total > 0.
MatchElo match_elo(const MatchCounts& counts);

struct SprtRules {
    double elo_0 = 0, elo_1 = 5;       ///< the hypotheses; elo_0 < elo_1
    double alpha = 0.05, beta = 0.05;  ///< chances of a wrong "better" and of a wrong "not better"
    EloModel model = EloModel::normalized;
};

enum class SprtVerdict { go_on, better, not_better };

struct Sprt {
    double llr = 0;
    double lower = 0, upper = 0;
    SprtVerdict verdict = SprtVerdict::go_on;
};

/// Errors: usage (hypotheses in the wrong order, chances outside (0, 1), the bayesian model with
/// pairs, no games, a negative or non-finite count).
Result<Sprt> sprt(const MatchCounts& counts, const SprtRules& rules);

}  // namespace arena::rating

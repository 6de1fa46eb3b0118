// Elo: a rating moves by K times the difference between the score made and the score expected.
//
// Expected score: 1 / (1 + 10^((other - own) / scale)), scale 400 (Elo 1978). A game with more than
// two sides counts as all its pairs, each worth 1 / (sides - 1) of a game, so that a final order
// moves nobody by more than K and, with one K for all, the changes sum to zero.
// FIDE's own rules (table of expected scores, K, the 400-point rule) are in fide.hpp.
// It knows no period, no deviation and no inactivity: Glicko has those.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace arena::rating {

inline constexpr double elo_initial = 1500;
inline constexpr double elo_k = 32;
inline constexpr double elo_scale = 400;  ///< points that make the better side 10 : 1
inline constexpr double log_10 = 2.302585092994045684;

/// The score that `own` is expected to make against `other`, in (0, 1); `lead` points are added to
/// own (home side or first move). Cost: one exp. With lead 0, the two sides add up to 1 exactly
/// only within rounding: take 1 - e for the other side where that matters.
inline double elo_expected(double own, double other, double lead = 0, double scale = elo_scale) {
    return 1 / (1 + std::exp((other - own - lead) * (log_10 / scale)));
}

/// How a final order is turned into changes.
struct EloRules {
    double scale = elo_scale;  ///< > 0
    double gap_max = 0;        ///< a larger gap counts as this one (FIDE: 400); 0 = no limit
    double lead = 0;           ///< points of advantage of the side `first`
};

inline constexpr std::size_t no_first = static_cast<std::size_t>(-1);

/// What each side gains or loses by a final order. `ranks`: lower is better, equal is a tie, gaps
/// mean nothing. `k`: one factor for each side. `first`: index of the side with `rules.lead`.
/// The result does not depend on the order of sides beyond its own index; two sides with one K
/// change by exactly opposite amounts. One side alone changes by 0.
/// REQUIRES: three spans of one size; ratings and k finite. Cost: sides^2 exps.
std::vector<double> elo_changes(std::span<const double> ratings,
                                std::span<const std::uint32_t> ranks, std::span<const double> k,
                                const EloRules& rules = {}, std::size_t first = no_first);

/// The same with one K for all sides.
std::vector<double> elo_changes(std::span<const double> ratings,
                                std::span<const std::uint32_t> ranks, double k = elo_k,
                                const EloRules& rules = {}, std::size_t first = no_first);

}  // namespace arena::rating

// Pairs of players who meet suspiciously often, or whose games go one way.
//
// Meetings: under honest queueing the games of a and b have the mean that opportunity.hpp tells
// from all games, and a little more variance than Poisson's, which is told from them too. The test
// is the upper tail. One-sidedness: the score of the pair against what the ratings expect (FIDE's
// logistic; 1/2 without ratings), two-sided binomial tail over decided games. Both lists are cut by
// Benjamini and Hochberg's step-up ("Controlling the false discovery rate", JRSS B 57, 1995), each
// at half the rate, over every pair that could have met: among the pairs reported, the expected
// share of honest ones is at most `rate`. It reports; it does not accuse: friends who queue
// together at night look the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace arena::pairing {

struct PlayedGame {
    std::uint32_t a = 0, b = 0;         ///< indices of players; never equal
    double score_a = 0;                 ///< 1, 0.5, 0
    double rating_a = 0, rating_b = 0;  ///< NaN-free; both 0 when not known
};

struct SuspectPair {
    std::uint32_t a, b;
    std::uint32_t games;
    double expected_games;
    double meetings_p, meetings_q;  ///< tail probability; q: smallest rate that still reports it
    double score_a, expected_score_a;
    double one_sided_p, one_sided_q;
};

struct CollusionReport {
    std::uint64_t pairs_possible = 0;
    std::uint32_t pairs_met = 0;
    std::vector<SuspectPair> suspects;  ///< meetings_q or one_sided_q <= rate; smallest q first
};

inline constexpr std::uint32_t collusion_games_min = 3;  ///< fewer tell nothing

/// REQUIRES: 0 < rate < 1, indices < players. Cost: O(games log games) and the fit of
/// opportunity.hpp.
CollusionReport find_collusion(const std::vector<PlayedGame>& games, std::uint32_t players,
                               double rate);

/// P(X >= count), X Poisson with this mean.
double poisson_tail(std::uint32_t count, double mean);

/// The same with a variance of mean + excess * mean^2 (negative binomial).
double meetings_tail(std::uint32_t count, double mean, double excess);

/// Two-sided: the chance of an outcome as unlikely as `wins` of `games` at `chance`, or more so.
double binomial_two_sided(std::uint32_t wins, std::uint32_t games, double chance);

/// q of each p among `hypotheses` tests, those not in the list having p = 1.
std::vector<double> discovery_rates(const std::vector<double>& p, std::uint64_t hypotheses);

}  // namespace arena::pairing

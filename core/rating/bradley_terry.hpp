// Bradley-Terry: one rating for each player from all games at once, whatever their order.
//
// Expected score 1 / (1 + 10^(-(gap + lead) / scale)); the ratings are those at which everybody is
// expected to make the points that were made (maximum likelihood, a draw being half of each). The
// lead of the first side and the draw rate between equals are fitted too; a lead that won every
// game, or none, has no finite fit and stays as the rules give it. Anchors keep their rating
// to the last bit. Errors are those of the inverse Fisher information: one deviation, about the
// mean of all or about the anchors. Draw chances at other gaps follow Ordo: win * loss = ((1 -
// d)/(2 d))^2 * draw^2 (Davidson's form). M. A. Ballicora's Ordo; R. Coulom's BayesElo (prior,
// LOS). Time plays no part: whole_history.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "core/rating/event.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

/// All games of two players in which the same one had the lead.
struct PairResults {
    PlayerId first = 0, second = 0;
    bool lead = false;                       ///< `first` was at home or moved first
    double wins = 0, draws = 0, losses = 0;  ///< of `first`; may be fractions (weights)
};

struct BradleyTerryRules {
    double mean = 1500;  ///< of all ratings, where nobody is anchored
    double scale = 400;  ///< Ordo's default, 202 points for 76 %, is 403.51
    double prior = 1;    ///< virtual draws of each player against the mean; 0 = none
    double lead = 0;     ///< points of the first side, where not fitted
    bool fit_lead = true;
};

struct BradleyTerry {
    std::vector<double> ratings;
    std::vector<double> errors;      ///< one deviation; 0 for anchors
    std::vector<double> covariance;  ///< dense, players squared; empty above dense_players_max
    double lead = 0, lead_error = 0;
    bool lead_fitted = false;
    double draw_rate = 0;  ///< between equals

    /// Chance that a's true rating is above b's. Without a covariance errors count as independent.
    double superiority(PlayerId a, PlayerId b) const;
};

inline constexpr std::size_t dense_players_max = 2000;

/// Sums games up by pair; events with more sides count as all their pairs.
/// REQUIRES: sides of one player. Error: usage, for teams.
Result<std::vector<PairResults>> pair_results(const History& history);

/// REQUIRES: players < `players`; anchors name each player once.
/// Errors: usage, when there is no finite best fit (somebody only won, or two groups never met):
/// `who` is then a player of the group.
struct NoFit {
    PlayerId who = 0;
    bool always_won = true;  ///< against all outside the group; else: always lost, or never met
};
tl::expected<BradleyTerry, NoFit> bradley_terry(std::span<const PairResults> pairs,
                                                std::size_t players, const BradleyTerryRules& rules,
                                                std::span<const Anchor> anchors = {});

struct OutcomeChances {
    double win = 0, draw = 0, loss = 0;
};

/// From an expected score and the draw rate between equals.
OutcomeChances outcome_chances(double expected, double draw_rate);

}  // namespace arena::rating

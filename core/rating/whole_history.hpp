// Whole-History Rating: every player's strength on every day of play at once, by maximum posterior.
//
// R. Coulom, "Whole-History Rating: A Bayesian Rating System for Players of Time-Varying Strength"
// (2008): Bradley-Terry for games, a Wiener process between a player's days, and one virtual win
// and loss against a player of rating 0 on the first day. Newton's method a player, the tridiagonal
// system solved directly; in the order and with the small ridge of goshrine/whole_history_rating,
// whose numbers it repeats. A draw is half a win and half a loss.
// A history on which Newton's method runs away is refused: its numbers would mean nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "core/rating/event.hpp"

namespace arena::rating {

struct WholeHistoryRules {
    double variance_per_day = 300;  ///< Elo points squared; the paper's w^2
    int rounds = 50;                ///< of one Newton step a player
    double still = 1e-6;            ///< points; ends sooner when no rating moves more
};

struct WholeHistoryGame {
    PlayerId white = 0, black = 0;
    double day = 0;
    double score = 1;       ///< white's: 1, 0.5, 0
    double black_lead = 0;  ///< points by which black is the stronger in this game (handicap)
    double weight = 1;
};

struct WholeHistoryDay {
    double day = 0;
    double rating = 0;     ///< points, 0 = the virtual opponent
    double deviation = 0;  ///< points
};

/// By player, each with its days in order. REQUIRES: games sorted by day, players < `players`,
/// nobody against oneself. Errors: usage, "the history is unstable...", naming the player's number.
/// Cost: rounds * games.
Result<std::vector<std::vector<WholeHistoryDay>>> whole_history(
    std::span<const WholeHistoryGame> games, std::size_t players, const WholeHistoryRules& rules);

}  // namespace arena::rating

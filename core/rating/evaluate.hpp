// How well a system foretells results: rated event by event, scored before each update.
//
// Duels: log loss and Brier of the expected score (a draw is half a win), accuracy over decided
// games (a forecast of exactly a half is half right), calibration, and how often a player's points
// fall into the 95 % interval of the sum of their forecasts. Contests, after Ebtekar and Liu (WWW
// 2021, section 6): share of pairs in the right order, and mean distance of a place from the one
// foretold, in percent of the field. Only players with enough earlier events are scored; `all`
// scores everybody.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/error.hpp"
#include "core/rating/event.hpp"
#include "core/rating/system.hpp"

namespace arena::rating {

struct EvaluateRules {
    double train = 0.1;          ///< share of the events that is not scored
    double end = 1;              ///< share of the events after which to stop
    std::size_t experience = 5;  ///< earlier events that a scored player has
};

struct CalibrationBin {
    double count = 0, foretold = 0, made = 0;  ///< sums
};

struct Scores {
    double duels = 0;     ///< scored games of two sides
    double log_loss = 0;  ///< means, natural logarithm
    double brier = 0;
    double accuracy = 0;
    std::array<CalibrationBin, 10> bins{};
    double coverage = 0;  ///< share of players whose points lie in their 95 % interval
    double coverage_players = 0;

    double contests = 0;         ///< scored events of more sides
    double pairs_right = 0;      ///< percent; the paper's pair inversion metric
    double rank_deviation = 0;   ///< percent
    double pairs_right_all = 0;  ///< of everybody
    double rank_deviation_all = 0;
    /// Mean over a fixed choice of pairs, after the best one stretch of all log-odds: order and
    /// relative gaps are what contests are scored by, and this is their smooth measure.
    double pair_log_loss = 0;
    double stretch = 1;
    std::vector<double> losses;  ///< of each scored duel in order, then of each contest's pairs
};

inline constexpr std::size_t coverage_games_min = 20;
inline constexpr std::size_t pairs_an_entrant_max = 16;  ///< for pair_log_loss

/// Errors: those of the system (teams, an unstable history), and usage when nothing can be scored.
/// Cost: rating the events, plus sides * log(sides) each.
Result<Scores> evaluate(const Settings& settings, const History& history,
                        const EvaluateRules& rules = {});

}  // namespace arena::rating

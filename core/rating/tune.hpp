// Finds the parameters of a system that foretell best on the first part of a history.
//
// Pattern search, one parameter at a time: no chance, no derivatives, the same answer on every
// machine. How fast the past is forgotten shows only after long: on the first part a wide range
// does as well, and of that range the least is taken, as long as it does not lose more than one
// standard error to the best (the rule of Breiman et al., "Classification and Regression Trees",
// 1984, 3.4.3). What is minimised is the log loss of duels, or of pairs within contests: a smooth
// score that a tenth of a file measures well; counts of right pairs are too coarse to search by.
#pragma once

#include <functional>

#include "core/rating/evaluate.hpp"

namespace arena::rating {

struct TuneRules {
    double train = 0.1;        ///< share of the events that is looked at
    double score_from = 0.25;  ///< of that share: what comes before is not scored
    std::size_t experience = 2;
    int rounds_max = 12;  ///< passes over all parameters
    double still = 1e-6;  ///< relative; ends when a pass gains less
};

struct Tuned {
    Settings settings;
    double before = 0, after = 0;  ///< the loss on the first part
    int evaluations = 0;
};

/// `progress` is called after each evaluation and may end the search by returning false.
/// Errors: those of evaluate().
Result<Tuned> tune(const SystemSpec& spec, const History& history, const TuneRules& rules = {},
                   const std::function<bool(int, double)>& progress = {});

}  // namespace arena::rating

// How well scores put copies before others, without any threshold.
//
// AUC: the chance that a copy scores higher than another pair, equal scores counting half (the
// Mann-Whitney statistic). AP: the mean precision at the copies, from the highest score down
// (sum of precision times the gain in recall); equal scores are taken together, so that the
// order of the input does not count.
#pragma once

#include <vector>

namespace arena::similarity {

struct Labelled {
    double score = 0;
    bool copied = false;
};

struct RankingQuality {
    std::size_t pairs = 0, copied = 0;
    double auc = 0, ap = 0;  ///< mean nothing unless measured()
    double f1 = 0, at = 0;   ///< the best F1, and the score from which pairs then count as copies

    /// Both copies and others are there.
    bool measured() const { return copied > 0 && copied < pairs; }
};

/// Cost: O(n log n).
RankingQuality ranking_quality(std::vector<Labelled> pairs);

}  // namespace arena::similarity

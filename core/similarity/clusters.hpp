// Groups of submissions that hang together by pairs of a score: connected components, so that a
// solution handed on from one to the next is one group even where its ends differ.
#pragma once

#include <vector>

#include "core/similarity/score.hpp"

namespace arena::similarity {

struct Cluster {
    std::vector<std::uint32_t> members;  ///< rising places in the corpus, two or more
    double least = 1, most = 0;          ///< of the pairs that hold it together
};

/// Of the pairs with at least `least`: the largest cluster first, then by first member.
std::vector<Cluster> clusters(const std::vector<PairScore>& pairs, std::size_t submissions,
                              double least);

}  // namespace arena::similarity

// Which submissions have a gram, how often, and how much it weighs: rare code says more.
//
// Weights and their sums are whole numbers, so that a sum does not depend on its order, and one
// corpus gives one answer on every machine and for any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "core/similarity/fingerprint.hpp"

namespace arena::similarity {

/// The weight of a gram that `having` of `submissions` have, in 1/65536: ln((N + 10) / df)^3, and
/// at least one unit, so that equal submissions are equal even when everybody has their code.
/// REQUIRES: 1 <= having <= submissions.
std::uint64_t gram_weight(std::size_t submissions, std::size_t having);

class GramTable {
public:
    /// One list of grams for each submission, which must outlive nothing: they are copied.
    /// Cost: O(n log n) of all grams.
    explicit GramTable(const std::vector<const std::vector<Gram>*>& submissions);

    /// The weight of all grams of a submission, each as often as it has it.
    std::uint64_t total(std::size_t submission) const { return totals_[submission]; }

    /// The weight of what two submissions share, each gram as often as both have it.
    std::uint64_t shared(std::size_t a, std::size_t b) const;

    /// Adds shared(a, b) to sums[b - a - 1] for every b with a < b < end.
    void add_shared(std::size_t a, std::size_t end, std::vector<std::uint64_t>& sums) const;

private:
    struct Posting {
        std::uint32_t id, count;  ///< of a submission in postings_, of a gram in grams_
    };

    std::vector<std::uint64_t> totals_;
    std::vector<std::uint64_t> weights_;        ///< by gram; grams of one submission have no entry
    std::vector<std::uint32_t> first_posting_;  ///< by gram, and one more
    std::vector<Posting> postings_;             ///< by gram, then by submission
    std::vector<std::uint32_t> first_gram_;     ///< by submission, and one more
    std::vector<Posting> grams_;                ///< by submission, then by gram
};

}  // namespace arena::similarity

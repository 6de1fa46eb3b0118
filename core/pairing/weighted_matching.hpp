// Maximum-weight matching in a general graph, exact, for weights with many ranked criteria.
//
// Edmonds' primal-dual method in Galil's O(n^3) form ("Efficient algorithms for finding maximum
// matching in graphs", ACM Computing Surveys 18, 1986): vertex and blossom duals, one alternating
// forest a stage, for each vertex its least slack to the forest. Weights are integers; the duals
// are kept doubled so that they stay integers. It does not look for a largest matching: give every
// wanted edge a high field of its own.
#pragma once

#include <cstdint>
#include <vector>

namespace arena::pairing {

/// Bits of each criterion of an edge's weight, the most important first.
class WeightLayout {
public:
    /// A field whose sum over all edges of a matching never exceeds `sum_max`. Returns its number.
    std::size_t add(std::uint64_t sum_max);

    std::size_t bits() const { return bits_; }
    /// How far from the lowest bit the field begins; valid once all fields are added.
    std::size_t shift(std::size_t field) const { return bits_ - ends_[field]; }

private:
    std::vector<std::size_t> ends_;  ///< counted from the top
    std::size_t bits_ = 0;
};

/// The weights of all edges of a graph, dense.
class EdgeWeights {
public:
    /// No edge has any weight yet: an edge of weight 0 does not exist.
    EdgeWeights(std::size_t vertices, const WeightLayout& layout);

    /// Adds `value` to a field of edge a-b. REQUIRES: a != b.
    void add(std::size_t a, std::size_t b, std::size_t field, std::uint64_t value);

    /// The mate of each vertex in a matching of greatest weight, or `unmatched`
    /// (core/pairing/completion.hpp). Cost: O(n^3) operations on words() words.
    std::vector<std::uint32_t> match() const;

    std::size_t words() const { return words_; }

private:
    template <std::size_t N>
    std::vector<std::uint32_t> match_as() const;

    std::size_t vertices_, words_;
    WeightLayout layout_;
    std::vector<std::uint64_t> data_;  ///< [a][b][word]
};

}  // namespace arena::pairing

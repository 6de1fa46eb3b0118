// Can these players all be paired? Maximum matching in a general graph (Edmonds 1965).
//
// Used for FIDE's completion test: whatever a bracket does, the rest of the round must still be
// pairable. The graph is asked for edges, not stored; a greedy start leaves few players over, and
// each of them costs one search with blossom contraction, O(n^2).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace arena::pairing {

inline constexpr std::uint32_t unmatched = 0xffffffff;

/// The mate of each of `count` vertices, or `unmatched`; as many are matched as can be.
/// `edge(a, b)`: may the two be paired? Symmetric, asked with a != b.
std::vector<std::uint32_t> maximum_matching(
    std::uint32_t count, const std::function<bool(std::uint32_t, std::uint32_t)>& edge);

}  // namespace arena::pairing

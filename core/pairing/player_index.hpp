// From a player's id to a slot: an open-addressed table with linear probing.
//
// A queue that lets a million players go in one step would spend longer in a node-based map than in
// the matching itself. Its order is never walked, so it cannot reach the output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/pairing/waiting_line.hpp"

namespace arena::pairing {

class PlayerIndex {
public:
    /// REQUIRES: no such id; slot < 2^32 - 1. Cost: O(1) amortised.
    void insert(PlayerId id, std::uint32_t slot);

    std::optional<std::uint32_t> find(PlayerId id) const;

    /// False when there is none. Cost: O(1).
    bool erase(PlayerId id);

    /// Empties it, making room for `expected`.
    void reset(std::size_t expected);

private:
    static constexpr std::uint32_t empty = 0xffffffff;
    struct Cell {
        PlayerId id = 0;
        std::uint32_t slot = empty;
    };

    std::size_t home(PlayerId id) const;

    std::vector<Cell> cells_;  ///< a power of two, at most half full; or none
    std::size_t used_ = 0;
};

}  // namespace arena::pairing

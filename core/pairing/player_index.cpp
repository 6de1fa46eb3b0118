#include "core/pairing/player_index.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/assert.hpp"

namespace arena::pairing {

std::size_t PlayerIndex::home(PlayerId id) const {
    // Fibonacci hashing: ids that follow one another spread out (Knuth, vol. 3, 6.4).
    const std::uint64_t mixed = static_cast<std::uint64_t>(id) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>(mixed >> (64 - std::countr_zero(cells_.size())));
}

void PlayerIndex::reset(std::size_t expected) {
    cells_.assign(std::bit_ceil(std::max<std::size_t>(16, expected * 2 + 2)), Cell{});
    used_ = 0;
}

void PlayerIndex::insert(PlayerId id, std::uint32_t slot) {
    ARENA_ASSERT(slot != empty);
    if ((used_ + 1) * 2 > cells_.size()) {
        const std::vector<Cell> old = std::move(cells_);
        reset(old.size());
        for (const Cell& cell : old) {
            if (cell.slot != empty) insert(cell.id, cell.slot);
        }
    }
    std::size_t at = home(id);
    while (cells_[at].slot != empty) {
        ARENA_ASSERT(cells_[at].id != id);
        at = (at + 1) & (cells_.size() - 1);
    }
    cells_[at] = {id, slot};
    ++used_;
}

std::optional<std::uint32_t> PlayerIndex::find(PlayerId id) const {
    if (used_ == 0) return std::nullopt;
    for (std::size_t at = home(id); cells_[at].slot != empty; at = (at + 1) & (cells_.size() - 1)) {
        if (cells_[at].id == id) return cells_[at].slot;
    }
    return std::nullopt;
}

bool PlayerIndex::erase(PlayerId id) {
    if (used_ == 0) return false;
    const std::size_t mask = cells_.size() - 1;
    std::size_t hole = home(id);
    while (cells_[hole].slot != empty && cells_[hole].id != id) hole = (hole + 1) & mask;
    if (cells_[hole].slot == empty) return false;
    // Close the hole: move back whatever probed past it (Knuth, algorithm R).
    for (std::size_t at = (hole + 1) & mask; cells_[at].slot != empty; at = (at + 1) & mask) {
        const std::size_t from_home = (at - home(cells_[at].id)) & mask;
        if (from_home >= ((at - hole) & mask)) {
            cells_[hole] = cells_[at];
            hole = at;
        }
    }
    cells_[hole] = Cell{};
    --used_;
    return true;
}

}  // namespace arena::pairing

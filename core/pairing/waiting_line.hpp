// The waiting players in rating order, in blocks: insert and remove cost a binary search and one
// short move, and a walk over a million runs at the speed of memory.
//
// A block holds at most 512 entries, sorted by (rating, id); blocks are sorted too and never empty.
// It finds players by rating and id; player_index.hpp finds a player's rating by id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace arena::pairing {

using PlayerId = std::int64_t;

/// What a walk needs; the rest of a player is in the slot.
struct WaitingEntry {
    double rating;
    PlayerId id;
    std::int64_t since_ms;
    std::uint32_t slot;
    bool has_bars;  ///< recent opponents or blocks: look before pairing
};

class WaitingLine {
public:
    static constexpr std::size_t block_entries_max = 512;

    /// REQUIRES: no entry with this rating and id. Cost: O(log n + 512).
    void insert(const WaitingEntry& entry);

    /// False when there is none.
    bool erase(double rating, PlayerId id);

    std::optional<WaitingEntry> find(double rating, PlayerId id) const;

    /// Keeps the entries whose flag, by place in rating order, is false. REQUIRES: size() flags.
    void erase_flagged(const std::vector<bool>& flags);

    std::size_t size() const { return size_; }

    /// Calls `visit(entry)` in rating order, lowest first.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const auto& block : blocks_) {
            for (const WaitingEntry& entry : block) visit(entry);
        }
    }

    /// From the neighbour of (rating, id) downwards, or upwards; `visit` returns false to stop.
    template <class Visit>
    void walk_down(double rating, PlayerId id, Visit&& visit) const {
        Place at = place_of(rating, id);
        while (step_down(at) && visit(blocks_[at.block][at.entry])) {
        }
    }
    template <class Visit>
    void walk_up(double rating, PlayerId id, Visit&& visit) const {
        Place at = place_of(rating, id);
        if (holds(at, rating, id)) ++at.entry;
        for (; settle(at) && visit(blocks_[at.block][at.entry]); ++at.entry) {
        }
    }

private:
    struct Place {
        std::size_t block, entry;
    };
    /// The first entry that is not before (rating, id); entry may be one past its block's end.
    Place place_of(double rating, PlayerId id) const;
    bool holds(const Place& at, double rating, PlayerId id) const;
    bool step_down(Place& at) const;
    bool settle(Place& at) const;

    std::vector<std::vector<WaitingEntry>> blocks_;
    std::size_t size_ = 0;
};

}  // namespace arena::pairing

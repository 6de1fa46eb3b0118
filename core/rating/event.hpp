// One rated game or contest, and a list of them: players as small integers, sides one after the
// other, a rank for each side.
//
// A duel has two sides of one player; a team game has sides of several; a race or a contest has
// many sides. Equal ranks are a tie. Nothing here knows names (names.hpp) or files (readers).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace arena::rating {

using PlayerId = std::uint32_t;
inline constexpr std::uint32_t nobody = UINT32_MAX;

inline constexpr std::size_t sides_max = 200'000;  ///< of one event; a contest of all of a country

/// A view; what it shows belongs to a History or to a reader and outlives the call it is given to.
struct Event {
    double day = 0;     ///< days since any fixed date; never less than that of the event before
    double weight = 1;  ///< > 0; 2 counts as two such events where a system can say so
    std::uint32_t first = nobody;  ///< the side that is at home or moves first
    std::span<const PlayerId> players;
    std::span<const std::uint32_t> ends;  ///< where each side's players end; empty: one player each
    std::span<const std::uint32_t> ranks;  ///< one for each side; lower is better
    std::span<const double> shares;  ///< part of the game that each player was in; empty: all 1

    std::size_t sides() const { return ranks.size(); }
    bool singles() const { return ends.empty(); }
    bool duel() const { return ranks.size() == 2 && ends.empty(); }

    std::span<const PlayerId> side(std::size_t index) const {
        if (ends.empty()) return players.subspan(index, 1);
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return players.subspan(begin, ends[index] - begin);
    }

    /// 1, 0.5 or 0: what side `a` made against side `b`.
    double score(std::size_t a, std::size_t b) const {
        if (ranks[a] == ranks[b]) return 0.5;
        return ranks[a] < ranks[b] ? 1.0 : 0.0;
    }
};

/// Events one after the other in flat arrays. Cost: 4 bytes a player, 4 a side, 40 an event.
class History {
public:
    void add(const Event& event);
    std::size_t size() const { return heads_.size(); }
    Event operator[](std::size_t index) const;

    /// One more than the largest player.
    std::size_t player_count() const { return player_count_; }

private:
    struct Head {
        double day, weight;
        std::uint64_t players, sides;  ///< where they begin
        std::uint32_t player_count, side_count, first;
        bool has_ends, has_shares;
    };
    std::vector<Head> heads_;
    std::vector<PlayerId> players_;
    std::vector<std::uint32_t> ranks_, ends_;
    std::vector<double> shares_;  ///< as long as players_ once any event has shares
    std::size_t player_count_ = 0;
};

}  // namespace arena::rating

// The matchmaking queue: who waits, and who plays whom now. The server's lobby runs one for each
// mode; `arena matchmake simulate` runs the same code on a made-up evening.
//
// Two rules (readiness.hpp has their numbers): `line`, the exact maximum-weight matching of the
// sorted queue (line.hpp), and `window`, oldest first and nearest in a widening window. Under both:
//   - players who block one another never meet;
//   - recent opponents meet again only when no other is free for them;
//   - line: after the longest wait anyone who is there will do, so a wait has a bound as long as
//     players come;
//   - a player is in the queue until a step, an arrival or remove() takes them out: none is lost.
// A pair that must not meet is mended locally: the ten players around it are matched anew, exactly
// (repair.hpp). That, and not the line's optimum, is what such players get.
// Pure: time comes in as milliseconds of any clock that does not run backwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/pairing/arrivals.hpp"
#include "core/pairing/player_index.hpp"
#include "core/pairing/readiness.hpp"
#include "core/pairing/waiting_line.hpp"

namespace arena::pairing {

struct WaitingPlayer {
    PlayerId id = 0;
    double rating = 0;          ///< REQUIRES: |rating| <= rating_bound
    std::int64_t since_ms = 0;  ///< when they entered the queue
    std::vector<PlayerId> recent_opponents;
    std::vector<PlayerId> blocked;  ///< one side's block is enough
};

/// A pair that leaves the queue; `first` waited longer (equal: the lower id).
struct QueuePair {
    PlayerId first, second;
    double gap;  ///< rating points
    std::int64_t first_wait_ms, second_wait_ms;
};

/// A player's place, for `queue:position`.
struct QueueStanding {
    PlayerId id;
    std::size_t position;  ///< 1 = waited longest
    std::size_t waiting;   ///< all who wait, this one too
    /// Until a pairing as likely as not, given who waits and who else came in the last minute; none
    /// when neither tells. An estimate, not a promise.
    std::optional<std::int64_t> expected_wait_ms;
};

class Queue {
public:
    explicit Queue(const QueueRules& rules = {}) : rules_(rules) {}

    /// False, and nothing changed, when the player already waits. Cost: O(log n).
    bool insert(WaitingPlayer player);

    /// False when the player does not wait.
    bool remove(PlayerId id);

    bool contains(PlayerId id) const { return index_.find(id).has_value(); }
    std::size_t size() const { return line_.size(); }

    /// Takes out `id` and the best opponent that is free and in range now, if there is one; call it
    /// after insert(), so that two who are in range do not wait for the next step. It looks at the
    /// nearest 64 on each side; step() sees all. Cost: O(log n + 128).
    std::optional<QueuePair> pair_arrival(PlayerId id, std::int64_t now_ms);

    /// Takes out every pair that the rule makes now, lowest rating first (line) or longest wait
    /// first (window). Cost: line O(n), window O(n log n), plus O(1000) for each mended pair.
    std::vector<QueuePair> step(std::int64_t now_ms);

    /// The same for battles of many: groups of `size_min` to `size_max`, line rule, whose range is
    /// small. Fewer than size_min wait on however long they have waited.
    std::vector<std::vector<PlayerId>> step_groups(std::int64_t now_ms, std::size_t size_min,
                                                   std::size_t size_max);

    /// When a step may find something though nobody comes; none while fewer than two wait.
    /// At least rules.step_ms after `now_ms`, at most rules.sweep_ms. Cost: O(n).
    std::optional<std::int64_t> next_wakeup(std::int64_t now_ms) const;

    /// None when the player does not wait. Cost: O(n).
    std::optional<QueueStanding> standing(PlayerId id, std::int64_t now_ms) const;

    /// Everyone's, longest wait first. Cost: O(n log n).
    std::vector<QueueStanding> standings(std::int64_t now_ms) const;

private:
    struct Bars {
        std::vector<PlayerId> recent, blocked;  ///< sorted
    };
    struct Scene;  ///< the queue as one step sees it, and who has been taken
    enum class Rematch { barred, when_due };

    Scene scene(std::int64_t now_ms) const;
    bool is_blocked(const WaitingEntry& a, const WaitingEntry& b) const;
    bool may_meet(const WaitingEntry& a, const WaitingEntry& b, Rematch rematch,
                  std::int64_t now_ms) const;
    bool within_window(const WaitingEntry& a, const WaitingEntry& b, std::int64_t now_ms) const;
    bool within_reach(const Readiness& readiness, const WaitingEntry& a, const WaitingEntry& b,
                      std::int64_t at_ms) const;
    double worth(const Scene& scene, std::uint32_t a, std::uint32_t b, Rematch rematch) const;
    void match_by_line(Scene& scene) const;
    bool mend_barred_pairs(Scene& scene) const;
    void mend(Scene& scene, std::uint32_t a, std::uint32_t b) const;
    void match_leftovers(Scene& scene, Rematch rematch) const;
    std::vector<std::uint32_t> match_by_window(Scene& scene) const;
    /// The later of two members who block one another; nobody when there are none.
    std::uint32_t blocked_in(const Scene& scene, const std::vector<std::uint32_t>& group,
                             const std::vector<std::uint32_t>& places) const;
    void release(const Scene& scene, const std::vector<bool>& taken, std::size_t count);
    QueuePair pair_of(const WaitingEntry& a, const WaitingEntry& b, std::int64_t now_ms) const;
    QueueStanding standing_of(const WaitingEntry& entry, std::size_t position,
                              const Arrivals::Density& density, const Readiness& readiness,
                              std::int64_t now_ms) const;
    std::optional<std::int64_t> neighbour_ms(const WaitingEntry& entry, const Readiness& readiness,
                                             std::int64_t now_ms) const;

    QueueRules rules_;
    WaitingLine line_;
    PlayerIndex index_;
    std::vector<double> ratings_;  ///< by slot
    std::vector<Bars> bars_;       ///< by slot
    std::vector<std::uint32_t> free_slots_;
    Arrivals arrivals_;
    std::size_t barred_ = 0;  ///< how many waiting players have bars
};

}  // namespace arena::pairing

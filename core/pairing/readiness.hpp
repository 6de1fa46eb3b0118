// How far apart two waiting players may be: the window of the plain rule, the line's readiness.
//
// window: a player accepts a gap of 150 points, and from 30 s of waiting 50 more every 10 s.
// line: a player who waits w is worth u(w) points of gap, and a pair is worth u_i + u_j - gap. u
// grows with the wait and shrinks with the density of arrivals around the player: where many come,
// a nearer opponent is worth a moment; where few come, no wait helps. While all who have come
// lately still wait, nobody else is known to come, and a pair in the plain rule's window is made at
// once. After the longest wait u outweighs any gap, so whoever is there is taken. The constants of
// u were searched on simulated queues (Poisson arrivals, normal ratings); arena matchmake simulate
// shows what they give.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/pairing/arrivals.hpp"

namespace arena::pairing {

inline constexpr double rating_bound = 20'000;       ///< |rating| in a queue; farther is a bug
inline constexpr double overdue_readiness = 50'000;  ///< outweighs any gap between two ratings

enum class QueueRule {
    line,    ///< maximum-weight matching of the sorted queue
    window,  ///< oldest first, the nearest in its window
};

/// Settings of a queue. REQUIRES: every time > 0, every number of points >= 0.
struct QueueRules {
    QueueRule rule = QueueRule::line;
    double window_points = 150;
    double window_step_points = 50;
    std::int64_t window_wait_ms = 30'000;    ///< the window stands until then,
    std::int64_t window_step_ms = 10'000;    ///< then grows each time this has passed
    double eagerness = 1;                    ///< line: u is multiplied by it; > 1 waits less
    std::int64_t longest_wait_ms = 180'000;  ///< line: from here on anyone in reach will do
    std::int64_t rematch_wait_ms = 10'000;   ///< a recent opponent, if no other is free, from here
    std::int64_t step_ms = 250;              ///< no wake-up sooner than this after a step
    std::int64_t sweep_ms = 2'000;           ///< a step at least this often while two wait
};

/// The gap that a player accepts after a wait, by the plain rule.
double window_points(const QueueRules& rules, std::int64_t wait_ms);

/// u of the line rule at one moment, in points, >= 0 and never falling with the wait:
///     u(w) = start + min(surge * w^2, patience * w^(3/8)), w in seconds
/// All three follow the rate of arrivals and how dense they are around the rating.
class Readiness {
public:
    /// `waiting`: how many wait. Cost: three powers a bin of the density.
    Readiness(const QueueRules& rules, const Arrivals::Density& density, std::size_t waiting);

    double at(double rating, std::int64_t wait_ms) const;

private:
    std::array<double, Arrivals::bins> start_{}, surge_{}, patience_{};  ///< at each bin's centre
    QueueRules rules_;
    bool is_lone_;  ///< nobody comes but those who wait
};

}  // namespace arena::pairing

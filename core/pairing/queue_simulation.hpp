// A made-up evening for the matchmaking queue: players come as a Poisson stream with normal
// ratings, the queue of queue.hpp pairs them, and the waits and gaps are counted.
//
// The window rule steps every sweep, as the services that it comes from do; the line rule pairs on
// arrival and whenever next_wakeup() says so. The first tenth of the pairs is not counted.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pairing/readiness.hpp"

namespace arena::pairing {

struct QueueEvening {
    QueueRules rules;
    double arrivals_per_s = 1;
    double rating_mean = 1500, rating_spread = 350;  ///< cut to 100..3500
    std::uint32_t players = 20'000;
    std::uint64_t seed = 1;
};

/// Seconds and rating points.
struct QueueFigures {
    std::uint32_t pairs = 0;
    double wait_mean = 0, wait_p50 = 0, wait_p90 = 0, wait_p99 = 0, wait_max = 0;
    double gap_mean = 0, gap_p50 = 0, gap_p90 = 0, gap_p99 = 0;
};

inline constexpr std::uint32_t evening_players_max = 10'000'000;

/// REQUIRES: arrivals_per_s > 0, rating_spread > 0. The same seed gives the same figures.
QueueFigures simulate_queue(const QueueEvening& evening);

/// The frontier: the line rule with its readiness scaled by each of `eagerness` in turn.
std::vector<QueueFigures> queue_frontier(const QueueEvening& evening,
                                         const std::vector<double>& eagerness);

}  // namespace arena::pairing

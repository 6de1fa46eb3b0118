#include "core/pairing/queue_simulation.hpp"

#include <algorithm>
#include <cmath>

#include "core/assert.hpp"
#include "core/pairing/queue.hpp"
#include "core/random.hpp"

namespace arena::pairing {
namespace {

constexpr double rating_low = 100, rating_high = 3500;
constexpr double two_pi = 6.283185307179586;

/// In (0, 1].
double unit(Random& chance) {
    return (static_cast<double>(chance.next() >> 11) + 1) * 0x1p-53;
}

/// Box and Muller's normal, cut to the scale.
double draw_rating(Random& chance, const QueueEvening& evening) {
    for (;;) {
        const double length = std::sqrt(-2 * std::log(unit(chance)));
        const double rating =
            evening.rating_mean + evening.rating_spread * length * std::cos(two_pi * unit(chance));
        if (rating >= rating_low && rating <= rating_high) return rating;
    }
}

struct Counted {
    std::vector<double> waits, gaps;
    std::uint32_t seen = 0, skipped = 0;

    void add(const QueuePair& pair) {
        if (seen++ < skipped) return;
        waits.push_back(static_cast<double>(pair.first_wait_ms) / 1000);
        waits.push_back(static_cast<double>(pair.second_wait_ms) / 1000);
        gaps.push_back(pair.gap);
    }
};

double part(const std::vector<double>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

QueueFigures figures_of(Counted counted) {
    QueueFigures out;
    if (counted.gaps.empty()) return out;
    std::sort(counted.waits.begin(), counted.waits.end());
    std::sort(counted.gaps.begin(), counted.gaps.end());
    out.pairs = static_cast<std::uint32_t>(counted.gaps.size());
    out.wait_mean = mean(counted.waits);
    out.wait_p50 = part(counted.waits, 0.5);
    out.wait_p90 = part(counted.waits, 0.9);
    out.wait_p99 = part(counted.waits, 0.99);
    out.wait_max = counted.waits.back();
    out.gap_mean = mean(counted.gaps);
    out.gap_p50 = part(counted.gaps, 0.5);
    out.gap_p90 = part(counted.gaps, 0.9);
    out.gap_p99 = part(counted.gaps, 0.99);
    return out;
}

}  // namespace

QueueFigures simulate_queue(const QueueEvening& evening) {
    ARENA_ASSERT(evening.arrivals_per_s > 0 && evening.rating_spread > 0);
    Random chance(evening.seed);
    Queue queue(evening.rules);
    Counted counted;
    counted.skipped = evening.players / 20;  // a tenth of all pairs
    const bool by_sweep = evening.rules.rule == QueueRule::window;
    double clock_ms = 0;
    std::optional<std::int64_t> wake_ms;
    if (by_sweep) wake_ms = evening.rules.sweep_ms;
    for (std::uint32_t player = 0; player < evening.players; ++player) {
        clock_ms -= std::log(unit(chance)) * 1000 / evening.arrivals_per_s;
        const auto now_ms = static_cast<std::int64_t>(clock_ms);
        while (wake_ms && *wake_ms <= now_ms) {
            const std::int64_t step_ms = *wake_ms;
            for (const QueuePair& pair : queue.step(step_ms)) counted.add(pair);
            wake_ms = by_sweep ? step_ms + evening.rules.sweep_ms : queue.next_wakeup(step_ms);
        }
        WaitingPlayer arrival;
        arrival.id = player;
        arrival.rating = draw_rating(chance, evening);
        arrival.since_ms = now_ms;
        queue.insert(std::move(arrival));
        if (by_sweep) continue;
        if (const auto pair = queue.pair_arrival(player, now_ms)) counted.add(*pair);
        const auto next_ms = queue.next_wakeup(now_ms);
        // An arrival never puts off a step that is already due.
        wake_ms = next_ms && wake_ms ? std::min(*next_ms, *wake_ms) : next_ms;
    }
    return figures_of(std::move(counted));
}

std::vector<QueueFigures> queue_frontier(const QueueEvening& evening,
                                         const std::vector<double>& eagerness) {
    std::vector<QueueFigures> out;
    for (const double eager : eagerness) {
        QueueEvening one = evening;
        one.rules.rule = QueueRule::line;
        one.rules.eagerness = eager;
        out.push_back(simulate_queue(one));
    }
    return out;
}

}  // namespace arena::pairing

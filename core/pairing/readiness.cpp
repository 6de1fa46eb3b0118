#include "core/pairing/readiness.hpp"

#include <algorithm>
#include <cmath>

namespace arena::pairing {
namespace {

// u(w) = start + min(surge * w^2, patience * sqrt(w)), w in seconds. Searched together for 1, 10
// and 100 arrivals a second, ratings N(1500, 350): the smallest mean gap whose waits at the 50th,
// 90th and 99th percentile are no longer than the plain rule's.
constexpr double start_of_spacing = 0.86;  ///< start = 0.86 * sqrt(spacing)
constexpr double start_points_max = 35;
constexpr double surge_points = 12;
constexpr double patience_points = 14;
constexpr double spacing_max = 1e6;  ///< rating points times seconds from arrival to arrival

}  // namespace

double window_points(const QueueRules& rules, std::int64_t wait_ms) {
    if (wait_ms < rules.window_wait_ms) return rules.window_points;
    const std::int64_t steps = 1 + (wait_ms - rules.window_wait_ms) / rules.window_step_ms;
    return rules.window_points + rules.window_step_points * static_cast<double>(steps);
}

Readiness::Readiness(const QueueRules& rules, double density)
    : longest_wait_ms_(rules.longest_wait_ms) {
    const double spacing = 1 / std::max(density, 1 / spacing_max);
    start_ = std::min(start_points_max, start_of_spacing * std::sqrt(spacing));
}

double Readiness::at(std::int64_t wait_ms) const {
    if (wait_ms >= longest_wait_ms_) return overdue_readiness;
    const double wait_s = static_cast<double>(std::max<std::int64_t>(wait_ms, 0)) / 1000;
    return start_ + std::min(surge_points * wait_s * wait_s, patience_points * std::sqrt(wait_s));
}

}  // namespace arena::pairing

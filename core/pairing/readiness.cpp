#include "core/pairing/readiness.hpp"

#include <algorithm>
#include <cmath>

namespace arena::pairing {
namespace {

// Searched together for 1, 10 and 100 arrivals a second, ratings N(1500, 350): the smallest mean
// gap whose waits at the 50th, 90th and 99th percentile are no longer than the plain rule's.
// `spacing` is 1 / density: rating points times seconds from one arrival to the next.
constexpr double start_scale = 3.704, start_power = 0.237, start_rate_power = -0.242;
constexpr double surge_scale = 0.489, surge_power = 0.645;
constexpr double patience_scale = 18.85, patience_rate_power = 0.353;
constexpr double spacing_max = 1e6;
constexpr double rate_min = 0.01, rate_max = 1e6;  ///< arrivals a second

}  // namespace

double window_points(const QueueRules& rules, std::int64_t wait_ms) {
    if (wait_ms < rules.window_wait_ms) return rules.window_points;
    const std::int64_t steps = 1 + (wait_ms - rules.window_wait_ms) / rules.window_step_ms;
    return rules.window_points + rules.window_step_points * static_cast<double>(steps);
}

Readiness::Readiness(const QueueRules& rules, const Arrivals::Density& density)
    : longest_wait_ms_(rules.longest_wait_ms) {
    const double rate = std::clamp(density.rate(), rate_min, rate_max);
    const double start = rules.eagerness * start_scale * std::pow(rate, start_rate_power);
    for (std::size_t bin = 0; bin < Arrivals::bins; ++bin) {
        const double centre = (static_cast<double>(bin) + 0.5) * Arrivals::bin_points;
        const double spacing = 1 / std::max(density.at(centre), 1 / spacing_max);
        start_[bin] = start * std::pow(spacing, start_power);
        surge_[bin] = rules.eagerness * surge_scale * std::pow(spacing, surge_power);
    }
    patience_ = rules.eagerness * patience_scale * std::pow(rate, patience_rate_power);
}

double Readiness::at(double rating, std::int64_t wait_ms) const {
    if (wait_ms >= longest_wait_ms_) return overdue_readiness;
    const double last = static_cast<double>(Arrivals::bins - 1);
    const double place = std::clamp(rating / Arrivals::bin_points - 0.5, 0.0, last);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, Arrivals::bins - 1);
    const double towards = place - static_cast<double>(low);
    const double start = start_[low] + (start_[high] - start_[low]) * towards;
    const double surge = surge_[low] + (surge_[high] - surge_[low]) * towards;
    const double wait_s = static_cast<double>(std::max<std::int64_t>(wait_ms, 0)) / 1000;
    return start + std::min(surge * wait_s * wait_s, patience_ * std::sqrt(wait_s));
}

}  // namespace arena::pairing

#include "core/pairing/readiness.hpp"

#include <algorithm>
#include <cmath>

namespace arena::pairing {
namespace {

// Searched on evenings of 1, 10 and 100 arrivals a second, ratings N(1500, 350), and checked on
// others: the smallest mean gap whose waits at the 50th, 90th and 99th percentile are no longer
// than the plain rule's. Each is a value at one arrival a second in the middle of such an evening,
// a power of the arrival rate, and a power of how sparse it is around a rating beside that middle.
struct Knob {
    double scale, rate_power, sparse_power;

    double at(double rate) const { return scale * std::pow(rate, rate_power); }
};
constexpr Knob start_knob{18.0, -0.47, 0.32};
constexpr Knob surge_knob{38.7, -0.64, 0.645};
constexpr Knob patience_knob{25.0, 0.36, -0.085};
/// Rating points from one arrival of a second to the next in that middle: 350 sqrt(2 pi).
constexpr double spacing_usual = 877;
constexpr double spacing_max = 1e6;
constexpr double rate_min = 0.01, rate_max = 1e6;  ///< arrivals a second

}  // namespace

double window_points(const QueueRules& rules, std::int64_t wait_ms) {
    if (wait_ms < rules.window_wait_ms) return rules.window_points;
    const std::int64_t steps = 1 + (wait_ms - rules.window_wait_ms) / rules.window_step_ms;
    return rules.window_points + rules.window_step_points * static_cast<double>(steps);
}

Readiness::Readiness(const QueueRules& rules, const Arrivals::Density& density, std::size_t waiting)
    : rules_(rules), is_lone_(density.arrivals() <= static_cast<double>(waiting)) {
    const double rate = std::clamp(density.rate(), rate_min, rate_max);
    const double start = rules.eagerness * start_knob.at(rate);
    const double surge = rules.eagerness * surge_knob.at(rate);
    const double patience = rules.eagerness * patience_knob.at(rate);
    for (std::size_t bin = 0; bin < Arrivals::bins; ++bin) {
        const double centre = (static_cast<double>(bin) + 0.5) * Arrivals::bin_points;
        const double spacing = 1 / std::max(density.at(centre), 1 / spacing_max);
        const double sparse = spacing * rate / spacing_usual;
        start_[bin] = start * std::pow(sparse, start_knob.sparse_power);
        surge_[bin] = surge * std::pow(sparse, surge_knob.sparse_power);
        patience_[bin] = patience * std::pow(sparse, patience_knob.sparse_power);
    }
}

double Readiness::at(double rating, std::int64_t wait_ms) const {
    if (wait_ms >= rules_.longest_wait_ms) return overdue_readiness;
    const double last = static_cast<double>(Arrivals::bins - 1);
    const double place = std::clamp(rating / Arrivals::bin_points - 0.5, 0.0, last);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, Arrivals::bins - 1);
    const double towards = place - static_cast<double>(low);
    const auto between = [&](const std::array<double, Arrivals::bins>& values) {
        return values[low] + (values[high] - values[low]) * towards;
    };
    const double wait_s = static_cast<double>(std::max<std::int64_t>(wait_ms, 0)) / 1000;
    const double root = std::sqrt(wait_s);
    const double line =
        between(start_) + std::min(between(surge_) * wait_s * wait_s,
                                   between(patience_) * std::sqrt(root * std::sqrt(root)));
    return is_lone_ ? std::max(line, window_points(rules_, wait_ms) / 2) : line;
}

}  // namespace arena::pairing

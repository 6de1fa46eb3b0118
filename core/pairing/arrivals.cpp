#include "core/pairing/arrivals.hpp"

#include <algorithm>

namespace arena::pairing {
namespace {

/// The bin whose centre is at or below the rating, and how far the rating is towards the next.
std::size_t bin_of(double rating) {
    const double bin = rating / Arrivals::bin_points;
    if (!(bin > 0)) return 0;
    return std::min(static_cast<std::size_t>(std::min(bin, 1e6)), Arrivals::bins - 1);
}

}  // namespace

void Arrivals::turn(std::int64_t now_ms) {
    if (!open_) {
        open_ = true;
        opened_ms_ = newer_ms_ = now_ms;
    }
    if (now_ms - newer_ms_ < window_ms) return;
    const bool next = now_ms - newer_ms_ < 2 * window_ms;
    older_ = next ? newer_ : decltype(newer_){};
    newer_ = {};
    has_older_ = true;
    newer_ms_ = next ? newer_ms_ + window_ms : now_ms;
}

void Arrivals::count(double rating, std::int64_t now_ms) {
    turn(now_ms);
    ++newer_[bin_of(rating)];
}

Arrivals::Density Arrivals::density(std::int64_t now_ms) const {
    Density density;
    if (!open_) return density;
    const std::int64_t into_ms = std::max<std::int64_t>(0, now_ms - newer_ms_);
    // What is left of the older window, then of the newer one when nobody came for long.
    const std::int64_t stale_ms = std::max<std::int64_t>(0, into_ms - window_ms);
    const double keep_newer =
        std::max(0.0, 1.0 - static_cast<double>(stale_ms) / static_cast<double>(window_ms));
    const double keep_older =
        std::max(0.0, 1.0 - static_cast<double>(into_ms) / static_cast<double>(window_ms));
    const std::int64_t seen_ms =
        has_older_ ? window_ms
                   : std::clamp<std::int64_t>(now_ms - opened_ms_, seen_ms_min, window_ms);
    const double scale = 1000.0 / static_cast<double>(seen_ms) / bin_points;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double kept =
            keep_newer * newer_[bin] + (has_older_ ? keep_older * older_[bin] : 0.0);
        density.per_point_[bin] = scale * kept;
        density.arrivals_ += kept;
    }
    return density;
}

double Arrivals::Density::at(double rating) const {
    // Over three bins, so that one arrival alone is not a crowd.
    const double place = std::clamp(rating / bin_points - 0.5, 0.0, double{bins} - 1);
    const auto low = static_cast<std::size_t>(place);
    const double towards = place - static_cast<double>(low);
    const auto bin = [&](std::size_t at, std::size_t step_down, std::size_t step_up) {
        const std::size_t index = at + step_up < step_down ? 0 : at + step_up - step_down;
        return per_point_[std::min(index, bins - 1)];
    };
    const double here = (bin(low, 1, 0) + bin(low, 0, 0) + bin(low, 0, 1)) / 3;
    const double next = (bin(low, 0, 0) + bin(low, 0, 1) + bin(low, 0, 2)) / 3;
    return here + (next - here) * towards;
}

double Arrivals::Density::rate() const {
    double sum = 0;
    for (const double one : per_point_) sum += one * bin_points;
    return sum;
}

}  // namespace arena::pairing

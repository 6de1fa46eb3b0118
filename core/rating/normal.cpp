#include "core/rating/normal.hpp"

#include <algorithm>
#include <cmath>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

constexpr double density_at_0 = 0.39894228040143267794;  // 1 / sqrt(2 pi)

/// Below this the quotient density/cdf is replaced by its limit: both underflow.
constexpr double tail_least = 1e-300;

}  // namespace

double normal_density(double x) {
    return density_at_0 * std::exp(-0.5 * x * x);
}

double erfc_short(double x) {
    const double z = std::abs(x);
    const double t = 1 / (1 + z / 2);
    constexpr double coefficients[] = {0.17087277, -0.82215223, 1.48851587, -1.13520398,
                                       0.27886807, -0.18628806, 0.09678418, 0.37409196,
                                       1.00002368, -1.26551223};
    double sum = 0;
    for (const double c : coefficients) sum = sum * t + c;
    const double tail = t * std::exp(-z * z + sum);
    return x < 0 ? 2 - tail : tail;
}

double normal_cdf(double x, Tails tails) {
    const double z = -x / sqrt_2;
    return 0.5 * (tails == Tails::exact ? std::erfc(z) : erfc_short(z));
}

double normal_quantile(double p) {
    ARENA_ASSERT(p > 0 && p < 1);
    // Acklam's rational start is not needed: a bracketed Newton from a crude start converges in a
    // few steps, and erfc keeps full relative precision in the lower tail.
    const bool upper = p > 0.5;
    const double tail = upper ? 1 - p : p;
    if (tail == 0.5) return 0;
    double low = -39, high = 0;
    double x = -std::sqrt(std::max(0.0, -2 * std::log(2 * tail)));
    for (int step = 0; step < 100; ++step) {
        const double excess = normal_cdf(x) - tail;
        (excess > 0 ? high : low) = x;
        const double density = normal_density(x);
        double next = density > 0 ? x - excess / density : low;
        if (!(next > low && next < high)) next = (low + high) / 2;
        if (std::abs(next - x) <= 1e-16 * std::abs(x)) break;
        x = next;
    }
    return upper ? -x : x;
}

Correction exceeds(double x, double margin, Tails tails) {
    const double t = x - margin;
    const double above = normal_cdf(t, tails);
    if (above < tail_least) return {-t, t < 0 ? 1.0 : 0.0};
    const double v = normal_density(t) / above;
    return {v, v * (v + t)};
}

Correction within(double x, double margin, Tails tails) {
    const double distance = std::abs(x);
    const double near = margin - distance, far = -margin - distance;
    const double inside = normal_cdf(near, tails) - normal_cdf(far, tails);
    if (inside < tail_least) return {x < 0 ? -x - margin : -x + margin, 1};
    const double at_near = normal_density(near), at_far = normal_density(far);
    const double v = (at_far - at_near) / inside;
    const double w = v * v + (near * at_near - far * at_far) / inside;
    return {x < 0 ? -v : v, w};
}

double draw_margin(double draw, double deviation) {
    if (draw <= 0) return 0;
    return normal_quantile((1 + draw) / 2) * deviation;
}

}  // namespace arena::rating

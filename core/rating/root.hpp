// The zero of a monotone function, by Newton's method inside a bracket.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

namespace arena::rating {

inline constexpr int root_steps_max = 200;

/// `f(x)` gives {value, derivative}, value falling (or rising) throughout (low, high). A step never
/// crosses more than three quarters of the bracket, so a flat start cannot throw it out. Ends when
/// a step is below `tolerance` (in x) or the bracket is closed; an end of the bracket when the zero
/// lies outside. Cost: usually 4 to 8 evaluations.
template <class Function>
double monotone_root(double low, double high, double start, const Function& f,
                     double tolerance = 1e-10) {
    double x = std::clamp(start, low, high);
    for (int step = 0; step < root_steps_max; ++step) {
        const auto [value, slope] = f(x);
        double next = x - value / slope;
        if (!(next == next)) next = (low + high) / 2;  // 0 / 0: far out where all is flat
        if (next < x) {
            high = x;
            next = std::max(next, high - 0.75 * (high - low));
        } else {
            low = x;
            next = std::min(next, low + 0.75 * (high - low));
        }
        if (std::abs(next - x) <= tolerance) return next;
        x = next;
    }
    return x;
}

}  // namespace arena::rating

// The normal distribution: density, distribution, quantile, and the moments of a truncated one.
//
// Exact to the last few bits by the C library's erfc. Some published numbers were made with the
// short rational erfc of Numerical Recipes (relative error 1.2e-7: npm gaussian, skillratings); for
// those, and only to repeat them, there is Tails::short_series.
// Truncation corrections v and w: Herbrich, Minka, Graepel, "TrueSkill" (2006), section 3.
#pragma once

namespace arena::rating {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double sqrt_2 = 1.41421356237309504880;

/// Which erfc stands behind the distribution function.
enum class Tails { exact, short_series };

double normal_density(double x);
double normal_cdf(double x, Tails tails = Tails::exact);

/// The x with normal_cdf(x) == p, to 1e-15 relative. REQUIRES: 0 < p < 1.
double normal_quantile(double p);

/// erfc of Numerical Recipes, section 6.2: relative error below 1.2e-7 everywhere.
double erfc_short(double x);

/// Additive correction of the mean and multiplicative correction of the variance, in units of the
/// deviation, of a standard normal around `x` that is known to exceed (win) or to lie within (draw)
/// the margin. The variance shrinks by the factor 1 - w.
struct Correction {
    double v = 0;
    double w = 0;
};

Correction exceeds(double x, double margin, Tails tails = Tails::exact);
Correction within(double x, double margin, Tails tails = Tails::exact);

/// Half-width of the draw zone that gives equals the chance `draw` of a draw, for a difference of
/// performances of deviation `deviation`. REQUIRES: 0 <= draw < 1.
double draw_margin(double draw, double deviation);

}  // namespace arena::rating

// Convolution of real sequences by the fast Fourier transform.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace arena::rating {

/// c[k] = sum of a[i] * b[k - i]; as long as a + b - 1. Error about 1e-15 * log2(size) of the
/// largest term. Deterministic: twiddles come from the C library's sin and cos alone.
/// REQUIRES: neither is empty. Cost: 3 transforms of the next power of two.
std::vector<double> convolve(std::span<const double> a, std::span<const double> b);

}  // namespace arena::rating

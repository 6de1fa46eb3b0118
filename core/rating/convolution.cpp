#include "core/rating/convolution.hpp"

#include <cmath>
#include <complex>
#include <utility>

#include "core/assert.hpp"
#include "core/rating/normal.hpp"

namespace arena::rating {
namespace {

using Complex = std::complex<double>;

Complex times(Complex a, Complex b) {  // operator* of the library checks for infinities
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// In place, decimation in time; `roots` holds size/2 powers of exp(-2 pi i / size).
void transform(std::vector<Complex>& x, const std::vector<Complex>& roots) {
    const std::size_t size = x.size();
    for (std::size_t i = 1, j = 0; i < size; ++i) {
        std::size_t bit = size >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(x[i], x[j]);
    }
    for (std::size_t half = 1; half < size; half *= 2) {
        const std::size_t stride = size / (2 * half);
        for (std::size_t begin = 0; begin < size; begin += 2 * half) {
            for (std::size_t k = 0; k < half; ++k) {
                const Complex even = x[begin + k];
                const Complex odd = times(x[begin + half + k], roots[k * stride]);
                x[begin + k] = even + odd;
                x[begin + half + k] = even - odd;
            }
        }
    }
}

}  // namespace

std::vector<double> convolve(std::span<const double> a, std::span<const double> b) {
    ARENA_ASSERT(!a.empty() && !b.empty());
    const std::size_t length = a.size() + b.size() - 1;
    std::size_t size = 2;
    while (size < length) size *= 2;
    std::vector<Complex> roots(size / 2);
    for (std::size_t k = 0; k < roots.size(); ++k) {
        const double angle = -2 * pi * static_cast<double>(k) / static_cast<double>(size);
        roots[k] = {std::cos(angle), std::sin(angle)};
    }
    // Both real sequences ride in one complex transform: A + iB. The product's transform is
    // (X(k)^2 - conj(X(-k))^2) / 4i.
    std::vector<Complex> x(size);
    for (std::size_t i = 0; i < a.size(); ++i) x[i].real(a[i]);
    for (std::size_t i = 0; i < b.size(); ++i) x[i].imag(b[i]);
    transform(x, roots);
    std::vector<Complex> product(size);
    for (std::size_t k = 0; k < size; ++k) {
        const Complex here = x[k], there = std::conj(x[(size - k) % size]);
        const Complex difference = times(here, here) - times(there, there);
        product[k] = Complex{difference.imag(), -difference.real()} * 0.25;
    }
    // The inverse transform is the forward one of the conjugate, conjugated.
    for (Complex& value : product) value = std::conj(value);
    transform(product, roots);
    std::vector<double> result(length);
    for (std::size_t i = 0; i < length; ++i) {
        result[i] = product[i].real() / static_cast<double>(size);
    }
    return result;
}

}  // namespace arena::rating

#include "core/rating/cholesky.hpp"

#include <cmath>

namespace arena::rating {

bool invert_positive(std::vector<double>& m, std::size_t n) {
    const auto at = [&](std::size_t i, std::size_t j) -> double& { return m[i * n + j]; };
    for (std::size_t i = 0; i < n; ++i) {  // lower triangle becomes L
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = at(i, j);
            for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
            if (i == j) {
                if (!(sum > 0)) return false;
                at(i, i) = std::sqrt(sum);
            } else {
                at(i, j) = sum / at(j, j);
            }
        }
    }
    for (std::size_t i = 0; i < n; ++i) {  // L becomes its inverse
        for (std::size_t j = 0; j < i; ++j) {
            double sum = 0;
            for (std::size_t k = j; k < i; ++k) sum -= at(i, k) * at(k, j);
            at(i, j) = sum / at(i, i);
        }
        at(i, i) = 1 / at(i, i);
    }
    // L^-T L^-1, row by row from the top: entry (i, j) needs rows from max(i, j) on, which are
    // still untouched when it is written to the upper triangle.
    std::vector<double> diagonal(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i; j < n; ++j) {
            double sum = 0;
            for (std::size_t k = j; k < n; ++k) sum += at(k, i) * at(k, j);
            if (i == j) {
                diagonal[i] = sum;
            } else {
                at(i, j) = sum;
            }
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        at(i, i) = diagonal[i];
        for (std::size_t j = 0; j < i; ++j) at(i, j) = at(j, i);
    }
    return true;
}

}  // namespace arena::rating

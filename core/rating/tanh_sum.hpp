// F(x) = sum over j of tanh((x - mu_j) * scale), made cheap to evaluate and to invert.
//
// For few terms it is summed; for many it is tabulated as Chebyshev polynomials on short pieces:
// tanh is analytic within pi/2 of the real axis, so a piece of half-width 1/8 in units of 1/scale
// with 12 nodes is right to 1e-14 a term.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace arena::rating {

class TanhSum {
public:
    /// REQUIRES: at least one mean, scale > 0. Cost: terms * pieces * nodes for the table.
    TanhSum(std::vector<double> means, double scale);

    double operator()(double x) const;

    /// The x with F(x) == value, within [low, high]; an end when there is none.
    double inverse(double value, double low, double high) const;

private:
    static constexpr std::size_t nodes = 12;
    using Piece = std::array<double, nodes>;  ///< Chebyshev coefficients

    double direct(double x) const;
    double on_piece(std::size_t index, double x) const;
    double piece_begin(std::size_t index) const;

    std::vector<double> means_;
    double scale_, begin_ = 0, width_ = 0;
    std::vector<Piece> pieces_;
    std::vector<double> at_begin_;  ///< F where each piece begins, and at the end of the last
};

}  // namespace arena::rating

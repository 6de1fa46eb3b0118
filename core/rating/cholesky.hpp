// Inverse of a symmetric positive definite matrix, by Cholesky's decomposition.
#pragma once

#include <cstddef>
#include <vector>

namespace arena::rating {

/// In place, dense, row by row. False (contents lost) when it is not positive definite.
/// Cost: size^3.
bool invert_positive(std::vector<double>& matrix, std::size_t size);

}  // namespace arena::rating

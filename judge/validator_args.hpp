// Whether the default output validator understands the arguments that a package gives it.
#pragma once

#include "core/error.hpp"
#include "core/problem/package.hpp"

namespace arena {

/// Looked at before anything runs: the same mistake in every test is one of the package. Nothing
/// is asked where another validator reads them. Error: invalid_package, naming the first test's
/// file that gives the argument, its line and the argument. Cost: O(tests).
Result<void> check_validator_args(const problem::Package& package);

}  // namespace arena

// A folder of tests without a package around it: 1.in with 1.out, and relatives.
#pragma once

#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// Fills Package::cases and groups. Errors: invalid_package (an input without an answer, two
/// answers, no tests at all), unsupported (a package of a format that is not read here).
Result<void> read_plain_folder(const PackageFolder& folder, Package& package);

}  // namespace arena::problem

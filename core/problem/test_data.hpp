// data/: which cases and groups a Kattis-family package has, in judging order.
#pragma once

#include "core/problem/manifest.hpp"
#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// Fills Package::groups, cases and grading. REQUIRES: manifest and output validator were read.
/// Errors: invalid_package (no cases, an answer missing, broken settings), unsupported.
Result<void> read_test_data(const PackageFolder& folder, const Manifest& manifest,
                            Package& package);

}  // namespace arena::problem

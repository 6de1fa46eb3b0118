// A folder of tests without a package around it: 1.in with 1.out, and relatives.
#pragma once

#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// Error: unsupported, when a file shows that the folder is a package of another format.
Result<void> refuse_foreign_package(const PackageFolder& folder);

/// Fills Package::cases and groups. Errors: invalid_package (an input without an answer, two
/// answers, no tests at all).
Result<void> read_plain_folder(const PackageFolder& folder, Package& package);

}  // namespace arena::problem

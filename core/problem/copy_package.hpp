// Taking a package over as it is: every file that PackageFolder shows, links replaced by what they
// name.
#pragma once

#include <string>

#include "core/problem/package_folder.hpp"
#include "core/problem/write_kattis.hpp"

namespace arena::problem {

/// Copies into the existing folder `destination`; keeps which files are executable.
/// Errors: of the folder, host.
Result<void> copy_package(const PackageFolder& folder, const std::string& destination,
                          const WriteOptions& options);

}  // namespace arena::problem

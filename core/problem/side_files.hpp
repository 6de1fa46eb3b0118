// Files of a foreign package that are neither its settings nor what the blueprint is made of.
#pragma once

#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// What lies in the folder `from` becomes attachments, for people. Errors: those of the folder.
Result<void> take_attachments(const PackageFolder& folder, const std::string& from,
                              Blueprint& blueprint);

/// Adds to `ignored` a line for each file or folder at the top of the package that has something
/// nobody took. `settings` are files that were read, by their path below the package. Cost: lists
/// the package once.
void note_side_files(const PackageFolder& folder, const std::vector<std::string>& settings,
                     Blueprint& blueprint);

}  // namespace arena::problem

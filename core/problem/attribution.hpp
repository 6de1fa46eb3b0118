// Who made a package and under which licence it may be passed on.
#pragma once

#include "core/problem/blueprint.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// Fills credits, source, licence and rights owner from problem.yaml: `author`, `source_url` of the
/// legacy format, `credits` of the later ones (a name, a list, or a map of roles of which `authors`
/// is taken; other roles are told as ignored). A folder without problem.yaml has none.
/// Errors: the YAML's.
Result<void> take_attribution(const PackageFolder& folder, Blueprint& out);

}  // namespace arena::problem

// `--tests GLOB`: which cases of a package are judged.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"

namespace arena {

/// One flag a case; all true when `globs` is empty. A glob (* ? [abc]) matches the whole name
/// ("secret/2-big/07") or its last part ("07"); '*' also matches '/'.
/// Errors: a glob that matches nothing (usage), a package without cases (invalid_package).
Result<std::vector<bool>> select_tests(const problem::Package& package,
                                       const std::vector<std::string>& globs);

}  // namespace arena

// The files of a package that no output of a command may take the place of.
#pragma once

#include <vector>

#include "cli/output_file.hpp"
#include "core/problem/package.hpp"

namespace arena::cli {

/// Its settings, tests, programs, statements: whatever lies in its folders, and problem.yaml. A
/// report of an earlier call beside problem.yaml is none.
std::vector<NamedPath> package_inputs(const problem::Package& package);

}  // namespace arena::cli

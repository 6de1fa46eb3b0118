// How sinolpack calls its files: the task's id, the group in digits, letters: abc12b.in.
#pragma once

#include <optional>
#include <string>

#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// The group of the test `stem` of task `id`: 12 of "abc12b", 0 of "abc1ocen" (an example);
/// nullopt when it is called otherwise.
std::optional<int> sinol_group(const std::string& stem, const std::string& id);

/// The id that the tests in in/ are called by: `wanted` when any is, else what all of them begin
/// with. Without tests it is `wanted`. Error: invalid_package, when they begin with several.
Result<std::string> sinol_id_of_tests(const PackageFolder& folder, const std::string& wanted);

}  // namespace arena::problem

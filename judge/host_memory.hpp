// Whether this machine can hold a submission to the memory limit that a package states.
#pragma once

#include "core/error.hpp"
#include "core/problem/package.hpp"

namespace arena {

/// Format 2025-09: limits are exact, and a package that states one that the system cannot give is
/// refused. Older formats leave it to the judge. Error: invalid_package, with `mend` in brackets.
Result<void> check_memory_given(const problem::Package& package, const std::string& mend);

}  // namespace arena

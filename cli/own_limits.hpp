// The limits of a shell (ulimit) on arena itself: what would end it without a word.
#pragma once

#include "core/error.hpp"

namespace arena::cli {

/// A file that meets its size limit is an error that somebody tells, and no deadly signal; threads
/// have stacks as large as elsewhere. Error: host, where the stack cannot be made large enough.
/// REQUIRES: one thread.
Result<void> settle_own_limits();

}  // namespace arena::cli

// Which tier this host gives, and the plan of its slots.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "judge/sandbox/slot_handle.hpp"

namespace arena::sandbox {

/// Plans to try, best first; the first whose slot starts is taken. Errors: usage (a tier that was
/// not allowed), host (no seccomp).
Result<std::vector<SlotPlan>> slot_plans(const SandboxOptions& options);

/// What the guest may read of the host: /usr and the few files of /etc that runtimes need.
std::vector<std::pair<std::string, std::string>> host_binds();

/// Cores that this process may use, ascending.
std::vector<int> usable_cores();

}  // namespace arena::sandbox

// The limits that arena was started with (ulimit, systemd's Limit...=), beside what runs need.
//
// A run's limits are the judge's to set, so whatever the caller's shell had is raised first. What
// cannot be raised is a hard limit of the host: it is told as the host's, never as a verdict.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::sandbox {

/// Raises this process's hard limits where a run would miss them and the host allows it (the soft
/// ones stay; a slot raises its own). Error: host, for the first that stays too low.
Result<void> raise_hard_limits();

/// "the hard limit on processes (ulimit -Hu) is 5 here, ...", with the mend. `resource` is one of
/// RLIMIT_*.
std::string limit_fault(int resource);

/// The first fault that raise_hard_limits() would meet, without changing anything; "" = none.
std::string find_limit_fault();

}  // namespace arena::sandbox

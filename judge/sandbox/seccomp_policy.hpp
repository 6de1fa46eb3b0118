// The system calls that a guest may make, compiled to one BPF program.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::sandbox {

/// Allow-list. A call that is not on it gets ENOSYS, so that a new libc falls back to an old call;
/// a hostile one kills the process (SIGSYS). Returns the raw instructions (8 bytes each).
/// `own_processes_only`: the restricted tier, where signals could reach processes outside.
/// Cost: about 0.3 ms, once per process. Errors: host.
Result<std::string> seccomp_filter(bool own_processes_only);

}  // namespace arena::sandbox

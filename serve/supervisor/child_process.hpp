// A process of the tree from fork() to the work that it is for.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::serve {

/// Forks. The child is in a process group of its own (a terminal's Ctrl-C reaches the supervisor
/// only), dies when the parent dies, has no signal blocked or handled, keeps the standard streams
/// and `keep_fds` and no other descriptor, and exits with what `work` returns. Returns its id.
/// Errors: host. REQUIRES: this process has one thread.
Result<pid_t> fork_child(const std::string& process_name, const std::vector<int>& keep_fds,
                         const std::function<int()>& work);

/// Gives up every capability, for good: bounding, ambient, permitted; and no_new_privs, so that no
/// program started from here gains one. The user id stays. Errors: host.
Result<void> drop_privileges();

}  // namespace arena::serve

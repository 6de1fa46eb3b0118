// One run inside a slot: init and target, made before the run is known.
//
// Making two processes and two namespaces costs more than all the rest of a run. So the zygote
// makes them after a run, for the next one; the target then waits in recvmsg, already without
// rights, until its Run message comes. A run begins by that one wake-up.
#pragma once

#include "judge/sandbox/slot/slot.hpp"

namespace arena::slot {

/// What init and target tell the zygote, through the memory that they share with it.
struct Progress {
    bool taken = false;                ///< the target has its Run message
    std::uint64_t before_exec_ns = 0;  ///< CPU time of the target when it was still ours
    Done done;
};

struct Prepared {
    long init_pid = -1;  ///< or -errno
    int init_pidfd = -1;
};

/// Makes init and through it the target; returns at once. `progress` is complete when init's pidfd
/// is readable and init was reaped.
/// REQUIRES: all three stay until then. One at a time.
Prepared prepare_run(const Settings& settings, const Landlock& landlock, Progress& progress);

/// Limits that are the same for every run; the zygote's processes inherit them.
long set_fixed_limits();

}  // namespace arena::slot

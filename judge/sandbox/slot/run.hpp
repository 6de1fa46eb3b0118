// One run inside a slot: init and target.
#pragma once

#include "judge/sandbox/slot/slot.hpp"

namespace arena::slot {

struct Target {
    const Settings* settings = nullptr;
    const Landlock* landlock = nullptr;
    Run run;
    char** argv = nullptr;
    char** env = nullptr;
    int streams[3] = {-1, -1, -1};
    int cgroup_fd = -1;  ///< cgroup.procs of this run's leaf, or -1
    const char* work_path = "/work";
};

struct Started {
    long init_pid = 0;  ///< or -errno
    int init_pidfd = -1;
};

/// Starts init and through it the target; returns at once. `done` is filled as things happen and is
/// complete when init's pidfd becomes readable and init was reaped.
/// REQUIRES: `target` and `done` stay until then. One run at a time.
Started start_run(Target& target, Done& done);

}  // namespace arena::slot

// Theory of operation of a slot.
//
// A slot is three processes deep, and each knows less than the one before:
//
//   keeper   host namespaces, outside the slot's cgroup. Clones the zygote, writes its id maps,
//   puts
//            it into the cgroups, and then only waits: when the zygote is gone it removes the
//            cgroup folders and ends. It does so even if arena itself was killed.
//   zygote   pid 1 of the slot's user, mount, pid, net, ipc, uts and cgroup namespaces. Builds the
//            root (read-only binds, private tmpfs), shuts Landlock and seccomp behind itself, and
//            then serves runs. It ends when the supervisor's socket closes, and with it everything
//            in its pid namespace.
//   init     one for each run: pid 1 of fresh PID and IPC namespaces. Shares the zygote's memory
//            (CLONE_VM). Starts the target, reaps orphans, and ends when the target ends: the
//            kernel then kills every other process of the run, atomically.
//   target   the program. Never pid 1. Descriptors 0, 1, 2 only, no capability.
//
// Init and target are made ahead: when a run is over and everything of it is dead, the zygote makes
// the pair for the next one, and that target waits for its Run message in recvmsg, as the guest's
// user without rights (run.hpp). So a run costs one wake-up before exec; the zygote sleeps until
// init ends or an order comes.
//
// Nothing is mounted, no cgroup is made and no filter is compiled for a run (cgroup v2 excepted:
// see cgroup_v2.cpp). What a run could leave is its files; the supervisor holds descriptors of the
// scratch and box folders, checks them by statfs and empties them without following any link.
//
// A residual, stated in arena-judge(1): inode numbers count on. tmpfs numbers its files for the
// life of the mount, so files of one run move the numbers of the next. A fresh tmpfs for each run
// would not end it: pipes, sockets, eventfds and memfds are numbered for each core of the whole
// machine, and no namespace makes those private. What can be set back is: the corners' times and
// modes.
//
// In the restricted tier there are no namespaces: the zygote and each init are ordinary processes
// and subreapers, and Landlock and seccomp are put on each target.
#pragma once

#include <cstddef>
#include <cstdint>

#include "judge/sandbox/slot/protocol.hpp"

namespace arena::slot {

/// The parsed Config message. Points into the static message buffer.
struct Settings {
    Config config;
    struct Bind {
        const char* host;
        const char* guest;
    };
    Bind binds[binds_max];
    const char* cleanup[cgroup_fds_max * 2];
    const char* temp_path = "";    ///< restricted tier: host folder with box/ work/ tmp/
    const void* filter = nullptr;  ///< config.filter_length instructions
    int cgroup_fd[cgroup_fds_max];
};

/// Where a step failed; `step` none = all is well.
struct Failure {
    Step step = Step::none;
    int error = 0;
    int index = 0;
    explicit operator bool() const { return step != Step::none; }
};

struct Rooms {
    int scratch_fd = -1;  ///< tmpfs root that holds work/, tmp/, shm/ (writable mount)
    int box_fd = -1;      ///< writable view of {box}
    bool has_proc = false;
};

/// Builds the slot's root and pivots into it. Runs as the namespaces' root.
Failure build_root(const Settings& settings, Rooms& rooms);

/// Opens the folders of the restricted tier below settings.temp_path.
Failure open_restricted_rooms(const Settings& settings, Rooms& rooms);

/// Makes the Landlock rulesets. abi 0 and fd -1 when the kernel has none.
struct Landlock {
    int ruleset_fd = -1;
    int work_read_only_fd = -1;  ///< put over the other for a run that may not write in its folder
    unsigned abi = 0;
};
Failure make_landlock(const Settings& settings, Landlock& landlock);
long enforce_landlock(int ruleset_fd);
long enforce_seccomp(const Settings& settings);

/// The zygote's whole life after the walls stand. Never returns.
[[noreturn]] void serve(const Settings& settings, const Rooms& rooms, const Landlock& landlock);

enum class Inherit { no, yes };  ///< shall descriptors survive exec?
enum class Wait { no, yes };

/// Receives one message and up to `fds_max` descriptors. Returns the length, 0 at the end of the
/// conversation, or -errno. `fd_count` says how many came.
long receive(int socket_fd, void* buffer, std::size_t bytes, int* fds, int fds_max, int& fd_count,
             Inherit inherit = Inherit::no, Wait wait = Wait::yes);
long send_with_fds(int socket_fd, const void* buffer, std::size_t bytes, const int* fds,
                   int fd_count);

/// Sums CPU and memory of the live processes of a run (tiers without cgroups).
Usage sample_usage(bool restricted, int zygote_pid);

/// `init_pid` is ours and not looked at.
Waits sample_waits(bool restricted, int zygote_pid, int init_pid);

/// Kills every descendant of this process and reaps it (restricted tier only). Returns the CPU time
/// of what was reaped, in ns.
void kill_descendants();

std::uint64_t now_ns();

}  // namespace arena::slot

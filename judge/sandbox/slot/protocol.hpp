// What the supervisor and a slot say to each other, over two SOCK_SEQPACKET sockets.
//
//   talk   supervisor -> slot   Config (once, with the cgroup descriptors), then Kill / AskUsage
//          slot -> supervisor   Ready (once, with the scratch and box descriptors), Done, Usage, or
//                               Broken
//   runs   supervisor -> slot   Run; the target that waits there takes it itself, so the streams
//                               arrive where they belong and nobody else has to be woken
//
// One run at a time: a Run is sent when the Done of the one before is there. Runs are counted on
// both sides, and an order says which one it means: it may come before its run was taken, or after
// it has ended.
//
// Both ends are built together and the slot is embedded in the binary, so the layout is the struct.
// The program never sees a socket: every descriptor above 2 is closed before it starts.
#pragma once

#include <cstdint>

#include "judge/sandbox/slot/steps.hpp"

namespace arena::slot {

inline constexpr std::uint32_t message_bytes_max = 160 * 1024;
inline constexpr int binds_max = 64;
inline constexpr int cgroup_fds_max = 4;
inline constexpr int talk_fd = 3;  ///< what the slot's program is started with
inline constexpr int runs_fd = 4;

enum class Kind : std::uint32_t { config = 1, run, kill, ask_usage, ready, done, usage, broken };

/// Which walls to build. The tiers differ only in these.
enum Wall : std::uint32_t {
    wall_namespaces = 1,  ///< user, mount, pid, net, ipc, uts, cgroup
    wall_two_ids = 2,     ///< map root and one user to a private range (needs host root)
    wall_landlock = 4,
    wall_seccomp = 8,
    wall_proc = 16,        ///< mount /proc (hidepid, pids only)
    wall_switch_ids = 32,  ///< restricted tier as root: become an unused user before exec
    wall_run_cgroup = 64,  ///< a cgroup.procs descriptor comes with each run (cgroup v2)
};

/// Followed by: binds (bind_count times "host path\0guest path\0"), then `cleanup_count` paths of
/// cgroup folders to remove at the end ("path\0"), then `temp_path\0` (restricted tier, may be ""),
/// then `filter_length` seccomp instructions (8 bytes each).
struct Config {
    Kind kind = Kind::config;
    std::uint32_t walls = 0;
    std::uint32_t id_base = 0;  ///< host id of the slot's root; the target is id_base + 1
    std::uint32_t bind_count = 0;
    std::uint32_t cleanup_count = 0;
    std::uint32_t filter_length = 0;
    std::int32_t core = -1;        ///< pin to this core; -1 = do not
    std::uint32_t cgroup_fds = 0;  ///< cgroup.procs descriptors that follow by SCM_RIGHTS
    std::uint64_t scratch_bytes = 0;
    std::uint64_t scratch_inodes = 0;
};

/// Comes with 3 descriptors (stdin, stdout, stderr), and cgroup.procs as the 4th with
/// wall_run_cgroup. Followed by argc + envc strings, each NUL-terminated. argv[0] is the path.
struct Run {
    Kind kind = Kind::run;
    std::uint32_t argc = 0;
    std::uint32_t envc = 0;
    std::uint32_t string_bytes = 0;
    std::uint32_t work_read_only = 0;  ///< Landlock, if there is any, shuts the work folder
    std::uint64_t cpu_s = 0;  ///< RLIMIT_CPU, the backstop behind the supervisor's deadline
    std::uint64_t file_bytes = 0;
    std::uint64_t stack_bytes = 0;
    std::uint64_t data_bytes = 0;  ///< RLIMIT_DATA; 0 = none
    std::uint64_t open_files = 0;
    std::uint64_t processes = 0;  ///< RLIMIT_NPROC; 0 = none (a cgroup counts)
};

struct Order {  ///< Kill, AskUsage
    Kind kind = Kind::kill;
    std::uint32_t run = 0;          ///< the count of runs before the one that is meant
    std::uint32_t wants_waits = 0;  ///< see also for what the run waits and waited
};

struct Ready {
    Kind kind = Kind::ready;
    std::uint32_t landlock_abi = 0;
    std::uint32_t has_proc = 0;
};

struct Done {
    Kind kind = Kind::done;
    std::int32_t wait_status = 0;   ///< of the target; meaningless if init_killed
    std::uint32_t init_killed = 0;  ///< the run's init died first: killed, or out of memory
    Step failed_step = Step::none;  ///< not none: the target never ran
    std::int32_t failed_errno = 0;
    std::int32_t failed_index = 0;  ///< resource_limits: which RLIMIT_
    std::uint32_t voluntary_switches = 0;
    std::uint64_t target_cpu_ns = 0;  ///< from exec on: of the target and what it waited for
    std::uint64_t tree_cpu_ns = 0;    ///< of everything that the run's init reaped, from exec on
    std::uint64_t slot_cpu_ns = 0;    ///< own work since the Done before, preparing included
    std::uint64_t delay_ns = 0;       ///< Kill with wants_waits: see Waits
    std::uint64_t max_rss_bytes = 0;
    std::uint64_t start_ns = 0;  ///< CLOCK_MONOTONIC, just before exec
    std::uint64_t end_ns = 0;    ///< CLOCK_MONOTONIC, when the target was reaped
};

/// For what the threads of a live run wait, and waited.
struct Waits {
    /// For their core, because others had it: the longest wait of one thread, less what the run's
    /// other threads did meanwhile. 0 where the kernel does not tell.
    std::uint64_t delay_ns = 0;
    std::uint64_t turns = 0;  ///< how often one of them was given its core
    std::uint32_t asleep =
        0;  ///< all are known to wait for a time or for each other, none for input
};

/// A sample of all live processes of the run: for tiers without cgroups, and at the wall limit.
struct Usage {
    Kind kind = Kind::usage;
    std::uint32_t has_waits = 0;  ///< they were asked for
    std::uint64_t cpu_ns = 0;
    std::uint64_t memory_bytes = 0;  ///< resident anonymous memory, summed
    Waits waits;
};

struct Broken {
    Kind kind = Kind::broken;
    Step step = Step::none;
    std::int32_t error = 0;
    std::int32_t index = 0;  ///< which bind, which device
};

}  // namespace arena::slot

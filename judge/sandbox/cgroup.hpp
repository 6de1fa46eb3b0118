// Accounting of a slot by cgroups: v1 and v2 behind one interface, with the same verdicts.
//
// v1 keeps one group for the slot's life and resets its peak for each run. v2 before Linux 6.12
// cannot reset memory.peak, so each run gets a fresh leaf. Either way the numbers are the run's
// own: what the slot used before is subtracted, and the limit is widened by it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::sandbox {

enum class CgroupKind { none, v1, v2 };
const char* name(CgroupKind kind);

struct CgroupReading {
    std::int64_t cpu_ns = 0;        ///< since begin_run, the slot's own work included
    std::int64_t memory_bytes = 0;  ///< peak since begin_run, less what was there before
    bool out_of_memory = false;     ///< the kernel killed something of it at the limit
};

/// The verdict behind Cgroup::thrashes, on numbers of memory.stat.
class ThrashWatch {
public:
    void begin() { refetched_before_ = -1; }

    /// `kept_bytes`: what the kernel cannot take back (anonymous and shared memory);
    /// `refetched_pages`: workingset_refault_file. True when the run is beyond its limit.
    bool look(std::int64_t limit_bytes, std::int64_t kept_bytes, std::int64_t refetched_pages);

private:
    std::int64_t refetched_before_ = -1;  ///< at the first look of this run
};

/// The groups of one slot. Strand: the lane's.
class Cgroup {
public:
    virtual ~Cgroup() = default;

    /// Open cgroup.procs files that the zygote joins, once. The slot's start closes them.
    virtual std::vector<int> take_join_fds() = 0;

    /// Folders to remove when the slot is gone, in that order. The slot's keeper does it.
    virtual std::vector<std::string> folders() const = 0;

    /// Every run joins a group of its own (v2): begin_run returns its cgroup.procs descriptor.
    virtual bool joins_each_run() const = 0;

    /// Sets the limits and the zero marks. Returns the descriptor to join, or -1. Errors: host.
    virtual Result<int> begin_run(std::int64_t memory_bytes, int processes) = 0;

    /// CPU time since begin_run; cheap enough to call while the program runs.
    virtual std::int64_t cpu_ns() = 0;

    /// The run fills its limit with memory that cannot be taken back and lives on fetching its own
    /// program's pages again and again: the kernel takes them from it and never calls that out of
    /// memory. Compares with the call before; cheap while the limit is not reached.
    virtual bool thrashes() = 0;

    /// REQUIRES: no process of the run is alive.
    virtual CgroupReading end_run() = 0;

    /// Nothing of dead runs is charged any more. One look: the kernel gives memory back with a
    /// delay (an RCU grace period, some 10 ms on a quiet machine).
    virtual bool at_rest() = 0;

    /// Waits for at_rest() a moment. False: the slot should be replaced.
    virtual bool come_to_rest() = 0;
};

/// What this host lets us use.
struct CgroupHost {
    CgroupKind kind = CgroupKind::none;
    std::string memory_path, pids_path, cpu_path;  ///< v1: folders in which groups can be made
    std::string base_path;                         ///< v2: a folder with memory and pids delegated
    std::string finding;                           ///< one line for people, why it is so
};

/// Looks for a usable hierarchy; makes and removes a probe group. On v2 it may move this process
/// into a leaf of its own, which it must do to be given controllers; leave_cgroup_host undoes it.
CgroupHost find_cgroup_host();
void leave_cgroup_host(const CgroupHost& host);

/// Removes empty groups of this user in `parent` and in the folders beside it that are named after
/// dead processes. Returns how many.
int remove_dead_groups(const std::string& parent);
int remove_dead_groups(const CgroupHost& host);  ///< in all of its folders

/// Makes the groups of a new slot. Errors: host.
Result<std::unique_ptr<Cgroup>> make_cgroup(const CgroupHost& host, const std::string& name);

Result<std::unique_ptr<Cgroup>> make_cgroup_v1(const CgroupHost& host, const std::string& name);
Result<std::unique_ptr<Cgroup>> make_cgroup_v2(const CgroupHost& host, const std::string& name);

/// The part of our own cgroup path that lies below `mount_root`, as /proc/self/mountinfo tells it.
std::string path_below(const std::string& own_path, const std::string& mount_root);

}  // namespace arena::sandbox

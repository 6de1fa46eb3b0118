// The supervisor's hold on one slot: start it, talk to it, end it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/descriptor.hpp"
#include "judge/sandbox/guest_folder.hpp"
#include "judge/sandbox/slot/protocol.hpp"

namespace arena::sandbox {

/// What all slots of a sandbox share.
struct SlotPlan {
    Tier tier = Tier::standard;
    std::uint32_t walls = 0;                                 ///< slot::Wall bits
    std::vector<std::pair<std::string, std::string>> binds;  ///< host path, guest path
    std::string filter;                                      ///< seccomp instructions
    CgroupHost cgroup_host;
    std::int64_t scratch_bytes = 0;
    int scratch_inodes = 0;
    std::string temp_path;  ///< restricted tier: folder for the slots' folders
};

class SlotHandle {
public:
    /// Starts keeper and zygote, which build the walls while we go on. Errors: host.
    static Result<std::unique_ptr<SlotHandle>> begin(const SlotPlan& plan, int serial, int core);

    /// Waits until the walls stand. REQUIRED before anything else; once. Cost: 3-6 ms after begin.
    /// Errors: host, naming the step that failed.
    Result<void> await_ready(const SlotPlan& plan);

    ~SlotHandle();
    SlotHandle(const SlotHandle&) = delete;
    SlotHandle& operator=(const SlotHandle&) = delete;

    int socket() const { return talk_.get(); }
    int runs_socket() const { return runs_.get(); }

    /// False: the kernel ended it while it idled, as when what a dead run still holds leaves its
    /// group no memory to prepare the next one.
    bool alive() const;

    /// How many runs were begun here. Both sides count (slot/protocol.hpp).
    std::uint32_t runs() const { return runs_begun_; }
    void count_run() { ++runs_begun_; }

    Cgroup* cgroup() { return cgroup_.get(); }
    Scratch& scratch() { return *scratch_; }
    unsigned guest_id() const { return guest_id_; }
    const std::string& box_path() const { return box_path_; }
    const std::string& work_path() const { return work_path_; }
    bool has_landlock() const { return landlock_abi_ > 0; }
    unsigned landlock_abi() const { return landlock_abi_; }
    bool has_proc() const { return has_proc_; }

    /// Shows `box` at {box}; nothing is done if it is there already.
    Result<void> load_box(const Box* box);

    /// True when no file of the last run is left. False: replace this slot.
    bool clean_files() { return scratch_->clean(); }

    /// The last run's memory was given back; see Cgroup.
    bool at_rest() { return !cgroup_ || cgroup_->at_rest(); }
    bool come_to_rest() { return !cgroup_ || cgroup_->come_to_rest(); }

private:
    SlotHandle() = default;
    Result<void> make_temp_folders(const SlotPlan& plan, int serial);
    Result<void> spawn(Descriptor talk_end, Descriptor runs_end);
    Result<void> configure(const SlotPlan& plan, int serial, int core);

    Descriptor talk_, runs_;
    std::uint32_t runs_begun_ = 0;
    pid_t keeper_ = -1;
    std::unique_ptr<Cgroup> cgroup_;
    std::unique_ptr<Scratch> scratch_;
    Descriptor box_;
    std::string box_key_, box_path_ = "/box", work_path_ = "/work", temp_path_;
    unsigned guest_id_ = 0;  ///< host id that owns the guest's files; 0 = our own
    unsigned root_id_ = 0;   ///< host id that owns {box}
    unsigned landlock_abi_ = 0;
    bool has_proc_ = false;
};

/// A slot may have two user ids that nobody else has: we are root, and not in a container to which
/// only some ids are mapped (rootless podman, docker's userns-remap), whose root is as an ordinary
/// user then.
bool has_spare_ids();

/// `id_map`: what /proc/self/uid_map says.
bool maps_all_ids(const std::string& id_map);

/// Words for a step that failed: "mounting /proc", ...
const char* describe(slot::Step step);

}  // namespace arena::sandbox

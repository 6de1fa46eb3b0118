// Files that cross between host and guest: put in before a run, collected and wiped after it.
//
// Everything goes through a descriptor of the folder, while no guest process is alive, with the
// guest's own file-system identity, and no link is ever followed: openat2 with RESOLVE_BENEATH,
// RESOLVE_NO_SYMLINKS, RESOLVE_NO_MAGICLINKS and RESOLVE_NO_XDEV.
#pragma once

#include <sys/statfs.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/runner.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {

/// Acts on files as another user in this thread, while it lives (setfsuid). id 0 = as ourselves.
class FileIdentity {
public:
    explicit FileIdentity(unsigned id);
    ~FileIdentity();
    FileIdentity(const FileIdentity&) = delete;
    FileIdentity& operator=(const FileIdentity&) = delete;

private:
    bool switched_;
};

/// Writes `files` below `folder_fd`. Names may hold '/', never ".." nor a leading '/'.
/// Errors: usage (a name), not_found (a host path), host (no space).
Result<void> put_files(int folder_fd, const std::vector<BoxFile>& files, unsigned owner_id);

/// Removes everything below `folder_fd`, however deep and whatever its modes.
/// False when something stays.
bool empty_folder(int folder_fd, unsigned owner_id);

struct Collected {
    std::vector<CollectedFile> files;  ///< sorted by name
    bool truncated = false;
    std::vector<std::string> refused;  ///< sorted; at most files_refused_max, and what was awaited
};

/// Regular files below `folder_fd`/request.directory. An absent folder is an empty result.
Collected collect_files(int folder_fd, const Collect& request, unsigned owner_id);

/// The writable corners of a slot: work/, tmp/, shm/ on one small tmpfs.
class Scratch {
public:
    /// Remembers what clean looks like. REQUIRES: clean now.
    Scratch(Descriptor root, unsigned owner_id, bool whole_file_system);

    int work_fd() const { return work_.get(); }

    /// Removes what a run left and checks by statfs that nothing stays. False: do not use it again.
    bool clean();

    std::int64_t used_bytes() const;

private:
    bool untouched() const;
    bool reset_corners();
    bool reset(const Descriptor& corner, mode_t mode);

    Descriptor root_, work_, tmp_, shm_;
    unsigned owner_id_;
    bool whole_file_system_;      ///< statfs speaks of this tmpfs alone
    mode_t shared_mode_ = 01777;  ///< of tmp/ and shm/
    struct statfs baseline_ {};
};

}  // namespace arena::sandbox

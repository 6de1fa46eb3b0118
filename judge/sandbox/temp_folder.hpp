// A folder on the host, of the restricted tier or of the selftest's bait: named after this process,
// locked while it lives.
//
// A judge that is killed cannot remove it, so the next one does: a folder of ours that nobody locks
// belongs to the dead. The lock is the kernel's (flock), so it needs no pid that could be
// another's. A young folder is left alone while its maker may be alive: it may not have come to
// lock it yet.
#pragma once

#include <string>

#include "core/error.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {

class TempFolder {
public:
    TempFolder() = default;
    /// Makes one below `parent`. Errors: host.
    static Result<TempFolder> make(const std::string& parent);
    TempFolder(TempFolder&&) = default;
    TempFolder& operator=(TempFolder&&) = delete;
    ~TempFolder();  ///< removes it. REQUIRES: empty by then

    const std::string& path() const { return path_; }

private:
    std::string path_;
    Descriptor lock_;
};

/// $TMPDIR, or /tmp.
std::string temp_parent();

/// Removes unlocked folders "arena-PID-*" of this user below `parent` whose maker is dead, or that
/// are older than a minute. Returns how many. Links are never followed.
int remove_dead_folders(const std::string& parent);

}  // namespace arena::sandbox

// Cgroups that killed judges left: removed by the next one.
//
// A slot's keeper removes its groups, unless it is killed too. The kernel refuses to remove a group
// that holds a process, so a wrong guess about the dead does no harm to what runs. Who gives every
// session, job or container a group of its own has the leftovers beside ours, not in it: so the
// folders beside are looked into as well.
#include <dirent.h>
#include <sys/stat.h>

#include <cstdio>
#include <vector>

#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/dead_owner.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {
namespace {

// A group is empty from its making until the slot is built; that may take so long.
constexpr std::time_t empty_s_max = 60;

/// PID of "arena-PID-SERIAL" (slot_handle.cpp) and "arena-self-PID", "arena-probe-PID"
/// (cgroup_host.cpp); 0 for other names.
int pid_in(const char* name) {
    for (const char* pattern : {"arena-%9d-%*9[0-9]%n", "arena-self-%9d%n", "arena-probe-%9d%n"}) {
        int pid = 0, end = 0;
        if (std::sscanf(name, pattern, &pid, &end) == 1 && end > 0 && name[end] == 0) return pid;
    }
    return 0;
}

bool remove_if_dead(int parent_fd, const std::string& name) {
    const Descriptor group(
        ::openat(parent_fd, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!group || ::fstat(group.get(), &status) || status.st_uid != ::geteuid()) return false;
    if (!maker_is_dead(pid_in(name.c_str()), status.st_mtime, empty_s_max)) return false;
    for (const char* leaf : {"run", "zygote"}) ::unlinkat(group.get(), leaf, AT_REMOVEDIR);
    return ::unlinkat(parent_fd, name.c_str(), AT_REMOVEDIR) == 0;
}

std::vector<std::string> folders_in(const Descriptor& parent) {
    std::vector<std::string> names;
    DIR* const directory = parent ? ::fdopendir(::dup(parent.get())) : nullptr;
    if (!directory) return names;
    while (const dirent* const entry = ::readdir(directory))
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    ::closedir(directory);
    return names;
}

int remove_dead_in(const Descriptor& parent) {
    int removed = 0;
    for (const std::string& name : folders_in(parent))
        if (pid_in(name.c_str()) > 0) removed += remove_if_dead(parent.get(), name);
    return removed;
}

// A folder has a link for its name and its ".", and one for the ".." of each folder in it. Some
// file systems do not count and say 1.
bool has_folders(int parent_fd, const std::string& name) {
    struct stat status {};
    return ::fstatat(parent_fd, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           status.st_nlink != 2;
}

}  // namespace

int remove_dead_groups(const std::string& parent) {
    int removed = remove_dead_in(open_file(parent, O_RDONLY | O_DIRECTORY));
    const Descriptor above = open_file(parent + "/..", O_RDONLY | O_DIRECTORY);
    for (const std::string& name : folders_in(above)) {
        if (!has_folders(above.get(), name)) continue;
        removed += remove_dead_in(Descriptor(
            ::openat(above.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)));
    }
    return removed;
}

int remove_dead_groups(const CgroupHost& host) {
    int removed = 0;
    for (const std::string* parent :
         {&host.memory_path, &host.pids_path, &host.cpu_path, &host.base_path})
        if (!parent->empty()) removed += remove_dead_groups(*parent);
    return removed;
}

}  // namespace arena::sandbox

#include "judge/sandbox/temp_folder.hpp"

#include <dirent.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include "judge/sandbox/dead_owner.hpp"
#include "judge/sandbox/guest_folder.hpp"

namespace arena::sandbox {
namespace {

constexpr time_t young_s = 60;

// PID of "arena-PID-XXXXXX", as made below; 0 for other names.
int pid_in(const char* name) {
    int pid = 0, end = 0;
    const bool ours = std::sscanf(name, "arena-%9d-%*6[A-Za-z0-9]%n", &pid, &end) == 1 && end > 0 &&
                      name[end] == 0;
    return ours ? pid : 0;
}

std::vector<std::string> names_in(int folder_fd) {
    std::vector<std::string> names;
    DIR* directory = ::fdopendir(::dup(folder_fd));
    if (!directory) return names;
    while (const dirent* entry = ::readdir(directory))
        if (pid_in(entry->d_name) > 0) names.emplace_back(entry->d_name);
    ::closedir(directory);
    return names;
}

bool is_dead(int folder_fd, int pid) {
    struct stat status {};
    if (::fstat(folder_fd, &status) || status.st_uid != ::geteuid()) return false;
    const bool young = ::time(nullptr) - status.st_mtime < young_s;
    if (young && !maker_is_dead(pid, status.st_mtime, young_s)) return false;
    return ::flock(folder_fd, LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

std::string temp_parent() {
    const char* parent = ::getenv("TMPDIR");
    return parent && *parent ? parent : "/tmp";
}

int remove_dead_folders(const std::string& parent) {
    int removed = 0;
    const Descriptor above = open_file(parent, O_RDONLY | O_DIRECTORY);
    if (!above) return 0;
    for (const std::string& name : names_in(above.get())) {
        const Descriptor folder(
            ::openat(above.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!folder || !is_dead(folder.get(), pid_in(name.c_str()))) continue;
        if (empty_folder(folder.get(), 0) &&
            ::unlinkat(above.get(), name.c_str(), AT_REMOVEDIR) == 0)
            ++removed;
    }
    return removed;
}

Result<TempFolder> TempFolder::make(const std::string& parent) {
    TempFolder folder;
    std::string path = parent + "/arena-" + std::to_string(::getpid()) + "-XXXXXX";
    if (!::mkdtemp(path.data()))
        return fail(ErrorCode::host, "cannot make " + path + ": " + std::strerror(errno));
    folder.path_ = path;
    folder.lock_ = open_file(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!folder.lock_ || ::flock(folder.lock_.get(), LOCK_EX | LOCK_NB) ||
        ::fchmod(folder.lock_.get(), 0755))
        return fail(ErrorCode::host, "cannot lock " + path + ": " + std::strerror(errno));
    return folder;
}

TempFolder::~TempFolder() {
    if (lock_ && !path_.empty()) ::rmdir(path_.c_str());
}

}  // namespace arena::sandbox

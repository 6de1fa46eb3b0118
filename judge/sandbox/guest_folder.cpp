// See guest_folder.hpp. Every call takes a descriptor of a folder and one name, or goes through
// openat2 with all the RESOLVE_ restrictions; a path made by a guest is never handed to the kernel
// as a path.
#include "judge/sandbox/guest_folder.hpp"

#include <dirent.h>
#include <linux/openat2.h>
#include <sys/fsuid.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "judge/sandbox/spawn_lock.hpp"

namespace arena::sandbox {
namespace {

constexpr int depth_max = 16;         // of collected folders
constexpr int entries_max = 200'000;  // of one wipe
constexpr std::size_t chunk_bytes = 1 << 20;

int open_beneath(int folder_fd, const char* name, int flags) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOCTTY);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    return static_cast<int>(::syscall(SYS_openat2, folder_fd, name, &how, sizeof how));
}

bool is_plain_name(const std::string& name) {
    if (name.empty() || name[0] == '/' || name.find('\0') != std::string::npos) return false;
    return ("/" + name + "/").find("/../") == std::string::npos;
}

void make_parents(int folder_fd, const std::string& name) {
    for (std::size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
        ::mkdirat(folder_fd, name.substr(0, slash).c_str(), 0755);
}

bool write_all(int fd, const char* data, std::size_t bytes) {
    while (bytes > 0) {
        const ssize_t wrote = ::write(fd, data, bytes);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        data += wrote;
        bytes -= static_cast<std::size_t>(wrote);
    }
    return true;
}

bool copy_all(int to, int from) {
    for (;;) {
        const ssize_t sent = ::sendfile(to, from, nullptr, chunk_bytes);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return sent == 0;
    }
}

Result<void> put_file(int folder_fd, const BoxFile& file, unsigned owner_id) {
    if (!is_plain_name(file.name))
        return fail(ErrorCode::usage,
                    "a file cannot be put into a run under the name '" + file.name + "'");
    Descriptor from;
    if (!file.host_path.empty()) {
        from = open_file(file.host_path, O_RDONLY);
        if (!from)
            return fail(ErrorCode::not_found,
                        "cannot read " + file.host_path + ": " + std::strerror(errno));
    }
    const FileIdentity guest(owner_id);
    make_parents(folder_fd, file.name);
    if (file.name.back() == '/') return {};
    const int mode = file.executable ? 0755 : 0644;
    ::unlinkat(folder_fd, file.name.c_str(), 0);
    const auto lock = file.executable ? spawn_lock() : std::unique_lock<std::mutex>();
    const Descriptor to(::openat(folder_fd, file.name.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    const bool done = to && (from ? copy_all(to.get(), from.get())
                                  : write_all(to.get(), file.content.data(), file.content.size()));
    if (!done)
        return fail(ErrorCode::host,
                    "cannot write '" + file.name + "' into the sandbox: " + std::strerror(errno));
    return {};
}

struct Listing {
    explicit Listing(int fd) : directory(fd >= 0 ? ::fdopendir(fd) : nullptr) {
        if (!directory && fd >= 0) ::close(fd);
    }
    ~Listing() {
        if (directory) ::closedir(directory);
    }
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;

    const char* next() {
        while (directory) {
            const dirent* entry = ::readdir(directory);
            if (!entry) return nullptr;
            const std::string_view entry_name = entry->d_name;
            if (entry_name != "." && entry_name != "..") return entry->d_name;
        }
        return nullptr;
    }

    DIR* directory;
};

// Opens a folder to empty it; a guest may have taken its own rights away.
int open_to_empty(int folder_fd, const char* name) {
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
    const int fd = open_beneath(folder_fd, name, flags);
    if (fd >= 0 || errno != EACCES) return fd;
    ::fchmodat(folder_fd, name, 0700, 0);
    return open_beneath(folder_fd, name, flags);
}

bool remove_entry(int folder_fd, const char* name) {
    return ::unlinkat(folder_fd, name, 0) == 0 || ::unlinkat(folder_fd, name, AT_REMOVEDIR) == 0;
}

// Moves what is inside `name` one level up, then removes it: no recursion, whatever the depth.
bool flatten(int folder_fd, const char* name, int& serial) {
    const int inner_fd = open_to_empty(folder_fd, name);
    if (inner_fd < 0) return false;
    ::fchmod(inner_fd, 0700);
    {
        Listing inner(inner_fd);
        while (const char* child = inner.next()) {
            if (remove_entry(inner_fd, child)) continue;
            ::fchmodat(inner_fd, child, 0700, 0);
            const std::string moved = "~" + std::to_string(serial++);
            if (::renameat(inner_fd, child, folder_fd, moved.c_str()) && errno != ENOTDIR)
                return false;
        }
    }
    return remove_entry(folder_fd, name) || errno == ENOTEMPTY;
}

class Collector {
public:
    explicit Collector(const Collect& request)
        : awaited_(request.awaited),
          files_left_(request.files_max),
          bytes_left_(request.bytes_max) {}

    void walk(int folder_fd, const std::string& prefix, int depth) {
        const int copy = open_beneath(folder_fd, ".", O_RDONLY | O_DIRECTORY);
        Listing listing(copy);
        while (const char* name = listing.next()) {
            struct stat status;
            if (::fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW)) {
                refuse(prefix + name);  // the folder's own rights hide it
            } else if (S_ISDIR(status.st_mode)) {
                if (is_awaited(prefix + name)) refuse(prefix + name);
                if (depth >= depth_max) {
                    result.truncated = true;
                    continue;
                }
                const Descriptor inner(open_beneath(folder_fd, name, O_RDONLY | O_DIRECTORY));
                if (inner) {
                    walk(inner.get(), prefix + name + "/", depth + 1);
                } else {
                    refuse(prefix + name);
                }
            } else if (S_ISREG(status.st_mode)) {
                take(folder_fd, name, prefix + name);
            } else {
                refuse(prefix + name);
            }
        }
    }

    void refuse(std::string name) {
        if (result.refused.size() < files_refused_max || is_awaited(name))
            result.refused.push_back(std::move(name));
    }

    Collected result;

private:
    bool is_awaited(const std::string& name) const {
        return std::find(awaited_.begin(), awaited_.end(), name) != awaited_.end();
    }

    void take(int folder_fd, const char* name, std::string full_name) {
        const Descriptor file(open_beneath(folder_fd, name, O_RDONLY | O_NONBLOCK));
        struct stat status;
        if (!file || ::fstat(file.get(), &status) || !S_ISREG(status.st_mode)) {
            refuse(std::move(full_name));
            return;
        }
        if (files_left_ <= 0 || status.st_size > bytes_left_) {
            result.truncated = true;
            return;
        }
        CollectedFile taken;
        taken.name = std::move(full_name);
        taken.executable = status.st_mode & 0100;
        taken.written_ns = status.st_mtim.tv_sec * s_in_ns + status.st_mtim.tv_nsec;
        taken.content.resize(static_cast<std::size_t>(status.st_size));
        std::size_t got = 0;
        while (got < taken.content.size()) {
            const ssize_t more = ::pread(file.get(), taken.content.data() + got,
                                         taken.content.size() - got, static_cast<off_t>(got));
            if (more <= 0) break;
            got += static_cast<std::size_t>(more);
        }
        taken.content.resize(got);
        --files_left_;
        bytes_left_ -= status.st_size;
        result.files.push_back(std::move(taken));
    }

    const std::vector<std::string>& awaited_;
    int files_left_;
    std::int64_t bytes_left_;
};

}  // namespace

FileIdentity::FileIdentity(unsigned id) : switched_(id != 0) {
    if (!switched_) return;
    ::setfsgid(id);
    ::setfsuid(id);
}

FileIdentity::~FileIdentity() {
    if (!switched_) return;
    ::setfsuid(::geteuid());
    ::setfsgid(::getegid());
}

Result<void> put_files(int folder_fd, const std::vector<BoxFile>& files, unsigned owner_id) {
    for (const BoxFile& file : files) {
        Result<void> put = put_file(folder_fd, file, owner_id);
        if (!put) return put;
    }
    return {};
}

bool empty_folder(int folder_fd, unsigned owner_id) {
    const FileIdentity guest(owner_id);
    int serial = 0;
    for (int round = 0; round < entries_max; ++round) {
        bool found = false;
        Listing listing(open_beneath(folder_fd, ".", O_RDONLY | O_DIRECTORY));
        if (!listing.directory) return false;
        while (const char* name = listing.next()) {
            found = true;
            if (!remove_entry(folder_fd, name) && !flatten(folder_fd, name, serial)) return false;
        }
        if (!found) return true;
    }
    return false;
}

Collected collect_files(int folder_fd, const Collect& request, unsigned owner_id) {
    const FileIdentity guest(owner_id);
    Collector collector(request);
    const char* name = request.directory.empty() ? "." : request.directory.c_str();
    const Descriptor folder(open_beneath(folder_fd, name, O_RDONLY | O_DIRECTORY));
    if (folder) {
        collector.walk(folder.get(), "", 0);
    } else if (errno != ENOENT) {
        collector.refuse(".");
    }
    std::sort(collector.result.files.begin(), collector.result.files.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    std::sort(collector.result.refused.begin(), collector.result.refused.end());
    return std::move(collector.result);
}

Scratch::Scratch(Descriptor root, unsigned owner_id, bool whole_file_system)
    : root_(std::move(root)), owner_id_(owner_id), whole_file_system_(whole_file_system) {
    const FileIdentity guest(owner_id_);
    work_ =
        Descriptor(::openat(root_.get(), "work", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    tmp_ =
        Descriptor(::openat(root_.get(), "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    shm_ =
        Descriptor(::openat(root_.get(), "shm", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    struct stat status {};
    if (tmp_ && ::fstat(tmp_.get(), &status) == 0) shared_mode_ = status.st_mode & 07777;
    ::fstatfs(root_.get(), &baseline_);
}

bool Scratch::untouched() const {
    struct statfs now {};
    ::fstatfs(root_.get(), &now);
    return now.f_bfree == baseline_.f_bfree && now.f_ffree == baseline_.f_ffree;
}

bool Scratch::clean() {
    const bool open = reset_corners();
    if (whole_file_system_ && untouched()) return open;
    bool empty = open;
    for (const Descriptor* corner : {&work_, &tmp_, &shm_})
        if (*corner) empty = empty_folder(corner->get(), owner_id_) && empty;
    return reset_corners() && empty && (!whole_file_system_ || untouched());
}

bool Scratch::reset_corners() {
    return reset(work_, 0700) && (!tmp_ || reset(tmp_, shared_mode_)) &&
           (!shm_ || reset(shm_, shared_mode_));
}

// The guest owns work/, and where it is the only id the others too: undo a chmod, and set times
// back that tell of an earlier run. Always, so that the change time, which nobody can set, says
// only when the run before ended, and not whether it did anything here.
bool Scratch::reset(const Descriptor& corner, mode_t mode) {
    struct stat status {};
    if (::fstat(corner.get(), &status)) return false;
    const FileIdentity owner(status.st_uid == owner_id_ ? owner_id_ : 0);
    const timespec epoch[2] = {};
    const bool as_new = (status.st_mode & 07777) == mode;
    return (as_new || ::fchmod(corner.get(), mode) == 0) && ::futimens(corner.get(), epoch) == 0;
}

std::int64_t Scratch::used_bytes() const {
    struct statfs now {};
    if (!whole_file_system_ || ::fstatfs(root_.get(), &now)) return 0;
    return static_cast<std::int64_t>(baseline_.f_bfree - now.f_bfree) * now.f_bsize;
}

}  // namespace arena::sandbox

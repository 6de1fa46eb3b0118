// See the header for the rules. The checks on the path's parents follow OpenSSH's StrictModes.
#include "judge/owned_directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace arena {
namespace {

constexpr int directory_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

std::string errno_words() {
    return std::strerror(errno);
}

bool closed_to_others(const struct stat& info) {
    return info.st_uid == geteuid() && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// A parent folder in which nobody but root and this user can rename what is ours.
bool safe_parent(const struct stat& info) {
    if ((info.st_mode & S_ISVTX) != 0) return true;
    return (info.st_uid == 0 || info.st_uid == geteuid()) &&
           (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) close(fd_);
        fd_ = other.release();
    }
    return *this;
}

FileDescriptor::~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
}

int FileDescriptor::release() {
    return std::exchange(fd_, -1);
}

Result<FileDescriptor> open_owned_directory(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code failed;
    const fs::path wanted = fs::absolute(path, failed).lexically_normal();
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::host, "'" + wanted.string() + "' is not used: " + why);
    };
    if (failed) return refuse(failed.message());
    fs::path made;
    for (const fs::path& part : wanted) {
        made /= part;
        if (mkdir(made.c_str(), 0700) != 0 && errno != EEXIST && errno != EROFS &&
            errno != EACCES) {
            return refuse(errno_words());
        }
    }
    const fs::path real = fs::canonical(wanted, failed);
    if (failed) return refuse(failed.message());
    for (fs::path above = real.parent_path();; above = above.parent_path()) {
        struct stat info {};
        if (stat(above.c_str(), &info) != 0) return refuse(errno_words());
        if (!safe_parent(info)) {
            return refuse("others can write to '" + above.string() + "' (chmod go-w it)");
        }
        if (above == above.parent_path()) break;
    }
    FileDescriptor fd(open(real.c_str(), directory_flags | O_NOFOLLOW));
    struct stat info {};
    if (!fd.good() || fstat(fd.get(), &info) != 0) return refuse(errno_words());
    if (info.st_uid != geteuid()) return refuse("it belongs to another user");
    if (!closed_to_others(info)) return refuse("others can write to it (chmod go-w it)");
    return fd;
}

FileDescriptor open_owned_child(int parent, const std::string& name) {
    FileDescriptor fd(openat(parent, name.c_str(), directory_flags | O_NOFOLLOW));
    struct stat info {};
    if (fd.good() && (fstat(fd.get(), &info) != 0 || !closed_to_others(info))) {
        return FileDescriptor();
    }
    return fd;
}

void remove_flat_directory(int parent, const std::string& name) {
    const int fd = openat(parent, name.c_str(), directory_flags | O_NOFOLLOW);
    if (fd < 0) {
        unlinkat(parent, name.c_str(), 0);  // a link or a plain file: itself, never its target
        return;
    }
    DIR* const directory = fdopendir(fd);
    if (directory == nullptr) {
        close(fd);
        return;
    }
    while (const dirent* const entry = readdir(directory)) {
        unlinkat(fd, entry->d_name, 0);
    }
    closedir(directory);
    unlinkat(parent, name.c_str(), AT_REMOVEDIR);
}

Result<std::string> read_descriptor(int fd, std::int64_t bytes_max) {
    std::string content;
    std::array<char, 65536> chunk{};
    while (true) {
        const ssize_t got = read(fd, chunk.data(), chunk.size());
        if (got == 0) return content;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorCode::unreadable, errno_words());
        content.append(chunk.data(), static_cast<std::size_t>(got));
        if (static_cast<std::int64_t>(content.size()) > bytes_max) {
            return fail(ErrorCode::unreadable, "more than " + std::to_string(bytes_max) + " bytes");
        }
    }
}

Result<void> write_descriptor(int fd, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t wrote = write(fd, bytes, count);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return fail(ErrorCode::host, errno_words());
        bytes += wrote;
        count -= static_cast<std::size_t>(wrote);
    }
    return {};
}

}  // namespace arena

// Folders that only this user can write, and descriptors that close themselves.
//
// Every step goes by openat with O_NOFOLLOW from a folder that was checked before it, so a link put
// in the way is refused, not followed.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena {

/// Owns a file descriptor; -1 is none.
class FileDescriptor {
public:
    explicit FileDescriptor(int fd = -1) : fd_(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    int get() const { return fd_; }
    bool good() const { return fd_ >= 0; }
    int release();

private:
    int fd_;
};

/// Opens (making it, mode 0700, with its parents) the folder at the absolute or relative `path`.
/// Every folder above must belong to root or this user and be closed to others' writes, or have the
/// sticky bit, as /tmp has. Errors: host, naming the folder and the reason.
Result<FileDescriptor> open_owned_directory(const std::string& path);

/// Opens `name` inside `parent`: a folder, no link, this user's, closed to others. May be -1.
FileDescriptor open_owned_child(int parent, const std::string& name);

/// Removes `name` inside `parent` with the plain files in it. Folders inside are not entered.
void remove_flat_directory(int parent, const std::string& name);

/// Up to `bytes_max` bytes of a file. Errors: unreadable, also when there are more.
Result<std::string> read_descriptor(int fd, std::int64_t bytes_max);

/// Writes all. Errors: host, with errno's words.
Result<void> write_descriptor(int fd, const char* bytes, std::size_t count);

}  // namespace arena

// A file descriptor that closes itself, and the few reads and writes of kernel files we need.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace arena::sandbox {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            reset();
            fd_ = std::exchange(other.fd_, -1);
        }
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_ = -1;
};

inline Descriptor open_file(const std::string& path, int flags) {
    return Descriptor(::open(path.c_str(), flags | O_CLOEXEC));
}

/// Reads a small kernel file from its start. Empty when it cannot be read.
inline std::string read_text(int fd) {
    char text[4096];
    const ssize_t length = ::pread(fd, text, sizeof text, 0);
    return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

inline bool write_text(int fd, std::string_view text) {
    return ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

/// The first number in a kernel file, without allocating; -1 when there is none.
inline std::int64_t read_number(int fd) {
    char text[64];
    const ssize_t length = ::pread(fd, text, sizeof text - 1, 0);
    if (length <= 0) return -1;
    text[length] = 0;
    return std::strtoll(text, nullptr, 10);
}

/// The number after `key ` in a text of "key number" lines; 0 when the key is absent.
inline std::int64_t keyed(const std::string& text, std::string_view key) {
    std::size_t line = 0;
    while (line < text.size()) {
        if (text.compare(line, key.size(), key) == 0 && text[line + key.size()] == ' ')
            return std::strtoll(text.c_str() + line + key.size() + 1, nullptr, 10);
        line = text.find('\n', line);
        if (line == std::string::npos) break;
        ++line;
    }
    return 0;
}

inline std::int64_t read_keyed(int fd, std::string_view key) {
    return keyed(read_text(fd), key);
}

}  // namespace arena::sandbox

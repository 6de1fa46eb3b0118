// Bytes looked at through a window: a text in memory, or a file that may be larger than memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "judge/owned_directory.hpp"

namespace arena {

class ByteSource {
public:
    /// REQUIRES: the text outlives this.
    explicit ByteSource(std::string_view text)
        : text_(text), size_(static_cast<std::int64_t>(text.size())) {}

    /// A regular file of at most `bytes_max` bytes. Errors: not_found, unreadable.
    static Result<ByteSource> open(const std::string& path, std::int64_t bytes_max);

    std::int64_t size() const { return size_; }

    /// The bytes from `at` on, at least `bytes` of them or all that are left; a text in memory
    /// gives all. Valid until the next call. Error: unreadable (also: the file became shorter).
    /// REQUIRES: 0 <= at <= size(). Memory: `bytes`.
    Result<std::string_view> window(std::int64_t at, std::size_t bytes);

private:
    std::string_view text_;
    std::int64_t size_ = 0;
    FileDescriptor file_;
    std::string path_, buffer_;
};

}  // namespace arena

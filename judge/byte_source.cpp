#include "judge/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/assert.hpp"
#include "judge/amount.hpp"

namespace arena {

Result<ByteSource> ByteSource::open(const std::string& path, std::int64_t bytes_max) {
    ByteSource out{std::string_view()};
    out.path_ = path;
    // Not to hang on a pipe that has the name of a file.
    out.file_ = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!out.file_.good() || ::fstat(out.file_.get(), &status) != 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unreadable;
        return fail(code, "cannot read '" + path + "': " + std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::unreadable, "'" + path + "' is not a regular file");
    }
    if (status.st_size > bytes_max) {
        return fail(ErrorCode::unreadable,
                    "'" + path + "' is larger than " + bytes_text(bytes_max));
    }
    out.size_ = status.st_size;
    return out;
}

Result<std::string_view> ByteSource::window(std::int64_t at, std::size_t bytes) {
    ARENA_ASSERT(at >= 0 && at <= size_);
    if (!file_.good()) return text_.substr(static_cast<std::size_t>(at));
    const auto left = static_cast<std::uint64_t>(size_ - at);
    buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes)));
    for (std::size_t done = 0; done < buffer_.size();) {
        const ssize_t got = ::pread(file_.get(), buffer_.data() + done, buffer_.size() - done,
                                    static_cast<off_t>(at) + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            return fail(ErrorCode::unreadable,
                        "cannot read '" + path_ +
                            "': " + (got < 0 ? std::strerror(errno) : "it became shorter"));
        }
        done += static_cast<std::size_t>(got);
    }
    return std::string_view(buffer_);
}

}  // namespace arena

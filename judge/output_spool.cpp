// The file is made in $TMPDIR and unlinked at once, so that no end of the judge can leave it there.
#include "judge/output_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "judge/sandbox/temp_folder.hpp"

namespace arena {

namespace {

constexpr std::size_t head_bytes_max = std::size_t{1} << 20;  // of what lies in a file

}  // namespace

bool OutputSpool::take(std::string_view bytes) {
    if (error_) return false;
    if (!in_file()) {
        const std::size_t size = head_.size() + bytes.size();
        if (size <= static_cast<std::size_t>(spool_memory_bytes)) {
            head_.append(bytes);
            return true;
        }
        if (!move_to_file()) return false;
    }
    auto written = write_descriptor(file_.get(), bytes.data(), bytes.size());
    if (!written) error_ = Error{ErrorCode::host, "a large output: " + written.error().message};
    return written.has_value();
}

bool OutputSpool::move_to_file() {
    std::string pattern = sandbox::temp_parent() + "/arena-output-XXXXXX";
    file_ = FileDescriptor(::mkostemp(pattern.data(), O_CLOEXEC));
    if (!file_.good()) {
        error_ = Error{ErrorCode::host, "cannot make a file for a large output in " +
                                            sandbox::temp_parent() + ": " + std::strerror(errno)};
        return false;
    }
    ::unlink(pattern.c_str());
    auto written = write_descriptor(file_.get(), head_.data(), head_.size());
    if (!written) error_ = Error{ErrorCode::host, "a large output: " + written.error().message};
    head_.resize(head_bytes_max);
    head_.shrink_to_fit();
    return written.has_value();
}

std::string OutputSpool::path() const {
    return "/proc/self/fd/" + std::to_string(file_.get());
}

}  // namespace arena

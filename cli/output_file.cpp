// See output_file.hpp. A target that is no regular file (/dev/stdout, a pipe) is written directly:
// there is nothing to keep whole, and it must not be replaced by a file.
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace arena::cli {
namespace {

std::string reason() {
    return std::strerror(errno);
}

}  // namespace

Result<OutputFile> OutputFile::open(const std::string& path) {
    struct stat status {};
    const bool exists = stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::usage, "--output " + path + " is a folder; name a file in it");
    }
    if (exists && !S_ISREG(status.st_mode)) {
        const int direct = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (direct < 0) {
            return fail(ErrorCode::usage, "--output " + path + " cannot be written: " + reason());
        }
        return OutputFile(path, "", direct);
    }
    if (exists && access(path.c_str(), W_OK) != 0) {
        return fail(ErrorCode::usage, "--output " + path + " cannot be written: " + reason());
    }
    // Beside the file itself, not beside a link to it, so that the rename stays on one file system.
    std::string target = path;
    if (char* resolved = exists ? realpath(path.c_str(), nullptr) : nullptr) {
        target = resolved;
        std::free(resolved);
    }
    std::string temporary = target + ".arena-XXXXXX";
    const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return fail(ErrorCode::usage, "--output " + path + " cannot be written: " + reason());
    }
    const mode_t mask = umask(0);
    umask(mask);
    // mkostemp makes it private; a report has the mode that any new file would have.
    (void)fchmod(descriptor, exists ? status.st_mode & 0777U : 0666U & ~mask);
    return OutputFile(target, temporary, descriptor);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
    other.temporary_.clear();
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!temporary_.empty()) unlink(temporary_.c_str());
}

Result<void> OutputFile::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return fail(ErrorCode::host, "cannot write " + path_ + ": " + reason());
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> OutputFile::commit() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (close(descriptor) != 0) {
        return fail(ErrorCode::host, "cannot write " + path_ + ": " + reason());
    }
    if (temporary_.empty()) return {};
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
        return fail(ErrorCode::host, "cannot write " + path_ + ": " + reason());
    }
    temporary_.clear();
    return {};
}

}  // namespace arena::cli

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
#include <filesystem>

namespace arena::cli {
namespace {

std::string reason() {
    return std::strerror(errno);
}

bool same_file(const std::string& a, const std::string& b) {
    struct stat of_a {
    }, of_b{};
    const bool a_exists = stat(a.c_str(), &of_a) == 0, b_exists = stat(b.c_str(), &of_b) == 0;
    if (a_exists != b_exists) return false;
    if (a_exists) {
        return S_ISREG(of_a.st_mode) && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
    }
    namespace fs = std::filesystem;
    std::error_code code_a, code_b;
    const fs::path whole_a = fs::weakly_canonical(fs::absolute(a, code_a), code_a);
    const fs::path whole_b = fs::weakly_canonical(fs::absolute(b, code_b), code_b);
    return !code_a && !code_b && whole_a == whole_b;
}

}  // namespace

Result<void> refuse_overwriting(const std::vector<NamedPath>& outputs,
                                const std::vector<NamedPath>& inputs) {
    std::vector<NamedPath> others;
    for (const NamedPath& input : inputs) {
        if (!input.path.empty() && input.path != "-") others.push_back(input);
    }
    for (const NamedPath& output : outputs) {
        if (output.path.empty()) continue;
        for (const NamedPath& other : others) {
            if (!same_file(output.path, other.path)) continue;
            return fail(ErrorCode::usage, std::string(output.role) + " " + output.path +
                                              " would overwrite " + std::string(other.role) + " " +
                                              other.path + "; name another file");
        }
        others.push_back(output);
    }
    return {};
}

Result<OutputFile> OutputFile::open(const std::string& path, std::string_view flag) {
    const std::string named = std::string(flag) + " " + path;
    if (path == "-") {
        return fail(ErrorCode::usage,
                    named + " is no file: leave " + std::string(flag) + " out, or say /dev/stdout");
    }
    struct stat status {};
    const bool exists = stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::usage, named + " is a folder; name a file in it");
    }
    if (exists && !S_ISREG(status.st_mode)) {
        const int direct = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (direct < 0) {
            return fail(ErrorCode::usage, named + " cannot be written: " + reason());
        }
        return OutputFile(path, "", direct);
    }
    if (exists && access(path.c_str(), W_OK) != 0) {
        return fail(ErrorCode::usage, named + " cannot be written: " + reason());
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
        return fail(ErrorCode::usage, named + " cannot be written: " + reason());
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

#include "cli/staging_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/printable.hpp"

namespace arena::cli {

namespace fs = std::filesystem;

namespace {

fs::path target_of(const std::string& destination) {
    std::error_code code;
    const fs::path target = fs::absolute(destination, code).lexically_normal();
    return target.has_filename() ? target : target.parent_path();
}

}  // namespace

Result<void> refuse_destination_inside(const std::string& destination, const std::string& source) {
    std::error_code code;
    const fs::path folder = fs::canonical(source, code);
    if (code || !fs::is_directory(folder, code)) return {};
    const fs::path target = fs::weakly_canonical(target_of(destination), code);
    const fs::path relative = target.lexically_relative(folder);
    if (code || relative.empty() || *relative.begin() == "..") return {};
    return fail(ErrorCode::usage, printable(destination) + " would lie in " + printable(source) +
                                      " itself, which is read: name a place outside of it");
}

Result<StagingFolder> StagingFolder::beside(const std::string& destination) {
    std::error_code code;
    const fs::path target = target_of(destination);
    if (fs::exists(fs::symlink_status(target, code))) {
        return fail(ErrorCode::usage,
                    printable(destination) + " is there already: name another place, or remove it");
    }
    return beside_what_is_there(destination);
}

Result<StagingFolder> StagingFolder::beside_what_is_there(const std::string& destination) {
    const fs::path target = target_of(destination);
    std::string pattern = (target.parent_path() / ".arena-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        return fail(ErrorCode::usage,
                    "cannot write beside " + printable(destination) + ": " + std::strerror(errno));
    }
    return StagingFolder(pattern, target.string());
}

StagingFolder::StagingFolder(StagingFolder&& other) noexcept
    : path_(std::move(other.path_)), destination_(std::move(other.destination_)) {
    other.path_.clear();
}

StagingFolder::~StagingFolder() {
    if (path_.empty()) return;
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string StagingFolder::inner(const std::string& name) const {
    std::error_code code;
    fs::create_directory(path_ + "/" + name, code);
    return path_ + "/" + name;
}

Result<void> StagingFolder::commit(const std::string& name) {
    // A folder that somebody filled meanwhile is not replaced: rename refuses.
    if (::rename((path_ + "/" + name).c_str(), destination_.c_str()) == 0) return {};
    return fail(errno == ENOTEMPTY || errno == EEXIST ? ErrorCode::usage : ErrorCode::host,
                "cannot make " + printable(destination_) + ": " + std::strerror(errno));
}

}  // namespace arena::cli

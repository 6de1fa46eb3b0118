// Find and store; trimming is in artifact_trim.cpp. The rules are in the header.
#include "judge/artifact_cache.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/assert.hpp"
#include "judge/artifact_manifest.hpp"
#include "judge/content_hash.hpp"
#include "judge/owned_directory.hpp"

namespace arena {
namespace {

constexpr std::int64_t manifest_bytes_max = 4 * mib;
constexpr int file_flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
constexpr auto used_again_after_s = 60;  // finer steps of "last used" are not worth a write

/// A Box and the locked folder that its host paths lie in.
struct HeldBox {
    Box box;
    FileDescriptor folder;
};

std::string boot_id() {
    static const std::string id = [] {
        const FileDescriptor fd(open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
        const auto text = fd.good() ? read_descriptor(fd.get(), 256) : std::string();
        return text ? text->substr(0, text->find('\n')) : std::string();
    }();
    return id;
}

std::string stamp_of(const struct stat& info) {
    return std::to_string(info.st_ctim.tv_sec) + '.' + std::to_string(info.st_ctim.tv_nsec) + ':' +
           std::to_string(info.st_ino) + ':' + std::to_string(info.st_dev);
}

bool is_own_plain_file(const struct stat& info) {
    return S_ISREG(info.st_mode) && info.st_uid == geteuid() && info.st_nlink == 1 &&
           (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// SHA-256 of a file of this size, or "" when it cannot be read as such.
std::string hash_of(int folder, const std::string& name, std::int64_t size) {
    const FileDescriptor fd(openat(folder, name.c_str(), file_flags));
    if (!fd.good()) return "";
    ContentHash hash;
    std::array<char, 1 << 16> chunk{};
    std::int64_t total = 0;
    while (true) {
        const ssize_t got = read(fd.get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || total + got > size) return "";
        if (got == 0) break;
        hash.add_raw(chunk.data(), static_cast<std::size_t>(got));
        total += got;
    }
    return total == size ? hash.hex() : "";
}

Result<void> write_file(int folder, const std::string& name, const char* bytes, std::size_t count) {
    const FileDescriptor fd(
        openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.good()) return fail(ErrorCode::host, std::strerror(errno));
    return write_descriptor(fd.get(), bytes, count);
}

/// Takes the stamps of files whose content is known to match the manifest.
bool stamp_files(int folder, ArtifactManifest& manifest) {
    manifest.boot = boot_id();
    for (std::size_t i = 0; i < manifest.files.size(); ++i) {
        struct stat info {};
        if (fstatat(folder, std::to_string(i).c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !is_own_plain_file(info) || info.st_size != manifest.files[i].size) {
            return false;
        }
        manifest.files[i].stamp = stamp_of(info);
    }
    return true;
}

/// Every file is what the manifest says. Sets `read_again` if a stamp did not hold but the hash
/// did.
bool verify_files(int folder, const ArtifactManifest& manifest, bool& read_again) {
    const bool same_boot = !manifest.boot.empty() && manifest.boot == boot_id();
    for (std::size_t i = 0; i < manifest.files.size(); ++i) {
        const ManifestFile& file = manifest.files[i];
        const std::string name = std::to_string(i);
        struct stat info {};
        if (fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return false;
        if (!is_own_plain_file(info) || info.st_size != file.size) return false;
        if (same_boot && stamp_of(info) == file.stamp) continue;
        if (hash_of(folder, name, file.size) != file.sha256) return false;
        read_again = true;
    }
    return true;
}

std::optional<ArtifactManifest> load_manifest(int folder, const std::string& key) {
    const FileDescriptor fd(openat(folder, "manifest", file_flags));
    struct stat info {};
    if (!fd.good() || fstat(fd.get(), &info) != 0 || !is_own_plain_file(info)) return std::nullopt;
    const auto text = read_descriptor(fd.get(), manifest_bytes_max);
    if (!text) return std::nullopt;
    auto manifest = read_manifest(*text);
    if (!manifest || manifest->key != key) return std::nullopt;
    return *manifest;
}

void replace_manifest(int folder, const ArtifactManifest& manifest) {
    const std::string text = write_manifest(manifest);
    unlinkat(folder, "manifest.new", 0);
    if (write_file(folder, "manifest.new", text.data(), text.size())) {
        renameat(folder, "manifest.new", folder, "manifest");
    }
}

void note_use(int folder) {
    struct stat info {};
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (fstat(folder, &info) == 0 && now.tv_sec - info.st_mtim.tv_sec > used_again_after_s) {
        futimens(folder, nullptr);
    }
}

std::string fresh_name() {
    static std::atomic<unsigned> count{0};
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return std::to_string(getpid()) + '-' + std::to_string(now.tv_nsec) + '-' +
           std::to_string(count++);
}

/// Copies or writes each file into `folder` under its number and fills its manifest row.
Result<void> write_files(int folder, const std::vector<BoxFile>& files,
                         ArtifactManifest& manifest) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        const BoxFile& file = files[i];
        ARENA_ASSERT(file.host_path.empty());
        auto wrote =
            write_file(folder, std::to_string(i), file.content.data(), file.content.size());
        if (!wrote) return wrote;
        manifest.files.push_back({file.name, file.executable,
                                  static_cast<std::int64_t>(file.content.size()),
                                  sha256_hex(file.content), ""});
    }
    if (!stamp_files(folder, manifest)) return fail(ErrorCode::host, "files changed while written");
    const std::string text = write_manifest(manifest);
    return write_file(folder, "manifest", text.data(), text.size());
}

}  // namespace

Result<ArtifactCache> ArtifactCache::open(const std::string& directory) {
    auto fd = open_owned_directory(directory);
    if (!fd) {
        return fail(ErrorCode::host, "compile cache " + fd.error().message);
    }
    if (mkdirat(fd->get(), "new", 0700) != 0 && errno != EEXIST) {
        return fail(ErrorCode::host,
                    "compile cache '" + directory + "' is not used: " + std::strerror(errno));
    }
    std::array<char, PATH_MAX> real{};
    if (realpath(directory.c_str(), real.data()) == nullptr) {
        return fail(ErrorCode::host,
                    "compile cache '" + directory + "' is not used: " + std::strerror(errno));
    }
    return ArtifactCache(real.data(), fd->release());
}

ArtifactCache::ArtifactCache(std::string directory, int fd)
    : directory_(std::move(directory)), fd_(fd) {}

ArtifactCache::ArtifactCache(ArtifactCache&& other) noexcept
    : directory_(std::move(other.directory_)), fd_(std::exchange(other.fd_, -1)) {}

ArtifactCache& ArtifactCache::operator=(ArtifactCache&& other) noexcept {
    std::swap(directory_, other.directory_);
    std::swap(fd_, other.fd_);
    return *this;
}

ArtifactCache::~ArtifactCache() {
    if (fd_ >= 0) close(fd_);
}

std::optional<CachedArtifact> ArtifactCache::find(const std::string& key) {
    ARENA_ASSERT(key.size() == 64);
    const std::string shard = key.substr(0, 2);
    const FileDescriptor shard_fd = open_owned_child(fd_, shard);
    if (!shard_fd.good()) return std::nullopt;
    struct stat info {};
    if (fstatat(shard_fd.get(), key.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
    FileDescriptor folder = open_owned_child(shard_fd.get(), key);
    if (!folder.good()) {
        discard(shard, key);
        return std::nullopt;
    }
    // Being removed, or removed between the open and the lock: the name may be another's by now.
    if (flock(folder.get(), LOCK_SH | LOCK_NB) != 0) return std::nullopt;
    if (fstat(folder.get(), &info) != 0 || info.st_nlink == 0) return std::nullopt;

    auto manifest = load_manifest(folder.get(), key);
    bool read_again = false;
    if (!manifest || !verify_files(folder.get(), *manifest, read_again)) {
        discard(shard, key);
        return std::nullopt;
    }
    if (read_again && stamp_files(folder.get(), *manifest)) {
        replace_manifest(folder.get(), *manifest);
    }
    note_use(folder.get());

    auto held = std::make_shared<HeldBox>();
    held->box.key = key;
    const std::string path = directory_ + '/' + shard + '/' + key + '/';
    for (std::size_t i = 0; i < manifest->files.size(); ++i) {
        held->box.files.push_back(
            {manifest->files[i].name, path + std::to_string(i), "", manifest->files[i].executable});
    }
    held->folder = std::move(folder);
    CachedArtifact found;
    found.record = {manifest->ok, manifest->message, manifest->cpu_ns, manifest->wall_ns,
                    manifest->memory_bytes};
    found.box = std::shared_ptr<const Box>(held, &held->box);
    return found;
}

Result<void> ArtifactCache::store(const std::string& key, const CompileRecord& record,
                                  const std::vector<BoxFile>& files) {
    ARENA_ASSERT(key.size() == 64);
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::host,
                    "compile cache '" + directory_ + "' could not be written: " + why);
    };
    const std::string shard = key.substr(0, 2);
    const FileDescriptor fresh_fd = open_owned_child(fd_, "new");
    if (mkdirat(fd_, shard.c_str(), 0700) != 0 && errno != EEXIST) {
        return refuse(std::strerror(errno));
    }
    const FileDescriptor shard_fd = open_owned_child(fd_, shard);
    if (!fresh_fd.good() || !shard_fd.good())
        return refuse("a folder in it is not this user's own");
    const std::string name = fresh_name();
    if (mkdirat(fresh_fd.get(), name.c_str(), 0700) != 0) return refuse(std::strerror(errno));
    const FileDescriptor folder = open_owned_child(fresh_fd.get(), name);

    ArtifactManifest manifest;
    manifest.key = key;
    manifest.ok = record.ok;
    manifest.message = record.message;
    manifest.cpu_ns = record.cpu_ns;
    manifest.wall_ns = record.wall_ns;
    manifest.memory_bytes = record.memory_bytes;
    auto wrote = write_files(folder.get(), files, manifest);
    if (wrote && renameat(fresh_fd.get(), name.c_str(), shard_fd.get(), key.c_str()) == 0)
        return {};
    const int why = errno;
    remove_flat_directory(fresh_fd.get(), name);
    if (!wrote) return refuse(wrote.error().message);
    if (why == EEXIST || why == ENOTEMPTY) return {};  // another process was first with the same
    return refuse(std::strerror(why));
}

void ArtifactCache::discard(const std::string& shard, const std::string& name) {
    const FileDescriptor shard_fd = open_owned_child(fd_, shard);
    const FileDescriptor fresh_fd = open_owned_child(fd_, "new");
    if (!shard_fd.good() || !fresh_fd.good()) return;
    const std::string gone = fresh_name();
    if (renameat(shard_fd.get(), name.c_str(), fresh_fd.get(), gone.c_str()) == 0) {
        remove_flat_directory(fresh_fd.get(), gone);
    }
}

}  // namespace arena

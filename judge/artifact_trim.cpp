// Trimming of the artifact cache: oldest use first, never what a living Box of any process holds.
//
// "Last used" is the modification time of the entry's folder (ArtifactCache::find sets it, at most
// once a minute). Trimming goes 10 % below the bound, so that it is not needed at each store.
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "core/limits.hpp"
#include "judge/artifact_cache.hpp"
#include "judge/owned_directory.hpp"

namespace arena {
namespace {

constexpr std::int64_t abandoned_after_s = 3600;

struct Entry {
    std::int64_t used_s = 0;
    std::string shard;
    std::string key;
    std::int64_t bytes = 0;
};

std::vector<std::string> names_in(int folder) {
    std::vector<std::string> names;
    const int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* const directory = own < 0 ? nullptr : fdopendir(own);
    if (directory == nullptr) {
        if (own >= 0) close(own);
        return names;
    }
    while (const dirent* const entry = readdir(directory)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    closedir(directory);
    return names;
}

std::int64_t bytes_in(int folder) {
    std::int64_t bytes = 0;
    for (const std::string& name : names_in(folder)) {
        struct stat info {};
        if (fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) bytes += info.st_size;
    }
    return bytes;
}

std::vector<Entry> entries_of(int cache) {
    std::vector<Entry> entries;
    for (const std::string& shard : names_in(cache)) {
        if (shard.size() != 2) continue;
        const FileDescriptor shard_fd = open_owned_child(cache, shard);
        if (!shard_fd.good()) continue;
        for (const std::string& key : names_in(shard_fd.get())) {
            const FileDescriptor folder = open_owned_child(shard_fd.get(), key);
            struct stat info {};
            if (!folder.good() || fstat(folder.get(), &info) != 0) continue;
            entries.push_back({info.st_mtim.tv_sec, shard, key, bytes_in(folder.get())});
        }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.used_s, a.key) < std::tie(b.used_s, b.key);
    });
    return entries;
}

void remove_abandoned(int fresh, std::int64_t now_s) {
    for (const std::string& name : names_in(fresh)) {
        struct stat info {};
        if (fstatat(fresh, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            now_s - info.st_mtim.tv_sec > abandoned_after_s) {
            remove_flat_directory(fresh, name);
        }
    }
}

}  // namespace

void ArtifactCache::trim(std::int64_t bytes_max) {
    const FileDescriptor fresh = open_owned_child(fd_, "new");
    if (!fresh.good() || flock(fresh.get(), LOCK_EX | LOCK_NB) != 0) return;
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    remove_abandoned(fresh.get(), now.tv_sec);

    const std::vector<Entry> entries = entries_of(fd_);
    std::int64_t total = 0;
    for (const Entry& entry : entries) total += entry.bytes;
    if (total <= bytes_max) return;
    for (const Entry& entry : entries) {
        if (total <= bytes_max / 10 * 9) return;
        const FileDescriptor shard = open_owned_child(fd_, entry.shard);
        const FileDescriptor folder = open_owned_child(shard.get(), entry.key);
        if (!folder.good() || flock(folder.get(), LOCK_EX | LOCK_NB) != 0) continue;  // in use
        discard(entry.shard, entry.key);
        total -= entry.bytes;
    }
}

}  // namespace arena

// Artifact cache: what a sandboxed compiler made for a key, kept on disk between runs of arena.
//
//   DIR/<2 hex>/<64 hex>/manifest, 0, 1, ...   one entry; its files have numbers, not names
//   DIR/new/<pid>-<n>/                          being written, or on its way out
//
// Trust: DIR and each folder in it must belong to this user and be closed to others, or nothing is
// read from it. An entry appears whole, by one rename. On load every file is a plain file of the
// right size and either unchanged since it was last hashed (stamp) or hashed again; an entry that
// fails is dropped. Nothing that a submission chooses becomes a path: keys are hashes, files
// numbers. It does not protect against this very user, who could replace arena itself.
//
// Any number of arena processes may share DIR. An entry in use is locked (flock, shared) for as
// long as its Box lives; trimming takes only what it can lock alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/runner.hpp"

namespace arena {

/// A compile that ended by itself, good or bad.
struct CompileRecord {
    bool ok = false;
    std::string message;
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;
};

struct CachedArtifact {
    CompileRecord record;
    std::shared_ptr<const Box> box;  ///< names host paths; holds the entry's lock
};

class ArtifactCache {
public:
    /// Makes the folder if it is absent. Errors: host, with the reason why it is not used.
    static Result<ArtifactCache> open(const std::string& directory);

    ArtifactCache(ArtifactCache&& other) noexcept;
    ArtifactCache& operator=(ArtifactCache&& other) noexcept;
    ~ArtifactCache();

    /// REQUIRES: `key` is 64 lower-case hex digits. Drops an entry that fails verification.
    /// Cost: well under 1 ms while stamps hold; else one read of every byte.
    std::optional<CachedArtifact> find(const std::string& key);

    /// An entry that is already there stays. Errors: host (disk full, ...); nothing is left behind.
    Result<void> store(const std::string& key, const CompileRecord& record,
                       const std::vector<BoxFile>& files);

    /// Removes the entries that were unused for longest until `bytes_max` holds, and what dead
    /// processes left in new/. Does nothing while another process does the same.
    void trim(std::int64_t bytes_max);

private:
    ArtifactCache(std::string directory, int fd);
    void discard(const std::string& shard, const std::string& name);

    std::string directory_;  ///< absolute
    int fd_ = -1;
};

}  // namespace arena

// The manifest of one cache entry: what the compiler said and made, and how to tell that it is
// whole.
//
// Lines of text, the last of which is the SHA-256 of all before it. For each file it holds the
// size, the SHA-256, and a stamp (change time, inode, boot) taken when the file was last known to
// match: while the stamp is the same nobody wrote to the file, and reading it again can be spared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena {

struct ManifestFile {
    std::string name;  ///< as the compiler named it; never used as a path of this host
    bool executable = false;
    std::int64_t size = 0;
    std::string sha256;
    std::string stamp;  ///< "" = never trusted without reading
};

struct ArtifactManifest {
    std::string key;
    bool ok = false;
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;
    std::string boot;                 ///< the stamps are worth nothing after another boot
    std::vector<ManifestFile> files;  ///< kept on disk as "0", "1", ...
    std::string message;              ///< hex in the text, so that it cannot look like a line
};

std::string write_manifest(const ArtifactManifest& manifest);

/// Error: unreadable, for anything but exactly what write_manifest makes.
Result<ArtifactManifest> read_manifest(std::string_view text);

}  // namespace arena

// Archives: .zip and .tar.* unpacked below one folder, and nowhere else.
//
// Every name passes clean_archive_name; hard links, devices, pipes and encrypted entries are
// refused; a symbolic link is made only if its target, resolved by its text, stays inside. Files
// are created anew (never through a link, never over another entry), data is streamed in blocks,
// and what is written is counted as it is written: a header may lie. One adapter for libarchive.
#pragma once

#include <cstdint>
#include <string>

#include "core/error.hpp"

namespace arena::problem {

struct ArchiveLimits {
    std::size_t entries_max = 50'000;
    std::int64_t bytes_max = std::int64_t{8} << 30;       ///< unpacked, all together
    std::int64_t file_bytes_max = std::int64_t{4} << 30;  ///< unpacked, one file
    /// Unpacked to packed size; looked at once `ratio_free_bytes` are out, since text of a
    /// generator packs well.
    std::int64_t ratio_max = 200;
    std::int64_t ratio_free_bytes = std::int64_t{64} << 20;
};

struct ArchiveContent {
    std::size_t files = 0;
    std::int64_t bytes = 0;
};

/// True for a name that unpack_archive is for: .zip, .kpp, .tar and its compressed kin.
bool is_archive_name(const std::string& path);

/// Unpacks into the existing, empty folder `destination`. On an error what was written stays
/// there: the caller removes the folder. Errors: not_found, unreadable (damaged, cut short,
/// encrypted), invalid_package (a name, a bomb), host (disk full).
/// Cost: one pass, a block of memory.
Result<ArchiveContent> unpack_archive(const std::string& path, const std::string& destination,
                                      const ArchiveLimits& limits = {});

}  // namespace arena::problem

// Names in archives: what may become a path below the destination, and what is refused.
//
// An archive is somebody else's text: `../../etc/cron.d/x`, `/etc/passwd`, `-rf`, `a\..\b`, names
// with control bytes and names that are not UTF-8 are all real. A name is either a clean relative
// path or a reason; nothing is repaired but a leading "./" and a slash at the end, which every tar
// writes.
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena::problem {

inline constexpr std::size_t archive_name_bytes_max = 1024;
inline constexpr std::size_t archive_part_bytes_max = 255;
inline constexpr std::size_t archive_depth_max = 32;

/// The name as a relative path without "." parts; empty for "./", the archive's own root.
/// Error: invalid_package, naming the entry and what is wrong with it. Cost: one pass.
Result<std::string> clean_archive_name(std::string_view name);

}  // namespace arena::problem

// Source text from disk: whole, bounded, and checked for being text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena {

/// Bounds against a wrong path, far above any code limit.
inline constexpr std::size_t source_file_bytes_max = 16 * 1024 * 1024;
inline constexpr std::size_t source_files_max = 256;

/// Errors: not_found, unreadable (also when longer than `bytes_max`).
Result<std::string> read_source_text(const std::string& path, std::size_t bytes_max);

/// The 1-based line of the first byte that no UTF-8 text holds (NUL included); nullopt = all good.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace arena

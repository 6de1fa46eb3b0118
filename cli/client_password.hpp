// A password, from where nobody looks over one's shoulder: a prompt without echo, a file, or
// standard input; never an argument, which every process of the machine can read.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::cli {

inline constexpr std::size_t password_line_bytes_max = 1024;

/// The first line of `file` ("-": of standard input). With no file: from the terminal, asked twice
/// when it is a new one, or the first line of standard input when that is no terminal.
/// Errors: not_found, unreadable, usage (empty, too long, not the same twice), interrupted.
Result<std::string> read_password(const std::string& file, const std::string& name, bool is_new);

}  // namespace arena::cli

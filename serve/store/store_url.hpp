// Where the store is, and the secret that this may hold.
//
// A URL with a password must not stay where others look: in the arguments of a process, or in the
// memory of the workers that run strangers' programs. So it travels as an open file that the server
// process alone inherits and reads: one that the host of the server made, or one without a name.
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena::serve {

/// postgres:// with a password in it, or a parameter that may be one.
bool holds_secret(std::string_view store_url);

/// The text without the URL's password, for messages of libraries that quote what they were given.
std::string without_secret(std::string text, std::string_view store_url);

/// The first line of the open file, from its beginning, wherever it was read up to before. A second
/// line is PGPASSWORD for this process. Errors: usage (no first line), unreadable.
/// REQUIRES: the process has one thread.
Result<std::string> read_store_file(int fd);

/// An open file without a name that read_store_file() takes; it outlives exec(2). Error: host.
Result<int> make_store_file(std::string_view store_url, std::string_view password);

}  // namespace arena::serve

// The server's secrets: the keys of access tokens and the secret of refresh tokens.
//
// Each is a file whose lines are keys: the first one signs, the others still verify, which is how a
// key is exchanged. The file is named by ARENA_JWT_SECRET_FILE and ARENA_REFRESH_SECRET_FILE, or is
// DATA/secrets/jwt and DATA/secrets/refresh, made at the first start with 256 random bits and mode
// 0600. One of our own that others may read is refused. No secret is ever read from an argument or
// a plain environment variable: those are seen by other processes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "serve/auth/jwt.hpp"

namespace arena::serve {

inline constexpr std::size_t secret_bytes_min = 32;

struct Secrets {
    std::vector<JwtKey> jwt_keys;
    std::string refresh_secret;
};

/// The value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The keys in a file, one a line. Errors: not_found, usage (none, or one is too short).
Result<std::vector<std::string>> read_keys(const std::string& path);

/// Errors: not_found (a named file), unreadable (readable by others), usage (a key too short),
/// host (the data directory cannot be written).
Result<Secrets> load_secrets(const std::string& data_directory, const Environment& environment);

}  // namespace arena::serve

// Passwords, by crypt(3) of libxcrypt (crypt(5) names the hash formats).
//
// New hashes are yescrypt ("$y$"), with the library's salt. bcrypt hashes from elsewhere ("$2a$",
// "$2b$", "$2y$") are accepted; bcrypt reads 72 bytes of a password at most. The old faulty "$2x$",
// DES, MD5 and the SHA crypts are not.
//
// Cost: about 16 ms and 16 MiB for a yescrypt, 58 ms for a bcrypt of cost 10: call these on the
// HashingPool's threads, never on the reactor.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena::serve {

inline constexpr std::size_t password_bytes_min = 8;
inline constexpr std::size_t password_bytes_max = 256;

/// Errors: usage (shorter or longer than allowed, holds a NUL).
Result<std::string> hash_password(const std::string& password);

struct PasswordCheck {
    bool is_right = false;
    bool is_outdated = false;  ///< right, all of it, and to be hashed anew: not a yescrypt
};

/// An empty or unknown hash costs as much as a yescrypt and is never right, so that the time of an
/// answer does not tell which names are registered.
PasswordCheck check_password(const std::string& password, const std::string& hash);

}  // namespace arena::serve

#include "serve/auth/password.hpp"

#include <crypt.h>
#include <openssl/crypto.h>

#include <memory>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

constexpr std::size_t bcrypt_bytes_read = 72;
// Any valid yescrypt: what a password of nobody is compared with. It was made of random bytes that
// nobody kept; no answer depends on it.
constexpr const char* nobodys_hash =
    "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";

bool is_readable(std::string_view hash) {
    for (const std::string_view prefix : {"$y$", "$2a$", "$2b$", "$2y$"}) {
        if (hash.starts_with(prefix)) return true;
    }
    return false;
}

/// The hash of `password` by the settings that `setting` begins with; empty when it has none.
std::string crypt_by(const std::string& password, const std::string& setting) {
    // 32 KiB, wiped before it is freed: it holds the password.
    auto data = std::make_unique<crypt_data>();
    const char* made = crypt_r(password.c_str(), setting.c_str(), data.get());
    std::string hash = made == nullptr || made[0] == '*' ? std::string() : std::string(made);
    OPENSSL_cleanse(data.get(), sizeof *data);
    return hash;
}

bool is_allowed(const std::string& password) {
    return password.size() <= password_bytes_max && password.find('\0') == std::string::npos;
}

}  // namespace

Result<std::string> hash_password(const std::string& password) {
    if (password.size() < password_bytes_min || !is_allowed(password)) {
        return fail(ErrorCode::usage, "a password has " + std::to_string(password_bytes_min) +
                                          " to " + std::to_string(password_bytes_max) + " bytes");
    }
    // Cost 0 is the library's choice for yescrypt; with no bytes given it draws the salt itself.
    char* setting = crypt_gensalt_ra("$y$", 0, nullptr, 0);
    ARENA_ASSERT(setting != nullptr);
    const std::unique_ptr<char, decltype(&free)> owner(setting, &free);
    std::string hash = crypt_by(password, setting);
    if (hash.empty()) return fail(ErrorCode::host, "no memory to hash a password");
    return hash;
}

PasswordCheck check_password(const std::string& password, const std::string& hash) {
    const bool is_known = is_readable(hash);
    const std::string wanted = is_known ? hash : std::string(nobodys_hash);
    const std::string made = crypt_by(is_allowed(password) ? password : std::string(), wanted);
    const bool is_same =
        made.size() == wanted.size() && CRYPTO_memcmp(made.data(), wanted.data(), made.size()) == 0;
    PasswordCheck check;
    check.is_right = is_same && is_known && is_allowed(password) && !made.empty();
    // a longer password than bcrypt reads may be another one with the same beginning: hashed anew,
    // it would lock the owner out
    const bool is_whole = password.size() <= bcrypt_bytes_read;
    check.is_outdated = check.is_right && is_whole && !hash.starts_with("$y$");
    return check;
}

}  // namespace arena::serve

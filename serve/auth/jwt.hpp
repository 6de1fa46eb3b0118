// Access tokens: JSON Web Tokens (RFC 7519) signed by HS256 (RFC 7515, RFC 7518 section 3.2).
//
// One algorithm, which the token does not choose: any other `alg`, `none` included, and any `crit`
// is refused before anything else is read. The key is found by `kid`, so keys can be exchanged
// while older tokens live. The signature is checked before the claims are parsed.
//
// No clock here: the time is a parameter. Tokens are not revoked one by one; `session` names the
// refresh family, by which the server closes what a ban or a logout ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "serve/store/records.hpp"

namespace arena::serve {

inline constexpr std::int64_t access_token_ms = 15 * 60 * 1000;
inline constexpr std::size_t jwt_bytes_max = 4096;
inline constexpr std::int64_t jwt_leeway_ms = 5000;  ///< for clocks of other servers

/// Whom a token speaks for. Wire: userId, username, class, role, session.
struct Claims {
    std::string user_id, user_name, player_class;
    Role role = Role::player;
    std::string session;          ///< the family of refresh tokens
    std::int64_t expires_ms = 0;  ///< whole seconds, as `exp`
    std::int64_t made_ms = 0;     ///< `madeMs`, finer than `iat`; 0: not told
};

struct JwtKey {
    std::string id;      ///< `kid`
    std::string secret;  ///< at least 32 bytes (RFC 7518 section 3.2)
};

/// The first key signs, all verify.
struct JwtSettings {
    std::vector<JwtKey> keys;
    std::string issuer = "arena", audience = "arena";
};

enum class JwtFault {
    malformed,      ///< no three parts of base64url, no JSON, a claim of a wrong type
    algorithm,      ///< not HS256
    unknown_key,    ///< no such `kid`
    signature,      ///< not ours, or changed
    expired,        ///< `exp` is over
    not_yet_valid,  ///< `nbf` is to come
    other_issuer,
    other_audience,
};

/// A word of it for a log; clients are told only that the token is not accepted, or expired.
std::string_view jwt_fault_name(JwtFault fault);

/// `claims.expires_ms` is not read: the token lives `life_ms` from now.
std::string sign_jwt(const JwtSettings& settings, const Claims& claims, std::int64_t now_ms,
                     std::int64_t life_ms = access_token_ms);

tl::expected<Claims, JwtFault> verify_jwt(const JwtSettings& settings, std::string_view token,
                                          std::int64_t now_ms);

}  // namespace arena::serve

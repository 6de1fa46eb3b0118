// Refresh tokens: opaque, 256 bits, exchanged at each use (RFC 9700 section 4.14.2).
//
// The store knows only their SHA-256. A token that was exchanged already is shown either by a
// second tab or a client whose answer got lost, or by a thief. Within the grace time it gets the
// same successor again, which is HMAC(secret, predecessor), so nothing has to remember it; later
// the whole family is revoked, thief and owner alike.
//
// These run inside a write job, which may run twice: a first token is made outside of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "serve/store/store.hpp"

namespace arena::serve {

inline constexpr std::int64_t refresh_token_ms = 7LL * 24 * 3600 * 1000;
inline constexpr std::int64_t refresh_grace_ms = 20'000;

struct RefreshSettings {
    std::string secret;  ///< of this purpose only
    std::int64_t life_ms = refresh_token_ms;
    std::int64_t grace_ms = refresh_grace_ms;
};

/// Lower-case hex SHA-256 of the token's text: what the store keeps.
std::string refresh_hash(std::string_view token);

std::string refresh_successor(const RefreshSettings& settings, std::string_view token);

/// Keeps `token` (ids' random_token) as the first of `family`.
Result<void> start_refresh(Session& session, const RefreshSettings& settings,
                           std::string_view token, std::string_view family,
                           std::string_view user_id, std::int64_t now_ms);

struct RefreshExchange {
    enum class Outcome {
        exchanged,
        repeated,  ///< within the grace time: the same successor; set the cookie again
        unknown,
        expired,
        revoked,
        reused,  ///< after the grace time: the family is revoked now; close its sockets
    };
    Outcome outcome = Outcome::unknown;
    std::string token;  ///< the successor, of `exchanged` and `repeated`
    std::string user_id, family;
    std::int64_t expires_ms = 0;  ///< of the successor

    bool is_accepted() const {
        return outcome == Outcome::exchanged || outcome == Outcome::repeated;
    }
};

Result<RefreshExchange> exchange_refresh(Session& session, const RefreshSettings& settings,
                                         std::string_view token, std::int64_t now_ms);

}  // namespace arena::serve

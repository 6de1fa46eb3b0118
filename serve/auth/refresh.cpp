#include "serve/auth/refresh.hpp"

#include "judge/content_hash.hpp"
#include "serve/auth/hmac.hpp"
#include "serve/base64url.hpp"

namespace arena::serve {
namespace {

using Outcome = RefreshExchange::Outcome;

Result<Outcome> judge_token(Session& session, const RefreshSettings& settings,
                            const RefreshRecord& token, std::int64_t now_ms) {
    if (token.family_revoked) return Outcome::revoked;
    if (!token.rotated_ms) {
        if (now_ms >= token.expires_ms) return Outcome::expired;
        auto is_first = session.rotate_refresh(token.token_hash, now_ms);
        if (!is_first) return tl::unexpected(is_first.error());
        return *is_first ? Outcome::exchanged : Outcome::repeated;
    }
    if (now_ms < *token.rotated_ms + settings.grace_ms) return Outcome::repeated;
    if (auto revoked = session.revoke_family(token.family); !revoked) {
        return tl::unexpected(revoked.error());
    }
    return Outcome::reused;
}

}  // namespace

std::string refresh_hash(std::string_view token) {
    return sha256_hex(token);
}

std::string refresh_successor(const RefreshSettings& settings, std::string_view token) {
    return base64url(hmac_sha256(settings.secret, token));
}

Result<void> start_refresh(Session& session, const RefreshSettings& settings,
                           std::string_view token, std::string_view family,
                           std::string_view user_id, std::int64_t now_ms) {
    RefreshRecord record;
    record.token_hash = refresh_hash(token);
    record.family = family;
    record.user_id = user_id;
    record.expires_ms = now_ms + settings.life_ms;
    return session.add_refresh(record);
}

Result<RefreshExchange> exchange_refresh(Session& session, const RefreshSettings& settings,
                                         std::string_view token, std::int64_t now_ms) {
    RefreshExchange exchange;
    auto found = session.refresh_by_hash(refresh_hash(token));
    if (!found) return tl::unexpected(found.error());
    if (!*found) return exchange;
    const RefreshRecord& record = **found;
    exchange.user_id = record.user_id;
    exchange.family = record.family;
    auto outcome = judge_token(session, settings, record, now_ms);
    if (!outcome) return tl::unexpected(outcome.error());
    exchange.outcome = *outcome;
    if (!exchange.is_accepted()) return exchange;
    exchange.token = refresh_successor(settings, token);
    // A repeated exchange finds its successor there already, with the life it was given then.
    exchange.expires_ms = record.rotated_ms.value_or(now_ms) + settings.life_ms;
    RefreshRecord successor;
    successor.token_hash = refresh_hash(exchange.token);
    successor.family = record.family;
    successor.user_id = record.user_id;
    successor.expires_ms = exchange.expires_ms;
    if (auto added = session.add_refresh(successor); !added) {
        return tl::unexpected(added.error());
    }
    return exchange;
}

}  // namespace arena::serve

#include "serve/auth/jwt.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/assert.hpp"
#include "core/json_text.hpp"
#include "serve/auth/hmac.hpp"
#include "serve/base64url.hpp"

namespace arena::serve {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t seconds_max = std::int64_t{1} << 40;  // beyond it `* 1000` could overflow

tl::unexpected<JwtFault> refuse(JwtFault fault) {
    return tl::unexpected(fault);
}

std::optional<Json> read_object(std::string_view part) {
    const auto bytes = read_base64url(part);
    if (!bytes) return std::nullopt;
    Json json = Json::parse(*bytes, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

std::optional<std::string> text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

/// A NumericDate of whole seconds, in milliseconds.
std::optional<std::int64_t> time_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer()) return std::nullopt;
    const auto seconds = found->get<std::int64_t>();
    if (seconds < 0 || seconds > seconds_max) return std::nullopt;
    return seconds * second_ms;
}

/// `aud` is a text or a list of texts (RFC 7519 section 4.1.3).
bool is_for(const Json& payload, const std::string& audience) {
    const auto found = payload.find("aud");
    if (found == payload.end()) return false;
    if (found->is_array()) return std::find(found->begin(), found->end(), audience) != found->end();
    return *found == audience;
}

tl::expected<const JwtKey*, JwtFault> key_of(const JwtSettings& settings, std::string_view part) {
    const auto header = read_object(part);
    if (!header) return refuse(JwtFault::malformed);
    if (text_of(*header, "alg") != "HS256" || header->contains("crit")) {
        return refuse(JwtFault::algorithm);
    }
    const auto id = text_of(*header, "kid");
    for (const JwtKey& key : settings.keys) {
        if (id == key.id) return &key;
    }
    return refuse(JwtFault::unknown_key);
}

tl::expected<Claims, JwtFault> read_claims(const Json& payload) {
    const auto user_id = text_of(payload, "userId");
    const auto user_name = text_of(payload, "username");
    const auto player_class = text_of(payload, "class");
    const auto role_word = text_of(payload, "role");
    const auto session = text_of(payload, "session");
    const auto role = role_word ? read_role(*role_word) : std::nullopt;
    if (!user_id || !user_name || !player_class || !role || !session) {
        return refuse(JwtFault::malformed);
    }
    return Claims{*user_id, *user_name, *player_class, *role, *session, 0};
}

}  // namespace

std::string_view jwt_fault_name(JwtFault fault) {
    switch (fault) {
        case JwtFault::malformed: return "malformed";
        case JwtFault::algorithm: return "wrong algorithm";
        case JwtFault::unknown_key: return "unknown key";
        case JwtFault::signature: return "wrong signature";
        case JwtFault::expired: return "expired";
        case JwtFault::not_yet_valid: return "not yet valid";
        case JwtFault::other_issuer: return "another issuer";
        case JwtFault::other_audience: return "another audience";
    }
    ARENA_ASSERT(false);
}

std::string sign_jwt(const JwtSettings& settings, const Claims& claims, std::int64_t now_ms,
                     std::int64_t life_ms) {
    ARENA_ASSERT(!settings.keys.empty());
    const JwtKey& key = settings.keys.front();
    const Json header{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", key.id}};
    const Json payload{{"iss", settings.issuer},       {"aud", settings.audience},
                       {"iat", now_ms / second_ms},    {"exp", (now_ms + life_ms) / second_ms},
                       {"userId", claims.user_id},     {"username", claims.user_name},
                       {"class", claims.player_class}, {"role", role_name(claims.role)},
                       {"session", claims.session},    {"madeMs", now_ms}};
    std::string token = base64url(json_text(header)) + '.' + base64url(json_text(payload));
    token += '.' + base64url(hmac_sha256(key.secret, token));
    return token;
}

tl::expected<Claims, JwtFault> verify_jwt(const JwtSettings& settings, std::string_view token,
                                          std::int64_t now_ms) {
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    const bool has_three_parts =
        first != std::string_view::npos && token.find('.', first + 1) == last && first != last;
    if (token.size() > jwt_bytes_max || !has_three_parts) return refuse(JwtFault::malformed);
    const auto key = key_of(settings, token.substr(0, first));
    if (!key) return refuse(key.error());
    const auto signature = read_base64url(token.substr(last + 1));
    if (!signature) return refuse(JwtFault::malformed);
    if (!is_equal_secretly(*signature, hmac_sha256((*key)->secret, token.substr(0, last)))) {
        return refuse(JwtFault::signature);
    }
    const auto payload = read_object(token.substr(first + 1, last - first - 1));
    if (!payload) return refuse(JwtFault::malformed);
    if (text_of(*payload, "iss") != settings.issuer) return refuse(JwtFault::other_issuer);
    if (!is_for(*payload, settings.audience)) return refuse(JwtFault::other_audience);
    const auto expires_ms = time_of(*payload, "exp");
    if (!expires_ms) return refuse(JwtFault::malformed);
    if (now_ms >= *expires_ms + jwt_leeway_ms) return refuse(JwtFault::expired);
    if (payload->contains("nbf")) {
        const auto from_ms = time_of(*payload, "nbf");
        if (!from_ms) return refuse(JwtFault::malformed);
        if (now_ms + jwt_leeway_ms < *from_ms) return refuse(JwtFault::not_yet_valid);
    }
    auto claims = read_claims(*payload);
    if (!claims) return claims;
    claims->expires_ms = *expires_ms;
    if (const auto made = payload->find("madeMs"); made != payload->end())
        claims->made_ms = made->is_number_integer() ? made->get<std::int64_t>() : 0;
    return claims;
}

}  // namespace arena::serve

#include "serve/auth/jwt.hpp"

#include <nlohmann/json.hpp>

#include "serve/auth/hmac.hpp"
#include "serve/auth/ws_tickets.hpp"
#include "serve/base64url.hpp"
#include "tests/support/catch.hpp"

namespace arena::serve {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t now_ms = 1'800'000'000'000;
const JwtSettings settings{{{"new", std::string(32, 'n')}, {"old", std::string(32, 'o')}}};

Claims claims_of_ada() {
    return {"u1", "Ada", "mage", Role::setter, "family", 0};
}

Json good_header() {
    return {{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "new"}};
}

Json good_payload() {
    return {{"iss", "arena"},  {"aud", "arena"}, {"exp", now_ms / 1000 + 60}, {"userId", "u1"},
            {"username", "A"}, {"class", ""},    {"role", "admin"},           {"session", "f"}};
}

std::string token_of(const std::string& header, const std::string& payload,
                     const std::string& secret = std::string(32, 'n')) {
    const std::string text = base64url(header) + "." + base64url(payload);
    return text + "." + base64url(hmac_sha256(secret, text));
}

/// "" when it is accepted.
std::string fault_of(const std::string& token, std::int64_t at_ms = now_ms) {
    const auto verified = verify_jwt(settings, token, at_ms);
    return verified ? "" : std::string(jwt_fault_name(verified.error()));
}

std::string fault_with(const char* claim, const Json& value) {
    Json payload = good_payload();
    payload[claim] = value;
    return fault_of(token_of(good_header().dump(), payload.dump()));
}

}  // namespace

TEST_CASE("jwt: HS256 is that of RFC 7515, appendix A.1") {
    const std::string input =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ";
    const auto key = read_base64url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    REQUIRE(key);
    CHECK(base64url(hmac_sha256(*key, input)) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

TEST_CASE("jwt: what was signed is read back, for fifteen minutes") {
    const std::string token = sign_jwt(settings, claims_of_ada(), now_ms);
    const auto verified = verify_jwt(settings, token, now_ms);
    REQUIRE(verified);
    CHECK(verified->user_id == "u1");
    CHECK(verified->user_name == "Ada");
    CHECK(verified->player_class == "mage");
    CHECK(verified->role == Role::setter);
    CHECK(verified->session == "family");
    CHECK(verified->expires_ms == now_ms + 15 * 60 * 1000);
    const auto end_ms = verified->expires_ms + jwt_leeway_ms;
    CHECK(fault_of(token, end_ms - 1).empty());
    CHECK(fault_of(token, end_ms) == "expired");
    // The old key still verifies; a removed one does not.
    CHECK(verify_jwt({{settings.keys[1]}}, sign_jwt({{settings.keys[1]}}, {}, now_ms), now_ms));
    CHECK(fault_of(sign_jwt({{settings.keys[1]}}, claims_of_ada(), now_ms)).empty());
    CHECK(fault_of(sign_jwt({{{"gone", "x"}}}, claims_of_ada(), now_ms)) == "unknown key");
    CHECK(fault_of(sign_jwt({{{"new", "x"}}}, claims_of_ada(), now_ms)) == "wrong signature");
}

TEST_CASE("jwt: the algorithm is not the token's choice") {
    const std::string payload = good_payload().dump();
    CHECK(fault_of(token_of(good_header().dump(), payload)).empty());
    for (const char* algorithm : {"none", "None", "HS384", "RS256", "hs256", ""}) {
        Json header = good_header();
        header["alg"] = algorithm;
        CHECK(fault_of(token_of(header.dump(), payload)) == "wrong algorithm");
        const std::string bare = base64url(header.dump()) + "." + base64url(payload) + ".";
        CHECK(fault_of(bare) == "wrong algorithm");
    }
    Json header = good_header();
    header["crit"] = Json::array({"exp"});
    CHECK(fault_of(token_of(header.dump(), payload)) == "wrong algorithm");
    header = good_header();
    header.erase("kid");
    CHECK(fault_of(token_of(header.dump(), payload)) == "unknown key");
    header["kid"] = 5;
    CHECK(fault_of(token_of(header.dump(), payload)) == "unknown key");
}

TEST_CASE("jwt: claims that do not fit are refused") {
    CHECK(fault_with("iss", "elsewhere") == "another issuer");
    CHECK(fault_with("iss", 1) == "another issuer");
    CHECK(fault_with("aud", "elsewhere") == "another audience");
    CHECK(fault_with("aud", Json::array({"elsewhere"})) == "another audience");
    CHECK(fault_with("aud", Json::array({"elsewhere", "arena"})).empty());
    CHECK(fault_with("nbf", now_ms / 1000 + 6) == "not yet valid");
    CHECK(fault_with("nbf", now_ms / 1000 + 5).empty());
    CHECK(fault_with("nbf", "soon") == "malformed");
    CHECK(fault_with("exp", now_ms / 1000 - 5) == "expired");
    for (const Json& odd : {Json("never"), Json(1e300), Json(-1), Json(), Json(INT64_MAX)}) {
        CHECK(fault_with("exp", odd) == "malformed");
    }
    CHECK(fault_with("role", "emperor") == "malformed");
    for (const char* claim : {"userId", "username", "class", "role", "session"}) {
        CHECK(fault_with(claim, 7) == "malformed");
        Json payload = good_payload();
        payload.erase(claim);
        CHECK(fault_of(token_of(good_header().dump(), payload.dump())) == "malformed");
    }
    CHECK(fault_of(token_of(good_header().dump(), "[]")) == "malformed");
    CHECK(fault_of(token_of(good_header().dump(), "{")) == "malformed");
}

TEST_CASE("jwt: a token with any one letter changed is refused") {
    const std::string token = sign_jwt(settings, claims_of_ada(), now_ms);
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        INFO(at);
        CHECK_FALSE(fault_of(changed).empty());
    }
    for (const std::string& odd :
         {std::string(), std::string("."), std::string(".."), std::string("a.b"), token + "=",
          token + ".", "." + token, token + "A", token.substr(0, token.rfind('.') + 1),
          std::string(jwt_bytes_max + 1, 'A'), std::string(100, '.')}) {
        CHECK_FALSE(fault_of(odd).empty());
    }
}

TEST_CASE("tickets: once, for thirty seconds, not without end") {
    WsTickets tickets(2);
    const auto one = tickets.issue(claims_of_ada(), 1000);
    const auto two = tickets.issue(claims_of_ada(), 2000);
    REQUIRE_OK(one);
    REQUIRE_OK(two);
    CHECK(tickets.issue(claims_of_ada(), 3000).error().code == ErrorCode::host);
    CHECK(tickets.redeem(*one, 30'999)->user_name == "Ada");
    CHECK_FALSE(tickets.redeem(*one, 30'999));
    CHECK_FALSE(tickets.redeem("", 30'999));
    CHECK_FALSE(tickets.redeem(*two, 32'000));
    CHECK_FALSE(tickets.redeem(*two, 31'999));  // a late try spends it too
    CHECK(tickets.issue(claims_of_ada(), 31'000));
}

}  // namespace arena::serve

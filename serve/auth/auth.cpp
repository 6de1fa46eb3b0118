// Auth over its parts. See auth.hpp.
#include "serve/auth/auth.hpp"

#include <openssl/crypto.h>

#include <cstdlib>
#include <deque>
#include <map>
#include <set>

#include "serve/auth/hashing_pool.hpp"
#include "serve/auth/hmac.hpp"
#include "serve/auth/jwt.hpp"
#include "serve/auth/refresh.hpp"
#include "serve/auth/secrets.hpp"
#include "serve/auth/ws_tickets.hpp"
#include "serve/ids.hpp"

namespace arena::serve {
namespace {

constexpr const char* service_secret_variable = "INTERNAL_SERVICE_SECRET_FILE";

std::optional<std::string> environment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

api::Caller caller_of_claims(const Claims& claims) {
    return {claims.user_id, claims.user_name,  claims.role,   claims.player_class,
            claims.session, claims.expires_ms, claims.made_ms};
}

Claims claims_of_caller(const api::Caller& caller) {
    Claims claims;
    claims.user_id = caller.user_id;
    claims.user_name = caller.name;
    claims.role = caller.role;
    claims.player_class = caller.player_class;
    claims.session = caller.session;
    claims.expires_ms = caller.expires_ms;
    claims.made_ms = caller.made_ms;
    return claims;
}

class LocalAuth final : public Auth {
public:
    LocalAuth(const Settings& settings, Secrets secrets, std::string service_secret,
              std::function<void(std::function<void()>)> post, std::function<std::int64_t()> now_ms)
        : settings_(settings),
          refresh_{std::move(secrets.refresh_secret), settings.refresh_ttl_s * 1000,
                   settings.refresh_grace_ms},
          service_secret_(std::move(service_secret)),
          post_(std::move(post)),
          now_ms_(std::move(now_ms)),
          pool_({settings.hashing_threads}) {
        jwt_.keys = std::move(secrets.jwt_keys);
    }

    std::string access_token(const UserRecord& user, const std::string& family,
                             std::int64_t now_ms) const override {
        const Claims claims =
            claims_of_caller({user.id, user.name, user.role, user.player_class, family, 0, 0});
        return sign_jwt(jwt_, claims, now_ms, settings_.access_ttl_s * 1000);
    }

    std::optional<api::Caller> caller_of(const std::string& token) const override {
        const auto claims = verify(token);
        if (!claims) return std::nullopt;
        return caller_of_claims(*claims);
    }

    bool is_good(const api::Caller& caller) const override {
        if (now_ms_() >= caller.expires_ms + jwt_leeway_ms) return false;
        if (ended_.contains(caller.session)) return false;
        const auto revoked = revoked_ms_.find(caller.user_id);
        // a whole second is too coarse: who signs in anew right after has a good token
        const std::int64_t made_ms =
            caller.made_ms > 0 ? caller.made_ms : caller.expires_ms - settings_.access_ttl_s * 1000;
        return revoked == revoked_ms_.end() || made_ms > revoked->second;
    }

    bool is_ours(const std::string& token) const override {
        const auto claims = verify_jwt(jwt_, token, now_ms_());
        return claims || claims.error() == JwtFault::expired;  // told behind the signature
    }

    std::int64_t expires_ms(const std::string& token) const override {
        const auto claims = verify(token);
        return claims ? claims->expires_ms : 0;
    }

    Result<std::string> make_ticket(const api::Caller& caller, std::int64_t now_ms) override {
        return tickets_.issue(claims_of_caller(caller), now_ms);
    }

    std::optional<api::Caller> redeem_ticket(const std::string& ticket,
                                             std::int64_t now_ms) override {
        const auto claims = tickets_.redeem(ticket, now_ms);
        if (!claims) return std::nullopt;
        api::Caller caller = caller_of_claims(*claims);
        if (!is_good(caller)) return std::nullopt;
        return caller;
    }

    void hash(std::string password, std::function<void(Result<std::string>)> done) override {
        const auto taken = pool_.hash(
            std::move(password),
            [this, done](const Result<std::string>& hash) { post_([done, hash] { done(hash); }); });
        if (!taken) done(tl::unexpected<Error>(taken.error()));
    }

    void check(std::string password, std::string hash,
               std::function<void(Result<Checked>)> done) override {
        const std::string again = password;
        const auto taken = pool_.check(
            std::move(password), std::move(hash), [this, done, again](PasswordCheck checked) {
                post_([this, done, again, checked] { finish_check(done, again, checked); });
            });
        if (!taken) done(tl::unexpected<Error>(taken.error()));
    }

    Result<Refreshed> begin_refresh(Session& session, const std::string& user_id,
                                    std::int64_t now_ms) const override {
        Refreshed begun{user_id, random_token(), make_id(now_ms)};
        const auto started =
            start_refresh(session, refresh_, begun.token, begun.family, user_id, now_ms);
        if (!started) return tl::unexpected<Error>(started.error());
        return begun;
    }

    Result<Refreshed> refresh(Session& session, const std::string& token,
                              std::int64_t now_ms) const override {
        auto exchange = exchange_refresh(session, refresh_, token, now_ms);
        if (!exchange) return tl::unexpected<Error>(exchange.error());
        const bool is_ended = exchange->outcome == RefreshExchange::Outcome::reused;
        return Refreshed{exchange->user_id, exchange->token, exchange->family, is_ended};
    }

    Result<Refreshed> end_refresh(Session& session, const std::string& token) const override {
        auto known = session.refresh_by_hash(refresh_hash(token));
        if (!known) return tl::unexpected<Error>(known.error());
        if (!*known) return Refreshed{};
        auto revoked = session.revoke_family((*known)->family);
        if (!revoked) return tl::unexpected<Error>(revoked.error());
        return Refreshed{(*known)->user_id, "", (*known)->family, true};
    }

    void revoke(const std::string& user_id, std::int64_t now_ms) override {
        revoked_ms_[user_id] = now_ms;
    }

    void end_session(const std::string& family, std::int64_t now_ms) override {
        while (!ended_by_age_.empty() && ended_by_age_.front().first <= now_ms) {
            ended_.erase(ended_by_age_.front().second);
            ended_by_age_.pop_front();
        }
        // after that time its last token is over by itself
        const std::int64_t until_ms = now_ms + settings_.access_ttl_s * 1000 + jwt_leeway_ms;
        if (ended_.insert(family).second) ended_by_age_.emplace_back(until_ms, family);
    }

    bool is_service(std::string_view secret) const override {
        return !service_secret_.empty() && secret.size() == service_secret_.size() &&
               CRYPTO_memcmp(secret.data(), service_secret_.data(), secret.size()) == 0;
    }

private:
    std::optional<Claims> verify(const std::string& token) const {
        auto claims = verify_jwt(jwt_, token, now_ms_());
        if (!claims || !is_good(caller_of_claims(*claims))) return std::nullopt;
        return *std::move(claims);
    }

    /// A right password with a hash of an older kind is hashed anew on the way.
    void finish_check(const std::function<void(Result<Checked>)>& done, const std::string& password,
                      PasswordCheck checked) {
        if (!checked.is_right || !checked.is_outdated) return done(Checked{checked.is_right, ""});
        hash(password, [done](const Result<std::string>& fresh) {
            done(Checked{true, fresh ? *fresh : std::string()});
        });
    }

    const Settings settings_;
    JwtSettings jwt_;
    const RefreshSettings refresh_;
    const std::string service_secret_;
    const std::function<void(std::function<void()>)> post_;
    const std::function<std::int64_t()> now_ms_;
    WsTickets tickets_;
    std::map<std::string, std::int64_t> revoked_ms_;  ///< by user; older tokens are void
    std::set<std::string> ended_;                     ///< families that were logged out
    std::deque<std::pair<std::int64_t, std::string>> ended_by_age_;  ///< until when each is kept
    HashingPool pool_;  ///< last: its threads call the others
};

}  // namespace

Result<std::unique_ptr<Auth>> Auth::open(const Settings& settings,
                                         std::function<void(std::function<void()>)> post,
                                         std::function<std::int64_t()> now_ms) {
    auto secrets = load_secrets(settings.data_folder, environment);
    if (!secrets) return tl::unexpected<Error>(secrets.error());
    std::string service_secret;
    if (const auto path = environment(service_secret_variable)) {
        auto keys = read_keys(*path);
        if (!keys) return tl::unexpected<Error>(keys.error());
        service_secret = keys->front();
    }
    return std::make_unique<LocalAuth>(settings, *std::move(secrets), std::move(service_secret),
                                       std::move(post), std::move(now_ms));
}

}  // namespace arena::serve

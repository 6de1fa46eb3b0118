// Who is who: access tokens, refresh cookies, passwords, tickets; the parts are in serve/auth.
//
// Strand: the reactor's, but for the functions that take a Session: those run on a store thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "serve/api/caller.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

class Auth {
public:
    struct Settings {
        std::string data_folder;
        std::int64_t access_ttl_s = 900;
        std::int64_t refresh_ttl_s = 7 * 24 * 3600;
        std::int64_t refresh_grace_ms = 20'000;
        int hashing_threads = 1;
    };
    /// `post` runs work on the reactor. Errors: host (the secrets cannot be read or made).
    static Result<std::unique_ptr<Auth>> open(const Settings& settings,
                                              std::function<void(std::function<void()>)> post,
                                              std::function<std::int64_t()> now_ms);
    virtual ~Auth() = default;

    /// `family`: of the refresh tokens that it is given with.
    virtual std::string access_token(const UserRecord& user, const std::string& family,
                                     std::int64_t now_ms) const = 0;
    /// Signature, times, and what is_good() asks.
    virtual std::optional<api::Caller> caller_of(const std::string& token) const = 0;
    /// Is the token that this was read from still good: not expired, its session not ended, and
    /// the account neither banned nor demoted since?
    virtual bool is_good(const api::Caller& caller) const = 0;
    /// It was made here, though it may be over by now: nobody guessed it.
    virtual bool is_ours(const std::string& token) const = 0;
    /// Milliseconds since the epoch at which the token ends; 0 when it is not valid.
    virtual std::int64_t expires_ms(const std::string& token) const = 0;

    /// It is as good as the caller's token, and no longer. Error: host (too many are open).
    virtual Result<std::string> make_ticket(const api::Caller& caller, std::int64_t now_ms) = 0;
    virtual std::optional<api::Caller> redeem_ticket(const std::string& ticket,
                                                     std::int64_t now_ms) = 0;

    /// On a thread of the hashing pool; `done` comes on the reactor. Error: host (too many wait).
    virtual void hash(std::string password, std::function<void(Result<std::string>)> done) = 0;
    struct Checked {
        bool matches = false;
        std::string new_hash;  ///< to be stored when it matches; empty: the old one is good
    };
    virtual void check(std::string password, std::string hash,
                       std::function<void(Result<Checked>)> done) = 0;

    struct Refreshed {
        std::string user_id, token;  ///< token: empty when refused
        std::string family;
        bool is_ended = false;  ///< an old token was shown: the family ends here
    };
    virtual Result<Refreshed> begin_refresh(Session& session, const std::string& user_id,
                                            std::int64_t now_ms) const = 0;
    virtual Result<Refreshed> refresh(Session& session, const std::string& token,
                                      std::int64_t now_ms) const = 0;
    /// Whose the token was; empty: nobody's.
    virtual Result<Refreshed> end_refresh(Session& session, const std::string& token) const = 0;

    /// From now on no token of this account is valid that was made before.
    virtual void revoke(const std::string& user_id, std::int64_t now_ms) = 0;
    /// From now on no token of this family's is valid: it was logged out.
    virtual void end_session(const std::string& family, std::int64_t now_ms) = 0;

    /// What other services of the same owner show for /api/auth/verify.
    virtual bool is_service(std::string_view secret) const = 0;
};

}  // namespace arena::serve

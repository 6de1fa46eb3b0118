// Accounts and tokens: register, login, refresh, logout, verify.
//
// The refresh token is in a cookie that scripts cannot read and that goes to /api/auth only; the
// access token is in the answer, for the Authorization header. A wrong name and a wrong password
// get one answer after one hash's time, so that names cannot be probed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/assert.hpp"
#include "serve/api/store_answer.hpp"
#include "serve/api/user_json.hpp"
#include "serve/auth/auth.hpp"
#include "serve/auth/password.hpp"
#include "serve/auth/setup_token.hpp"
#include "serve/ids.hpp"
#include "serve/room/crowd.hpp"
#include "serve/settings.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

constexpr const char* cookie_name = "arena_refresh";
constexpr std::int64_t name_bytes_max = 32, password_bytes_least = 8;

bool is_good_name(const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-' || c == '.';
    };
    return std::all_of(name.begin(), name.end(), fits) && name.front() != '.' &&
           name.front() != '-';
}

std::string cookie(const App& app, const std::string& token, std::int64_t age_s) {
    return std::string(cookie_name) + "=" + token + "; HttpOnly; SameSite=Lax; Path=/api/auth" +
           (app.settings.secure_cookies ? "; Secure" : "") + "; Max-Age=" + std::to_string(age_s);
}

constexpr std::int64_t cookie_age_s = 7 * 24 * 3600;

/// The user and tokens, once the refresh token is durable.
void answer_signed_in(App& app, const std::shared_ptr<Call>& call, const UserRecord& user,
                      std::function<Result<Answered>(Session&)> before) {
    auto refresh = std::make_shared<Auth::Refreshed>();
    const std::int64_t now_ms = app.now_ms();
    auto refusal = std::make_shared<std::optional<Refused>>();
    app.write(
        [&app, user, refresh, refusal, now_ms,
         before = std::move(before)](Session& session) -> Result<void> {
            refusal->reset();
            auto first = before(session);
            if (!first) return tl::unexpected<Error>(first.error());
            if (!*first) {
                *refusal = first->error();
                return {};
            }
            auto token = app.auth.begin_refresh(session, user.id, now_ms);
            if (!token) return tl::unexpected<Error>(token.error());
            *refresh = *std::move(token);
            return {};
        },
        [&app, call, user, refresh, refusal, now_ms](const Result<void>& done) {
            if (!done && done.error().code == ErrorCode::usage)
                return call->refuse(403, "bad_setup_token", done.error().message);
            if (!done) return refuse_for_store(*call, done.error());
            if (*refusal)
                return call->refuse((*refusal)->status, (*refusal)->code, (*refusal)->message);
            call->set_header("Set-Cookie", cookie(app, refresh->token, cookie_age_s));
            call->answer(json{{"user", user_json(user)},
                              {"token", app.auth.access_token(user, refresh->family, now_ms)},
                              {"expiresIn", app.settings.access_ttl_s}});
        });
}

void register_user(App& app, const std::shared_ptr<Call>& call) {
    UserRecord user;
    user.id = make_id(app.now_ms());
    user.name = call->text("username");
    user.player_class = call->text("class");
    user.created_ms = app.now_ms();
    if (!is_good_name(user.name))
        return call->refuse(400, "bad_request",
                            "'username' may have letters, digits, '_', '-' and '.'");
    const std::string setup = call->text("setupToken");
    if (!setup.empty()) user.role = Role::admin;
    app.auth.hash(
        call->text("password"), [&app, call, user, setup](Result<std::string> hash) mutable {
            if (!hash) return call->refuse_later(503, "busy", hash.error().message, 1000);
            user.password_hash = *std::move(hash);
            answer_signed_in(app, call, user, [user, setup](Session& session) -> Result<Answered> {
                UserRecord stored = user;
                stored.role = Role::player;  // until the token is redeemed
                auto added = session.add_user(stored);
                if (!added) return tl::unexpected<Error>(added.error());
                if (!*added) return refused(409, "name_taken", "this name is taken");
                if (setup.empty()) return Answered(json());
                auto redeemed = redeem_setup(session, setup, user.id);
                if (!redeemed) return tl::unexpected<Error>(redeemed.error());
                // an error, so that the account is not kept
                if (!*redeemed)
                    return fail(ErrorCode::usage, "the set-up token is not valid any more");
                return Answered(json());
            });
        });
}

void login(App& app, const std::shared_ptr<Call>& call) {
    auto found = std::make_shared<std::optional<UserRecord>>();
    const auto check = [&app, call, found](const Result<void>& read) {
        if (!read) return refuse_for_store(*call, read.error());
        const bool known = found->has_value();
        app.auth.check(
            call->text("password"), known ? (*found)->password_hash : std::string(),
            [&app, call, found, known](const Result<Auth::Checked>& checked) {
                if (!checked) return call->refuse_later(503, "busy", checked.error().message, 1000);
                if (!known || !checked->matches)
                    return call->refuse(401, "bad_login", "the name or the password is wrong");
                if ((*found)->banned_ms)
                    return call->refuse(403, "banned", "this account is banned");
                answer_signed_in(app, call, **found,
                                 [user = (*found)->id,
                                  hash = checked->new_hash](Session& session) -> Result<Answered> {
                                     if (hash.empty()) return Answered(json());
                                     auto set = session.set_password_hash(user, hash);
                                     if (!set) return tl::unexpected<Error>(set.error());
                                     return Answered(json());
                                 });
            });
    };
    app.read(
        [found, name = call->text("username")](Session& session) -> Result<void> {
            auto user = session.user_by_name(name);
            if (!user) return tl::unexpected<Error>(user.error());
            *found = *std::move(user);
            return {};
        },
        check);
}

/// Its access tokens end at once, and so do the connections that were opened with them.
void end_session(App& app, const Auth::Refreshed& ended) {
    if (ended.family.empty()) return;
    app.auth.end_session(ended.family, app.now_ms());
    app.crowd.close_session(ended.user_id, ended.family, "logged out");
}

void refresh(App& app, const std::shared_ptr<Call>& call) {
    const std::string token = http::cookie_value(call->request.cookie, cookie_name);
    if (token.empty()) return call->refuse(401, "no_refresh_token", "sign in again");
    struct Outcome {
        Auth::Refreshed refreshed;
        std::optional<UserRecord> user;
    };
    auto outcome = std::make_shared<Outcome>();
    const std::int64_t now_ms = app.now_ms();
    app.write(
        [&app, outcome, token, now_ms](Session& session) -> Result<void> {
            auto refreshed = app.auth.refresh(session, token, now_ms);
            if (!refreshed) return tl::unexpected<Error>(refreshed.error());
            outcome->refreshed = *std::move(refreshed);
            if (outcome->refreshed.token.empty()) return {};
            auto user = session.user_by_id(outcome->refreshed.user_id);
            if (!user) return tl::unexpected<Error>(user.error());
            outcome->user = *std::move(user);
            return {};
        },
        [&app, call, outcome, now_ms](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            const Auth::Refreshed& refreshed = outcome->refreshed;
            if (refreshed.is_ended) end_session(app, refreshed);
            if (!outcome->user || outcome->user->banned_ms)
                return call->refuse(401, "bad_refresh_token", "sign in again");
            call->set_header("Set-Cookie", cookie(app, refreshed.token, cookie_age_s));
            const UserRecord& user = *outcome->user;
            call->answer(json{{"user", user_json(user)},
                              {"token", app.auth.access_token(user, refreshed.family, now_ms)},
                              {"expiresIn", app.settings.access_ttl_s}});
        });
}

void logout(App& app, const std::shared_ptr<Call>& call) {
    const std::string token = http::cookie_value(call->request.cookie, cookie_name);
    call->set_header("Set-Cookie", cookie(app, "", 0));
    auto ended = std::make_shared<Auth::Refreshed>();
    app.write(
        [&app, token, ended](Session& session) -> Result<void> {
            auto found = app.auth.end_refresh(session, token);
            if (!found) return tl::unexpected<Error>(found.error());
            *ended = *std::move(found);
            return {};
        },
        [&app, call, ended](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            end_session(app, *ended);
            call->answer(json::object());
        });
}

/// For other services: is this token good, and whose is it?
void verify(App& app, const std::shared_ptr<Call>& call) {
    const std::string token = call->text("token");
    const auto caller = app.auth.caller_of(token);
    if (!caller) return call->answer(json{{"active", false}});
    call->answer(json{{"active", true},
                      {"userId", caller->user_id},
                      {"username", caller->name},
                      {"class", caller->player_class},
                      {"role", role_name(caller->role)},
                      {"exp", app.auth.expires_ms(token) / 1000}});
}

Field name_field() {
    return text("username", 1, name_bytes_max, "letters, digits, '_', '-' and '.'");
}

std::vector<Route> token_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/auth/register",
         "register",
         "makes an account and signs in",
         Access::open,
         RateClass::login,
         {},
         {name_field(),
          text("password", password_bytes_least, static_cast<std::int64_t>(password_bytes_max),
               "8 to 256 bytes"),
          optional_field(line("class", 0, 32, "a free word of the profile")),
          optional_field(text("setupToken", 0, 128, "printed at the first start: makes an admin"))},
         201,
         0,
         "{user, token, expiresIn}; the refresh token as a cookie",
         register_user,
         {{403, "the set-up token is not valid"}, {409, "the name is taken"}}},
        {Method::post,
         "/api/auth/login",
         "login",
         "signs in",
         Access::open,
         RateClass::login,
         {},
         {name_field(), text("password", 1, 1024, "the password")},
         200,
         0,
         "{user, token, expiresIn}; the refresh token as a cookie",
         login,
         {{401, "the name or the password is wrong"}, {403, "the account is banned"}}},
    };
}

std::vector<Route> session_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/auth/refresh",
         "refresh",
         "a new access token for the cookie",
         Access::open,
         RateClass::write,
         {},
         {},
         200,
         0,
         "{user, token, expiresIn}",
         refresh,
         {{401, "the cookie is missing or not valid any more"}}},
        {Method::post,
         "/api/auth/logout",
         "logout",
         "ends the cookie's family, its access tokens and its connections",
         Access::open,
         RateClass::write,
         {},
         {},
         200,
         0,
         "{}",
         logout},
        {Method::post,
         "/api/auth/verify",
         "verify",
         "looks into a token, for services",
         Access::service,
         RateClass::none,
         {},
         {text("token", 1, 4096, "an access token")},
         200,
         0,
         "{active, userId, username, class, role, exp}",
         verify},
    };
}

}  // namespace

std::vector<Route> auth_routes() {
    std::vector<Route> all = token_routes();
    const std::vector<Route> more = session_routes();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api

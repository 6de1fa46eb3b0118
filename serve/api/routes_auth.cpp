// Accounts and tokens: register, login, refresh, logout, verify, tickets, profiles.
//
// The refresh token is in a cookie that scripts cannot read and that goes to /api/auth only; the
// access token is in the answer, for the Authorization header. A wrong name and a wrong password
// get one answer after one hash's time, so that names cannot be probed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/assert.hpp"
#include "serve/api/store_answer.hpp"
#include "serve/auth/auth.hpp"
#include "serve/auth/password.hpp"
#include "serve/auth/setup_token.hpp"
#include "serve/ids.hpp"
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

json user_json(const UserRecord& user) {
    return {{"id", user.id},
            {"name", user.name},
            {"class", user.player_class},
            {"role", role_name(user.role)},
            {"createdAt", user.created_ms}};
}

std::string cookie(const App& app, const std::string& token, std::int64_t age_s) {
    return std::string(cookie_name) + "=" + token + "; HttpOnly; SameSite=Lax; Path=/api/auth" +
           (app.settings.secure_cookies ? "; Secure" : "") + "; Max-Age=" + std::to_string(age_s);
}

constexpr std::int64_t cookie_age_s = 7 * 24 * 3600;

/// The user and tokens, once the refresh token is durable.
void answer_signed_in(App& app, const std::shared_ptr<Call>& call, const UserRecord& user,
                      std::function<Result<Answered>(Session&)> before) {
    auto refresh = std::make_shared<std::string>();
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
            call->set_header("Set-Cookie", cookie(app, *refresh, cookie_age_s));
            call->answer(json{{"user", user_json(user)},
                              {"token", app.auth.access_token(user, now_ms)},
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
            if (outcome->refreshed.user_id.empty()) return {};
            auto user = session.user_by_id(outcome->refreshed.user_id);
            if (!user) return tl::unexpected<Error>(user.error());
            outcome->user = *std::move(user);
            return {};
        },
        [&app, call, outcome, now_ms](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            if (!outcome->user || outcome->user->banned_ms)
                return call->refuse(401, "bad_refresh_token", "sign in again");
            call->set_header("Set-Cookie", cookie(app, outcome->refreshed.token, cookie_age_s));
            call->answer(json{{"user", user_json(*outcome->user)},
                              {"token", app.auth.access_token(*outcome->user, now_ms)},
                              {"expiresIn", app.settings.access_ttl_s}});
        });
}

void logout(App& app, const std::shared_ptr<Call>& call) {
    const std::string token = http::cookie_value(call->request.cookie, cookie_name);
    call->set_header("Set-Cookie", cookie(app, "", 0));
    answer_by_write(app, call, [&app, token](Session& session) -> Result<Answered> {
        auto ended = app.auth.end_refresh(session, token);
        if (!ended) return tl::unexpected<Error>(ended.error());
        return Answered(json::object());
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

void who_am_i(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call, [id = call->caller.user_id](Session& session) -> Result<Answered> {
        auto user = session.user_by_id(id);
        if (!user) return tl::unexpected<Error>(user.error());
        if (!*user) return refused(404, "not_found", "this account is gone");
        return Answered(user_json(**user));
    });
}

void change_profile(App& app, const std::shared_ptr<Call>& call) {
    answer_by_write(app, call,
                    [id = call->caller.user_id,
                     player_class = call->text("class")](Session& session) -> Result<Answered> {
                        auto set = session.set_player_class(id, player_class);
                        if (!set) return tl::unexpected<Error>(set.error());
                        auto user = session.user_by_id(id);
                        if (!user) return tl::unexpected<Error>(user.error());
                        if (!*user) return refused(404, "not_found", "this account is gone");
                        return Answered(user_json(**user));
                    });
}

void show_profile(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call,
                   [name = call->parameter("name")](Session& session) -> Result<Answered> {
                       auto user = session.user_by_name(name);
                       if (!user) return tl::unexpected<Error>(user.error());
                       if (!*user) return refused(404, "not_found", "no player has this name");
                       return Answered(user_json(**user));
                   });
}

void make_ticket(App& app, const std::shared_ptr<Call>& call) {
    const auto ticket = app.auth.make_ticket(call->caller, app.now_ms());
    if (!ticket) return call->refuse_later(503, "busy", ticket.error().message, 1000);
    call->answer(json{{"ticket", *ticket}, {"expiresIn", 30}});
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
         "ends the cookie's family",
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

std::vector<Route> profile_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/ws-ticket",
         "wsTicket",
         "a ticket for one WebSocket, for 30 s",
         Access::user,
         RateClass::write,
         {},
         {},
         200,
         0,
         "{ticket, expiresIn}",
         make_ticket},
        {Method::get,
         "/api/me",
         "me",
         "the own account",
         Access::user,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{id, name, class, role, createdAt}",
         who_am_i},
        {Method::patch,
         "/api/me",
         "changeMe",
         "changes the own profile",
         Access::user,
         RateClass::write,
         {},
         {line("class", 0, 32, "a free word of the profile")},
         200,
         0,
         "the account",
         change_profile},
        {Method::get,
         "/api/users/{name}",
         "user",
         "a player's profile",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         60,
         "{id, name, class, role, createdAt}",
         show_profile},
    };
}

}  // namespace

std::vector<Route> auth_routes() {
    std::vector<Route> all = token_routes();
    for (const auto& more : {session_routes(), profile_routes()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api

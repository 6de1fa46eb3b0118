// The own account, others' profiles, and tickets for WebSockets.
#include <nlohmann/json.hpp>

#include "serve/api/store_answer.hpp"
#include "serve/api/user_json.hpp"
#include "serve/auth/auth.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

/// `user` as an answer, or 404 with `absent`.
Result<Answered> answer_of(const Result<std::optional<UserRecord>>& user, const char* absent) {
    if (!user) return tl::unexpected<Error>(user.error());
    if (!*user) return refused(404, "not_found", absent);
    return Answered(user_json(**user));
}

constexpr const char* account_gone = "this account is gone";

void who_am_i(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call, [id = call->caller.user_id](Session& session) -> Result<Answered> {
        return answer_of(session.user_by_id(id), account_gone);
    });
}

void change_profile(App& app, const std::shared_ptr<Call>& call) {
    answer_by_write(app, call,
                    [id = call->caller.user_id,
                     player_class = call->text("class")](Session& session) -> Result<Answered> {
                        auto set = session.set_player_class(id, player_class);
                        if (!set) return tl::unexpected<Error>(set.error());
                        return answer_of(session.user_by_id(id), account_gone);
                    });
}

void show_profile(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call,
                   [name = call->parameter("name")](Session& session) -> Result<Answered> {
                       return answer_of(session.user_by_name(name), "no player has this name");
                   });
}

void make_ticket(App& app, const std::shared_ptr<Call>& call) {
    const auto ticket = app.auth.make_ticket(call->caller, app.now_ms());
    if (!ticket) return call->refuse_later(503, "busy", ticket.error().message, 1000);
    call->answer(json{{"ticket", *ticket}, {"expiresIn", 30}});
}

}  // namespace

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

}  // namespace arena::serve::api

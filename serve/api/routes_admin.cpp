// Organizers' and admins' calls: roles, bans, aborted matches, judging again.
//
// A rejudge runs the submission anew in the lowest class (serve/room/rejudge.hpp). With "preview"
// nothing is stored and the answer says what would change; without, the epoch is raised, so that a
// late result of the old one is ignored, and the match's result and all ratings follow.
#include <nlohmann/json.hpp>

#include "serve/api/store_answer.hpp"
#include "serve/auth/auth.hpp"
#include "serve/limits.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/rejudge.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

/// The last admin must not lock the door behind himself: nobody bans or demotes his own account.
bool is_own(const Caller& caller, const UserRecord& user) {
    return user.id == caller.user_id;
}

/// Peers would ban each other, and an organizer the only admin.
bool may_ban(const Caller& caller, const UserRecord& user) {
    return user.role < caller.role;
}

void refuse_own(Call& call) {
    call.refuse(409, "own_account", "this is your own account: let another admin do it");
}

/// Access tokens carry the role: those that allow more than the new one end at once, and so do the
/// connections that were opened with them.
void set_role(App& app, const std::shared_ptr<Call>& call) {
    const auto role = read_role(call->text("role"));
    auto user = std::make_shared<std::optional<UserRecord>>();
    const std::int64_t now_ms = app.now_ms();
    app.write(
        [user, caller = call->caller, name = call->parameter("name"), role,
         now_ms](Session& session) -> Result<void> {
            auto found = session.user_by_name(name);
            if (!found) return tl::unexpected<Error>(found.error());
            *user = *std::move(found);
            if (!*user || is_own(caller, **user)) return {};
            if ((*user)->role > *role) {
                const auto ended = session.end_tokens((*user)->id, now_ms);
                if (!ended) return tl::unexpected<Error>(ended.error());
            }
            return session.set_role((*user)->id, *role);
        },
        [&app, call, user, role, now_ms](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            if (!*user) return call->refuse(404, "not_found", "no player has this name");
            if (is_own(call->caller, **user)) return refuse_own(*call);
            if ((*user)->role > *role) {
                app.auth.revoke((*user)->id, now_ms);
                app.crowd.close((*user)->id, ws::CloseCode::bad_token, "the role changed");
            }
            call->answer(json{{"name", (*user)->name}, {"role", role_name(*role)}});
        });
}

/// Tokens end at once, and so do open connections.
void ban(App& app, const std::shared_ptr<Call>& call) {
    const bool banned = call->boolean("banned", true);
    auto user = std::make_shared<std::optional<UserRecord>>();
    const std::int64_t now_ms = app.now_ms();
    app.write(
        [user, caller = call->caller, name = call->parameter("name"), banned,
         now_ms](Session& session) -> Result<void> {
            auto found = session.user_by_name(name);
            if (!found) return tl::unexpected<Error>(found.error());
            *user = *std::move(found);
            if (!*user || is_own(caller, **user) || !may_ban(caller, **user)) return {};
            if (banned) {
                const auto revoked = session.revoke_user((*user)->id);
                if (!revoked) return tl::unexpected<Error>(revoked.error());
                const auto ended = session.end_tokens((*user)->id, now_ms);
                if (!ended) return tl::unexpected<Error>(ended.error());
            }
            return session.set_banned((*user)->id, banned ? std::optional(now_ms) : std::nullopt);
        },
        [&app, call, user, banned, now_ms](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            if (!*user) return call->refuse(404, "not_found", "no player has this name");
            if (is_own(call->caller, **user)) return refuse_own(*call);
            if (!may_ban(call->caller, **user))
                return call->refuse(403, "not_allowed",
                                    "only a lower role than yours can be banned");
            if (banned) {
                app.auth.revoke((*user)->id, now_ms);
                app.crowd.close((*user)->id, ws::CloseCode::not_allowed, "banned");
            }
            call->answer(json{{"name", (*user)->name}, {"banned", banned}});
        });
}

/// Who plays in a match has a player's rights there, whatever the role.
bool plays_in(const Room& room, const Caller& caller) {
    return match::find_player(room.state(), caller.user_id).has_value();
}

void refuse_player(Call& call) {
    call.refuse(403, "not_allowed", "you play in this match: let another organizer do it");
}

void abort_match(App& app, const std::shared_ptr<Call>& call) {
    const auto room = app.rooms->find(call->parameter("id"));
    if (!room || room->state().is_over())
        return call->refuse(404, "not_found", "no live match has this id");
    if (plays_in(*room, call->caller)) return refuse_player(*call);
    room->command(match::command::Abort{}, [call](const Told& told) {
        if (told.error) return refuse_for_store(*call, *told.error);
        if (told.refusal)
            return call->refuse(409, match::name(told.refusal->code),
                                match::description(told.refusal->code));
        call->answer(json{{"aborted", true}});
    });
}

void judge_again(App& app, const std::shared_ptr<Call>& call, const SubmissionRecord& submission,
                 bool preview) {
    rejudge(app, submission, preview, [call](const tl::expected<json, RejudgeFault>& done) {
        if (done) return call->answer(*done);
        switch (done.error().kind) {
            case RejudgeFault::Kind::store:
                return call->refuse_later(503, "store_unavailable", store_unavailable_text, 1000);
            case RejudgeFault::Kind::judge:
                return call->refuse_later(503, "judge_unavailable", done.error().message, 5000);
            case RejudgeFault::Kind::superseded:
                return call->refuse(409, "superseded", done.error().message);
        }
    });
}

void judge_submission_again(App& app, const std::shared_ptr<Call>& call) {
    const bool preview = call->boolean("preview", true);
    auto found = std::make_shared<std::optional<SubmissionRecord>>();
    app.read(
        [found, id = call->parameter("id")](Session& session) -> Result<void> {
            auto submission = session.submission_by_id(id);
            if (!submission) return tl::unexpected<Error>(submission.error());
            *found = *std::move(submission);
            return {};
        },
        [&app, call, found, preview](const Result<void>& read) {
            if (!read) return refuse_for_store(*call, read.error());
            if (!*found) return call->refuse(404, "not_found", "no submission has this id");
            if ((*found)->match_id.empty()) return judge_again(app, call, **found, preview);
            // its match is looked at when the verdict is there
            app.rooms->find_or_load((*found)->match_id, [&app, call, found, preview](
                                                            const std::shared_ptr<Room>& room) {
                if (room && !room->state().is_over())
                    return call->refuse(409, "not_over",
                                        "its match is not over: the judge is at work there");
                if (room && plays_in(*room, call->caller)) return refuse_player(*call);
                judge_again(app, call, **found, preview);
            });
        });
}

}  // namespace

std::vector<Route> admin_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/admin/users/{name}/role",
         "setRole",
         "gives a role",
         Access::admin,
         RateClass::write,
         {},
         {choice("role", {"player", "setter", "organizer", "admin"}, "the new role")},
         200,
         0,
         "{name, role}",
         set_role,
         {{409, "the own account"}}},
        {Method::post,
         "/api/admin/users/{name}/ban",
         "ban",
         "bans, or lifts a ban",
         Access::organizer,
         RateClass::write,
         {},
         {optional_field(boolean("banned", "default true"))},
         200,
         0,
         "{name, banned}",
         ban,
         {{403, "the account's role is not lower than the caller's"}, {409, "the own account"}}},
        {Method::post,
         "/api/admin/matches/{id}/abort",
         "abortMatch",
         "ends a match without a result",
         Access::organizer,
         RateClass::write,
         {},
         {},
         200,
         0,
         "{aborted}",
         abort_match,
         {{403, "the caller plays in it"}, {409, "the match cannot be aborted now"}}},
        {Method::post,
         "/api/admin/submissions/{id}/rejudge",
         "rejudge",
         "judges again; with preview (default) only says what would change",
         Access::organizer,
         RateClass::write,
         {},
         {optional_field(boolean("preview", "default true"))},
         200,
         0,
         "{id, preview, before, after, changed, match}",
         judge_submission_again,
         {{403, "the caller played in its match"},
          {409, "its match is not over, or it was judged again meanwhile"},
          {503, "the judge is busy or away"}}},
    };
}

}  // namespace arena::serve::api

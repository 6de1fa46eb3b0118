// Matches that are or were: history, state, replay.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/api/store_answer.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

match::Viewer viewer_of(const Room& room, const Caller& caller) {
    return room.viewer_for(caller.user_id, is_organizer(caller));
}

PageRequest page_of(const Call& call) {
    return {static_cast<int>(call.query_integer("limit", 50)),
            static_cast<int>(call.query_integer("offset", 0))};
}

/// The match as it was a spectator's delay ago. Who took a seat when is not in the record, so that
/// players are shown from the start on.
void make_late(MatchRecord& match, std::vector<MatchPlayerRecord>& players,
               const Onlooker& onlooker) {
    const auto plays = [&](const MatchPlayerRecord& one) {
        return one.user_id == onlooker.user_id;
    };
    const std::int64_t delay_ms = match.spectator_delay_ms;
    if (delay_ms == 0 || std::any_of(players.begin(), players.end(), plays)) return;
    const auto is_news = [&](std::int64_t at_ms) {
        return at_ms == 0 || at_ms + delay_ms > onlooker.now_ms;
    };
    if (is_news(match.ended_ms)) {
        match.status = match.started_ms == 0 ? "waiting" : "active";
        match.ended_ms = 0;
        for (MatchPlayerRecord& player : players) {
            player.rank = 0;
            player.score = 0;
        }
    }
    if (match.ended_ms == 0 && is_news(match.started_ms)) {
        match.status = "waiting";
        match.started_ms = 0;
        players.clear();
    }
}

json match_json(const MatchRecord& match, const std::vector<MatchPlayerRecord>& players) {
    json list = json::array();
    for (const auto& player : players)
        list.push_back({{"userId", player.user_id},
                        {"name", player.user_name},
                        {"rank", player.rank},
                        {"score", player.score}});
    json answer{{"id", match.id},
                {"mode", match.mode},
                {"status", match.status},
                {"createdAt", match.created_ms},
                {"startedAt", match.started_ms},
                {"endedAt", match.ended_ms},
                {"players", list}};
    if (!match.rematch_of.empty()) answer["rematchOf"] = match.rematch_of;
    return answer;
}

Result<Answered> list_history(Session& session, const std::string& user_id, PageRequest page,
                              const Onlooker& onlooker) {
    auto matches = session.match_history(user_id, page, onlooker);
    if (!matches) return tl::unexpected<Error>(matches.error());
    json list = json::array();
    for (const MatchRecord& match : *matches) {
        auto players = session.players_of(match.id);
        if (!players) return tl::unexpected<Error>(players.error());
        list.push_back(match_json(match, *players));
    }
    return Answered(json{{"matches", list}});
}

void history(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call,
                   [page = page_of(*call), onlooker = onlooker_of(app, call->caller),
                    name = call->query_text("user")](Session& session) -> Result<Answered> {
                       if (name.empty()) return list_history(session, "", page, onlooker);
                       auto user = session.user_by_name(name);
                       if (!user) return tl::unexpected<Error>(user.error());
                       if (!*user) return refused(404, "not_found", "no player has this name");
                       return list_history(session, (*user)->id, page, onlooker);
                   });
}

void show_match(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(app, call,
                   [id = call->parameter("id"), onlooker = onlooker_of(app, call->caller)](
                       Session& session) -> Result<Answered> {
                       auto match = session.match_by_id(id);
                       if (!match) return tl::unexpected<Error>(match.error());
                       if (!*match) return refused(404, "not_found", "no match has this id");
                       auto players = session.players_of(id);
                       if (!players) return tl::unexpected<Error>(players.error());
                       make_late(**match, *players, onlooker);
                       return Answered(match_json(**match, *players));
                   });
}

void live(App& app, const std::shared_ptr<Call>& call) {
    json list = json::array();
    for (const auto& [id, room] : app.rooms->all()) {
        const match::State& state = room->seen_state(viewer_of(*room, call->caller));
        if (state.is_over() || (state.status == match::Status::waiting && !room->code().empty()))
            continue;
        json players = json::array();
        for (const auto& player : state.players)
            players.push_back({{"userId", player.user}, {"name", player.name}});
        list.push_back({{"id", id},
                        {"mode", match::name(room->state().settings->mode)},
                        {"startedAt", state.started_ms},
                        {"endsAt", state.ends_ms},
                        {"spectators", room->spectators()},
                        {"players", players}});
    }
    call->answer(json{{"matches", list}});
}

void show_state(App& app, const std::shared_ptr<Call>& call) {
    app.rooms->find_or_load(call->parameter("id"), [call](const std::shared_ptr<Room>& room) {
        if (!room) return call->refuse(404, "not_found", "no match has this id");
        call->answer(
            json_value(room->state_json(call->caller.user_id, is_organizer(call->caller), false)));
    });
}

void replay(App& app, const std::shared_ptr<Call>& call) {
    app.rooms->find_or_load(call->parameter("id"), [call](const std::shared_ptr<Room>& room) {
        if (!room) return call->refuse(404, "not_found", "no finished match has this id");
        const match::Viewer viewer = viewer_of(*room, call->caller);
        if (!room->seen_state(viewer).is_over())
            return call->refuse(409, "not_over", "a match can be replayed when it is over");
        call->answer(json{{"match", room->id()},
                          {"mode", match::name(room->state().settings->mode)},
                          {"events", json_value(room->replay_json(viewer))}});
    });
}

/// Sources of a finished match, and one's own at any time.
void sources(App& app, const std::shared_ptr<Call>& call) {
    app.rooms->find_or_load(call->parameter("id"), [&app, call](const std::shared_ptr<Room>& room) {
        if (!room) return call->refuse(404, "not_found", "no match has this id");
        std::map<std::string, std::string> open;  // and the verdict, once this viewer may know it
        const match::Viewer viewer = viewer_of(*room, call->caller);
        const match::State& state = room->seen_state(viewer);
        for (std::size_t i = 0; i < state.submissions.size(); ++i) {
            const match::Submission& one = state.submissions[i];
            if (!match::may_see_source(state, i, viewer)) continue;
            open[one.id] = one.verdict ? std::string(name(*one.verdict)) : "";
        }
        answer_by_read(app, call, [id = room->id(), open](Session& session) -> Result<Answered> {
            auto submissions = session.submissions_of_match(id);
            if (!submissions) return tl::unexpected<Error>(submissions.error());
            json list = json::array();
            for (const SubmissionRecord& one : *submissions)
                if (const auto shown = open.find(one.id); shown != open.end())
                    list.push_back({{"id", one.id},
                                    {"userId", one.user_id},
                                    {"problemId", one.problem_id},
                                    {"language", one.language},
                                    {"receivedAt", one.received_ms},
                                    {"verdict", shown->second},
                                    {"code", one.code}});
            return Answered(json{{"submissions", list}});
        });
    });
}

std::vector<Field> page_fields() {
    return {optional_field(integer("limit", 1, 200, "how many, default 50")),
            optional_field(integer("offset", 0, 1'000'000, "how many to skip"))};
}

std::vector<Route> listing_routes() {
    using http::Method;
    std::vector<Field> history_fields = page_fields();
    history_fields.push_back(optional_field(text("user", 1, 32, "only of this player")));
    return {
        {Method::get,
         "/api/matches",
         "matches",
         "finished matches, newest first",
         Access::anyone,
         RateClass::read,
         history_fields,
         {},
         200,
         60,
         "{matches}",
         history},
        {Method::get,
         "/api/matches/live",
         "liveMatches",
         "matches being played",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{matches}",
         live},
        {Method::get,
         "/api/matches/{id}",
         "match",
         "one match",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{id, mode, status, ..., players}",
         show_match},
    };
}

std::vector<Route> detail_routes() {
    using http::Method;
    return {
        {Method::get,
         "/api/matches/{id}/state",
         "matchState",
         "what match:state says to this caller",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         0,
         "a match:state message",
         show_state},
        {Method::get,
         "/api/matches/{id}/replay",
         "replay",
         "every event of a finished match",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{match, mode, events}",
         replay,
         {{409, "the match is not over"}}},
        {Method::get,
         "/api/matches/{id}/submissions",
         "matchSubmissions",
         "sources that this caller may see",
         Access::user,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{submissions}",
         sources},
    };
}

}  // namespace

std::vector<Route> match_routes() {
    std::vector<Route> all = listing_routes();
    const std::vector<Route> more = detail_routes();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api

// Making battles: private rooms by code, rematches, what waits in the lobby.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/api/store_answer.hpp"
#include "serve/ids.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/match_choice.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

std::vector<std::string_view> mode_names() {
    std::vector<std::string_view> names;
    for (const match::Mode mode : match::all_modes) names.push_back(match::name(mode));
    return names;
}

/// As this caller may know it: who looks on late is not told who plays now.
json room_json(const Room& room, const Caller& caller) {
    json players = json::array();
    const match::State& state =
        room.seen_state(room.viewer_for(caller.user_id, is_organizer(caller)));
    for (const auto& player : state.players)
        players.push_back({{"userId", player.user}, {"name", player.name}});
    json answer{
        {"matchId", room.id()}, {"mode", match::name(state.settings->mode)}, {"players", players}};
    if (!room.code().empty()) answer["code"] = room.code();
    return answer;
}

void answer_room(const std::shared_ptr<Call>& call, const Result<std::shared_ptr<Room>>& made) {
    if (!made && made.error().code == ErrorCode::usage)
        return call->refuse(400, "bad_match", made.error().message);
    if (!made) return refuse_for_store(*call, made.error());
    call->answer(room_json(**made, call->caller));
}

/// The open room with this code. For who looks on late a match is open until they see its end.
std::shared_ptr<Room> find_room(const App& app, const std::string& text, const Caller& caller) {
    const std::string code = read_room_code(text);
    if (code.empty()) return nullptr;
    if (auto room = app.rooms->find_code(code)) return room;
    for (const auto& [id, room] : app.rooms->all()) {
        const auto viewer = room->viewer_for(caller.user_id, is_organizer(caller));
        if (room->code() == code && !room->seen_state(viewer).is_over()) return room;
    }
    return nullptr;
}

/// To the players of the match before, wherever they are connected; who asked has the answer.
void invite(const App& app, const Room& room, const std::string& before, const Caller& host) {
    const auto frame = ws::text_frame(
        ws::event_envelope("match:rematch", before, 0, json_text(room_json(room, host))));
    for (const auto& player : room.state().settings->players)
        if (player.user != host.user_id) app.crowd.send(player.user, frame);
}

void make_room(App& app, const std::shared_ptr<Call>& call, const MatchAsk& ask,
               const std::string& rematch_of) {
    auto settings = choose_match(app.problems, ask);
    if (!settings) {
        const int status = settings.error().code == ErrorCode::unsupported ? 503 : 400;
        return call->refuse(status, "bad_match", settings.error().message);
    }
    MatchWish wish;
    wish.settings = *std::move(settings);
    if (app.settings.relaxed_limits) wish.settings.chat_window_ms = 0;
    wish.creator_id = call->caller.user_id;
    wish.rematch_of = rematch_of;
    wish.with_code = true;
    if (rematch_of.empty())
        return app.rooms->create(
            std::move(wish),
            [call](const Result<std::shared_ptr<Room>>& made) { answer_room(call, made); });
    app.rooms->rematch(
        std::move(wish),
        [&app, call, rematch_of](const Result<std::shared_ptr<Room>>& made, bool is_new) {
            if (made && is_new) invite(app, **made, rematch_of, call->caller);
            answer_room(call, made);
        });
}

/// The ratings of `users` in the mode, then the room.
void make_room_for(App& app, const std::shared_ptr<Call>& call, MatchAsk ask,
                   std::string rematch_of) {
    auto shared = std::make_shared<MatchAsk>(std::move(ask));
    app.read(
        [shared](Session& session) -> Result<void> {
            shared->seen.clear();
            for (auto& player : shared->players) {
                auto rating = session.rating_of(player.user, match::name(shared->mode));
                if (!rating) return tl::unexpected<Error>(rating.error());
                player.rating = rating->rating;
                auto seen = session.seen_problems(player.user);
                if (!seen) return tl::unexpected<Error>(seen.error());
                shared->seen.insert(seen->begin(), seen->end());
            }
            return {};
        },
        [&app, call, shared, rematch_of = std::move(rematch_of)](const Result<void>& read) {
            if (!read) return refuse_for_store(*call, read.error());
            make_room(app, call, *shared, rematch_of);
        });
}

bool is_draining(const App& app, Call& call) {
    if (app.draining) call.refuse_later(503, "restarting", "the server restarts", 3000);
    return app.draining;
}

void create_battle(App& app, const std::shared_ptr<Call>& call) {
    if (is_draining(app, *call)) return;
    MatchAsk ask;
    ask.mode = *match::parse_mode(call->text("mode"));
    ask.players.push_back({call->caller.user_id, call->caller.name, 1500});
    ask.duration_ms = call->integer("durationS", 0) * 1000;
    ask.part_ms = call->integer("partS", 0) * 1000;
    ask.spectator_delay_ms =
        call->integer("spectatorDelayS", app.settings.spectator_delay_ms / 1000) * 1000;
    ask.players_max = static_cast<std::size_t>(call->integer("players", 0));
    ask.starts_when_full = call->boolean("startsWhenFull", true);
    ask.spectators_see_sources = call->boolean("spectatorsSeeSources", false);
    if (ask.spectators_see_sources && !is_organizer(call->caller))
        return call->refuse(403, "not_allowed", "only organizers may show sources to spectators");
    ask.seed = static_cast<std::uint64_t>(app.now_ms());
    if (const auto found = call->body().find("problems"); found != call->body().end()) {
        for (const json& id : *found) {
            if (!id.is_string())
                return call->refuse(400, "bad_request", "'problems' must hold strings");
            ask.problems.push_back(id.get<std::string>());
        }
    }
    make_room_for(app, call, std::move(ask), "");
}

void find_battle(App& app, const std::shared_ptr<Call>& call) {
    const auto room = find_room(app, call->parameter("code"), call->caller);
    if (!room) return call->refuse(404, "not_found", "no open room has this code");
    call->answer(room_json(*room, call->caller));
}

void refuse_seat(Call& call, match::RefusalCode code) {
    call.refuse(409, match::name(code), match::description(code));
}

void join_battle(App& app, const std::shared_ptr<Call>& call) {
    const auto room = find_room(app, call->text("code"), call->caller);
    if (!room) return call->refuse(404, "not_found", "no open room has this code");
    const std::string mode(match::name(room->state().settings->mode));
    auto rating = std::make_shared<double>(1500);
    app.read(
        [rating, user = call->caller.user_id, mode](Session& session) -> Result<void> {
            auto found = session.rating_of(user, mode);
            if (!found) return tl::unexpected<Error>(found.error());
            *rating = found->rating;
            return {};
        },
        [call, room, rating](const Result<void>& read) {
            if (!read) return refuse_for_store(*call, read.error());
            if (room->state().is_over())  // to this caller it is still being played
                return refuse_seat(*call, room->state().settings->open
                                              ? match::RefusalCode::already_started
                                              : match::RefusalCode::not_a_player);
            room->command(match::command::Join{call->caller.user_id, call->caller.name, *rating},
                          [call, room](const Told& told) {
                              if (told.error) return refuse_for_store(*call, *told.error);
                              if (told.refusal) return refuse_seat(*call, told.refusal->code);
                              room->expect_player(call->caller.user_id);
                              call->answer(room_json(*room, call->caller));
                          });
        });
}

/// All as it was, but new problems; who asks is the host.
MatchAsk ask_again(const App& app, const match::State& state, std::size_t asker) {
    MatchAsk ask;
    ask.mode = state.settings->mode;
    for (const auto& player : state.players)
        ask.players.push_back({player.user, player.name, player.rating});
    const auto first = ask.players.begin();
    std::rotate(first, first + static_cast<std::ptrdiff_t>(asker),
                first + static_cast<std::ptrdiff_t>(asker) + 1);
    auto like = std::make_shared<match::Settings>(*state.settings);
    const match::Settings usual = match::default_settings(ask.mode);
    // a match of the lobby did not wait long, and for nobody else
    like->start_wait_ms = usual.start_wait_ms;
    like->starts_short = usual.starts_short;
    if (!like->open) like->players_max = ask.players.size();
    ask.like = std::move(like);
    ask.seed = static_cast<std::uint64_t>(app.now_ms());
    return ask;
}

/// A room for the same players and mode: one, whoever of them asks. The others are told.
void rematch(App& app, const std::shared_ptr<Call>& call) {
    if (is_draining(app, *call)) return;
    app.rooms->find_or_load(call->parameter("id"), [&app, call](const std::shared_ptr<Room>& room) {
        if (!room) return call->refuse(404, "not_found", "no finished match has this id");
        const match::State& state = room->state();
        const auto asker = match::find_player(state, call->caller.user_id);
        if (!asker)  // whether it is over is not theirs to learn here
            return call->refuse(403, "not_allowed", "only its players may ask for a rematch");
        if (!state.is_over()) return call->refuse(409, "not_over", "the match is not over");
        make_room_for(app, call, ask_again(app, state, *asker), room->id());
    });
}

void queue_sizes(App& app, const std::shared_ptr<Call>& call) {
    json sizes = json::object();
    for (const match::Mode mode : match::all_modes)
        sizes[std::string(match::name(mode))] = app.lobby->waiting(mode);
    call->answer(json{{"waiting", sizes}});
}

std::vector<Route> room_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/battle/create",
         "createBattle",
         "makes a private room with a code; not started within 5 minutes, it is aborted",
         Access::user,
         RateClass::write,
         {},
         {choice("mode", mode_names(), "what to play"),
          optional_field(list("problems", 26, "ids; without, the server chooses")),
          optional_field(integer("durationS", 5, 7 * 24 * 3600,
                                 "length of the match; of sabotage both phases, 2 to 3")),
          optional_field(integer("partS", 2, 24 * 3600,
                                 "length of a round (battleRoyale) or of each phase (sabotage)")),
          optional_field(integer("players", 2, 100, "how many may play")),
          optional_field(boolean("startsWhenFull", "false: by match:start")),
          optional_field(integer("spectatorDelayS", 0, 3600, "how late spectators see it")),
          optional_field(boolean("spectatorsSeeSources", "true: set by organizers alone"))},
         201,
         0,
         "{matchId, mode, code, players}",
         create_battle,
         {{403, "spectatorsSeeSources, and the caller is no organizer"},
          {503, "no problem fits; or the server restarts"}}},
        {Method::post,
         "/api/battle/join",
         "joinBattle",
         "takes a seat in a room",
         Access::user,
         RateClass::write,
         {},
         {text("code", 4, 16, "the room's code")},
         200,
         0,
         "{matchId, mode, code, players}",
         join_battle,
         {{404, "no open room has this code"}, {409, "the room is full or playing"}}},
        {Method::get,
         "/api/battle/{code}",
         "battleByCode",
         "which room has this code",
         Access::user,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{matchId, mode, code, players}",
         find_battle},
    };
}

std::vector<Route> again_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/matches/{id}/rematch",
         "rematch",
         "the same players once more, by the same settings; who asks is the host",
         Access::user,
         RateClass::write,
         {},
         {},
         201,
         0,
         "{matchId, mode, code, players}",
         rematch,
         {{403, "only its players may ask"}, {409, "the match is not over"}}},
        {Method::get,
         "/api/queue",
         "queue",
         "how many wait, by mode",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{waiting}",
         queue_sizes},
    };
}

}  // namespace

std::vector<Route> play_routes() {
    std::vector<Route> all = room_routes();
    const std::vector<Route> more = again_routes();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api

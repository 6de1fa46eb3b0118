// See event_table.hpp. Names are those of the systems before us where they had the event.
#include "serve/ws/event_table.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/match/settings.hpp"
#include "judge/content_hash.hpp"
#include "judge/language.hpp"
#include "serve/bus/bus.hpp"
#include "serve/limits.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"
#include "serve/ws/session.hpp"

namespace arena::serve::ws {
namespace {

using nlohmann::json;
using namespace arena::serve::api;

constexpr std::int64_t id_bytes = 128;

std::string text_of(const json& data, std::string_view field) {
    const auto found = data.find(field);
    return found != data.end() && found->is_string() ? found->get<std::string>() : "";
}

/// null stands for absent, as in every field.
bool flag_of(const json& data, std::string_view field, bool otherwise) {
    const auto found = data.find(field);
    return found != data.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

/// Answers an ack from what a room said.
void answer(const std::shared_ptr<Session>& session, const std::string& id, const Told& told,
            const json& data) {
    if (told.error) return session->refuse(id, "store_unavailable", store_unavailable_text, 1000);
    if (told.refusal)
        return session->refuse(id, match::name(told.refusal->code),
                               match::description(told.refusal->code),
                               told.refusal->retry_after_ms.value_or(0));
    session->ack(id, json_text(data));
}

void sign_in(Session& session, const Message& message) {
    if (session.sign_in(text_of(message.data, "token")))
        session.ack(message.id, json_text(json{{"userId", session.caller().user_id}}));
}

void tell_time(Session& session, const Message& message) {
    session.ack(message.id, json_text(json{{"serverTime", session.app().now_ms()}}));
}

void watch_room(const std::shared_ptr<Session>& session, const std::shared_ptr<Room>& room,
                const json& data) {
    auto watcher = std::make_shared<Watcher>();
    watcher->connection = session->connection();
    watcher->user_id = session->caller().user_id;
    const Role role = session->caller().role;
    watcher->is_organizer = role == Role::organizer || role == Role::admin;
    watcher->ticks = flag_of(data, "ticks", true);
    std::optional<std::int64_t> since;
    if (const auto found = data.find("since"); found != data.end() && found->is_number_integer())
        since = found->get<std::int64_t>();
    room->watch(std::move(watcher), since);
}

/// A player comes (back); everybody else looks on. The ack comes before the state or the events.
void join_match(Session& session, const Message& message) {
    const auto self = session.shared_from_this();
    const std::shared_ptr<Room> room = message.room;
    if (!session.watch(room))
        return session.refuse(message.id, "too_many", "one connection watches at most 64 matches");
    const auto enter = [self, room, id = message.id, data = message.data] {
        const auto viewer = room->viewer_for(self->caller().user_id, false);
        const bool plays = std::holds_alternative<match::PlayerViewer>(viewer);
        const match::State& seen = room->seen_state(viewer);
        const std::int64_t seq = std::min(seen.seq, room->durable_seq());  // late ones: as they see
        self->ack(id, json_text(json{{"seq", seq}, {"player", plays}}));
        watch_room(self, room, data);
    };
    const bool is_player = match::find_player(room->state(), session.caller().user_id).has_value();
    if (!is_player || room->state().is_over()) return enter();
    room->command(match::command::Join{session.caller().user_id, session.caller().name, 1500},
                  [enter, self, id = message.id](const Told& told) {
                      if (told.error) return answer(self, id, told, {});
                      enter();
                  });
}

void leave_match(Session& session, const Message& message) {
    session.unwatch(message.room->id());
    session.ack(message.id, "{}");
}

void submit(Session& session, const Message& message) {
    const auto self = session.shared_from_this();
    if (session.app().draining)
        return session.refuse(message.id, "restarting", "the server restarts; try again", 3000);
    Room::Entry entry;
    entry.user_id = session.caller().user_id;
    entry.problem = text_of(message.data, "problemId");
    entry.language = text_of(message.data, "language");
    entry.source = text_of(message.data, "code");
    const bool is_known = LanguageTable::built_in().by_name(entry.language).has_value();
    if (!is_known && session.refuse_if_fast(message)) return;
    if (!is_known)
        return session.refuse(message.id, "unknown_language",
                              "no language '" + entry.language + "' (GET /api/languages)");
    // the client's id, and what it stood for: a counter that begins anew names something new
    if (!message.id.empty())
        entry.request_key =
            message.id + ":" +
            sha256_hex(entry.problem + '\0' + entry.language + '\0' + entry.source).substr(0, 32);
    message.room->submit(std::move(entry),
                         [self, id = message.id](const Told& told, const std::string& submission) {
                             answer(self, id, told, {{"submission", submission}});
                         });
}

template <class Command>
void as_player(Session& session, const Message& message) {
    message.room->command(Command{session.caller().user_id},
                          [self = session.shared_from_this(), id = message.id](const Told& told) {
                              answer(self, id, told, json::object());
                          });
}

void start_match(Session& session, const Message& message) {
    message.room->command(match::command::Start{},
                          [self = session.shared_from_this(), id = message.id](const Told& told) {
                              answer(self, id, told, json::object());
                          });
}

void say_in_match(Session& session, const Message& message) {
    message.room->command(
        match::command::Chat{session.caller().user_id, text_of(message.data, "text")},
        [self = session.shared_from_this(), id = message.id](const Told& told) {
            answer(self, id, told, json::object());
        });
}

void say_in_lobby(Session& session, const Message& message) {
    const auto say = [self = session.shared_from_this(), id = message.id,
                      text = text_of(message.data, "text")](Result<RateDecision> decision) {
        if (!decision || (!decision->allowed && !self->app().settings.relaxed_limits))
            return self->refuse(id, "rate_limited", "too many messages",
                                decision ? decision->retry_after_ms : 1000);
        const json data{{"userId", self->caller().user_id},
                        {"name", self->caller().name},
                        {"text", text},
                        {"at", self->app().now_ms()}};
        self->app().crowd.send_chat(
            text_frame(event_envelope("chat:said", "", 0, json_text(data))));
        self->ack(id, "{}");
    };
    session.app().bus.rate_limits().use("chat:" + session.caller().user_id, chat_limit, say);
}

void hear_chat(Session& session, const Message& message) {
    session.hear_chat(flag_of(message.data, "on", true));
    session.ack(message.id, "{}");
}

void join_queue(Session& session, const Message& message) {
    const auto self = session.shared_from_this();
    if (session.app().draining)
        return session.refuse(message.id, "restarting", "the server restarts; try again", 3000);
    const auto mode = match::parse_mode(text_of(message.data, "mode"));
    session.app().lobby->join(session.caller().user_id, session.caller().name, *mode,
                              [self, id = message.id](const Result<Lobby::Place>& place) {
                                  if (!place)
                                      return self->refuse(id, "store_unavailable",
                                                          store_unavailable_text, 1000);
                                  self->ack(id, json_text(json{{"mode", place->mode},
                                                               {"position", place->position},
                                                               {"waiting", place->waiting}}));
                              });
}

void leave_queue(Session& session, const Message& message) {
    const bool was = session.app().lobby->leave(session.caller().user_id);
    session.ack(message.id, json_text(json{{"waited", was}}));
}

std::vector<std::string_view> mode_names() {
    std::vector<std::string_view> names;
    for (const match::Mode mode : match::all_modes) names.push_back(match::name(mode));
    return names;
}

Field match_field() {
    return text("match", 1, id_bytes, "the match's id");
}

std::vector<Field> join_fields() {
    return {match_field(),
            optional_field(integer("since", 0, INT64_C(1) << 53, "the last seq that was seen")),
            optional_field(boolean("ticks", "false: no match:tick"))};
}

}  // namespace

const std::vector<ClientEvent>& client_events() {
    static const std::vector<ClientEvent> all{
        {"auth",
         "signs in, or renews the token of a connection before it is over or within 30 s",
         Right::anyone,
         {text("token", 1, 4096, "an access token")},
         "{userId}",
         sign_in},
        {"time", "asks for the server's clock", Right::anyone, {}, "{serverTime}", tell_time},
        {"match:join", "plays or watches a match; with since, resumes", Right::viewer,
         join_fields(), "{seq, player}; then match:state, or the events after since", join_match},
        {"spectate:join", "the same for spectators", Right::viewer, join_fields(), "{seq, player}",
         join_match},
        {"match:leave",
         "looks away; gives up the seat in a match that waits",
         Right::viewer,
         {match_field()},
         "{}",
         leave_match},
        {"match:submit",
         "submits a source",
         Right::member,
         {match_field(), text("problemId", 1, id_bytes, "one of the match's problems"),
          text("code", 0, match::source_bytes_limit + 1024, "the source, at most 64 KiB"),
          text("language", 1, 64, "a language id")},
         "{submission}",
         submit},
        {"match:resign",
         "gives up",
         Right::member,
         {match_field()},
         "{}",
         as_player<match::command::Resign>},
        {"match:start",
         "starts a match that waits for its host",
         Right::host,
         {match_field()},
         "{}",
         start_match},
        {"match:say",
         "says something to the match",
         Right::member,
         {match_field(), text("text", 1, chat_bytes_max, "what")},
         "{}",
         say_in_match},
        {"chat:say",
         "says something in the lobby",
         Right::user,
         {text("text", 1, chat_bytes_max, "what")},
         "{}",
         say_in_lobby},
        {"chat:hear",
         "wants the lobby's chat, or not",
         Right::user,
         {optional_field(boolean("on", "default true"))},
         "{}",
         hear_chat},
        {"queue:join",
         "looks for opponents",
         Right::user,
         {choice("mode", mode_names(), "what to play")},
         "{mode, position, waiting}",
         join_queue},
        {"queue:leave", "looks no more", Right::user, {}, "{waited}", leave_queue},
    };
    return all;
}

}  // namespace arena::serve::ws

// See session.hpp.
#include "serve/ws/session.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/match/state.hpp"
#include "serve/api/field.hpp"
#include "serve/auth/auth.hpp"
#include "serve/auth/jwt.hpp"
#include "serve/limits.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/room.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"
#include "serve/ws/event_table.hpp"

namespace arena::serve::ws {
namespace {

using nlohmann::json;

constexpr std::size_t id_bytes_max = 64, match_id_bytes_max = 128;
constexpr std::int64_t sign_in_ms_max = 10'000;

/// `id` as JSON, empty without one; none: it is neither an integer nor a short text.
std::optional<std::string> read_id(const json& envelope) {
    const auto found = envelope.find("id");
    if (found == envelope.end() || found->is_null()) return "";
    const bool fits =
        found->is_number_integer() ||
        (found->is_string() && found->get_ref<const std::string&>().size() <= id_bytes_max);
    return fits ? std::optional(found->dump()) : std::nullopt;
}

const ClientEvent* find_event(std::string_view name) {
    const auto& all = client_events();
    const auto found = std::find_if(
        all.begin(), all.end(), [name](const ClientEvent& event) { return event.name == name; });
    return found == all.end() ? nullptr : &*found;
}

bool may_be_over(const ClientEvent& event) {
    return event.name == "match:join" || event.name == "spectate:join";
}

}  // namespace

Session::Session(App& app, std::shared_ptr<Connection> connection, api::Caller caller)
    : app_(app), connection_(std::move(connection)), messages_left_(messages_burst) {
    if (caller.is_somebody()) become(std::move(caller));
}

Session::~Session() = default;

void Session::open() {
    connection_->listen(
        {[self = shared_from_this()](std::string_view text) { self->on_message(text); },
         [self = shared_from_this()] { self->on_closed(); }});
    if (caller_.is_somebody()) return await_end_of_token();
    app_.reactor.after(sign_in_ms_max, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && self->connection_->is_open() && !self->caller_.is_somebody())
            self->connection_->close(CloseCode::bad_token, "nobody signed in within 10 s");
    });
}

void Session::become(api::Caller caller) {
    caller_ = std::move(caller);
    connection_->allow_messages(message_bytes_max);
    app_.crowd.add(caller_.user_id, connection_, caller_.session);
}

void Session::await_end_of_token() {
    if (token_timer_) app_.reactor.cancel(token_timer_);
    const std::int64_t end_ms = caller_.expires_ms + jwt_leeway_ms + token_grace_ms;
    const std::int64_t wait_ms = std::max<std::int64_t>(0, end_ms - app_.now_ms());
    token_timer_ = app_.reactor.after(wait_ms, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->token_timer_ = 0;
        if (!self->connection_->is_open()) return;
        self->connection_->close(CloseCode::bad_token, "the token is over");
    });
}

bool Session::sign_in(const std::string& token) {
    auto caller = app_.auth.caller_of(token);
    if (!caller || (caller_.is_somebody() && caller->user_id != caller_.user_id)) {
        connection_->close(CloseCode::bad_token, "the token is not valid");
        return false;
    }
    become(*std::move(caller));
    await_end_of_token();
    return true;
}

void Session::ack(const std::string& id, std::string_view data) {
    if (!id.empty()) connection_->send(text_frame(ack_envelope(id, data)));
}

void Session::refuse(const std::string& id, std::string_view code, std::string_view message,
                     std::int64_t retry_after_ms) {
    connection_->send(text_frame(error_envelope(id, code, message, retry_after_ms)));
}

bool Session::has_token_left() {
    if (app_.settings.relaxed_limits) return true;
    const std::int64_t now_ms = app_.now_ms();
    const auto elapsed_ms = static_cast<double>(std::max<std::int64_t>(0, now_ms - counted_ms_));
    counted_ms_ = now_ms;
    messages_left_ =
        std::min<double>(messages_burst, messages_left_ + elapsed_ms * messages_per_second / 1000);
    if (messages_left_ < 1) {
        if (++refused_ > refused_messages_max) connection_->close(CloseCode::flood, "flood");
        return false;
    }
    messages_left_ -= 1;
    refused_ = std::max(0, refused_ - 1);  // a flood gets a message through now and then
    return true;
}

bool Session::has_good_token(const std::string& id, const ClientEvent& event) {
    if (event.right == Right::anyone) return true;
    if (!caller_.is_somebody()) {
        refuse(id, "bad_token", "sign in first: {\"event\":\"auth\",...}");
    } else if (!app_.auth.is_good(caller_)) {
        refuse(id, "token_expired", "the token is over: renew it by {\"event\":\"auth\",...}");
    } else {
        return true;
    }
    return false;
}

void Session::on_message(std::string_view text) {
    const auto envelope = api::read_object(text);
    const auto readable_id = envelope ? read_id(*envelope) : std::optional<std::string>("");
    const std::string id = readable_id.value_or("");
    static const json no_name;
    const auto named = envelope ? envelope->find("event") : json::const_iterator();
    const json& event_name = envelope && named != envelope->end() ? *named : no_name;
    const ClientEvent* const event =
        event_name.is_string() ? find_event(event_name.get_ref<const std::string&>()) : nullptr;
    // whatever comes counts: an answer to what is no message is work, too
    const bool is_in_time = has_token_left();
    if (event != nullptr && !has_good_token(id, *event)) return;
    if (!is_in_time)
        return refuse(id, "rate_limited", "too many messages", 1000 / messages_per_second);
    if (!envelope) return refuse(id, "bad_message", "a message is a JSON object in UTF-8");
    if (!readable_id)
        return refuse("", "bad_payload", "'id' must be an integer or a text of at most 64 bytes");
    if (!event_name.is_string()) return refuse(id, "bad_message", "'event' is missing");
    if (event == nullptr)
        return refuse(id, "unknown_event",
                      "no event '" + event_name.get<std::string>().substr(0, id_bytes_max) + "'");
    dispatch(*event, id, *envelope);
}

/// Of an event whose token and limits are right.
void Session::dispatch(const ClientEvent& event, const std::string& id, const json& envelope) {
    static const json nothing = json::object();
    const auto found = envelope.find("data");
    const bool is_absent = found == envelope.end() || found->is_null();
    if (!is_absent && !found->is_object())
        return refuse(id, "bad_payload", "'data' must be an object");
    const json& data = is_absent ? nothing : *found;
    if (event.right == Right::anyone || event.right == Right::user)
        return run(event, {id, data, nullptr});
    const auto match = data.find("match");
    if (match == data.end() || !match->is_string())
        return refuse(id, "bad_payload", "'match' is missing");
    const auto& match_id = match->get_ref<const std::string&>();
    if (auto room = app_.rooms->find(match_id)) return run(event, {id, data, std::move(room)});
    if (!may_be_over(event) || match_id.size() > match_id_bytes_max)
        return refuse(id, "not_found", "no such match is being played");
    // who was cut off at the end of a match resumes it, though the room is gone by now
    app_.rooms->find_or_load(
        match_id, [self = shared_from_this(), &event, id, data](std::shared_ptr<Room> room) {
            if (!self->connection_->is_open()) return;
            if (!room) return self->refuse(id, "not_found", "no match has this id");
            self->run(event, {id, data, std::move(room)});
        });
}

/// Room right, then payload.
void Session::run(const ClientEvent& event, const Message& message) {
    if (message.room) {
        const bool is_member =
            match::find_player(message.room->state(), caller_.user_id).has_value();
        if (event.right == Right::member && !is_member)
            return refuse(message.id, "not_allowed", "only players of the match may do this");
        const auto& players = message.room->state().settings->players;
        const bool is_maker = !players.empty() && players.front().user == caller_.user_id;
        const bool may_host = is_maker || (is_organizer(caller_) && !is_member);
        if (event.right == Right::host && !may_host)
            return refuse(message.id, "not_allowed", "only who made the match may do this");
    }
    const std::string fault = api::fault_in(message.data, event.data);
    if (fault.empty()) return event.run(*this, message);
    if (event.name != "match:submit" || !refuse_if_fast(message))
        refuse(message.id, "bad_payload", fault);
}

bool Session::refuse_if_fast(const Message& message) {
    const match::State& state = message.room->state();
    const auto player = match::find_player(state, caller_.user_id);
    const std::int64_t wait_ms = player ? match::submit_wait_ms(state, *player, app_.now_ms()) : 0;
    if (wait_ms > 0)
        refuse(message.id, "rate_limited", match::description(match::RefusalCode::rate_limited),
               wait_ms);
    return wait_ms > 0;
}

bool Session::watch(const std::shared_ptr<Room>& room) {
    if (watched_.size() >= rooms_watched_max && !watched_.contains(room->id())) return false;
    watched_.insert(room->id());
    return true;
}

void Session::unwatch(const std::string& match_id) {
    watched_.erase(match_id);
    if (const auto room = app_.rooms->find(match_id)) room->unwatch(connection_.get(), true);
}

void Session::hear_chat(bool on) {
    hears_chat_ = on;
    app_.crowd.hear_chat(connection_, on);
}

void Session::on_closed() {
    if (token_timer_) app_.reactor.cancel(std::exchange(token_timer_, 0));
    const std::set<std::string> watched = std::exchange(watched_, {});
    for (const std::string& match_id : watched)
        if (const auto room = app_.rooms->find(match_id)) room->unwatch(connection_.get(), false);
    if (hears_chat_) app_.crowd.hear_chat(connection_, false);
    if (!caller_.is_somebody()) return;
    app_.crowd.remove(caller_.user_id, connection_.get());
    if (!app_.crowd.is_here(caller_.user_id)) app_.lobby->leave(caller_.user_id);
}

}  // namespace arena::serve::ws

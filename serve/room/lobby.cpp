// Who waits: joining, leaving, places. See lobby.hpp; pairing and making matches are in
// lobby_pairing.cpp.
#include "serve/room/lobby.hpp"

#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/bus/bus.hpp"
#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/crowd.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve {
namespace {

using nlohmann::json;

constexpr int recent_matches = 3;  // no rematch with the opponents of these while others are free
constexpr std::int64_t place_every_ms = 5'000;

}  // namespace

Lobby::Lobby(App& app) : app_(app) {
    pairing::QueueRules rules;
    rules.rule = app_.settings.pairing_rule;
    for (const match::Mode mode : match::all_modes)
        lines_.try_emplace(mode, Line{mode, pairing::Queue(rules), {}});
}

Lobby::~Lobby() {
    for (auto& [mode, line] : lines_)
        if (line.timer) app_.reactor.cancel(line.timer);
    if (timer_) app_.reactor.cancel(timer_);
}

std::int64_t Lobby::here_ms() const {
    return app_.reactor.now_us() / 1000;
}

pairing::PlayerId Lobby::number_of(const std::string& user_id) {
    const auto [found, is_new] = numbers_.try_emplace(user_id, next_number_);
    if (is_new) ++next_number_;
    return found->second;
}

void Lobby::join(const std::string& user_id, const std::string& user_name, match::Mode mode,
                 std::function<void(Result<Place>)> told) {
    auto ticket = std::make_shared<PoolTicket>();
    ticket->user_id = user_id;
    app_.read(
        [ticket, user_id, user_name, mode](Session& session) -> Result<void> {
            const auto rating = session.rating_of(user_id, name(mode));
            if (!rating) return tl::unexpected<Error>(rating.error());
            ticket->rating = rating->rating;
            const auto recent = session.recent_opponents(user_id, recent_matches);
            if (!recent) return tl::unexpected<Error>(recent.error());
            ticket->data = json_text(json{{"name", user_name}, {"recent", *recent}});
            return {};
        },
        [this, ticket, user_id, mode, told = std::move(told)](const Result<void>& read) {
            if (!read) return told(tl::unexpected<Error>(read.error()));
            enter(user_id, *ticket, mode, told);
        });
}

void Lobby::enter(const std::string& user_id, const PoolTicket& ticket, match::Mode mode,
                  const std::function<void(Result<Place>)>& told) {
    const auto before = waiting_.find(user_id);
    if (before != waiting_.end() && before->second != mode) leave(user_id);
    waiting_[user_id] = mode;
    owed_leaves_.erase(user_id);
    app_.bus.match_pool().join(
        std::string(name(mode)), ticket,
        [this, user_id, mode, told](const Result<PoolTicket>& joined) {
            if (!joined) {
                waiting_.erase(user_id);
                leave_pool(user_id, mode);  // it may be in there all the same
                return told(tl::unexpected<Error>(joined.error()));
            }
            if (!app_.crowd.is_here(user_id)) leave(user_id);  // gone meanwhile
            look(mode);
            const auto place = place_of(user_id);
            told(place ? *place : Place{std::string(name(mode)), 0, 0, 0, 0});
            if (!timer_) timer_ = app_.reactor.after(place_every_ms, [this] { tell_places(); });
        });
}

bool Lobby::leave(const std::string& user_id) {
    if (const auto asked = proposed_.find(user_id); asked != proposed_.end()) asked->second = false;
    const auto found = waiting_.find(user_id);
    if (found == waiting_.end()) return false;
    Line& line = lines_[found->second];
    waiting_.erase(found);
    const pairing::PlayerId id = number_of(user_id);
    line.queue.remove(id);
    line.tickets.erase(id);
    leave_pool(user_id, line.mode);
    arm(line);
    return true;
}

void Lobby::leave_pool(const std::string& user_id, match::Mode mode) {
    app_.bus.match_pool().leave(
        std::string(name(mode)), user_id, [this, user_id, mode](const Result<bool>& left) {
            if (left) return;
            app_.log.error("a player cannot leave the queue", {{"why", left.error().message}});
            if (waiting_.contains(user_id)) return;  // came again meanwhile
            owed_leaves_[user_id] = mode;
            arm(lines_[mode]);
        });
}

std::optional<Lobby::Place> Lobby::place_of(const std::string& user_id) const {
    const auto found = waiting_.find(user_id);
    const auto number = numbers_.find(user_id);
    if (found == waiting_.end() || number == numbers_.end()) return std::nullopt;
    const Line& line = lines_.at(found->second);
    const auto standing = line.queue.standing(number->second, now_ms(line));
    if (!standing) return std::nullopt;
    const std::int64_t waited = now_ms(line) - line.tickets.at(number->second).enqueued_ms;
    // the forecast is one of pairs
    const bool is_told = found->second != match::Mode::battle_royale;
    return Place{std::string(name(found->second)), standing->position, standing->waiting, waited,
                 is_told ? standing->expected_wait_ms : std::nullopt};
}

std::size_t Lobby::waiting(match::Mode mode) const {
    return lines_.at(mode).queue.size();
}

void Lobby::tell_places() {
    timer_ = 0;
    if (waiting_.empty()) {
        numbers_.clear();  // no queue names anyone any more
        return;
    }
    for (const auto& [user_id, mode] : waiting_) tell_place(user_id);
    timer_ = app_.reactor.after(place_every_ms, [this] { tell_places(); });
}

void Lobby::tell_place(const std::string& user_id) const {
    const auto place = place_of(user_id);
    if (!place) return;
    json data{{"mode", place->mode},
              {"position", place->position},
              {"waiting", place->waiting},
              {"waitedMs", place->waited_ms}};
    if (place->expected_wait_ms) data["expectedWaitMs"] = *place->expected_wait_ms;
    app_.crowd.send(user_id,
                    ws::text_frame(ws::event_envelope("queue:position", "", 0, json_text(data))));
}

}  // namespace arena::serve

// What viewers get: the state when they come, each event as they may see it, ticks, tests.
//
// A frame is made once for all who see the same. Spectators may be shown the match as it was
// `spectator_delay_ms` ago: for them a second state follows the first, and nothing newer leaves.
#include <time.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/wire/match_json.hpp"
#include "serve/reactor.hpp"
#include "serve/room/room.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t expect_ms = 15'000;  // for a client to come after its seat was taken

/// In a match of many only the event's own player sees it differently from the others; sabotage
/// hands sources around and is looked at player by player.
bool is_same_for_others(const match::State& state) {
    return state.settings->mode != match::Mode::sabotage;
}

std::int64_t monotonic_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// The account that an event is about; empty when it is about no one.
std::string owner_of(const match::Event& event) {
    return std::visit(
        [](const auto& body) -> std::string {
            if constexpr (requires { body.user; }) return body.user;
            return "";
        },
        event.body);
}

/// What late spectators see of a match that is younger than their delay: that it is, and its mode.
match::State nothing_yet(const match::Settings& settings) {
    match::Settings shown = settings;
    shown.players.clear();
    shown.problems.clear();
    shown.sabotage.tasks.clear();
    match::State state;
    state.settings = std::make_shared<const match::Settings>(std::move(shown));
    state.status = match::Status::waiting;
    return state;
}

/// The problems were hidden from this viewer until the start: what follows means nothing without.
bool opens_problems(const match::State& state, const match::Event& event,
                    const match::Viewer& viewer) {
    return std::holds_alternative<match::event::Started>(event.body) &&
           !match::may_see_problems_early(state, viewer);
}

/// Frames of one event, by who sees it alike.
class EventFrames {
public:
    EventFrames(const std::string& match_id, const match::State& state, const match::Event& event)
        : match_id_(match_id),
          state_(state),
          event_(event),
          owner_(owner_of(event)),
          is_for_everybody_(match::is_for_everybody(event.body)) {}

    const ws::Frame& of(const match::Viewer& viewer) {
        ws::Frame& frame = frames_[key(viewer)];
        if (!frame)
            frame = ws::text_frame(
                wire::client_event(match_id_, match::view_event(state_, event_, viewer)));
        return frame;
    }

private:
    int key(const match::Viewer& viewer) const {
        if (is_for_everybody_) return 0;
        if (std::holds_alternative<match::SpectatorViewer>(viewer)) return -1;
        if (std::holds_alternative<match::OrganizerViewer>(viewer)) return -2;
        const std::size_t player = std::get<match::PlayerViewer>(viewer).player;
        const bool is_owner =
            player < state_.players.size() && state_.players[player].user == owner_;
        if (is_owner || !is_same_for_others(state_)) return static_cast<int>(player);
        return -3;
    }

    const std::string& match_id_;
    const match::State& state_;
    const match::Event& event_;
    std::string owner_;
    bool is_for_everybody_;
    std::map<int, ws::Frame> frames_;
};

}  // namespace

std::size_t Room::spectators() const {
    return static_cast<std::size_t>(
        std::count_if(watchers_.begin(), watchers_.end(), [this](const auto& watcher) {
            return std::holds_alternative<match::SpectatorViewer>(viewer_of(*watcher));
        }));
}

bool Room::is_watched_by(const std::string& user_id) const {
    return std::any_of(watchers_.begin(), watchers_.end(),
                       [&](const auto& watcher) { return watcher->user_id == user_id; });
}

const match::State& Room::seen_state(const match::Viewer& viewer) const {
    const bool late = std::holds_alternative<match::SpectatorViewer>(viewer) && head_.settings &&
                      head_.settings->spectator_delay_ms > 0;
    return late ? delayed_ : head_;
}

match::Viewer Room::viewer_for(const std::string& user_id, bool is_organizer) const {
    return viewer_in(head_, user_id, is_organizer);
}

match::Viewer Room::viewer_of(const Watcher& watcher) const {
    return viewer_in(head_, watcher.user_id, watcher.is_organizer);
}

std::string Room::state_json(const std::string& user_id, bool is_organizer, bool reset) const {
    const match::Viewer now = viewer_for(user_id, is_organizer);
    const bool late = &seen_state(now) == &delayed_;
    // nobody is told what is not durable: behind the head, the state is folded anew
    const bool is_ahead = !late && head_.seq > durable_seq_;
    const match::State durable = is_ahead ? match::fold(events_) : match::State();
    const match::State& state = is_ahead ? durable : seen_state(now);
    const match::Viewer viewer = is_ahead ? viewer_in(durable, user_id, is_organizer) : now;
    const std::int64_t late_ms = late ? head_.settings->spectator_delay_ms : 0;
    const std::int64_t now_ms = app_.now_ms();
    return wire::client_state(match::view(state, viewer), now_ms,
                              match::time_left_ms(state, now_ms - late_ms), spectators(), reset);
}

std::string Room::replay_json(const match::Viewer& viewer) const {
    std::string all = "[";
    for (const match::Event& event : events_) {
        const match::EventView seen = match::view_event(head_, event, viewer);
        if (all.size() > 1) all += ',';
        all += wire::client_event(id_, seen);
    }
    return all + "]";
}

void Room::send_state(Watcher& watcher, bool reset) const {
    watcher.told_seq = &seen_state(viewer_of(watcher)) == &delayed_ ? delayed_.seq : durable_seq_;
    watcher.connection->send(
        ws::text_frame(state_json(watcher.user_id, watcher.is_organizer, reset)));
}

void Room::watch(std::shared_ptr<Watcher> watcher, std::optional<std::int64_t> since) {
    // who joins once more on the same connection never was away
    std::erase_if(watchers_, [&](const auto& one) {
        return one->connection.get() == watcher->connection.get();
    });
    const match::Viewer viewer = viewer_of(*watcher);
    const match::State& state = seen_state(viewer);
    const bool late = &state == &delayed_;
    const std::size_t shown = late ? delayed_events_ : events_.size();
    const bool can_resume = since && *since >= 0 && *since <= static_cast<std::int64_t>(shown);
    if (can_resume) {
        bool opens = false;
        for (std::size_t i = static_cast<std::size_t>(*since); i < shown; ++i) {
            const match::EventView seen = match::view_event(state, events_[i], viewer);
            watcher->connection->send(ws::text_frame(wire::client_event(id_, seen)));
            opens = opens || opens_problems(state, events_[i], viewer);
        }
        watcher->told_seq = static_cast<std::int64_t>(shown);
        if (opens && *since > 0) send_state(*watcher, false);  // else match:created told them
    } else {
        send_state(*watcher, since.has_value());
    }
    watchers_.push_back(std::move(watcher));
}

void Room::unwatch(const ws::Connection* connection, bool gives_seat_up) {
    const auto found = std::find_if(watchers_.begin(), watchers_.end(), [&](const auto& watcher) {
        return watcher->connection.get() == connection;
    });
    if (found == watchers_.end()) return;
    const std::shared_ptr<Watcher> gone = *found;
    watchers_.erase(found);
    player_came_or_left(gone->user_id, gives_seat_up);
}

void Room::expect_player(const std::string& user_id) {
    app_.reactor.after(expect_ms, [weak = weak_from_this(), user_id] {
        if (const auto room = weak.lock()) room->player_came_or_left(user_id, false);
    });
}

/// A player is away when the last of their connections is gone.
void Room::player_came_or_left(const std::string& user_id, bool gives_seat_up) {
    const bool plays = !head_.is_over() && match::find_player(head_, user_id).has_value();
    if (plays && !is_watched_by(user_id))
        command(match::command::Leave{user_id, gives_seat_up}, {});
}

/// Who looked on late and has a seat now is told what lies between.
void Room::tell_missed(Watcher& watcher, const match::Viewer& viewer,
                       std::int64_t before_seq) const {
    for (std::int64_t seq = watcher.told_seq + 1; seq < before_seq; ++seq) {
        const match::Event& event = events_[static_cast<std::size_t>(seq - 1)];
        watcher.connection->send(
            ws::text_frame(wire::client_event(id_, match::view_event(head_, event, viewer))));
    }
}

void Room::deliver(const match::Event& event) {
    EventFrames frames(id_, head_, event);
    const bool late = head_.settings->spectator_delay_ms > 0;
    for (const auto& watcher : watchers_) {
        if (watcher->told_seq >= event.seq) continue;
        const match::Viewer viewer = viewer_of(*watcher);
        if (late && std::holds_alternative<match::SpectatorViewer>(viewer)) continue;
        tell_missed(*watcher, viewer, event.seq);
        watcher->told_seq = event.seq;
        watcher->connection->send(frames.of(viewer));
        if (opens_problems(head_, event, viewer)) send_state(*watcher, false);
    }
    if (late && !delay_timer_) deliver_to_spectators();
}

void Room::deliver_to_spectators() {
    const std::int64_t delay_ms = head_.settings->spectator_delay_ms;
    const std::int64_t until_ms = app_.now_ms() - delay_ms;
    if (!delayed_.settings) delayed_ = nothing_yet(*head_.settings);
    while (delayed_events_ < events_.size() && events_[delayed_events_].at_ms <= until_ms) {
        const match::Event& event = events_[delayed_events_++];
        match::apply(delayed_, event);
        const match::Viewer spectator = match::SpectatorViewer{};
        EventFrames frames(id_, delayed_, event);
        for (const auto& watcher : watchers_) {
            if (watcher->told_seq >= event.seq) continue;
            if (!std::holds_alternative<match::SpectatorViewer>(viewer_of(*watcher))) continue;
            watcher->told_seq = event.seq;
            watcher->connection->send(frames.of(spectator));
            if (opens_problems(delayed_, event, spectator)) send_state(*watcher, false);
        }
    }
    delay_timer_ = 0;
    if (delayed_events_ == events_.size()) return;
    const std::int64_t wait_ms = events_[delayed_events_].at_ms - until_ms;
    delay_timer_ =
        app_.reactor.after(std::max<std::int64_t>(1, wait_ms), [weak = weak_from_this()] {
            if (const auto room = weak.lock()) room->deliver_to_spectators();
        });
}

void Room::tick(std::int64_t now_ms) {
    if (watchers_.empty() || head_.status != match::Status::active) return;
    const bool delays = head_.settings->spectator_delay_ms > 0;
    std::map<const match::State*, ws::Frame> frames;
    for (const auto& watcher : watchers_) {
        if (!watcher->ticks) continue;
        const match::State& state = delays ? seen_state(viewer_of(*watcher)) : head_;
        const std::int64_t then_ms =
            &state == &delayed_ ? now_ms - head_.settings->spectator_delay_ms : now_ms;
        if (state.status != match::Status::active) continue;
        ws::Frame& frame = frames[&state];
        if (!frame) {
            // t: this machine's monotonic clock, for those who measure on it
            const std::string data =
                "{\"timeRemaining\":" + std::to_string(match::time_left_ms(state, then_ms)) +
                ",\"t\":" + std::to_string(monotonic_ns()) + "}";
            frame = ws::text_frame(ws::event_envelope("match:tick", id_, 0, data));
        }
        watcher->connection->send_tick(frame);
    }
}

void Room::on_test(const std::string& submission_id, const TestProgress& progress) {
    const auto index = match::find_submission(head_, submission_id);
    if (!index) return;
    const std::size_t player = head_.submissions[*index].player;
    ws::Frame frame;
    for (const auto& watcher : watchers_) {
        if (watcher->user_id != head_.players[player].user) continue;
        if (!match::may_see_tests(head_, player, viewer_of(*watcher))) continue;
        if (!frame) {
            nlohmann::json data = json_value(to_json(progress));
            for (const char* figure : {"cpu_ns", "memory_bytes"})
                if (!progress.is_sample) data.erase(figure);  // see core/shown_usage.hpp
            data["submission"] = submission_id;
            data["problemId"] = head_.settings->problems[head_.submissions[*index].problem].id;
            data["testIndex"] = progress.index;
            frame = ws::text_frame(ws::event_envelope("match:test", id_, 0, json_text(data)));
        }
        watcher->connection->send(frame);
    }
}

}  // namespace arena::serve

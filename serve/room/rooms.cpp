// See rooms.hpp. A note "alive" in the store, renewed each second, tells the next process how long
// nobody was here.
#include "serve/room/rooms.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "serve/ids.hpp"
#include "serve/log.hpp"
#include "serve/metrics.hpp"
#include "serve/reactor.hpp"
#include "serve/room/journal.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t keep_over_ms = 60'000;  // a finished room stays for late resumes,
                                               // and before that for spectators who see it late
constexpr const char* alive_note = "alive_ms";

struct Restored {
    struct Match {
        MatchRecord record;
        std::vector<JournalRecord> lines;
        std::vector<SubmissionRecord> submissions;
    };
    std::vector<Match> matches;
    std::int64_t alive_ms = 0;
};

Result<Restored::Match> read_match(Session& session, const MatchRecord& record) {
    Restored::Match match;
    match.record = record;
    auto lines = session.events_since(record.id, 0);
    if (!lines) return tl::unexpected<Error>(lines.error());
    match.lines = *std::move(lines);
    auto submissions = session.submissions_of_match(record.id);
    if (!submissions) return tl::unexpected<Error>(submissions.error());
    match.submissions = *std::move(submissions);
    return match;
}

Result<void> read_live(Session& session, Restored& restored) {
    auto alive = session.note(alive_note);
    if (!alive) return tl::unexpected<Error>(alive.error());
    if (*alive) restored.alive_ms = std::strtoll((*alive)->c_str(), nullptr, 10);
    auto matches = session.live_matches();
    if (!matches) return tl::unexpected<Error>(matches.error());
    for (const MatchRecord& record : *matches) {
        auto match = read_match(session, record);
        if (!match) return tl::unexpected<Error>(match.error());
        restored.matches.push_back(*std::move(match));
    }
    return {};
}

}  // namespace

Rooms::Rooms(App& app) : app_(app) {}

Rooms::~Rooms() {
    if (timer_) app_.reactor.cancel(timer_);
}

void Rooms::create(MatchWish wish, TellMaker told) {
    MatchRecord record;
    record.id = make_id(app_.now_ms());
    record.mode = name(wish.settings.mode);
    record.status = "waiting";
    record.created_ms = app_.now_ms();
    record.creator_id = wish.creator_id;
    record.rematch_of = wish.rematch_of;
    record.spectator_delay_ms = wish.settings.spectator_delay_ms;
    if (wish.with_code) record.room_code = make_room_code();
    wish.settings.match = record.id;
    auto valid = match::validate(wish.settings);
    if (!valid) return told(tl::unexpected<Error>(valid.error()));
    auto room = std::make_shared<Room>(app_, record.id, record.room_code);
    room->command(
        match::command::Create{std::move(wish.settings)},
        [this, room, told = std::move(told)](const Told& result) {
            if (result.error) return told(tl::unexpected<Error>(*result.error));
            if (result.refusal)
                return told(fail(ErrorCode::usage, std::string(description(result.refusal->code))));
            keep(room);
            told(room);
        },
        [record = std::move(record)](Session& session) { return session.add_match(record); });
}

void Rooms::rematch(MatchWish wish, const TellRematch& told) {
    const std::string before = wish.rematch_of;
    if (const auto known = rematches_.find(before); known != rematches_.end()) {
        if (known->second.match_id.empty()) return known->second.waiting.push_back(told);
        const auto room = find(known->second.match_id);
        if (room && !room->state().is_over()) return told(room, false);
    }
    rematches_[before] = {};
    create(std::move(wish), [this, before, told](const Result<std::shared_ptr<Room>>& made) {
        const auto waiting = std::exchange(rematches_[before].waiting, {});
        if (made)
            rematches_[before].match_id = (*made)->id();
        else
            rematches_.erase(before);
        told(made, true);
        for (const TellRematch& one : waiting) one(made, false);
    });
}

std::shared_ptr<Room> Rooms::find(const std::string& match_id) const {
    const auto found = rooms_.find(match_id);
    return found == rooms_.end() ? nullptr : found->second;
}

std::shared_ptr<Room> Rooms::find_code(const std::string& room_code) const {
    for (const auto& [id, room] : rooms_)
        if (!room->code().empty() && room->code() == room_code && !room->state().is_over())
            return room;
    return nullptr;
}

void Rooms::find_or_load(const std::string& match_id,
                         std::function<void(std::shared_ptr<Room>)> told) {
    if (auto room = find(match_id)) return told(room);
    auto loaded = std::make_shared<std::optional<Restored::Match>>();
    app_.read(
        [loaded, match_id](Session& session) -> Result<void> {
            auto record = session.match_by_id(match_id);
            if (!record) return tl::unexpected<Error>(record.error());
            if (!*record) return {};
            auto match = read_match(session, **record);
            if (!match) return tl::unexpected<Error>(match.error());
            *loaded = *std::move(match);
            return {};
        },
        [this, loaded, match_id, told = std::move(told)](const Result<void>& result) {
            if (auto room = find(match_id)) return told(room);
            if (!result || !*loaded) return told(nullptr);
            auto events = read_journal((*loaded)->lines);
            if (!events || events->empty()) return told(nullptr);
            auto room = std::make_shared<Room>(app_, match_id, (*loaded)->record.room_code);
            room->restore(*std::move(events), std::move((*loaded)->submissions));
            if (room->state().is_over()) {
                rooms_[match_id] = room;
                over_since_ms_[match_id] = app_.now_ms();
            }
            told(room->state().is_over() ? room : nullptr);
        });
}

void Rooms::restore(std::function<void(Result<std::size_t>)> done) {
    auto restored = std::make_shared<Restored>();
    app_.read(
        [restored](Session& session) { return read_live(session, *restored); },
        [this, restored, done = std::move(done)](const Result<void>& result) {
            if (!result) return done(tl::unexpected<Error>(result.error()));
            std::size_t count = 0;
            for (Restored::Match& match : restored->matches) {
                auto events = read_journal(match.lines);
                if (!events) {
                    app_.log.error("a match cannot be restored", {{"why", events.error().message}});
                    continue;
                }
                if (events->empty()) continue;  // it was never made durable
                auto room = std::make_shared<Room>(app_, match.record.id, match.record.room_code);
                const std::int64_t last_ms = std::max(restored->alive_ms, events->back().at_ms);
                room->restore(*std::move(events), std::move(match.submissions));
                keep(room);
                if (!match.record.rematch_of.empty())
                    rematches_[match.record.rematch_of].match_id = match.record.id;
                room->resume(std::max<std::int64_t>(0, app_.now_ms() - last_ms));
                ++count;
            }
            done(count);
        });
}

void Rooms::keep(const std::shared_ptr<Room>& room) {
    rooms_[room->id()] = room;
    slots_[std::hash<std::string>()(room->id()) % tick_slots].push_back(room);
}

void Rooms::start() {
    note_alive();
    due_us_ = app_.reactor.now_us();
    tick_later();
}

/// Waits for the next slot that has a room, at most to the end of the second.
void Rooms::tick_later() {
    do {
        slot_ = (slot_ + 1) % tick_slots;
        due_us_ += second_us / static_cast<std::int64_t>(tick_slots);
    } while (slot_ != 0 && slots_[slot_].empty());
    const std::int64_t now_us = app_.reactor.now_us();
    due_us_ = std::max(due_us_, now_us - second_us);  // after a standstill nothing is made up for
    const std::int64_t wait_ms = std::max<std::int64_t>(0, (due_us_ - now_us + 999) / 1000);
    timer_ = app_.reactor.after(wait_ms, [this] { tick(); });
}

void Rooms::tick() {
    std::erase_if(slots_[slot_], [](const auto& room) { return room.expired(); });
    if (slot_ == 0) {
        for (const auto& [id, room] : rooms_) room->look_for_outage();
        let_go_of_finished();
        note_alive();
    }
    tick_room(slot_, 0);
    tick_later();
}

/// What one turn of the reactor sends leaves at its end: the next room gets a turn of its own. The
/// core is offered in between: what was sent wakes readers, and one that shares the core (a proxy,
/// a client on this machine) would else wait for the last room.
void Rooms::tick_room(std::size_t slot, std::size_t index) {
    if (index >= slots_[slot].size()) return;
    if (const auto room = slots_[slot][index].lock()) room->tick(app_.now_ms());
    app_.reactor.post([this, slot, index] {
        std::this_thread::yield();
        tick_room(slot, index + 1);
    });
}

void Rooms::let_go_of_finished() {
    const std::int64_t now_ms = app_.now_ms();
    for (const auto& [id, room] : rooms_)
        if (room->state().is_over() && over_since_ms_.try_emplace(id, now_ms).second)
            app_.metrics.note_match_ended(room->state().status == match::Status::finished);
    std::erase_if(over_since_ms_, [&](const auto& over) {
        const match::State& state = rooms_.at(over.first)->state();
        const std::int64_t late_ms = state.settings ? state.settings->spectator_delay_ms : 0;
        const bool gone = now_ms - over.second > keep_over_ms + late_ms;
        if (gone) rooms_.erase(over.first);
        return gone;
    });
    std::erase_if(rematches_, [&](const auto& one) {
        return !one.second.match_id.empty() && !rooms_.contains(one.second.match_id);
    });
}

void Rooms::note_alive() {
    if (live() == 0) return;
    app_.write([now = std::to_string(app_.now_ms())](
                   Session& session) { return session.set_note(alive_note, now); },
               [](const Result<void>&) {});
}

std::size_t Rooms::live() const {
    return static_cast<std::size_t>(std::count_if(rooms_.begin(), rooms_.end(), [](const auto& it) {
        return !it.second->state().is_over();
    }));
}

}  // namespace arena::serve

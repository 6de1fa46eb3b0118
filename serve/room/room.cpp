// The way of a command: decide, make durable, apply and tell. See room.hpp; what viewers get is in
// room_watch.cpp, what the events demand in room_judging.cpp.
#include "serve/room/room.hpp"

#include <algorithm>

#include "core/assert.hpp"
#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/finish.hpp"
#include "serve/room/journal.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t reload_retry_ms = 500;
constexpr std::int64_t timer_ms_max = 60'000;  // looked at again then: the clock may be set

std::string_view status_name(match::Status status) {
    switch (status) {
        case match::Status::none:
        case match::Status::waiting: return "waiting";
        case match::Status::active: return "active";
        case match::Status::finished: return "finished";
        case match::Status::aborted: return "aborted";
    }
    return "waiting";
}

}  // namespace

/// A decision on its way to the store.
struct Room::Pending {
    std::vector<match::Event> events;
    std::optional<match::Refusal> refusal;
    TellCaller told;
    bool failed = false;
};

Room::Room(App& app, std::string id, std::string room_code)
    : app_(app),
      id_(std::move(id)),
      code_(std::move(room_code)),
      outages_seen_(app.store.last_outage().number) {}

Room::~Room() {
    if (timer_) app_.reactor.cancel(timer_);
    if (delay_timer_) app_.reactor.cancel(delay_timer_);
}

void Room::command(const match::Command& command, TellCaller told, Beside beside) {
    if (broken_) {
        if (told) told({{}, Error{ErrorCode::host, "the store cannot be written"}, durable_seq_});
        return;
    }
    look_for_outage();  // before any deadline that it moves
    match::Decision decision = match::decide(head_, command, app_.now_ms());
    if (decision.events.empty()) {
        if (told) told({decision.refusal, {}, durable_seq_});
        return;
    }
    for (const match::Event& event : decision.events) match::apply(head_, event);
    // what stands beside a refused command must not happen
    if (decision.refusal) beside = nullptr;
    write(std::move(decision.events), decision.refusal, std::move(told), std::move(beside));
    arm_timer();
}

void Room::write(std::vector<match::Event> events, std::optional<match::Refusal> refusal,
                 TellCaller told, Beside beside) {
    auto pending = std::make_shared<Pending>();
    pending->events = std::move(events);
    pending->refusal = refusal;
    pending->told = std::move(told);
    pending_.push_back(pending);
    const std::string status(status_name(head_.status));
    const bool status_changes =
        std::any_of(pending->events.begin(), pending->events.end(), [](const match::Event& event) {
            return std::holds_alternative<match::event::Started>(event.body) ||
                   std::holds_alternative<match::event::Ended>(event.body) ||
                   std::holds_alternative<match::event::Aborted>(event.body);
        });
    const auto settings = head_.settings;
    const std::int64_t started_ms = head_.started_ms;
    std::vector<std::string> users;  // of the settings, only those whom the maker invited
    if (status_changes)
        for (const match::Player& player : head_.players) users.push_back(player.user);
    auto work = [pending, beside = std::move(beside), id = id_, status, status_changes, settings,
                 users, started_ms](Session& session) -> Result<void> {
        if (beside) {
            auto done = beside(session);
            if (!done) return done;
        }
        bool over = false;
        for (match::Event& event : pending->events) {
            auto finished = finish_in_store(session, *settings, users, event);
            if (!finished) return finished;
            over = over || std::holds_alternative<match::event::Ended>(event.body) ||
                   std::holds_alternative<match::event::Aborted>(event.body);
            auto appended = session.append(journal_line(id, event));
            if (!appended) return appended;
        }
        if (!status_changes) return {};
        return session.update_match_status(id, status, started_ms,
                                           over ? pending->events.back().at_ms : 0);
    };
    app_.write(std::move(work), [weak = weak_from_this(), pending](Result<void> result) {
        const auto room = weak.lock();
        if (!room) return;
        if (result) {
            room->on_durable(pending);
        } else {
            room->on_failed(pending, result.error());
        }
    });
}

void Room::on_durable(const std::shared_ptr<Pending>& pending) {
    if (pending->failed) return;
    ARENA_ASSERT(!pending_.empty() && pending_.front() == pending);
    pending_.pop_front();
    for (const match::Event& event : pending->events) {
        // the finishing transaction added the changes of ratings
        if (const auto* ended = std::get_if<match::event::Ended>(&event.body))
            head_.elo_changes = ended->elo_changes;
        if (const auto* corrected = std::get_if<match::event::Corrected>(&event.body))
            head_.elo_changes = corrected->elo_changes;
        events_.push_back(event);
        durable_seq_ = event.seq;
        deliver(event);
    }
    if (pending->told) pending->told({pending->refusal, {}, durable_seq_});
    for (const match::Event& event : pending->events) act_on(event);
}

void Room::on_failed(const std::shared_ptr<Pending>& pending, const Error& error) {
    if (pending->failed) return;
    app_.log.warn("room: the store refused events", {{"match", id_}, {"why", error.message}});
    broken_ = true;
    owe_outage(app_.reactor.now_us());
    const auto lost = std::exchange(pending_, {});
    for (const auto& one : lost) {
        one->failed = true;
        if (one->told) one->told({{}, error, durable_seq_});
    }
    reload();
}

/// The truth is in the store: what a failed commit left there, if anything, counts.
void Room::reload() {
    struct Stored {
        std::vector<JournalRecord> lines;
        std::vector<SubmissionRecord> submissions;
    };
    auto stored = std::make_shared<Stored>();
    app_.read(
        [stored, id = id_](Session& session) -> Result<void> {
            auto lines = session.events_since(id, 0);
            if (!lines) return tl::unexpected<Error>(lines.error());
            stored->lines = *std::move(lines);
            auto submissions = session.submissions_of_match(id);
            if (!submissions) return tl::unexpected<Error>(submissions.error());
            stored->submissions = *std::move(submissions);
            return {};
        },
        [weak = weak_from_this(), stored](const Result<void>& result) {
            const auto room = weak.lock();
            if (!room) return;
            if (!result || !room->app_.store.health().writable) {
                room->app_.reactor.after(reload_retry_ms, [weak] {
                    if (const auto again = weak.lock()) again->reload();
                });
                return;
            }
            auto journal = read_journal(stored->lines);
            ARENA_ASSERT(journal.has_value());
            room->head_ = match::fold(*journal);
            room->broken_ = false;
            // a commit whose answer was lost may have let one in
            room->take(std::move(stored->submissions));
            const std::int64_t known = room->durable_seq_;
            for (const match::Event& event : *journal) {
                if (event.seq <= known) continue;
                room->events_.push_back(event);
                room->durable_seq_ = event.seq;
                room->deliver(event);
                room->act_on(event);
            }
            // nobody could play meanwhile: that is an outage like any other
            room->look_for_outage();
            room->settle_outage();
            room->arm_timer();
        });
}

/// An outage is one for every match, whether it wrote meanwhile or not.
void Room::look_for_outage() {
    const Store::Outage last = app_.store.last_outage();
    if (last.number == outages_seen_) return;
    outages_seen_ = last.number;
    owe_outage(last.since_us);
    if (!broken_) settle_outage();
}

void Room::owe_outage(std::int64_t since_us) {
    owed_since_us_ = owed_since_us_ == 0 ? since_us : std::min(owed_since_us_, since_us);
}

/// Once, from its beginning to now; the store may have gone away again.
void Room::settle_outage() {
    const std::int64_t since_us = std::exchange(owed_since_us_, 0);
    if (since_us == 0 || !head_.settings) return;
    const std::int64_t away_ms = (app_.reactor.now_us() - since_us) / 1000;
    command(match::command::Outage{away_ms}, [this, since_us](const Told& told) {
        if (told.error) owe_outage(since_us);
    });
}

void Room::arm_timer() {
    if (timer_) app_.reactor.cancel(std::exchange(timer_, 0));
    const auto due_ms = match::next_timer(head_);
    if (!due_ms) return;
    const std::int64_t wait_ms = std::clamp<std::int64_t>(*due_ms - app_.now_ms(), 0, timer_ms_max);
    timer_ = app_.reactor.after(wait_ms, [weak = weak_from_this()] {
        const auto room = weak.lock();
        if (!room) return;
        room->timer_ = 0;
        if (!room->broken_) room->command(match::command::Wake{}, {});
        if (!room->timer_) room->arm_timer();
    });
}

void Room::restore(std::vector<match::Event> events, std::vector<SubmissionRecord> submissions) {
    ARENA_ASSERT(events_.empty());
    events_ = std::move(events);
    head_ = match::fold(events_);
    durable_seq_ = head_.seq;
    if (head_.settings && head_.settings->spectator_delay_ms > 0) deliver_to_spectators();
    take(std::move(submissions));
}

/// Sources that wait for a verdict, and what was asked for already.
void Room::take(std::vector<SubmissionRecord> submissions) {
    for (SubmissionRecord& submission : submissions) {
        if (!submission.request_key.empty())
            requests_[{submission.user_id, submission.request_key}] = {submission.id, true, {}};
        const auto index = match::find_submission(head_, submission.id);
        if (index && head_.submissions[*index].is_pending())
            unjudged_[submission.id] = {submission.language, std::move(submission.code),
                                        submission.epoch, 0};
    }
}

void Room::resume(std::int64_t away_ms) {
    command(match::command::Outage{away_ms}, {});
    for (const match::Player& player : head_.players)
        if (player.present) command(match::command::Leave{player.user}, {});
    std::vector<std::string> waiting;
    for (const auto& [id, source] : unjudged_) waiting.push_back(id);
    for (const std::string& id : waiting) judge(id);
    for (std::size_t i = 0; i < head_.plants.size(); ++i)
        if (head_.plants[i].wanted && !head_.plants[i].planted)
            plant_mutation(head_.players[i].user);
    arm_timer();
}

}  // namespace arena::serve

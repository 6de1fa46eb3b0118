// A room: one match machine, its journal, and everyone who looks at it.
//
// A command is decided at once, its events are appended in one transaction, and only when that is
// durable is anyone told. Several commands may be on their way to the store; they arrive in order.
// If the store fails, what was decided since the last durable event is forgotten, those who asked
// are told so, and the room reads its journal again. What the rules demand beyond events (judge
// this, plant a mutation, change ratings) is done here, after the event that says so is durable,
// and done again after a restart from the journal alone.
// Strand: the reactor's.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/match/machine.hpp"
#include "serve/app.hpp"
#include "serve/judging/outcome.hpp"
#include "serve/room/watcher.hpp"

namespace arena::serve {

struct JobDone;

/// What a command came to, once that is durable.
struct Told {
    std::optional<match::Refusal> refusal;
    std::optional<Error> error;  ///< the store could not take it: nothing happened
    std::int64_t seq = 0;        ///< of the last event of it

    bool ok() const { return !refusal && !error; }
};

class Room : public std::enable_shared_from_this<Room> {
public:
    using TellCaller = std::function<void(const Told&)>;
    /// Part of a command's transaction, before its events.
    using Beside = std::function<Result<void>(Session&)>;

    Room(App& app, std::string id, std::string room_code);
    ~Room();

    const std::string& id() const { return id_; }
    const std::string& code() const { return code_; }
    /// As decided; events up to durable_seq() are durable.
    const match::State& state() const { return head_; }
    std::int64_t durable_seq() const { return durable_seq_; }
    const std::vector<match::Event>& events() const { return events_; }  ///< durable ones
    std::size_t spectators() const;
    bool is_watched_by(const std::string& user_id) const;

    void command(const match::Command& command, TellCaller told, Beside beside = {});

    /// A player's source. The same `request_key` of the same player is answered with what the first
    /// submission came to, once that is durable; its id is in `told`'s second part when it was
    /// accepted. After a refusal the key asks anew.
    using TellSubmitter = std::function<void(const Told&, const std::string& submission_id)>;
    struct Entry {
        std::string user_id, problem, language, source, request_key;
    };
    void submit(Entry entry, TellSubmitter told);

    /// Takes the journal and the submissions of a match that another process began.
    /// REQUIRES: nothing was decided yet.
    void restore(std::vector<match::Event> events, std::vector<SubmissionRecord> submissions);
    /// After restore(): extends the clock, marks everyone away, judges what has no verdict. Who
    /// waited for the start keeps the seat for as long as who is away from a match.
    void resume(std::int64_t away_ms);

    /// Sends what came after `since`, or the whole state; then everything new. `watcher` is watched
    /// until unwatch() or the end of its connection.
    void watch(std::shared_ptr<Watcher> watcher, std::optional<std::int64_t> since);
    /// `gives_seat_up`: it is the player's wish, and no broken connection that may come again.
    void unwatch(const ws::Connection* connection, bool gives_seat_up);
    /// A player who took a seat without a connection: away if none comes soon.
    void expect_player(const std::string& user_id);

    /// Once a second: what time is left, to all who want it.
    void tick(std::int64_t now_ms);

    /// The journal as this viewer may see it, for a replay.
    std::string replay_json(const match::Viewer& viewer) const;
    std::string state_json(const std::string& user_id, bool is_organizer, bool reset) const;

    /// The state that this viewer looks at: the match's, or for late spectators what it was.
    const match::State& seen_state(const match::Viewer& viewer) const;

    /// The viewer that `user_id` is: a player of the match, or a spectator. Good until the next
    /// event: seats move.
    match::Viewer viewer_for(const std::string& user_id, bool is_organizer) const;

    /// To be called now and then: extends the clock when the store was away and is back.
    void look_for_outage();

private:
    struct Pending;

    void write(std::vector<match::Event> events, std::optional<match::Refusal> refusal,
               TellCaller told, Beside beside);
    void on_durable(const std::shared_ptr<Pending>& pending);
    void on_failed(const std::shared_ptr<Pending>& pending, const Error& error);
    void reload();
    void take(std::vector<SubmissionRecord> submissions);
    void arm_timer();
    void deliver(const match::Event& event);
    void deliver_to_spectators();
    void act_on(const match::Event& event);
    void decide_request(const std::pair<std::string, std::string>& request, const Told& result);
    void judge(const std::string& submission_id);
    void on_test(const std::string& submission_id, const TestProgress& progress);
    void on_judged(const std::string& submission_id, std::int64_t epoch, const JobDone& job);
    void plant_mutation(const std::string& user);
    void player_came_or_left(const std::string& user_id, bool gives_seat_up);
    match::Viewer viewer_of(const Watcher& watcher) const;
    void tell_missed(Watcher& watcher, const match::Viewer& viewer, std::int64_t before_seq) const;
    void owe_outage(std::int64_t since_us);
    void settle_outage();
    void send_state(Watcher& watcher, bool reset) const;

    App& app_;
    const std::string id_, code_;
    match::State head_;
    std::vector<match::Event> events_;  ///< durable ones
    std::int64_t durable_seq_ = 0;
    std::deque<std::shared_ptr<Pending>> pending_;
    bool broken_ = false;             ///< the store failed; reload() is on its way
    std::int64_t owed_since_us_ = 0;  ///< monotonic: not yet made up for since then; 0: nothing
    std::int64_t outages_seen_;       ///< of the store, by its number
    std::vector<std::shared_ptr<Watcher>> watchers_;
    match::State delayed_;  ///< what spectators see, when they see it late
    std::size_t delayed_events_ = 0;
    std::uint64_t timer_ = 0, delay_timer_ = 0;
    struct Source {
        std::string language, text;
        std::int64_t epoch = 0;
        std::int64_t received_us = 0;  ///< monotonic; 0: by a process before this one
    };
    std::map<std::string, Source> unjudged_;  ///< by submission
    /// A submission that a client gave a key.
    struct Request {
        std::string submission;
        bool is_decided = false;             ///< it is durable
        std::vector<TellSubmitter> waiting;  ///< repeats that came before
    };
    std::map<std::pair<std::string, std::string>, Request> requests_;  ///< by user and key
};

}  // namespace arena::serve

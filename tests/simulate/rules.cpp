#include "tests/simulate/rules.hpp"

#include <algorithm>

#include "core/wire/match_json.hpp"

namespace arena::simulate {

using namespace match;

namespace {

void require(bool holds, const char* rule) {
    if (!holds) throw Fault{rule};
}

int sum_of_points(const State& state) {
    int sum = 0;
    for (const ProblemSetting& problem : state.settings->problems) sum += problem.points;
    return sum;
}

bool contains(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
}

}  // namespace

void Rules::check_points(const State& state) const {
    int scores = 0;
    for (const Player& player : state.players) scores += player.score;
    const int points = sum_of_points(state);
    switch (state.settings->mode) {
        case Mode::blitz:
        case Mode::codegolf: return require(scores <= points, "points exceed what exists");
        case Mode::battle_royale:
        case Mode::fastest:
        case Mode::reverse:
            for (const Player& player : state.players)
                require(player.score >= 0 && player.score <= points, "points exceed what exists");
            return;
        case Mode::sabotage:
            for (const Player& player : state.players)
                require(player.score >= 0 && player.score <= 290 + 150,
                        "points exceed what exists");
            return;
    }
}

void Rules::check_clock(const State& before, const Event& event, const State& after) const {
    require(event.seq == before.seq + 1, "a number is missing");
    require(event.at_ms >= before.last_ms, "time runs backwards");
    if (before.status != Status::active) return;
    const bool extends = std::holds_alternative<event::ClockExtended>(event.body);
    require(extends || time_left_ms(after, event.at_ms) <= time_left_ms(before, event.at_ms),
            "the time left rose without a recorded extension");
    if (std::holds_alternative<event::RoundExtended>(event.body))
        require(!before.round_extended, "a round is extended twice");
}

/// Everything received before it that could take its claim has been answered, and nothing of that
/// was accepted where one player's gain is another's loss.
void Rules::check_claim(const State& before, const std::string& submission) const {
    const Mode mode = before.settings->mode;
    const std::size_t index = *find_submission(before, submission);
    const Submission& own = before.submissions[index];
    const Truth& truth = world_.truths.at(submission);
    require(truth.verdict == Verdict::AC && !truth.judge_fails, "a claim without an accepted one");
    for (std::size_t i = 0; i < index; ++i) {
        const Submission& one = before.submissions[i];
        if (one.problem != own.problem) continue;
        const bool mine = one.player == own.player;
        if (mode == Mode::battle_royale && !mine) continue;
        if (mode == Mode::sabotage && (!mine || one.phase != own.phase)) continue;
        const Truth& other = world_.truths.at(one.id);
        require(other.answered_ms <= before.last_ms && !one.is_pending(),
                "a claim is settled before an earlier submission is judged");
        const bool accepted = other.verdict == Verdict::AC && !other.judge_fails;
        if (mode == Mode::blitz) require(!accepted, "a problem is locked by a later submission");
        if (mode == Mode::battle_royale) require(!accepted, "a problem is scored twice");
        if (mode == Mode::codegolf && accepted)
            require(other.source.size() > truth.source.size(), "a holder is not the shortest");
    }
}

void Rules::check_kind(const State& before, const Event& event) {
    if (const auto* lockout = std::get_if<event::Lockout>(&event.body)) {
        require(++locked_[lockout->problem] == 1, "a problem is locked twice");
        check_claim(before, lockout->submission);
    } else if (const auto* holder = std::get_if<event::HolderChanged>(&event.body)) {
        check_claim(before, holder->submission);
    } else if (const auto* solved = std::get_if<event::Solved>(&event.body)) {
        check_claim(before, solved->submission);
    } else if (const auto* out = std::get_if<event::Eliminated>(&event.body)) {
        score_when_out_[out->user] = before.players[*find_player(before, out->user)].score;
    } else if (const auto* left = std::get_if<event::Left>(&event.body)) {
        const Player& player = before.players[*find_player(before, left->user)];
        require(player.present || (before.status == Status::waiting && player.joined),
                "somebody leaves who is not here");
        if (left->seat_ends_ms)
            require(before.status == Status::waiting &&
                        *left->seat_ends_ms == event.at_ms + before.settings->away_grace_ms,
                    "a seat is not kept for the grace time");
    } else if (std::holds_alternative<event::Submitted>(event.body)) {
        require(!before.closed && event.at_ms < before.ends_ms, "accepted after the deadline");
    } else if (const auto* forfeit = std::get_if<event::Forfeited>(&event.body)) {
        const Player& player = before.players[*find_player(before, forfeit->user)];
        require(forfeit->reason == ForfeitReason::resigned ||
                    (!player.present && event.at_ms >= player.away_until_ms),
                "a player forfeits too early");
        require(forfeit->reason == ForfeitReason::resigned ||
                    std::any_of(before.players.begin(), before.players.end(),
                                [](const Player& p) { return p.present; }),
                "a player forfeits to nobody");
    } else if (const auto* closed = std::get_if<event::Closed>(&event.body)) {
        if (closed->reason == CloseReason::deadline) check_length(before, event.at_ms);
    } else if (std::holds_alternative<event::Ended>(event.body)) {
        require(++ended_ == 1, "ratings change twice");
        require(before.pending == 0, "the match ends before the last verdict");
    }
}

/// The players had all of their time, what the server was away for left out.
void Rules::check_length(const State& before, std::int64_t at_ms) const {
    const Settings& settings = *before.settings;
    if (settings.mode == Mode::sabotage) return;
    const std::int64_t planned_ms = before.started_ms + settings.duration_ms;
    const std::int64_t away_ms = world_.away_to_ms - world_.away_from_ms;
    const bool lost_time = away_ms > settings.outage_min_ms && at_ms >= world_.away_to_ms &&
                           world_.away_from_ms >= before.started_ms &&
                           world_.away_from_ms < planned_ms;
    require(at_ms >= planned_ms + (lost_time ? away_ms : 0), "an outage cost the players time");
}

void Rules::event(const State& before, const Event& event, const State& after) {
    require(!before.is_over(), "something happens after the end");
    check_clock(before, event, after);
    check_kind(before, event);
    check_points(after);
    for (const auto& [user, score] : score_when_out_)
        require(after.players[*find_player(after, user)].score == score, "one who is out scores");
    check_view(after, event);
    follow(after, event);
}

/// One player's client: what it gets while it is connected, and by "since" when it comes back.
void Rules::follow(const State& state, const Event& event) {
    const auto player = find_player(state, follows_);
    if (!player || state.status == Status::none) return;
    const Viewer viewer = PlayerViewer{*player};
    const bool connected = state.players[*player].present;
    if (connected)
        for (std::size_t i = seen_.size(); i < world_.log.size(); ++i)  // missed: events of the log
            seen_.push_back(view_event(state, world_.log[i], viewer));
    if (connected && seen_.size() + 1 == static_cast<std::size_t>(event.seq))
        seen_.push_back(view_event(state, event, viewer));
    const bool complete =
        seen_.size() == static_cast<std::size_t>(event.seq) && seen_.back().seq == event.seq;
    require(!connected || complete, "a client misses an event or gets one twice");
}

/// What was sent live is what a later reader is sent, until the end opens everything; but for the
/// first event, whose problems show from the start on.
void Rules::check_client() const {
    const auto player = find_player(world_.state, follows_);
    if (!player) return;
    State before_end = fold(std::span(world_.log).first(world_.log.size() - 1));
    for (std::size_t i = 1; i < seen_.size() && i + 1 < world_.log.size(); ++i)
        require(seen_[i] == view_event(before_end, world_.log[i], PlayerViewer{*player}),
                "an event looks different to one who comes back");
}

void Rules::decided(const State& state, std::int64_t now_ms) {
    const auto timer = next_timer(state);
    require(!timer || *timer > now_ms, "a due deadline was not carried out");
}

void Rules::check_view(const State& state, const Event& event) const {
    if (state.is_over() || state.status == Status::none) return;
    std::vector<Viewer> viewers{SpectatorViewer{}};
    const std::size_t players = state.players.size();
    const std::size_t shown = std::min<std::size_t>(players, thorough_ ? 2 : 1);
    for (std::size_t i = 0; i < shown; ++i)  // others with each event
        viewers.push_back(PlayerViewer{(static_cast<std::size_t>(event.seq) + i) % players});
    for (const Viewer& viewer : viewers) {
        const EventView view = view_event(state, event, viewer);
        require(view.seq == event.seq, "a hidden event has lost its number");
        require(view.body || !view.at_ms, "a hidden event tells its time");
        if (thorough_) check_text(state, event, viewer);
    }
}

/// The ids and sources of others are secret words: none may stand in what a viewer is sent.
void Rules::check_text(const State& state, const Event& event, const Viewer& viewer) const {
    const std::string sent = wire::client_event("m", view_event(state, event, viewer)) +
                             wire::client_state(view(state, viewer), 0, 0, 0, false);
    for (const SubmissionView& one : view(state, viewer).submissions)
        require(one.own || one.verdict, "a view counts another's pending submission");
    const auto* own = std::get_if<PlayerViewer>(&viewer);
    constexpr std::string_view mark = "\"secret";  // every submission's id begins so
    for (std::size_t at = sent.find(mark); at != std::string::npos; at = sent.find(mark, at + 1)) {
        const std::string id = sent.substr(at + 1, sent.find('"', at + 1) - at - 1);
        const auto index = find_submission(state, id);
        require(own && index && state.submissions[*index].player == own->player,
                "a view tells another's submission");
    }
    if (!own) require(!contains(sent, "\"own\""), "a spectator sees an own part");
    require(!contains(sent, "testIndex") || own, "a view tells which test failed");
    if (state.phase == Phase::sabotage)
        for (std::size_t i = 0; i < state.plants.size(); ++i)
            if (!own || own->player != i)
                require(!contains(sent, "int f" + std::to_string(i)),
                        "a sabotaged source is seen before phase 2");
}

void Rules::finished() const {
    check_replay();
    check_client();
    if (world_.state.status == Status::finished) {
        require(ended_ == 1, "ratings do not change");
        check_board();
    } else {
        require(ended_ == 0, "ratings change in an aborted match");
    }
}

void Rules::check_replay() const {
    require(fold(world_.log) == world_.state, "the log folds to another state");
    if (!thorough_) return;
    State state;
    for (const Event& event : world_.log) {
        const auto read = wire::read_event(wire::write_event(event));
        require(read.has_value() && *read == event, "an event does not survive the journal");
        apply(state, *read);
    }
    require(state == world_.state, "the journal folds to another state");
}

/// The board that the receipts and the true verdicts make, without the machine.
void Rules::check_board() const {
    const State& state = world_.state;
    const Mode mode = state.settings->mode;
    if (mode == Mode::battle_royale || mode == Mode::sabotage) return;
    std::map<std::size_t, std::pair<std::size_t, std::size_t>> best;  // problem: length, player
    std::vector<int> place(state.players.size(), 0);
    int places = 0;
    for (const Submission& one : state.submissions) {
        const Truth& truth = world_.truths.at(one.id);
        if (truth.judge_fails || truth.verdict != Verdict::AC) continue;
        const std::size_t length = mode == Mode::codegolf ? truth.source.size() : 0;
        const auto found = best.find(one.problem);
        if (found == best.end() || length < found->second.first)
            best[one.problem] = {length, one.player};
        if (place[one.player] == 0) place[one.player] = ++places;
    }
    std::vector<int> score(state.players.size(), 0);
    for (const auto& [problem, winner] : best)
        score[winner.second] += state.settings->problems[problem].points;
    for (std::size_t i = 0; i < state.players.size(); ++i) {
        if (mode == Mode::blitz || mode == Mode::codegolf)
            require(state.players[i].score == score[i], "the board is not what the receipts say");
        else
            require(state.players[i].place.value_or(0) == place[i], "a place is not by receipt");
    }
}

}  // namespace arena::simulate

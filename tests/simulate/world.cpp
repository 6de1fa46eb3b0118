#include "tests/simulate/world.hpp"

#include <algorithm>

#include "core/match/mutation.hpp"

namespace arena::simulate {

using namespace match;

namespace {

constexpr std::int64_t created_ms = 1'700'000'000'000;

std::string reference(std::size_t player) {
    return "int f" + std::to_string(player) +
           "(int n) {\n  int s = 0;\n  for (int i = 0; i < n; ++i)\n    s = s + i;\n  return "
           "s;\n}\n";
}

std::size_t player_count(Mode mode, Random& random) {
    switch (mode) {
        case Mode::battle_royale:
            if (random.chance(1, 400)) return static_cast<std::size_t>(random.between(40, 100));
            return static_cast<std::size_t>(random.between(4, 9));
        case Mode::sabotage: return random.chance(1, 3) ? 3 : 2;
        case Mode::blitz:
        case Mode::codegolf:
        case Mode::fastest:
        case Mode::reverse: break;
    }
    return random.chance(1, 3) ? static_cast<std::size_t>(random.between(3, 5)) : 2;
}

}  // namespace

Verdict random_verdict(Random& random) {
    constexpr Verdict wrong[]{Verdict::WA,  Verdict::TLE, Verdict::MLE,
                              Verdict::OLE, Verdict::RTE, Verdict::CE};
    return random.chance(1, 2) ? Verdict::AC : wrong[random.below(6)];
}

World::World(Mode mode, std::uint64_t seed)
    : random_(seed * 8 + static_cast<std::uint64_t>(mode)), settings_(make_settings(mode)) {
    plan(created_ms, command::Create{settings_});
    plan_players();
    if (random_.chance(1, 8)) {
        outage_comes_ = true;
        away_from_ms = created_ms + random_.between(1, 25 * minute_ms);
        away_to_ms = away_from_ms + random_.between(1, 3 * minute_ms);
    }
}

Settings World::make_settings(Mode mode) {
    Settings s = default_settings(mode);
    s.match = "m";
    s.seed = random_.next();
    const std::size_t players = player_count(mode, random_);
    s.players_min = 2;
    s.players_max = players;
    for (std::size_t i = 0; i < players; ++i)
        s.players.push_back(
            {"u" + std::to_string(i), "", 1500.0 + 10.0 * double(random_.below(4))});
    const bool one_problem = mode == Mode::fastest || mode == Mode::reverse;
    std::size_t problems = one_problem ? 1 : static_cast<std::size_t>(random_.between(2, 5));
    if (mode == Mode::sabotage) problems = players;
    for (std::size_t i = 0; i < problems; ++i)
        s.problems.push_back({"p" + std::to_string(i), 100 * static_cast<int>(i + 1), 0});
    if (mode == Mode::sabotage)
        for (std::size_t i = 0; i < players; ++i)
            s.sabotage.tasks.push_back({"p" + std::to_string(i), "cpp", reference(i)});
    if (random_.chance(1, 3)) s.duration_ms = random_.between(2, 40) * minute_ms;
    s.compile_error_is_wrong = random_.chance(1, 2);
    return s;
}

void World::plan(std::int64_t at_ms, Command command) {
    planned_.push({at_ms, order_++, std::move(command)});
}

void World::plan_players() {
    for (const PlayerSetting& player : settings_.players) plan_player(player);
    if (random_.chance(1, 200))
        plan(created_ms + random_.between(1, 30 * minute_ms), command::Abort{});
}

void World::plan_player(const PlayerSetting& player) {
    const std::string& user = player.user;
    const std::int64_t here = created_ms + random_.between(1, 2000);
    plan(here, command::Join{user, "", 0});
    if (random_.chance(1, 10)) {  // and away again, often before the others have come
        const std::int64_t away = here + random_.between(1, 1500);
        plan(away, command::Leave{user, random_.chance(1, 4)});
        if (random_.chance(5, 6))
            plan(away + random_.between(1, 70'000), command::Join{user, "", 0});
    }
    const std::int64_t horizon =
        settings_.mode == Mode::sabotage ? 25 * minute_ms : settings_.duration_ms;
    const std::int64_t tries = random_.between(0, 5);
    for (std::int64_t i = 0; i < tries; ++i) {
        // Often close together, so that verdicts overtake each other; sometimes after the end.
        const std::int64_t span = random_.chance(1, 3) ? minute_ms / 2 : horizon + 2000;
        const std::int64_t at = created_ms + 2001 + random_.between(0, span);
        plan(at, next_submission(user));
        if (random_.chance(1, 16)) plan(at + random_.between(0, 2500), next_submission(user));
    }
    if (random_.chance(1, 4)) plan(here + random_.between(0, horizon), command::Chat{user, "hi"});
    if (random_.chance(1, 4)) {
        const std::int64_t away = here + random_.between(1, horizon);
        plan(away, command::Leave{user});
        if (random_.chance(3, 4))
            plan(away + random_.between(1, 100'000), command::Join{user, "", 0});
    }
    if (random_.chance(1, 30)) plan(here + random_.between(1, horizon), command::Resign{user});
}

Command World::next_submission(const std::string& user) {
    const std::string id = "secret" + std::to_string(submissions_++);
    const std::string& problem = settings_.problems[random_.below(settings_.problems.size())].id;
    std::string source(1 + random_.below(12), 'x');
    return command::Submit{id, user, problem, "cpp", source};
}

/// What a player of a sabotage match sends depends on what they were given.
std::string World::sabotage_source(const std::string& user, std::string& problem) {
    const auto player = find_player(state, user);
    if (!player || state.plants.empty()) return "x";
    const bool repairs = state.phase == Phase::repair;
    const std::size_t author = repairs ? author_for(state, *player) : *player;
    const SabotageTask& task = settings_.sabotage.tasks[author];
    if (!random_.chance(1, 20)) problem = task.problem;
    std::string source = repairs ? state.plants[author].source : task.reference;
    if (random_.chance(1, 20)) return "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\nq\nr\n";
    if (!repairs || random_.chance(1, 2)) source += "// planted" + std::to_string(submissions_++);
    return source;
}

std::int64_t World::judging_ms() {
    if (random_.chance(1, 12)) return random_.between(1, 7 * minute_ms);
    return random_.between(20, 15'000);
}

void World::judge(const event::Submitted& received, std::int64_t at_ms) {
    Truth truth{received.user,
                received.problem,
                sources_[received.submission],
                random_verdict(random_),
                random_.chance(1, 20),
                at_ms,
                at_ms + judging_ms(),
                state.phase};
    if (state.settings->mode == Mode::sabotage && truth.phase == Phase::sabotage &&
        random_.chance(1, 2))
        truth.verdict = Verdict::WA;
    command::Judge verdict{
        received.submission, truth.verdict, std::nullopt, std::nullopt, std::nullopt, 7, 8};
    if (truth.verdict != Verdict::AC) verdict.first_failed_test = 3;
    if (truth.judge_fails) {
        plan(truth.answered_ms, command::JudgeFailed{received.submission, "host"});
    } else {
        if (random_.chance(1, 20)) {
            command::Judge broken = verdict;
            broken.verdict = Verdict::JE;
            plan(at_ms + 10, broken);
        }
        plan(truth.answered_ms, verdict);
    }
    if (random_.chance(1, 20)) {  // the same again, and late; the first one counts
        verdict.verdict = random_verdict(random_);
        plan(truth.answered_ms + random_.between(1, 60'000), verdict);
    }
    truths[received.submission] = std::move(truth);
}

void World::answer(const Event& event) {
    if (const auto* received = std::get_if<event::Submitted>(&event.body)) {
        judge(*received, event.at_ms);
    } else if (const auto* wanted = std::get_if<event::MutationWanted>(&event.body)) {
        command::PlantMutation plant{wanted->user, std::nullopt};
        const std::size_t player = *find_player(state, wanted->user);
        const auto found = mutations(settings_.sabotage.tasks[player].reference,
                                     CommentStyle::c_family, settings_.seed + player, 1);
        if (!random_.chance(1, 100)) plant.source = found.front().source;
        plan(event.at_ms + random_.between(1, 20'000), plant);
    } else if (const auto* judged = std::get_if<event::Judged>(&event.body)) {
        truths.at(judged->submission).answered_ms = event.at_ms;
    } else if (const auto* failed = std::get_if<event::Voided>(&event.body)) {
        truths.at(failed->submission).answered_ms = event.at_ms;
    } else if (std::holds_alternative<event::Closed>(event.body)) {
        closed_ms = event.at_ms;
    }
}

void World::give(const Command& command, std::int64_t at_ms, Watcher& watcher) {
    const bool was_open = !state.closed;
    const Decision decision = decide(state, command, at_ms);
    for (Event event : decision.events) {
        if (auto* ended = std::get_if<event::Ended>(&event.body))
            for (const auto& result : ended->results)  // as the server's transaction fills it
                ended->elo_changes.push_back({result.user, {1500, 1501}, {1500, 1501}});
        const State before = state;
        apply(state, event);
        watcher.event(before, event, state);
        log.push_back(event);
        answer(event);
    }
    watcher.decided(state, at_ms);
    const bool is_judges = std::holds_alternative<command::Judge>(command) ||
                           std::holds_alternative<command::JudgeFailed>(command);
    const bool is_wake = std::holds_alternative<command::Wake>(command);
    if ((was_open || is_judges) && !is_wake && !decision.refusal) sent.push_back({at_ms, command});
}

void World::play(Watcher& watcher) {
    std::int64_t now_ms = created_ms;
    while (!state.is_over()) {
        const auto timer = next_timer(state);
        if (planned_.empty() && !timer) throw Fault{"nothing will ever happen again"};
        const bool wakes = timer && (planned_.empty() || *timer < planned_.top().at_ms);
        const std::int64_t next_ms = wakes ? *timer : planned_.top().at_ms;
        if (outage_comes_ && next_ms >= away_from_ms) {
            outage_comes_ = false;
            now_ms = away_to_ms;
            give(command::Outage{away_to_ms - away_from_ms}, now_ms, watcher);
            continue;
        }
        now_ms = std::max(now_ms, next_ms);
        if (wakes) {
            give(command::Wake{}, now_ms, watcher);
            continue;
        }
        Command command = planned_.top().command;
        planned_.pop();
        if (auto* submit = std::get_if<command::Submit>(&command)) {
            if (settings_.mode == Mode::sabotage)
                submit->source = sabotage_source(submit->user, submit->problem);
            sources_[submit->submission] = submit->source;
        }
        give(command, now_ms, watcher);
    }
}

}  // namespace arena::simulate

// Any permutation of judging completions gives the same final board: the commands of a match again,
// with every verdict later by chance.
//
// Only later: an earlier one could close the match before a submission that it had accepted. The
// sabotage phase keeps its judge, since what is repaired depends on it.
#include <algorithm>

#include "tests/simulate/rules.hpp"

namespace arena::simulate {

using namespace match;

namespace {

/// The submission that a verdict, or the lack of one, is for; else none.
const std::string* judged(const Command& command) {
    if (const auto* verdict = std::get_if<command::Judge>(&command)) return &verdict->submission;
    if (const auto* failed = std::get_if<command::JudgeFailed>(&command))
        return &failed->submission;
    return nullptr;
}

/// Some verdicts move, and then stand in any order behind what has the same time; all else stays.
std::vector<Sent> slower(const World& world, Random& random) {
    const bool by_deadline = world.state.closed == CloseReason::deadline;
    const std::int64_t last_ms = world.closed_ms + (by_deadline ? 5 * minute_ms : 0);
    const bool sabotages = world.state.settings->mode == Mode::sabotage;
    std::vector<Sent> commands, moved;
    for (const Sent& sent : world.sent) {
        const std::string* id = judged(sent.command);
        const bool stays = !id || sent.at_ms >= last_ms || random.chance(1, 4) ||
                           (sabotages && world.truths.at(*id).phase == Phase::sabotage);
        if (stays) {
            commands.push_back(sent);
            continue;
        }
        std::int64_t at_ms =
            random.chance(1, 4) ? last_ms : random.between(sent.at_ms + 1, last_ms);
        if (at_ms > world.away_from_ms && at_ms < world.away_to_ms) at_ms = world.away_to_ms;
        moved.push_back({at_ms, sent.command});
    }
    random.shuffle(moved);
    commands.insert(commands.end(), moved.begin(), moved.end());
    std::stable_sort(commands.begin(), commands.end(),
                     [](const Sent& a, const Sent& b) { return a.at_ms < b.at_ms; });
    return commands;
}

}  // namespace

void check_any_judge(const World& world, std::uint64_t seed) {
    if (world.state.status != Status::finished) return;
    Random random(seed);
    State state;
    std::int64_t now_ms = 0;
    const auto give = [&](const Command& command, std::int64_t at_ms) {
        now_ms = std::max(now_ms, at_ms);
        for (const Event& event : decide(state, command, now_ms).events) apply(state, event);
    };
    for (const Sent& sent : slower(world, random)) {
        const bool was_away = std::holds_alternative<command::Outage>(sent.command);
        const std::int64_t until_ms = was_away ? world.away_from_ms : sent.at_ms;
        for (auto timer = next_timer(state); timer && *timer < until_ms; timer = next_timer(state))
            give(command::Wake{}, *timer);
        give(sent.command, sent.at_ms);
    }
    while (!state.is_over()) {
        const auto timer = next_timer(state);
        if (!timer) throw Fault{"with a slower judge the match never ends"};
        give(command::Wake{}, *timer);
    }
    if (state.results != world.state.results) throw Fault{"the board depends on the judge's speed"};
}

}  // namespace arena::simulate

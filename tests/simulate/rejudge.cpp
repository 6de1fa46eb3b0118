// Rejudging a finished match: the board is what the new verdicts say, and with the old verdicts
// again it is what it was.
#include "tests/simulate/rules.hpp"

namespace arena::simulate {

using namespace match;

namespace {

void rejudge(World& world, const std::vector<event::NewVerdict>& verdicts) {
    const Decision decision =
        decide(world.state, command::Rejudge{verdicts}, world.state.last_ms + 1);
    if (decision.refusal) throw Fault{"a rejudging is refused"};
    for (const Event& event : decision.events) {
        apply(world.state, event);
        world.log.push_back(event);
    }
    for (const auto& one : verdicts) world.truths.at(one.submission).verdict = one.verdict;
}

}  // namespace

void check_rejudge(World& world, const Rules& rules, std::uint64_t seed) {
    if (world.state.status != Status::finished) return;
    Random random(seed);
    std::vector<event::NewVerdict> before, after;
    for (const Submission& one : world.state.submissions) {
        if (!one.verdict || random.chance(1, 2)) continue;
        before.push_back({one.id, *one.verdict});
        after.push_back({one.id, random_verdict(random)});
    }
    const auto results = world.state.results;
    rejudge(world, after);
    rules.check_board();
    rejudge(world, before);
    rules.check_board();
    if (world.state.results != results) throw Fault{"a rejudging cannot be taken back"};
    if (fold(world.log) != world.state) throw Fault{"a rejudged log folds to another state"};
}

}  // namespace arena::simulate

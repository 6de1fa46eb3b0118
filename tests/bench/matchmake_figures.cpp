// Figures of pairing: Swiss rounds, steps of a large queue, and the queue's rule against the plain
// one on evenings that its constants were not fitted to. Peers' times are from a run of theirs on
// a machine of this kind; the queue's two rules run here, on the same arrivals.
#include <algorithm>

#include "core/pairing/dutch.hpp"
#include "core/pairing/queue.hpp"
#include "core/pairing/queue_simulation.hpp"
#include "core/random.hpp"
#include "tests/bench/figures.hpp"

namespace arena::bench {
namespace {

using namespace arena::pairing;

/// The slowest of some rounds of a tournament whose higher-rated players mostly win.
double slowest_round_s(int players, int rounds) {
    Random chance(7);
    Tournament tournament;
    tournament.rounds_total = rounds;
    for (int i = 0; i < players; ++i) {
        SwissPlayer player;
        player.number = i + 1;
        tournament.players.push_back(player);
    }
    double slowest = 0;
    for (; tournament.rounds_played < rounds; ++tournament.rounds_played) {
        Result<RoundPairing> pairing = fail(ErrorCode::internal, "");
        slowest = std::max(slowest, seconds([&] { pairing = pair_dutch(tournament); }));
        if (!pairing) return 1e9;
        for (const auto& [white, black] : pairing->boards) {
            const bool draw = chance.chance(3, 10);
            const bool upset = chance.chance(3, 10);
            const bool white_wins = (white < black) != upset;
            tournament.players[static_cast<std::size_t>(white)].rounds.push_back(
                {black, Color::white,
                 draw         ? '='
                 : white_wins ? '1'
                              : '0'});
            tournament.players[static_cast<std::size_t>(black)].rounds.push_back(
                {white, Color::black,
                 draw         ? '='
                 : white_wins ? '0'
                              : '1'});
        }
        if (pairing->bye != nobody) {
            tournament.players[static_cast<std::size_t>(pairing->bye)].rounds.push_back(
                {nobody, Color::none, 'U'});
        }
    }
    return slowest;
}

constexpr PlayerId waiting = 1'000'000;

/// A million who wait: all for a while (a step pairs nearly all), or all just come.
Queue crowd(std::int64_t since_ms) {
    Random chance(3);
    Queue queue;
    for (PlayerId id = 0; id < waiting; ++id) {
        queue.insert({id, static_cast<double>(chance.below(4'000'000)) / 1000, since_ms, {}, {}});
    }
    return queue;
}

std::vector<Figure> queue_steps() {
    Queue queue = crowd(0);
    const double full = seconds([&] { queue.step(60'000); });
    Queue busy = crowd(0);
    std::vector<double> arrivals;
    for (PlayerId id = waiting; id < waiting + 1000; ++id) {
        arrivals.push_back(seconds([&] {
            busy.insert({id, static_cast<double>(id % 4000), 0, {}, {}});
            busy.pair_arrival(id, 0);
        }));
    }
    return {{"queue: full step, 1,000,000 waiting", full * 1000, "ms", "the goal", 150, true, ""},
            {"queue: one arrival among 1,000,000", median(arrivals) * 1000, "ms", "the goal", 1,
             true, ""}};
}

void add_rule_figures(std::vector<Figure>& figures, double rate, double less_percent) {
    QueueEvening evening;
    evening.arrivals_per_s = rate;
    evening.players = 200'000;
    evening.seed = 90210;
    evening.rules.rule = QueueRule::window;
    const QueueFigures plain = simulate_queue(evening);
    evening.rules.rule = QueueRule::line;
    const QueueFigures line = simulate_queue(evening);
    const std::string at = " at " + std::to_string(static_cast<int>(rate)) + "/s";
    figures.push_back({"queue: mean gap below the plain rule's" + at,
                       100 * (1 - line.gap_mean / plain.gap_mean), "%",
                       "its mean gap of " + std::to_string(plain.gap_mean) + " points; goal",
                       less_percent, false, ""});
    const double longest = std::max({line.wait_p50 / plain.wait_p50, line.wait_p90 / plain.wait_p90,
                                     line.wait_p99 / plain.wait_p99});
    figures.push_back({"queue: worst of wait p50, p90, p99 to the plain rule's" + at, longest, "x",
                       "its own waits", 1, true, ""});
    figures.push_back({"queue: longest wait" + at, line.wait_max, "s",
                       "the plain rule's " + std::to_string(plain.wait_max) + " s; bound", 200,
                       true, ""});
}

}  // namespace

std::vector<Figure> matchmake_figures() {
    std::vector<Figure> figures{
        {"Swiss: 1,000 players, slowest of 9 rounds", slowest_round_s(1000, 9), "s",
         "bbpPairings' first round, 21.5 s; goal", 0.2, true, ""},
        {"Swiss: 5,000 players, slowest of 9 rounds", slowest_round_s(5000, 9), "s",
         "bbpPairings, not finished; goal", 2, true, ""}};
    for (Figure& figure : queue_steps()) figures.push_back(std::move(figure));
    add_rule_figures(figures, 1, 12);
    add_rule_figures(figures, 10, 20);
    add_rule_figures(figures, 100, 35);
    return figures;
}

}  // namespace arena::bench

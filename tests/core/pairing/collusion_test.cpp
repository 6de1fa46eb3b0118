// Tails against published tables, the step-up rule by hand, and made-up friends among strangers.
#include "core/pairing/collusion.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "core/pairing/queue.hpp"
#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

/// An evening at the queue: players of normal ratings, some of them there far more than others, who
/// come back after each game; honest results.
struct Evening {
    std::vector<double> ratings;
    std::vector<PlayedGame> games;

    void play(std::uint32_t a, std::uint32_t b, double expected, std::mt19937& chance) {
        const double score = (chance() % 100'000) / 1e5 < expected ? 1 : 0;
        games.push_back({a, b, score, ratings[a], ratings[b]});
    }
};

Evening honest_evening(std::uint32_t players, std::size_t games, std::mt19937& chance) {
    Evening evening;
    std::vector<std::uint32_t> comers;
    for (std::uint32_t player = 0; player < players; ++player) {
        double sum = 0;  // of twelve uniform ones: nearly normal, the same everywhere
        for (int i = 0; i < 12; ++i) sum += (chance() % 100'000) / 1e5;
        evening.ratings.push_back(std::clamp(1500 + 350 * (sum - 6), 100.0, 3400.0));
        comers.insert(comers.end(), 1 + chance() % 4 * (chance() % 4), player);
    }
    Queue queue;
    std::int64_t now_ms = 0, next_ms = 1000;
    const auto take = [&](const QueuePair& pair) {
        const auto a = static_cast<std::uint32_t>(pair.first);
        const auto b = static_cast<std::uint32_t>(pair.second);
        const double gap = evening.ratings[b] - evening.ratings[a];
        evening.play(a, b, 1 / (1 + std::pow(10, gap / 400)), chance);
    };
    while (evening.games.size() < games) {
        now_ms += 200 + chance() % 400;
        const std::uint32_t player = comers[chance() % comers.size()];
        if (queue.insert({player, evening.ratings[player], now_ms, {}, {}})) {
            if (const auto pair = queue.pair_arrival(player, now_ms)) take(*pair);
        }
        if (now_ms < next_ms) continue;
        for (const QueuePair& pair : queue.step(now_ms)) take(pair);
        next_ms = now_ms + 1000;
    }
    return evening;
}

}  // namespace

TEST_CASE("collusion: tails of Poisson and binomial", "[pairing]") {
    // 1 - e^-1 (1 + 1 + 1/2), and the sign test's 10 of 10: 2 / 2^10.
    CHECK(poisson_tail(3, 1.0) == Approx(0.0803013970713942).epsilon(1e-12));
    CHECK(poisson_tail(0, 2.0) == 1);
    CHECK(poisson_tail(1, 2.0) == Approx(1 - std::exp(-2.0)).epsilon(1e-12));
    CHECK(poisson_tail(100, 1.0) < 1e-150);
    CHECK(binomial_two_sided(10, 10, 0.5) == Approx(2.0 / 1024).epsilon(1e-9));
    CHECK(binomial_two_sided(5, 10, 0.5) == Approx(1).epsilon(1e-9));
    CHECK(binomial_two_sided(0, 0, 0.5) == 1);
}

TEST_CASE("collusion: Benjamini and Hochberg's example of fifteen tests", "[pairing]") {
    // JRSS B 57 (1995), section 2.3: at 0.05 the first four of these are rejected.
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
    const auto q = discovery_rates(p, p.size());
    for (std::size_t i = 0; i < p.size(); ++i) CHECK((q[i] <= 0.05) == (i < 4));
}

TEST_CASE("collusion: friends are found among honest players, and few others", "[pairing]") {
    std::mt19937 chance(8);
    std::vector<PlayedGame> games;
    const std::uint32_t players = 200;
    const auto rating = [](std::uint32_t player) { return 1000.0 + player * 5; };
    for (int i = 0; i < 20'000; ++i) {
        const std::uint32_t a = chance() % players;
        const std::uint32_t b = (a + 1 + chance() % 40) % players;
        if (a == b) continue;
        const double expected = 1 / (1 + std::pow(10, (rating(b) - rating(a)) / 400));
        const double score = (chance() % 1000) / 1000.0 < expected ? 1 : 0;
        games.push_back({a, b, score, rating(a), rating(b)});
    }
    CHECK(find_collusion(games, players, 0.01).suspects.size() <= 2);
    for (int i = 0; i < 40; ++i) games.push_back({17, 18, 0, rating(17), rating(18)});
    const auto report = find_collusion(games, players, 0.01);
    REQUIRE_FALSE(report.suspects.empty());
    CHECK(report.suspects[0].a == 17);
    CHECK(report.suspects[0].b == 18);
    CHECK(report.suspects[0].meetings_q < 1e-6);
    CHECK(report.suspects[0].one_sided_q < 1e-3);
    CHECK(report.suspects.size() <= 3);
}

TEST_CASE("collusion: at a real queue the false share keeps the rate, and the friends are found",
          "[pairing]") {
    std::mt19937 chance(21);
    constexpr int evenings = 8;
    double false_share = 0;
    int found = 0, planted = 0;
    for (int count = 0; count < evenings; ++count) {
        Evening evening = honest_evening(120, 5'000, chance);
        std::set<std::pair<std::uint32_t, std::uint32_t>> friends;
        for (int i = 0; i < count % 2 * 4; ++i) {
            const std::uint32_t a = chance() % 120, b = (a + 1 + chance() % 119) % 120;
            friends.insert(std::minmax(a, b));
            for (int game = 0; game < 20; ++game) evening.play(a, b, 0.97, chance);
        }
        const auto report = find_collusion(evening.games, 120, 0.1);
        int honest = 0;
        for (const SuspectPair& pair : report.suspects) {
            friends.count({pair.a, pair.b}) != 0 ? ++found : ++honest;
        }
        planted += static_cast<int>(friends.size());
        if (honest > 0) false_share += honest / static_cast<double>(report.suspects.size());
    }
    CHECK(false_share / evenings <= 0.1);
    CHECK(found >= planted * 8 / 10);
}

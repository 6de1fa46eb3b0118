// Tails against published tables, the step-up rule by hand, and made-up friends among strangers.
#include "core/pairing/collusion.hpp"

#include <random>

#include "tests/support/catch.hpp"

using namespace arena::pairing;

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

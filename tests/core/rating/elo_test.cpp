// Elo and FIDE against FIDE's handbook, and the properties that a match server relies on.
#include "core/rating/elo.hpp"

#include <numeric>

#include "core/rating/fide.hpp"
#include "tests/support/catch.hpp"

using namespace arena::rating;

namespace {
using Ranks = std::vector<std::uint32_t>;
using Ratings = std::vector<double>;
}  // namespace

TEST_CASE("elo: 400 points are ten to one, the scores of two sides add up", "[rating]") {
    CHECK(elo_expected(1900, 1500) == Approx(10.0 / 11).margin(1e-12));
    CHECK(elo_expected(1500, 1500) == 0.5);
    CHECK(elo_expected(1500, 1500, 400) == Approx(10.0 / 11).margin(1e-12));
    CHECK(elo_expected(1612, 1450) + elo_expected(1450, 1612) == Approx(1).margin(1e-15));
    CHECK(elo_expected(0, 1e6) == 0);
    CHECK(elo_expected(1e6, 0) == 1);
}

TEST_CASE("elo: two sides change by opposite amounts", "[rating]") {
    const auto won = elo_changes(Ratings{1500, 1500}, Ranks{1, 2}, 32);
    CHECK(won == Ratings{16, -16});
    const auto drawn = elo_changes(Ratings{1900, 1500}, Ranks{1, 1}, 20);
    CHECK(drawn[0] == Approx(20 * (0.5 - 10.0 / 11)).margin(1e-12));
    CHECK(drawn[1] == -drawn[0]);
    const auto own_k =
        elo_changes(Ratings{1500, 1500}, Ranks{2, 1}, Ratings{40, 10});  // K differs: no zero sum
    CHECK(own_k == Ratings{-20, 5});
    CHECK(elo_changes(Ratings{1500}, Ranks{1}, 32) == Ratings{0});
    CHECK(elo_changes(Ratings{}, Ranks{}, 32).empty());
}

TEST_CASE("elo: a final order is all its pairs, ties are halves", "[rating]") {
    const Ratings four{1500, 1500, 1500, 1500};
    CHECK(elo_changes(four, Ranks{1, 2, 3, 4}, 30) == Ratings{15, 5, -5, -15});
    CHECK(elo_changes(four, Ranks{7, 7, 7, 7}, 30) == Ratings{0, 0, 0, 0});
    CHECK(elo_changes(four, Ranks{2, 1, 2, 2}, 30) == Ratings{-5, 15, -5, -5});
    const Ratings mixed{1700, 1200, 1523, 1988, 1611};
    const auto changes = elo_changes(mixed, Ranks{3, 1, 4, 1, 5}, 24);
    CHECK(std::accumulate(changes.begin(), changes.end(), 0.0) == Approx(0).margin(1e-12));
    for (const double change : changes) CHECK(std::abs(change) <= 24);
}

TEST_CASE("elo: first move and the cap on gaps", "[rating]") {
    const EloRules lead{.lead = 65};
    const auto home = elo_changes(Ratings{1500, 1500}, Ranks{1, 1}, 32, lead, 0);
    const auto away = elo_changes(Ratings{1500, 1500}, Ranks{1, 1}, 32, lead, 1);
    CHECK(home[0] < 0);
    CHECK(home[0] == Approx(away[1]).margin(1e-12));
    const EloRules capped{.gap_max = 400};
    CHECK(elo_changes(Ratings{2000, 1000}, Ranks{1, 2}, 11, capped)[0] == Approx(1).margin(1e-12));
}

TEST_CASE("fide: the K rules of handbook 8.3.3", "[rating]") {
    CHECK(fide_k({.rating = 2500, .games = 29}) == 40);
    CHECK(fide_k({.rating = 2299, .games = 30, .under_18 = true}) == 40);
    CHECK(fide_k({.rating = 2300, .games = 30, .under_18 = true}) == 20);
    CHECK(fide_k({.rating = 2399, .games = 30}) == 20);
    CHECK(fide_k({.rating = 2400, .games = 30}) == 10);
    CHECK(fide_k({.rating = 2350, .games = 99, .has_reached_master = true}) == 10);
}

TEST_CASE("fide: the gap counts as 400 points, not for 2650 and more", "[rating]") {
    CHECK(fide_counted(2000, 2420) == 2400);
    CHECK(fide_counted(2000, 1550) == 1600);
    CHECK(fide_counted(2400, 1000) == 2000);
    CHECK(fide_counted(2650, 1000) == 1000);
    CHECK(fide_counted(2649, 1000) == 2249);
}

TEST_CASE("fide: the table of expected scores", "[rating]") {
    CHECK(fide_expected(0) == 0.50);
    CHECK(fide_expected(100) == 0.64);
    CHECK(fide_expected(-100) == 0.36);
    CHECK(fide_expected(400) == 0.92);
    CHECK(fide_expected(735) == 0.99);
    CHECK(fide_expected(736) == 1.00);
    // The printed table is the normal curve of deviation 2000/7 rounded to two places, up to a few
    // points at the borders of its rows.
    for (int gap = 0; gap <= 735; ++gap) {
        const double curve = 0.5 * std::erfc(-gap / (2000.0 / 7) / std::sqrt(2.0));
        CHECK(std::abs(fide_expected(gap) - curve) < 0.0065);
    }
    CHECK(fide_change({.rating = 2000, .games = 50}, 2420, 1) == Approx(20 * 0.92).margin(1e-12));
}

// Codeforces: official rounds, and the transform against the sum term by term.
#include "core/rating/codeforces.hpp"

#include <numeric>

#include "core/rating/convolution.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rating_data.hpp"

using namespace arena::rating;

namespace {

bool absent() {
    if (!data::folder().empty()) return false;
    WARN("skipped: no rating data beside this checkout");
    return true;
}

/// A round of `count` with ratings and ties from a fixed congruential sequence.
struct Round {
    std::vector<Standing> standings;
    std::vector<int> ratings;
};

Round invented(std::size_t count, int spread, std::uint32_t seed) {
    Round round;
    std::uint32_t state = seed;
    const auto next = [&] { return (state = state * 1664525U + 1013904223U) >> 8; };
    std::vector<PlayerId> players(count);
    std::vector<std::uint32_t> ranks(count);
    for (std::size_t i = 0; i < count; ++i) {
        players[i] = static_cast<PlayerId>(i);
        ranks[i] = next() % static_cast<std::uint32_t>(count);
    }
    Event event;
    event.players = players;
    event.ranks = ranks;
    round.standings = standings_of(event);
    for (std::size_t i = 0; i < count; ++i) {
        round.ratings.push_back(static_cast<int>(next() % static_cast<std::uint32_t>(spread)) - 50);
    }
    return round;
}

}  // namespace

TEST_CASE("convolution: against the sum", "[rating]") {
    const std::vector<double> a{1, -2, 3.5, 0, 4}, b{0.25, 8, -1};
    const auto c = convolve(a, b);
    REQUIRE(c.size() == 7);
    for (std::size_t k = 0; k < c.size(); ++k) {
        double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (k >= i && k - i < b.size()) sum += a[i] * b[k - i];
        }
        CHECK(c[k] == Approx(sum).margin(1e-13));
    }
}

TEST_CASE("codeforces: the transform gives the integers of the sum", "[rating]") {
    for (const auto& [count, spread] : {std::pair<std::size_t, int>{1, 3000},
                                        {2, 3000},
                                        {3, 1},
                                        {60, 4000},
                                        {300, 60},
                                        {400, 9000}}) {
        INFO(count << " entrants over " << spread);
        const Round round = invented(count, spread, 7);
        CHECK(codeforces_changes(round.standings, round.ratings) ==
              codeforces_changes(round.standings, round.ratings, SeedSum::term_by_term));
    }
    CHECK(codeforces_changes({}, {}).empty());
    Round wide = invented(20, 3000, 9);  // a rating far out: no histogram of millions of cells
    wide.ratings[3] = 2'000'000'000;
    wide.ratings[4] = -2'000'000'000;
    CHECK(codeforces_changes(wide.standings, wide.ratings).size() == 20);
}

TEST_CASE("vectors: official Codeforces rounds", "[rating]") {
    if (absent()) return;
    // Round 911 had entrants outside the published rule; 225 rows differ for everybody.
    for (const auto& [file, differing] :
         {std::pair("codeforces_917.csv", 0), std::pair("codeforces_911.csv", 225)}) {
        INFO(file);
        std::vector<PlayerId> players;
        std::vector<std::uint32_t> ranks;
        std::vector<int> old_ratings, official;
        for (const auto& row : data::rows_of(data::folder() + "/vectors/" + file)) {
            players.push_back(static_cast<PlayerId>(players.size()));
            ranks.push_back(static_cast<std::uint32_t>(std::stoul(row[0])));
            old_ratings.push_back(std::stoi(row[1]));
            official.push_back(std::stoi(row[2]));
        }
        Event event;
        event.players = players;
        event.ranks = ranks;
        const auto standings = standings_of(event);
        std::vector<int> ratings;
        for (const Standing& standing : standings) ratings.push_back(old_ratings[standing.player]);
        const auto changes = codeforces_changes(standings, ratings);
        int differ = 0;
        for (std::size_t i = 0; i < standings.size(); ++i) {
            if (ratings[i] + changes[i] != official[standings[i].player]) ++differ;
        }
        CHECK(differ == differing);
        if (differing == 0) {
            CHECK(changes == codeforces_changes(standings, ratings, SeedSum::term_by_term));
        }
    }
}

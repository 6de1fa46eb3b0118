// The line against every matching there is, on small queues, and the worked cases of its rules.
#include "core/pairing/line.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

/// The greatest worth by trying everything: the first player alone, or with each other one.
double best_by_trial(const std::vector<LinePoint>& points, std::vector<bool>& used,
                     std::size_t from) {
    while (from < points.size() && used[from]) ++from;
    if (from >= points.size()) return 0;
    used[from] = true;
    double best = best_by_trial(points, used, from + 1);
    for (std::size_t other = from + 1; other < points.size(); ++other) {
        if (used[other]) continue;
        used[other] = true;
        const double worth = points[from].readiness + points[other].readiness -
                             std::abs(points[from].rating - points[other].rating);
        best = std::max(best, worth + best_by_trial(points, used, from + 1));
        used[other] = false;
    }
    used[from] = false;
    return best;
}

/// The greatest worth of any set of disjoint groups, by the sets of players.
double best_groups(const std::vector<LinePoint>& points, std::size_t size_min,
                   std::size_t size_max) {
    const std::uint32_t sets = 1u << points.size();
    std::vector<double> worth(sets, -1), best(sets, 0);
    for (std::uint32_t set = 1; set < sets; ++set) {
        const auto size = static_cast<std::size_t>(__builtin_popcount(set));
        double low = 1e9, high = -1e9, sum = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (!(set >> i & 1)) continue;
            low = std::min(low, points[i].rating);
            high = std::max(high, points[i].rating);
            sum += points[i].readiness;
        }
        if (size >= size_min && size <= size_max) worth[set] = sum - (high - low);
        for (std::uint32_t part = set; part != 0; part = (part - 1) & set) {
            best[set] = std::max(best[set], best[set & ~part] + std::max(0.0, worth[part]));
        }
    }
    return best[sets - 1];
}

std::vector<LinePoint> random_points(std::mt19937& chance, std::size_t count) {
    std::vector<LinePoint> points;
    for (std::size_t i = 0; i < count; ++i) {
        points.push_back({static_cast<double>(chance() % 300), static_cast<double>(chance() % 60)});
    }
    std::sort(points.begin(), points.end(),
              [](const LinePoint& a, const LinePoint& b) { return a.rating < b.rating; });
    return points;
}

}  // namespace

TEST_CASE("line: neighbours pair when all are ready", "[pairing]") {
    const std::vector<LinePoint> points{{1000, 500}, {1010, 500}, {1400, 500}, {1420, 500}};
    CHECK(match_line(points) == std::vector<LinePair>{{0, 1}, {2, 3}});
}

TEST_CASE("line: a player who is not ready is passed over", "[pairing]") {
    const std::vector<LinePoint> points{{1000, 60}, {1040, 0}, {1050, 60}};
    CHECK(match_line(points) == std::vector<LinePair>{{0, 2}});
}

TEST_CASE("line: nobody, one, and two too far apart", "[pairing]") {
    CHECK(match_line({}).empty());
    CHECK(match_line(std::vector<LinePoint>{{1000, 99}}).empty());
    CHECK(match_line(std::vector<LinePoint>{{1000, 10}, {1021, 10}}).empty());
    CHECK(match_line(std::vector<LinePoint>{{1000, 10}, {1020, 10}}).size() == 1);
}

TEST_CASE("line: as good as every matching tried, on 400 random queues", "[pairing]") {
    std::mt19937 chance(1);
    for (int round = 0; round < 400; ++round) {
        const auto points = random_points(chance, round % 10);
        double worth = 0;
        for (const auto& [a, b] : match_line(points)) {
            worth += points[a].readiness + points[b].readiness -
                     std::abs(points[a].rating - points[b].rating);
        }
        std::vector<bool> used(points.size());
        INFO("round " << round);
        CHECK(worth == Approx(best_by_trial(points, used, 0)).margin(1e-9));
    }
}

TEST_CASE("line: groups as good as every grouping tried", "[pairing]") {
    std::mt19937 chance(2);
    for (int round = 0; round < 60; ++round) {
        const auto points = random_points(chance, 2 + round % 8);
        const std::size_t size_min = 2 + chance() % 3;
        const std::size_t size_max = size_min + chance() % 3;
        double worth = 0;
        for (const auto& group : group_line(points, size_min, size_max)) {
            REQUIRE(group.size() >= size_min);
            REQUIRE(group.size() <= size_max);
            for (const auto member : group) worth += points[member].readiness;
            worth -= points[group.back()].rating - points[group.front()].rating;
        }
        INFO("round " << round << " sizes " << size_min << ".." << size_max);
        CHECK(worth == Approx(best_groups(points, size_min, size_max)).margin(1e-9));
    }
}

// Matchings in general graphs against every matching there is, on small graphs.
#include <algorithm>
#include <random>

#include "core/pairing/completion.hpp"
#include "core/pairing/weighted_matching.hpp"
#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

using Worth = std::vector<std::vector<double>>;

/// The greatest sum of disjoint edges, by subsets; an edge of worth 0 does not exist.
double best_by_subsets(const Worth& worth) {
    const std::uint32_t sets = 1u << worth.size();
    std::vector<double> best(sets, 0);
    for (std::uint32_t set = 1; set < sets; ++set) {
        const auto low = static_cast<std::size_t>(__builtin_ctz(set));
        best[set] = best[set & (set - 1)];
        for (std::size_t other = low + 1; other < worth.size(); ++other) {
            if (!(set >> other & 1) || worth[low][other] == 0) continue;
            const std::uint32_t rest = set & ~(1u << low) & ~(1u << other);
            best[set] = std::max(best[set], worth[low][other] + best[rest]);
        }
    }
    return best[sets - 1];
}

}  // namespace

TEST_CASE("matching: greatest weight and greatest number, on 1500 small graphs", "[pairing]") {
    std::mt19937 chance(1);
    for (int round = 0; round < 1500; ++round) {
        const std::size_t size = 1 + chance() % 9;
        WeightLayout layout;
        const auto high = layout.add(20);
        const auto middle = layout.add(300);
        if (round % 2 == 0) layout.add(~std::uint64_t{0});  // over a border of words
        const auto low = layout.add(5000);
        EdgeWeights edges(size, layout);
        Worth worth(size, std::vector<double>(size)), exists = worth;
        for (std::size_t a = 0; a < size; ++a) {
            for (std::size_t b = a + 1; b < size; ++b) {
                if (chance() % 3 == 0) continue;
                const auto one = chance() % 3, two = chance() % 20, three = 1 + chance() % 99;
                edges.add(a, b, high, one);
                edges.add(a, b, middle, two);
                edges.add(a, b, low, three);
                worth[a][b] = worth[b][a] = one * 1e8 + two * 1e4 + three;
                exists[a][b] = exists[b][a] = 1;
            }
        }
        const auto mates = edges.match();
        double sum = 0;
        for (std::size_t a = 0; a < size; ++a) {
            if (mates[a] == unmatched) continue;
            REQUIRE(mates[mates[a]] == a);
            REQUIRE(exists[a][mates[a]] == 1);
            if (mates[a] > a) sum += worth[a][mates[a]];
        }
        INFO("graph " << round);
        CHECK(sum == best_by_subsets(worth));
        const auto most = maximum_matching(static_cast<std::uint32_t>(size),
                                           [&](auto a, auto b) { return exists[a][b] == 1; });
        const auto matched =
            std::count_if(most.begin(), most.end(), [](auto mate) { return mate != unmatched; });
        CHECK(static_cast<double>(matched) / 2 == best_by_subsets(exists));
    }
}

#include "core/rating/elo.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

/// What side `a` scored against side `b`.
double score(std::uint32_t rank_a, std::uint32_t rank_b) {
    if (rank_a == rank_b) return 0.5;
    return rank_a < rank_b ? 1.0 : 0.0;
}

}  // namespace

std::vector<double> elo_changes(std::span<const double> ratings,
                                std::span<const std::uint32_t> ranks, std::span<const double> k,
                                const EloRules& rules, std::size_t first) {
    const std::size_t sides = ratings.size();
    ARENA_ASSERT(ranks.size() == sides && k.size() == sides);
    std::vector<double> surplus(sides, 0.0);
    for (std::size_t a = 0; a < sides; ++a) {
        for (std::size_t b = a + 1; b < sides; ++b) {
            double gap = ratings[a] - ratings[b];
            if (rules.gap_max > 0) gap = std::clamp(gap, -rules.gap_max, rules.gap_max);
            if (first == a) gap += rules.lead;
            if (first == b) gap -= rules.lead;
            const double over = score(ranks[a], ranks[b]) - elo_expected(gap, 0, 0, rules.scale);
            surplus[a] += over;
            surplus[b] -= over;
        }
    }
    const double pairs = sides > 1 ? static_cast<double>(sides - 1) : 1.0;
    for (std::size_t a = 0; a < sides; ++a) surplus[a] *= k[a] / pairs;
    return surplus;
}

std::vector<double> elo_changes(std::span<const double> ratings,
                                std::span<const std::uint32_t> ranks, double k,
                                const EloRules& rules, std::size_t first) {
    const std::vector<double> all(ratings.size(), k);
    return elo_changes(ratings, ranks, std::span<const double>(all), rules, first);
}

}  // namespace arena::rating

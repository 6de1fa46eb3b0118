#include "core/rating/codeforces.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/assert.hpp"
#include "core/rating/convolution.hpp"

namespace arena::rating {
namespace {

/// A transform's error is below 1e-9 for 200,000 entrants; nearer than this to a tie, terms are
/// summed one by one.
constexpr double doubt = 1e-6;

constexpr std::size_t transform_min = 64;  ///< fewer entrants are summed sooner than transformed

double win_chance(double own, double other) {
    return 1.0 / (1 + std::pow(10, (other - own) / 400.0));
}

/// Expected places for every whole rating.
class Seeds {
public:
    Seeds(std::span<const int> ratings, SeedSum method) : ratings_(ratings) {
        const auto [low, high] = std::minmax_element(ratings.begin(), ratings.end());
        if (method == SeedSum::term_by_term || ratings.size() < transform_min) return;
        if (*low < -codeforces_rating_span || *high > codeforces_rating_span) return;
        low_ = *low;
        std::vector<double> count(static_cast<std::size_t>(*high - low_) + 1, 0.0);
        for (const int rating : ratings) count[static_cast<std::size_t>(rating - low_)] += 1;
        // beats[d] = chance that one who is d - behind points above wins.
        from_ = std::min(*low, 1);
        const int to = std::max(*high, codeforces_rating_most);
        least_gap_ = low_ - to;
        const int most_gap = *high - from_;
        std::vector<double> beats(static_cast<std::size_t>(most_gap - least_gap_) + 1);
        // Indexed by -gap, so that the convolution's index is rating - const.
        for (int gap = least_gap_; gap <= most_gap; ++gap) {
            beats[static_cast<std::size_t>(most_gap - gap)] = win_chance(gap, 0);
        }
        most_gap_ = most_gap;
        table_ = convolve(count, beats);
        // table[k] = sum over r of count[r - low] * beats(gap = most_gap - (k - (r - low)));
        // for rating x: gap = r - x, so k = most_gap - low + x... + r's own offset cancels.
    }

    /// 1 + how many of all others are expected above `rating`; `own` is left out.
    double at(int rating, int own) const {
        if (table_.empty()) return exactly(rating, own);
        const int k = most_gap_ - low_ + rating;
        return 1 + table_[static_cast<std::size_t>(k)] - win_chance(own, rating);
    }

    double exactly(int rating, int own) const {
        double seed = 1;
        for (const int other : ratings_) seed += win_chance(other, rating);
        return seed - win_chance(own, rating);
    }

    /// at(rating) < place, as the direct sum says.
    bool below(int rating, int own, double place) const {
        const double seed = at(rating, own);
        if (std::abs(seed - place) > doubt) return seed < place;
        return exactly(rating, own) < place;
    }

private:
    std::span<const int> ratings_;
    std::vector<double> table_;
    int low_ = 0, from_ = 0, least_gap_ = 0, most_gap_ = 0;
};

/// The whole rating that is expected to take `place`: the published binary search.
int rating_for_place(const Seeds& seeds, int own, double place) {
    int left = 1, right = codeforces_rating_most;
    while (right - left > 1) {
        const int middle = (left + right) / 2;
        (seeds.below(middle, own, place) ? right : left) = middle;
    }
    return left;
}

}  // namespace

std::vector<int> codeforces_changes(const std::vector<Standing>& standings,
                                    std::span<const int> ratings, SeedSum method) {
    const std::size_t n = standings.size();
    ARENA_ASSERT(ratings.size() == n);
    std::vector<int> changes(n, 0);
    if (n == 0) return changes;
    const Seeds seeds(ratings, method);
    for (std::size_t i = 0; i < n; ++i) {
        const double place = standings[i].last + 1.0;  // equals all take the last of their places
        const double middle = std::sqrt(place * seeds.at(ratings[i], ratings[i]));
        changes[i] = (rating_for_place(seeds, ratings[i], middle) - ratings[i]) / 2;
    }
    // Nobody inflates the whole: the sum is brought just below zero...
    const auto total = [&](std::size_t count, const std::vector<std::size_t>& order) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += changes[order[i]];
        return sum;
    };
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto shift = static_cast<int>(-total(n, order) / static_cast<std::int64_t>(n) - 1);
    for (int& change : changes) change += shift;
    // ... and the top does not drift: the strongest 4 sqrt(n) neither gain nor lose together.
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return ratings[a] > ratings[b]; });
    const auto root = static_cast<std::size_t>(std::round(std::sqrt(static_cast<double>(n))));
    const std::size_t top = std::min(4 * root, n);
    const std::int64_t excess = -total(top, order) / static_cast<std::int64_t>(top);
    const int correction = static_cast<int>(std::clamp<std::int64_t>(excess, -10, 0));
    for (int& change : changes) change += correction;
    return changes;
}

}  // namespace arena::rating

#include "core/rating/fide.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace arena::rating {
namespace {

/// Largest difference that still has the expected score 0.50, 0.51, ... 0.99 (table 8.1.2, column
/// H); beyond the last it is 1.00.
constexpr std::array<int, 50> last_difference{
    3,   10,  17,  25,  32,  39,  46,  53,  61,  68,  76,  83,  91,  98,  106, 113, 121,
    129, 137, 145, 153, 162, 170, 179, 188, 197, 206, 215, 225, 235, 245, 256, 267, 278,
    290, 302, 315, 328, 344, 357, 374, 391, 411, 432, 456, 484, 517, 559, 619, 735};

}  // namespace

double fide_k(const FidePlayer& player) {
    if (player.games < fide_new_games) return 40;
    if (player.under_18 && player.rating < fide_junior_max) return 40;
    if (player.has_reached_master || player.rating >= fide_master) return 10;
    return 20;
}

double fide_counted(double own, double opponent) {
    if (own >= fide_gap_free_at) return opponent;
    return std::clamp(opponent, own - fide_gap_max, own + fide_gap_max);
}

double fide_expected(double difference) {
    const double gap = std::floor(std::abs(difference) + 0.5);  // FIDE ratings are whole numbers
    const auto row = std::lower_bound(last_difference.begin(), last_difference.end(), gap,
                                      [](int last, double wanted) { return last < wanted; });
    const auto above = static_cast<double>(row - last_difference.begin());
    const double hundredths = 50 + above;
    return (difference < 0 ? 100 - hundredths : hundredths) / 100;
}

double fide_change(const FidePlayer& player, double opponent, double score) {
    const double counted = fide_counted(player.rating, opponent);
    return fide_k(player) * (score - fide_expected(player.rating - counted));
}

}  // namespace arena::rating

// See rated_match.hpp.
#include "serve/room/rated_match.hpp"

#include "core/rating/elo.hpp"

namespace arena::serve {
namespace {

constexpr int games_new = 30;           // K 40 until 30 games
constexpr double rating_master = 2400;  // K 10 once there

double k_of(const RatedSide& side) {
    if (side.games < games_new) return 40;
    return side.rating >= rating_master ? 10 : 20;
}

}  // namespace

std::vector<double> changes_of(const std::vector<RatedSide>& sides) {
    std::vector<double> ratings;
    std::vector<std::uint32_t> ranks;
    double k_sum = 0;
    for (const RatedSide& side : sides) {
        k_sum += k_of(side);
        ratings.push_back(side.rating);
        ranks.push_back(static_cast<std::uint32_t>(side.rank));
    }
    return rating::elo_changes(ratings, ranks, k_sum / static_cast<double>(sides.size()));
}

GameCount outcome_of(const std::vector<RatedSide>& sides, std::size_t side) {
    int best = 0;
    for (const RatedSide& one : sides) best += one.rank == 1;
    const bool is_best = sides[side].rank == 1;
    return {is_best && best == 1, is_best && best > 1, !is_best};
}

}  // namespace arena::serve

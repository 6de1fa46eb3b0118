// Inflation and deflation: whether the same number still means the same strength.
//
// The events are cut into ten equal parts. For each: the mean rating of its active players, how far
// those moved who were active in the part before too (newcomers and leavers shift a mean without
// any rating being wrong), the sum of all changes a game (0 for Elo with one K), and anchors.
#pragma once

#include <span>
#include <vector>

#include "core/error.hpp"
#include "core/rating/system.hpp"

namespace arena::rating {

inline constexpr std::size_t drift_parts = 10;

struct DriftPart {
    double until_day = 0;
    double active = 0, mean = 0;          ///< players of this part, at its end
    double stayed = 0, stayed_moved = 0;  ///< active before too; mean change since then
    double change_a_game = 0;             ///< sum of all players' changes / events
    std::vector<double> anchors;          ///< ratings, in the order asked for
};

/// Errors: the system's; usage for fewer than ten events.
Result<std::vector<DriftPart>> drift(const Settings& settings, const History& history,
                                     std::span<const PlayerId> anchors);

}  // namespace arena::rating

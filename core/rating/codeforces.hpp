// Codeforces' rating changes, as whole numbers: M. Mirzayanov, "Codeforces Rating System"
// (blog entry 20762, with the program in entry 20762's comments), unchanged since 2015.
//
// The expected place of a rating among all entrants depends on rating differences only, so all of
// them come out of one convolution of the histogram of ratings with the win curve (by FFT). Where
// rounding could tip a comparison, the sum is taken term by term: the integers are always those of
// the direct sum. What entrants out of the round's range get is not part of the published rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/rating/standings.hpp"

namespace arena::rating {

inline constexpr int codeforces_rating_most = 8000;  ///< the search of a performance ends there
/// Ratings farther out than this are summed directly, the histogram stays small.
inline constexpr int codeforces_rating_span = 16'000;

enum class SeedSum { by_transform, term_by_term };

/// The change of each standing's rating; `ratings` are the old ones in the same order.
/// REQUIRES: one rating for each standing. Cost: R log R + entrants * log R with the transform (R:
/// span of ratings), entrants^2 * log R without.
std::vector<int> codeforces_changes(const std::vector<Standing>& standings,
                                    std::span<const int> ratings,
                                    SeedSum method = SeedSum::by_transform);

}  // namespace arena::rating

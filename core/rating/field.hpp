// Rating systems that treat a contest as every entrant against every other: the contest forms of
// Glicko and of Weng-Lin's Bradley-Terry (BAR), TopCoder's, and the smooth form of Codeforces'.
//
// They follow Ebtekar and Liu's comparison (WWW 2021) and their program: a round counts as one very
// informative match, everybody also meets an equal twin. Cost: entrants^2 for all but the smooth
// Codeforces form, which needs entrants * log. Codeforces' own integers are in codeforces.hpp.
#pragma once

#include <span>
#include <vector>

#include "core/rating/normal.hpp"
#include "core/rating/skill.hpp"
#include "core/rating/standings.hpp"

namespace arena::rating {

/// Deviation of a logistic performance whose odds are ten to one at 400 points: 315.09...
inline constexpr double field_beta = 400 * (pi / 1.7320508075688772935) / 2.302585092994045684;

struct FieldGlickoRules {
    double beta = field_beta;
    double drift = 35;  ///< deviation gained before each contest, in quadrature
};

/// `skills`: one for each standing, in finishing order; rated in place. So are all below.
void field_glicko_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                       double weight, const FieldGlickoRules& rules);

struct BarRules {
    double beta = field_beta;
    double drift = 35;
    double kappa = 1e-4;  ///< least factor on the variance in one contest
};

void bar_rate(const std::vector<Standing>& standings, std::span<Skill> skills, double weight,
              const BarRules& rules);

/// TopCoder's algorithm ("Algorithm Competition Rating System"); sigma is its volatility.
struct TopCoderRules {
    double weight = 1;  ///< factor on the weight of a contest
};

/// `contests`: how many each entrant has been in, this one included.
void topcoder_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                   std::span<const std::uint32_t> contests, double weight,
                   const TopCoderRules& rules);

/// Codeforces' rule (blog entry 20762) without rounding and without the correction of inflation:
/// the performance whose expected rank is the geometric mean of seed and place.
struct SmoothCodeforcesRules {
    double beta = field_beta;
    double weight = 1;
};

void smooth_codeforces_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                            double weight, const SmoothCodeforcesRules& rules);

}  // namespace arena::rating

// Glicko-2: Glicko with a volatility that says how steady a player is.
//
// Glickman, "Example of the Glicko-2 system" (2022). Periods may be fractions, as on lichess, where
// each game is rated at once and the deviation grows with the days since the last one.
// The volatility's equation is solved with the bracket of the paper's step 5 and its tolerance.
#pragma once

#include <cmath>

#include "core/rating/skill.hpp"

namespace arena::rating {

inline constexpr double glicko2_scale = 173.7178;  ///< the paper's, rounded as there
inline constexpr double glicko2_center = 1500;
inline constexpr double glicko2_tolerance = 1e-6;
inline constexpr int glicko2_steps_max = 1000;

struct Glicko2Rules {
    double tau = 0.5;            ///< how fast volatility may change; 0.3 to 1.2
    double deviation_max = 350;  ///< points; 0 = no limit
    double lead = 0;             ///< points of advantage of the first side
    double tolerance = glicko2_tolerance;
};

/// On the public scale (1500, 350); `volatility` is on the inner one, as is usual.
struct Glicko2Skill {
    double mu = 1500;
    double sigma = 350;
    double volatility = 0.06;
};

/// Sums of one player's results in a period, on the inner scale.
class Glicko2Period {
public:
    /// `lead`: points that the player had over this opponent.
    void add(const Glicko2Skill& own, const Glicko2Skill& opponent, double score, double lead = 0,
             double weight = 1);

    /// After the period; `periods`: its length, a fraction for a game rated at once, 0 to leave the
    /// deviation's growth out. Without a result only the deviation grows.
    Glicko2Skill settle(const Glicko2Skill& own, double periods, const Glicko2Rules& rules) const;

private:
    double information_ = 0, surplus_ = 0;
};

/// Step 5: the new volatility. phi, v, delta on the inner scale.
double glicko2_volatility(double volatility, double phi, double v, double delta, double tau,
                          double tolerance = glicko2_tolerance);

double glicko2_expected(const Glicko2Skill& own, const Glicko2Skill& other, double lead = 0);

/// A duel as a period of its own for both, in place; `score` and `lead` are a's.
void glicko2_duel(Glicko2Skill& a, Glicko2Skill& b, double score, double lead, double periods_a,
                  double periods_b, const Glicko2Rules& rules);

}  // namespace arena::rating

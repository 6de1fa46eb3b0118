// TrueSkill for contests as N. Gaevoy's "St Petersburg" variant has it, by which Ebtekar and Liu
// (WWW 2021) measured TrueSkill.
//
// It is another graph than the paper's, which trueskill.hpp follows: those who tie share one hidden
// performance, each within `tie` of it, and every place is above the next by 2 `tie` or more. A
// quotient of messages has the absolute value of its precision. Messages are sent in the order of
// that program until none moves by more than `still`.
// The program (Elo-MMR f6f83bb2c5) computes something else than it means, and `literal` repeats it
// to the last digits: all conditions "above the next" are clones that share one message, that of
// the first two places, all conditions "within" share that of the last entrant, and truncated
// moments take a deviation for sqrt(2) deviations (exp(-z^2), not exp(-z^2 / 2)).
#pragma once

#include <span>
#include <vector>

#include "core/rating/skill.hpp"
#include "core/rating/standings.hpp"

namespace arena::rating {

struct SpbTrueSkillRules {
    double beta = 175;    ///< deviation of one performance
    double drift = 35;    ///< deviation gained before each contest, in quadrature
    double tie = 1;       ///< points within which performances tie
    double still = 1e-4;  ///< points; messages that move less are at rest
    int rounds_max = 10'000;
    bool literal = false;  ///< as the authors' program computes, its slips included
};

/// `skills`: one for each standing, in finishing order; rated in place. False, and nothing changed,
/// when the messages come to no rest or to no number. Cost: rounds * entrants.
bool spb_trueskill_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                        double weight, const SpbTrueSkillRules& rules);

}  // namespace arena::rating

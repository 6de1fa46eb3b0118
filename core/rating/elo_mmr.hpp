// Elo-MMR and Elo-MMchi: Bayesian ratings for mass contests, robust against one bad day.
//
// Ebtekar and Liu, "Elo-MMR: A Rating System for Massive Multiplayer Competitions" (WWW 2021,
// arXiv 2101.00400), in the parametrisation of the authors' program: each contest weighs `weight`,
// a veteran's deviation tends to `limit`. Performances are logistic (Elo-MMR: a player's past ones
// are kept as separate tanh factors) or normal (Elo-MMchi: they melt into one normal). `samples`
// opponents nearest in rating, grouped in buckets, stand for the whole field: the authors' fast
// variant. A contest in which all tie changes nobody.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/rating/skill.hpp"
#include "core/rating/standings.hpp"

namespace arena::rating {

struct EloMmrRules {
    double weight = 0.2;          ///< of a contest against all that is known, in the long run
    double limit = 80;            ///< deviation that a veteran tends to
    double drift_per_day = 0;     ///< variance that time adds
    double transfer = 1;          ///< the paper's rho: how fast old performances melt; < 0: at once
    bool split_ties = false;      ///< a tie is half a win and half a loss, not an equality
    bool logistic = true;         ///< false: Elo-MMchi
    std::uint32_t samples = 100;  ///< opponents looked at, and past performances kept
    double bucket = 2;            ///< points; ratings that round alike count as one opponent
    Skill newcomer{1500, 350};
};

/// One logistic factor: weight_out * tanh((x - mu) * scale).
struct TanhFactor {
    double mu = 0, scale = 0, out = 0;
};

struct MmrPlayer {
    Skill normal;     ///< what has melted, with the prior
    Skill posterior;  ///< the rating shown
    double last_day = 0;
    bool known = false;
    std::vector<TanhFactor> factors;  ///< oldest first
};

class EloMmr {
public:
    explicit EloMmr(const EloMmrRules& rules) : rules_(rules) {}

    /// Rates a contest of `weight` on `day`. REQUIRES: no player twice.
    /// Cost: entrants * (samples + past performances) * about 6 tanh.
    void rate(const std::vector<Standing>& standings, double day, double weight = 1);

    const MmrPlayer& player(PlayerId id) const { return players_[id]; }
    MmrPlayer& player(PlayerId id);
    std::size_t size() const { return players_.size(); }
    const EloMmrRules& rules() const { return rules_; }

private:
    struct Field;
    double performance_deviation(double weight) const;
    void age(MmrPlayer& player, double weight, double day);
    void absorb(MmrPlayer& player, Skill performance) const;

    EloMmrRules rules_;
    std::vector<MmrPlayer> players_;
};

}  // namespace arena::rating

#include "core/rating/spb_trueskill.hpp"

#include <algorithm>
#include <cmath>

#include "core/rating/normal.hpp"

namespace arena::rating {
namespace {

const double infinite = HUGE_VAL;
const double root_pi = std::sqrt(pi);

constexpr double hopeless = 1e-8;  ///< less mass than this within the tie is not divided by

/// Messages are normals by mean and deviation; {0, infinite} says nothing, {0, 0} adds nothing.
const Skill says_all{0, infinite};

Skill operator+(const Skill& a, const Skill& b) {
    return {a.mu + b.mu, std::hypot(a.sigma, b.sigma)};
}

Skill operator-(const Skill& a, const Skill& b) {
    return {a.mu - b.mu, std::hypot(a.sigma, b.sigma)};
}

Skill operator*(const Skill& a, const Skill& b) {
    if (std::isinf(a.sigma)) return b;
    if (std::isinf(b.sigma)) return a;
    const double va = a.sigma * a.sigma, vb = b.sigma * b.sigma;
    return {(a.mu * vb + b.mu * va) / (va + vb), a.sigma * b.sigma / std::sqrt(va + vb)};
}

Skill operator/(const Skill& a, const Skill& b) {
    if (std::isinf(b.sigma)) return a;
    if (std::isinf(a.sigma)) return {-b.mu, b.sigma};
    const double va = a.sigma * a.sigma, vb = b.sigma * b.sigma, between = std::abs(vb - va);
    return {(a.mu * vb - b.mu * va) / between, a.sigma * b.sigma / std::sqrt(between)};
}

/// Integrals of x^0, x^1 and x^2 times exp(-((x - mu) / sigma)^2) from `from` on.
struct Moments {
    double zeroth, first, second;

    Moments(const Skill& given, bool literal, double from) {
        const Skill m{given.mu, literal ? given.sigma : given.sigma * sqrt_2};
        const double off = from - m.mu, s2 = m.sigma * m.sigma;
        const double bell = std::exp(-(off / m.sigma) * (off / m.sigma));
        zeroth = m.sigma * root_pi / 2 * std::erfc(off / m.sigma);
        first = m.mu * zeroth + s2 / 2 * bell;
        second = m.mu * m.mu * zeroth + 2 * m.mu * (s2 / 2 * bell) +
                 s2 / 4 * (2 * bell * off + m.sigma * root_pi * std::erfc(off / m.sigma));
    }
};

Skill deviation_of(double mu, double second) {
    return {mu, std::sqrt(std::max(0.0, second - mu * mu))};
}

/// What "it lies within `tie` of 0" says about a difference.
Skill is_within(const Skill& m, double tie, bool literal) {
    const Moments low(m, literal, -tie), high(m, literal, tie);
    const double mass = low.zeroth - high.zeroth;
    const Skill truncated = mass < hopeless ? Skill{tie, tie}
                                            : deviation_of((low.first - high.first) / mass,
                                                           (low.second - high.second) / mass);
    return truncated / m;
}

/// What "it exceeds `margin`" says about a difference.
Skill exceeds_margin(const Skill& m, double margin, bool literal) {
    const Moments above(m, literal, margin);
    return deviation_of(above.first / above.zeroth, above.second / above.zeroth) / m;
}

class Graph {
public:
    Graph(const std::vector<Standing>& standings, std::span<const Skill> performances, double tie,
          bool literal)
        : performances_(performances), tie_(tie), literal_(literal), entrants_(standings.size()) {
        for (std::size_t i = 0; i < standings.size(); ++i) {
            if (i == 0 || standings[i].first != standings[i - 1].first) begins_.push_back(i);
        }
        places_ = begins_.size();
        begins_.push_back(standings.size());
        above_.resize(places_);
        below_.resize(places_);
        gap_.assign(places_, Skill{0, 0});
        hear_from_places();
        judge_ties();
        hear_from_places();
    }

    bool settle(double still, int rounds_max) {
        for (int round = 0; round < rounds_max; ++round) {
            sweep();
            judge_gaps();
            sweep();
            double most = 0;
            std::vector<Skill> before;
            for (const Entrant& one : entrants_) before.push_back(one.verdict);
            hear_from_places();
            judge_ties();
            hear_from_places();
            for (std::size_t i = 0; i < entrants_.size(); ++i) {
                const Skill& now = entrants_[i].verdict;
                if (!std::isfinite(now.mu) || !std::isfinite(now.sigma)) return false;
                most = std::max(
                    {most, std::abs(now.mu - before[i].mu), std::abs(now.sigma - before[i].sigma)});
            }
            if (most < still) return true;
        }
        return false;
    }

    const Skill& verdict(std::size_t entrant) const { return entrants_[entrant].verdict; }

private:
    struct Entrant {
        Skill of_tie{0, 0};      ///< from the condition on the difference
        Skill difference;        ///< place minus own performance
        Skill heard = says_all;  ///< own performance and difference, as the place hears it
        Skill told{0, 0};        ///< what the place tells back
        Skill verdict{0, 0};     ///< what the contest says about the performance
    };
    /// One end of the condition between two neighbouring places.
    struct Edge {
        Skill heard = says_all;  ///< by the place
        Skill told{0, 0};        ///< by the place
    };

    void judge_ties() {
        for (Entrant& one : entrants_) {
            const Skill& difference = literal_ ? entrants_.back().difference : one.difference;
            one.of_tie = is_within(difference, tie_, literal_);
        }
    }

    void judge_gaps() {
        for (std::size_t i = 0; i + 1 < places_; ++i) {
            const std::size_t at = literal_ ? 0 : i;
            gap_[i] = exceeds_margin(below_[at].told - above_[at + 1].told, 2 * tie_, literal_);
        }
    }

    void hear_from_places() {
        for (std::size_t i = 0; i < entrants_.size(); ++i) {
            Entrant& one = entrants_[i];
            one.heard = performances_[i] + one.of_tie;
            one.verdict = one.told - one.of_tie;
            one.difference = one.told - performances_[i];
        }
    }

    /// A place tells each neighbour the product of what it heard from all the others.
    void tell(std::size_t place) {
        const std::size_t begin = begins_[place], end = begins_[place + 1];
        prefix_.assign(1, says_all);
        for (std::size_t i = begin; i < end; ++i) {
            prefix_.push_back(prefix_.back() * entrants_[i].heard);
        }
        Skill after = says_all;
        const bool has_below = place + 1 < places_, has_above = place > 0;
        const Skill all = prefix_.back();
        const Skill above = has_above ? above_[place].heard : says_all;
        const Skill below = has_below ? below_[place].heard : says_all;
        if (has_below) below_[place].told = all * above;
        if (has_above) above_[place].told = all * below;
        after = below * above;
        for (std::size_t i = end; i-- > begin;) {
            entrants_[i].told = prefix_[i - begin] * after;
            after = after * entrants_[i].heard;
        }
    }

    /// The condition below `place`: it is the next place plus a gap.
    void join(std::size_t place) {
        below_[place].heard = above_[place + 1].told + gap_[place];
        above_[place + 1].heard = below_[place].told - gap_[place];
    }

    void sweep() {
        for (std::size_t i = 0; i + 1 < places_; ++i) {
            tell(i);
            join(i);
        }
        tell(places_ - 1);
        for (std::size_t i = places_ - 1; i-- > 0;) {
            join(i);
            tell(i);
        }
    }

    std::span<const Skill> performances_;
    double tie_;
    bool literal_;
    std::vector<Entrant> entrants_;
    std::vector<std::size_t> begins_;
    std::size_t places_ = 0;
    std::vector<Edge> above_, below_;  ///< by place: its ends of the conditions on either side
    std::vector<Skill> gap_, prefix_;
};

}  // namespace

bool spb_trueskill_rate(const std::vector<Standing>& standings, std::span<Skill> skills,
                        double weight, const SpbTrueSkillRules& rules) {
    const Skill noise{0, rules.beta / std::sqrt(weight)};
    std::vector<Skill> priors, performances;
    for (const Skill& skill : skills) {
        priors.push_back({skill.mu, std::hypot(skill.sigma, rules.drift)});
        performances.push_back(priors.back() + noise);
    }
    Graph graph(standings, performances, rules.tie, rules.literal);
    if (!graph.settle(rules.still, rules.rounds_max)) return false;
    for (std::size_t i = 0; i < skills.size(); ++i) {
        skills[i] = priors[i] * (graph.verdict(i) - noise);
    }
    return true;
}

}  // namespace arena::rating

#include "core/rating/weng_lin.hpp"

#include <numeric>
#include <vector>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

struct Side {
    double mu = 0, variance = 0;
    std::uint32_t rank = 0;
};

/// What a side's result says: omega moves its mean, delta shrinks its variance.
struct Lesson {
    double omega = 0, delta = 0;
};

struct Pairing {
    const WengLinRules& rules;
    bool full;

    Lesson bradley_terry(const Side& i, const Side& q) const {
        const double c = std::sqrt(i.variance + q.variance + 2 * rules.beta * rules.beta);
        const double p = 1 / (1 + std::exp((q.mu - i.mu) / c));
        const double score = i.rank == q.rank ? 0.5 : (i.rank < q.rank ? 1.0 : 0.0);
        const double gamma = std::sqrt(i.variance) / c;
        return {i.variance / c * (score - p), gamma * i.variance / (c * c) * p * (1 - p)};
    }

    Lesson thurstone_mosteller(const Side& i, const Side& q) const {
        // OpenSkill doubles c in the partial form.
        const double c =
            std::sqrt(i.variance + q.variance + 2 * rules.beta * rules.beta) * (full ? 1 : 2);
        const double gap = (i.mu - q.mu) / c, margin = rules.epsilon / c;
        const double gamma = std::sqrt(i.variance) / c;
        const double step = i.variance / c, shrink = gamma * i.variance / (c * c);
        if (i.rank == q.rank) {
            const Correction at = within(gap, margin, rules.tails);
            return {step * at.v, shrink * at.w};
        }
        const double sign = i.rank < q.rank ? 1 : -1;
        const Correction at = exceeds(sign * gap, margin, rules.tails);
        return {sign * step * at.v, shrink * at.w};
    }
};

std::vector<Lesson> plackett_luce(const std::vector<Side>& sides, const WengLinRules& rules) {
    double c_2 = 0;
    for (const Side& side : sides) c_2 += side.variance + rules.beta * rules.beta;
    const double c = std::sqrt(c_2);
    const std::size_t n = sides.size();
    std::vector<double> strength(n), below(n, 0.0), tied(n, 0.0);
    // The largest mean is taken out of the exponents: they cancel in the quotients.
    const double top = std::max_element(sides.begin(), sides.end(), [](auto& x, auto& y) {
                           return x.mu < y.mu;
                       })->mu;
    for (std::size_t i = 0; i < n; ++i) strength[i] = std::exp((sides[i].mu - top) / c);
    for (std::size_t q = 0; q < n; ++q) {
        for (std::size_t i = 0; i < n; ++i) {
            if (sides[i].rank >= sides[q].rank) below[q] += strength[i];
            if (sides[i].rank == sides[q].rank) tied[q] += 1;
        }
    }
    std::vector<Lesson> verdicts(n);
    for (std::size_t i = 0; i < n; ++i) {
        double omega = 0, delta = 0;
        for (std::size_t q = 0; q < n; ++q) {
            if (sides[q].rank > sides[i].rank) continue;
            const double quotient = strength[i] / below[q];
            omega += ((i == q ? 1.0 : 0.0) - quotient) / tied[q];
            delta += quotient * (1 - quotient) / tied[q];
        }
        const double gamma = std::sqrt(sides[i].variance) / c;
        verdicts[i] = {omega * sides[i].variance / c, delta * gamma * sides[i].variance / c_2};
    }
    return verdicts;
}

std::vector<Lesson> pairwise(WengLinModel model, const std::vector<Side>& sides,
                             const WengLinRules& rules) {
    const bool full = model == WengLinModel::bradley_terry_full ||
                      model == WengLinModel::thurstone_mosteller_full;
    const bool logistic =
        model == WengLinModel::bradley_terry_full || model == WengLinModel::bradley_terry_part;
    const Pairing pairing{rules, full};
    const std::size_t n = sides.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sides[a].rank < sides[b].rank; });
    std::vector<Lesson> verdicts(n);
    const auto add = [&](std::size_t i, std::size_t q) {
        const Lesson one = logistic ? pairing.bradley_terry(sides[i], sides[q])
                                    : pairing.thurstone_mosteller(sides[i], sides[q]);
        verdicts[i].omega += one.omega;
        verdicts[i].delta += one.delta;
    };
    for (std::size_t place = 0; place < n; ++place) {
        const std::size_t i = order[place];
        const std::size_t begin = full ? 0 : (place > 0 ? place - 1 : 0);
        const std::size_t end = full ? n : std::min(n, place + 2);
        for (std::size_t other = begin; other < end; ++other) {
            if (other != place) add(i, order[other]);
        }
    }
    return verdicts;
}

}  // namespace

void weng_lin_rate(WengLinModel model, const Event& event, std::span<Skill> skills,
                   const WengLinRules& rules) {
    ARENA_ASSERT(skills.size() == event.players.size());
    const std::size_t n = event.sides();
    const double tau_2 = rules.tau * rules.tau;
    const auto share = [&](std::size_t player) {
        return event.shares.empty() ? 1.0 : event.shares[player];
    };
    std::vector<Side> sides(n);
    std::size_t player = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t end = player + event.side(i).size();
        for (; player < end; ++player) {
            const double w = share(player);
            sides[i].mu += w * skills[player].mu;
            sides[i].variance += w * w * (skills[player].sigma * skills[player].sigma + tau_2);
        }
        if (event.first == i) sides[i].mu += rules.lead;
        sides[i].rank = event.ranks[i];
    }
    const std::vector<Lesson> verdicts = model == WengLinModel::plackett_luce
                                             ? plackett_luce(sides, rules)
                                             : pairwise(model, sides, rules);
    player = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t end = player + event.side(i).size();
        for (; player < end; ++player) {
            const double variance = skills[player].sigma * skills[player].sigma + tau_2;
            const double part =
                sides[i].variance > 0 ? share(player) * variance / sides[i].variance : 0.0;
            const double factor = std::max(1 - part * verdicts[i].delta, rules.kappa);
            skills[player].mu += part * verdicts[i].omega;
            const double sigma = std::sqrt(variance * factor);
            skills[player].sigma =
                rules.never_less_sure ? std::min(sigma, skills[player].sigma) : sigma;
        }
    }
}

double weng_lin_draw_chance(std::span<const Skill> sides, double players, double beta) {
    if (sides.size() < 2) return 1;
    const double margin = std::sqrt(players) * beta * normal_quantile((1 + 1 / players) / 2);
    double sum = 0, pairs = 0;
    for (std::size_t a = 0; a < sides.size(); ++a) {
        for (std::size_t b = a + 1; b < sides.size(); ++b) {
            const double spread =
                std::sqrt(players * beta * beta + sides[a].sigma * sides[a].sigma +
                          sides[b].sigma * sides[b].sigma);
            const double gap = sides[a].mu - sides[b].mu;
            sum += normal_cdf((margin - gap) / spread) - normal_cdf((-margin - gap) / spread);
            pairs += 1;
        }
    }
    return sum / pairs;
}

}  // namespace arena::rating

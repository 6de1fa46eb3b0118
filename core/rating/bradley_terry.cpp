#include "core/rating/bradley_terry.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/assert.hpp"
#include "core/rating/cholesky.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/normal.hpp"

namespace arena::rating {
namespace {

constexpr int rounds_max = 200;
constexpr double still = 1e-6;        ///< points; the step after it is its square
constexpr double step_most = 800;     ///< points a Newton step may move a rating
constexpr double rate_still = 1e-10;  ///< of the draw rate

class Fit {
public:
    Fit(std::span<const PairResults> pairs, std::size_t players, const BradleyTerryRules& rules,
        std::span<const Anchor> anchors)
        : pairs_(pairs), rules_(rules), unit_(log_10 / rules.scale), anchored_(players, false) {
        result_.ratings.assign(players, rules.mean);
        for (const Anchor& anchor : anchors) {
            anchored_[anchor.player] = true;
            result_.ratings[anchor.player] = anchor.rating;
        }
        any_anchor_ = !anchors.empty();
        // With the lead all one-sided, the likelihood grows with it for ever.
        const auto scored = [&](double PairResults::*result) {
            return std::any_of(pairs.begin(), pairs.end(), [&](const PairResults& pair) {
                return pair.lead && (pair.*result > 0 || pair.draws > 0);
            });
        };
        result_.lead_fitted =
            rules.fit_lead && scored(&PairResults::wins) && scored(&PairResults::losses);
        result_.lead = result_.lead_fitted ? 0.0 : rules.lead;
    }

    BradleyTerry run() {
        const bool joint = result_.lead_fitted;
        solve(joint);
        fit_draws();
        measure_errors(joint);
        return std::move(result_);
    }

private:
    double expected(const PairResults& pair, double lead) const {
        const double gap =
            result_.ratings[pair.first] - result_.ratings[pair.second] + (pair.lead ? lead : 0.0);
        return 1 / (1 + std::exp(-gap * unit_));
    }

    /// Gradient and information (negated Hessian) in points, the lead as one more unknown.
    void assemble(bool joint) {
        const std::size_t n = anchored_.size();
        gradient_.assign(n + 1, 0.0);
        diagonal_.assign(n + 1, 0.0);
        cross_lead_.assign(n, 0.0);
        weights_.resize(pairs_.size());
        for (std::size_t i = 0; i < pairs_.size(); ++i) {
            const PairResults& pair = pairs_[i];
            const double games = pair.wins + pair.draws + pair.losses;
            const double p = expected(pair, result_.lead);
            const double surplus = unit_ * (pair.wins + pair.draws / 2 - games * p);
            const double weight = unit_ * unit_ * games * p * (1 - p);
            weights_[i] = weight;
            gradient_[pair.first] += surplus;
            gradient_[pair.second] -= surplus;
            diagonal_[pair.first] += weight;
            diagonal_[pair.second] += weight;
            if (pair.lead && joint) {
                gradient_[n] += surplus;
                diagonal_[n] += weight;
                cross_lead_[pair.first] += weight;
                cross_lead_[pair.second] -= weight;
            }
        }
        if (rules_.prior > 0) {
            for (std::size_t i = 0; i < n; ++i) {
                const double p = 1 / (1 + std::exp(-(result_.ratings[i] - rules_.mean) * unit_));
                gradient_[i] += unit_ * rules_.prior * (0.5 - p);
                diagonal_[i] += unit_ * unit_ * rules_.prior * p * (1 - p);
            }
        }
    }

    /// information * x, anchors held still; `joint`: with the lead.
    void apply(const std::vector<double>& x, std::vector<double>& y, bool joint) const {
        const std::size_t n = anchored_.size();
        for (std::size_t i = 0; i <= n; ++i) y[i] = diagonal_[i] * x[i];
        for (std::size_t i = 0; i < pairs_.size(); ++i) {
            y[pairs_[i].first] -= weights_[i] * x[pairs_[i].second];
            y[pairs_[i].second] -= weights_[i] * x[pairs_[i].first];
        }
        if (joint) {
            for (std::size_t i = 0; i < n; ++i) {
                y[i] += cross_lead_[i] * x[n];
                y[n] += cross_lead_[i] * x[i];
            }
        } else {
            y[n] = x[n];
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (anchored_[i]) y[i] = x[i];
        }
    }

    /// Newton's method; each step by conjugate gradients, which leave the free mean alone.
    void solve(bool joint) {
        const std::size_t n = anchored_.size();
        for (int round = 0; round < rounds_max; ++round) {
            assemble(joint);
            std::vector<double> step = conjugate_gradients(joint);
            double most = 0;
            for (std::size_t i = 0; i <= n; ++i) most = std::max(most, std::abs(step[i]));
            const double damp = most > step_most ? step_most / most : 1.0;
            for (std::size_t i = 0; i < n; ++i) {
                if (!anchored_[i]) result_.ratings[i] += damp * step[i];
            }
            if (joint) result_.lead += damp * step[n];
            centre();
            if (most < still) break;
        }
    }

    std::vector<double> conjugate_gradients(bool joint) {
        const std::size_t n = anchored_.size();
        std::vector<double> x(n + 1, 0.0), r = gradient_, z(n + 1), p(n + 1), q(n + 1);
        for (std::size_t i = 0; i < n; ++i) {
            if (anchored_[i]) r[i] = 0;
        }
        if (!joint) r[n] = 0;
        const auto precondition = [&] {
            for (std::size_t i = 0; i <= n; ++i)
                z[i] = diagonal_[i] > 0 ? r[i] / diagonal_[i] : r[i];
        };
        const auto dot = [](const std::vector<double>& a, const std::vector<double>& b) {
            double sum = 0;
            for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
            return sum;
        };
        precondition();
        p = z;
        double rz = dot(r, z);
        const double goal = rz * 1e-12;  // Newton mends the rest
        for (std::size_t round = 0; round < 10 * n + 100 && rz > goal && rz > 0; ++round) {
            apply(p, q, joint);
            const double curve = dot(p, q);
            if (curve <= 0) break;
            const double alpha = rz / curve;
            for (std::size_t i = 0; i <= n; ++i) {
                x[i] += alpha * p[i];
                r[i] -= alpha * q[i];
            }
            precondition();
            const double next = dot(r, z);
            for (std::size_t i = 0; i <= n; ++i) p[i] = z[i] + next / rz * p[i];
            rz = next;
        }
        return x;
    }

    /// Without anchors the mean is free: it is `rules.mean` by definition.
    void centre() {
        if (any_anchor_ || anchored_.empty()) return;
        double sum = 0;
        for (const double rating : result_.ratings) sum += rating;
        const double excess = sum / static_cast<double>(anchored_.size()) - rules_.mean;
        for (double& rating : result_.ratings) rating -= excess;
    }

    /// Golden section; the functions here have one valley.
    template <class Function>
    static double minimum(double low, double high, const Function& f) {
        constexpr double golden = 0.6180339887498949;
        double a = high - golden * (high - low), b = low + golden * (high - low);
        double at_a = f(a), at_b = f(b);
        while (high - low > rate_still) {
            if (at_a <= at_b) {
                high = b;
                b = a;
                at_b = at_a;
                a = high - golden * (high - low);
                at_a = f(a);
            } else {
                low = a;
                a = b;
                at_a = at_b;
                b = low + golden * (high - low);
                at_b = f(b);
            }
        }
        return (low + high) / 2;
    }

    void fit_draws() {
        const bool drawn =
            std::any_of(pairs_.begin(), pairs_.end(), [](auto& pair) { return pair.draws > 0; });
        if (!drawn) return;
        result_.draw_rate = minimum(1e-6, 1 - 1e-6, [&](double rate) {
            double loss = 0;
            for (const PairResults& pair : pairs_) {
                const auto chances = outcome_chances(expected(pair, result_.lead), rate);
                if (pair.draws > 0) loss -= pair.draws * std::log(chances.draw);
                if (pair.wins > 0) loss -= pair.wins * std::log(chances.win);
                if (pair.losses > 0) loss -= pair.losses * std::log(chances.loss);
            }
            return loss;
        });
    }

    void measure_errors(bool joint) {
        assemble(joint);
        const std::size_t n = anchored_.size();
        result_.errors.assign(n, 0.0);
        if (n > dense_players_max) {
            for (std::size_t i = 0; i < n; ++i) {
                if (!anchored_[i] && diagonal_[i] > 0) {
                    result_.errors[i] = 1 / std::sqrt(diagonal_[i]);
                }
            }
            return;
        }
        const std::size_t size = n + 1;
        std::vector<double> matrix(size * size, 0.0);
        // A free mean is pinned by a rank-one term, taken out of the inverse again.
        const bool free_mean = !any_anchor_ && rules_.prior <= 0 && n > 0;
        double pin = 0;
        if (free_mean) {
            for (std::size_t i = 0; i < n; ++i) pin += diagonal_[i] / static_cast<double>(n * n);
        }
        std::vector<double> unit(size, 0.0), column(size, 0.0);
        for (std::size_t j = 0; j < size; ++j) {
            unit.assign(size, 0.0);
            const bool held = j < n ? anchored_[j] : !joint;
            if (!held) unit[j] = 1;
            apply(unit, column, joint);
            for (std::size_t i = 0; i < size; ++i) {
                const bool both_free = i < n && j < n && free_mean;
                matrix[i * size + j] = column[i] + (both_free ? pin : 0.0);
            }
            if (held) matrix[j * size + j] = 1;
        }
        invert_positive(matrix, size);
        result_.covariance.assign(n * n, 0.0);
        const double mean_part = free_mean ? 1 / (pin * static_cast<double>(n * n)) : 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                if (anchored_[i] || anchored_[j]) continue;
                result_.covariance[i * n + j] = matrix[i * size + j] - mean_part;
            }
            result_.errors[i] = std::sqrt(std::max(0.0, result_.covariance[i * n + i]));
        }
        if (joint) result_.lead_error = std::sqrt(matrix[size * size - 1]);
    }

    std::span<const PairResults> pairs_;
    const BradleyTerryRules& rules_;
    double unit_;
    std::vector<bool> anchored_;
    bool any_anchor_ = false;
    BradleyTerry result_;
    std::vector<double> gradient_, diagonal_, cross_lead_, weights_;
};

/// Players that can be reached from `start` by steps `edges[player]`.
std::vector<bool> reachable(const std::vector<std::vector<PlayerId>>& edges,
                            std::vector<PlayerId> open) {
    std::vector<bool> seen(edges.size(), false);
    for (const PlayerId player : open) seen[player] = true;
    while (!open.empty()) {
        const PlayerId player = open.back();
        open.pop_back();
        for (const PlayerId next : edges[player]) {
            if (!seen[next]) open.push_back(next);
            seen[next] = true;
        }
    }
    return seen;
}

/// A finite best fit exists when everybody is linked to everybody by points taken and by points
/// given (Ford 1957); anchors and a prior link to all at once.
std::optional<NoFit> obstacle(std::span<const PairResults> pairs, std::size_t players,
                              std::span<const Anchor> anchors) {
    std::vector<std::vector<PlayerId>> took(players), gave(players);
    std::vector<bool> played(players, false);
    for (const PairResults& pair : pairs) {
        played[pair.first] = played[pair.second] = true;
        const bool first_scored = pair.wins + pair.draws > 0;
        const bool second_scored = pair.losses + pair.draws > 0;
        if (first_scored) {
            took[pair.first].push_back(pair.second);
            gave[pair.second].push_back(pair.first);
        }
        if (second_scored) {
            took[pair.second].push_back(pair.first);
            gave[pair.first].push_back(pair.second);
        }
    }
    std::vector<PlayerId> roots;
    for (const Anchor& anchor : anchors) roots.push_back(anchor.player);
    for (PlayerId player = 0; roots.empty() && player < players; ++player) {
        if (played[player]) roots.push_back(player);
    }
    if (roots.empty()) return std::nullopt;
    // Who took points from the rooted, directly or not, is held up; who gave some is held down.
    const std::vector<bool> above = reachable(gave, roots), below = reachable(took, roots);
    for (PlayerId player = 0; player < players; ++player) {
        if (!played[player]) continue;
        if (!below[player]) return NoFit{player, true};
        if (!above[player]) return NoFit{player, false};
    }
    return std::nullopt;
}

}  // namespace

double BradleyTerry::superiority(PlayerId a, PlayerId b) const {
    double variance = errors[a] * errors[a] + errors[b] * errors[b];
    if (!covariance.empty()) variance -= 2 * covariance[a * ratings.size() + b];
    const double gap = ratings[a] - ratings[b];
    if (variance <= 0) return gap > 0 ? 1.0 : (gap < 0 ? 0.0 : 0.5);
    return normal_cdf(gap / std::sqrt(variance));
}

Result<std::vector<PairResults>> pair_results(const History& history) {
    std::map<std::tuple<PlayerId, PlayerId, bool>, PairResults> sums;
    for (std::size_t e = 0; e < history.size(); ++e) {
        const Event event = history[e];
        if (!event.singles()) {
            return fail(ErrorCode::usage, "it rates single players, not teams");
        }
        for (std::uint32_t a = 0; a < event.sides(); ++a) {
            for (std::uint32_t b = a + 1; b < event.sides(); ++b) {
                const bool lead = event.first == a || event.first == b;
                const bool swap = lead ? event.first == b : event.players[a] > event.players[b];
                const PlayerId one = event.players[swap ? b : a];
                const PlayerId two = event.players[swap ? a : b];
                PairResults& sum = sums[{one, two, lead}];
                sum.first = one;
                sum.second = two;
                sum.lead = lead;
                const double score = event.score(swap ? b : a, swap ? a : b);
                (score == 0.5 ? sum.draws : (score == 1 ? sum.wins : sum.losses)) += event.weight;
            }
        }
    }
    std::vector<PairResults> pairs;
    pairs.reserve(sums.size());
    for (const auto& [key, sum] : sums) pairs.push_back(sum);
    return pairs;
}

tl::expected<BradleyTerry, NoFit> bradley_terry(std::span<const PairResults> pairs,
                                                std::size_t players, const BradleyTerryRules& rules,
                                                std::span<const Anchor> anchors) {
    if (rules.prior <= 0) {
        if (const auto no_fit = obstacle(pairs, players, anchors)) {
            return tl::unexpected<NoFit>(*no_fit);
        }
    }
    return Fit(pairs, players, rules, anchors).run();
}

OutcomeChances outcome_chances(double expected, double draw_rate) {
    // With phi = (1 - d)/(2 d), w l = phi^2 x^2 and w + x/2 = p give a x^2 + 2 x - c = 0; the form
    // below has no cancellation and no special case at a = 0.
    if (draw_rate <= 0) return {expected, 0, 1 - expected};
    const double phi = (1 - draw_rate) / (2 * draw_rate);
    const double a = 4 * phi * phi - 1, c = 4 * expected * (1 - expected);
    const double draw = c / (1 + std::sqrt(std::max(0.0, 1 + a * c)));
    return {expected - draw / 2, draw, 1 - expected - draw / 2};
}

}  // namespace arena::rating

#include "core/rating/trueskill.hpp"

#include <algorithm>
#include <numeric>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

/// The chain of sides in finishing order, with a truncation between neighbours.
class Chain {
public:
    Chain(std::span<const Performance> sides, double beta, double draw, Tails tails)
        : tails_(tails), still_(trueskill_stands_still / beta) {
        order_.resize(sides.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            return sides[a].rank < sides[b].rank;
        });
        const std::size_t n = sides.size();
        prior_.resize(n);
        from_left_.resize(n);
        from_right_.resize(n);
        margin_.resize(n - 1);
        tie_.resize(n - 1);
        for (std::size_t i = 0; i < n; ++i) {
            const Performance& side = sides[order_[i]];
            prior_[i] = {1 / side.variance, side.mu / side.variance};
        }
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const Performance &a = sides[order_[i]], &b = sides[order_[i + 1]];
            margin_[i] = draw_margin(draw, beta * std::sqrt(a.players + b.players));
            tie_[i] = a.rank == b.rank;
        }
    }

    bool settle() {
        const std::size_t last = margin_.size() - 1;
        if (last == 0) {
            pass(0, true, true);
            return true;
        }
        for (int round = 0; round < trueskill_rounds_max; ++round) {
            double change = 0;
            for (std::size_t i = 0; i < last; ++i) change = std::max(change, pass(i, false, true));
            for (std::size_t i = last; i > 0; --i) change = std::max(change, pass(i, true, false));
            if (change < still_) {
                pass(0, true, false);
                pass(last, false, true);
                return true;
            }
        }
        pass(0, true, false);
        pass(last, false, true);
        return false;
    }

    void collect(std::vector<Message>& messages) const {
        messages.resize(order_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) {
            messages[order_[i]] = {from_left_[i].precision + from_right_[i].precision,
                                   from_left_[i].precision_mean + from_right_[i].precision_mean};
        }
    }

private:
    /// The truncation between places i and i + 1; updates the message to the left and/or right one.
    double pass(std::size_t i, bool to_left, bool to_right) {
        const double left_precision = prior_[i].precision + from_left_[i].precision;
        const double left_mu =
            (prior_[i].precision_mean + from_left_[i].precision_mean) / left_precision;
        const double right_precision = prior_[i + 1].precision + from_right_[i + 1].precision;
        const double right_mu =
            (prior_[i + 1].precision_mean + from_right_[i + 1].precision_mean) / right_precision;
        const double variance = 1 / left_precision + 1 / right_precision;
        const double deviation = std::sqrt(variance);
        const double gap = left_mu - right_mu;
        const Correction at = tie_[i] ? within(gap / deviation, margin_[i] / deviation, tails_)
                                      : exceeds(gap / deviation, margin_[i] / deviation, tails_);
        // The truncated difference divided by the untruncated one. Its precision is
        // w / ((1 - w) variance): never negative, since the truncated variance is smaller.
        const double kept = std::max(1 - at.w, 1e-12);
        const double precision = at.w / kept / variance;
        const double mean_precision = (gap + deviation * at.v) / (kept * variance) - gap / variance;
        double change = 0;
        if (precision <= 0) return change;
        const double like_variance = 1 / precision, like_mu = mean_precision / precision;
        if (to_right) {
            change = std::max(change, put(from_left_[i + 1], 1 / left_precision + like_variance,
                                          left_mu - like_mu));
        }
        if (to_left) {
            change = std::max(change, put(from_right_[i], 1 / right_precision + like_variance,
                                          right_mu + like_mu));
        }
        return change;
    }

    static double put(Message& message, double variance, double mu) {
        const Message fresh{1 / variance, mu / variance};
        const double change = std::abs(fresh.precision - message.precision) +
                              std::abs(fresh.precision_mean - message.precision_mean);
        message = fresh;
        return change;
    }

    Tails tails_;
    double still_;
    std::vector<std::size_t> order_;
    std::vector<Message> prior_, from_left_, from_right_;
    std::vector<double> margin_;
    std::vector<char> tie_;
};

}  // namespace

bool outcome_messages(std::span<const Performance> sides, double beta, double draw, Tails tails,
                      std::vector<Message>& messages) {
    messages.assign(sides.size(), Message{});
    if (sides.size() < 2) return true;
    Chain chain(sides, beta, draw, tails);
    const bool rests = chain.settle();
    chain.collect(messages);
    return rests;
}

void trueskill_duel(Skill& a, Skill& b, double score, double lead, double margin,
                    const TrueSkillRules& rules) {
    const double tau_2 = rules.tau * rules.tau;
    const double of_a = a.sigma * a.sigma + tau_2, of_b = b.sigma * b.sigma + tau_2;
    const double left_out = rules.spread_without_tau ? 2 * tau_2 : 0;
    const double c_2 = of_a + of_b - left_out + 2 * rules.beta * rules.beta;
    const double inverse = 1 / std::sqrt(c_2);
    const double sign = score < 0.5 ? -1 : 1;
    const double gap = sign * (a.mu + lead - b.mu) * inverse;
    const Correction at = score == 0.5 ? within(gap, margin * inverse, rules.tails)
                                       : exceeds(gap, margin * inverse, rules.tails);
    const double step = sign * at.v * inverse, shrink = at.w * inverse * inverse;
    a.mu += of_a * step;
    b.mu -= of_b * step;
    a.sigma = std::sqrt(of_a * (1 - of_a * shrink));
    b.sigma = std::sqrt(of_b * (1 - of_b * shrink));
}

void trueskill_rate(const Event& event, std::span<Skill> skills, const TrueSkillRules& rules) {
    ARENA_ASSERT(skills.size() == event.players.size());
    const double tau_2 = rules.tau * rules.tau, beta_2 = rules.beta * rules.beta;
    const auto share = [&](std::size_t player) {
        return event.shares.empty() ? 1.0 : event.shares[player];
    };
    std::vector<Performance> sides(event.sides());
    std::size_t player = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const std::size_t end = player + event.side(i).size();
        sides[i].rank = event.ranks[i];
        sides[i].players = static_cast<double>(event.side(i).size());
        if (event.first == i) sides[i].mu += rules.lead;
        for (; player < end; ++player) {
            const double w = share(player), sigma = skills[player].sigma;
            sides[i].mu += w * skills[player].mu;
            sides[i].variance += w * w * (sigma * sigma + tau_2 + beta_2);
        }
    }
    std::vector<Message> messages;
    outcome_messages(sides, rules.beta, rules.draw, rules.tails, messages);
    player = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const std::size_t end = player + event.side(i).size();
        // Mean and precision of the side's performance once the outcome is known, less the prior.
        const double precision = messages[i].precision;
        const double kept = 1 / (1 + precision * sides[i].variance);
        const double step = (messages[i].precision_mean - precision * sides[i].mu) * kept;
        const double shrink = precision * kept;
        for (; player < end; ++player) {
            const double w = share(player);
            const double variance = skills[player].sigma * skills[player].sigma + tau_2;
            skills[player].mu += w * variance * step;
            skills[player].sigma = std::sqrt(variance * (1 - w * w * variance * shrink));
        }
    }
}

double trueskill_expected(double gap, double variance, double margin) {
    const double deviation = std::sqrt(variance);
    const double win = normal_cdf((gap - margin) / deviation);
    const double not_loss = normal_cdf((gap + margin) / deviation);
    return 0.5 * (win + not_loss);
}

double trueskill_quality(const Event& event, std::span<const Skill> skills,
                         const TrueSkillRules& rules) {
    // det(A^T S A) and the quadratic form for the neighbours' differences, by elimination of a
    // tridiagonal matrix: neighbours share one side.
    const std::size_t n = event.sides();
    if (n < 2) return 1;
    const double beta_2 = rules.beta * rules.beta;
    std::vector<double> mu(n, 0.0), noise(n, 0.0), spread(n, 0.0);
    std::size_t player = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t end = player + event.side(i).size();
        for (; player < end; ++player) {
            const double w = event.shares.empty() ? 1.0 : event.shares[player];
            mu[i] += w * skills[player].mu;
            noise[i] += w * w * beta_2;
            spread[i] += w * w * (beta_2 + skills[player].sigma * skills[player].sigma);
        }
    }
    double log_ratio = 0, form = 0;
    double noise_pivot = 0, spread_pivot = 0, carried = 0;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double gap = mu[i] - mu[i + 1];
        const double noise_diagonal = noise[i] + noise[i + 1];
        const double spread_diagonal = spread[i] + spread[i + 1];
        const double factor = i == 0 ? 0.0 : -spread[i] / spread_pivot;
        noise_pivot = noise_diagonal - (i == 0 ? 0.0 : noise[i] * noise[i] / noise_pivot);
        spread_pivot = spread_diagonal - (i == 0 ? 0.0 : spread[i] * spread[i] / spread_pivot);
        carried = gap - factor * carried;
        form += carried * carried / spread_pivot;
        log_ratio += std::log(noise_pivot / spread_pivot);
    }
    return std::exp(0.5 * (log_ratio - form));
}

}  // namespace arena::rating

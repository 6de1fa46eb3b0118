#include "core/rating/elo_mmr.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/rating/normal.hpp"
#include "core/rating/root.hpp"

namespace arena::rating {
namespace {

/// Slope ratio of the logistic distribution with deviation 1: pi / sqrt(3).
constexpr double logistic_steepness = pi / 1.7320508075688772935;

constexpr double rating_least = -6000, rating_most = 9000;  // the authors' bracket

TanhFactor factor_of(Skill performance) {
    const double w = logistic_steepness / performance.sigma;
    return {performance.mu, w / 2, w};
}

double weight_of(const TanhFactor& factor) {
    return factor.scale * factor.out * 2 / (logistic_steepness * logistic_steepness);
}

std::int64_t bucket_of(double value, double width) {
    return static_cast<std::int64_t>(std::round(value / width));
}

/// tanh and its derivative by one exp.
std::pair<double, double> tanh_and_slope(double z) {
    const double t = 1 - 2 / (std::exp(2 * z) + 1);
    return {t, 1 - t * t};
}

/// Opponents as one player sees them: how many above, equal and below in each bucket.
struct Seen {
    double better = 0, equal = 0, worse = 0;
};

/// density / cdf of the standard normal and -derivative, for a win over z.
std::pair<double, double> win_term(double z) {
    const double cdf = normal_cdf(z);
    if (cdf < 1e-300) return {-z, 1};
    const double ratio = normal_density(z) / cdf;
    return {ratio, ratio * (ratio + z)};
}

}  // namespace

/// The contest's entrants, sorted and grouped by rounded rating and deviation.
struct EloMmr::Field {
    std::vector<Skill> groups;
    std::vector<std::uint32_t> begins;  ///< into ranks; one more than groups
    std::vector<std::uint32_t> ranks;   ///< rising within a group

    Field(std::vector<std::pair<Skill, std::uint32_t>> terms, double width) {
        std::vector<std::pair<std::int64_t, std::int64_t>> keys;
        keys.reserve(terms.size());
        for (const auto& [skill, rank] : terms) {
            keys.emplace_back(bucket_of(skill.mu, width), bucket_of(skill.sigma, width));
        }
        std::vector<std::uint32_t> order(terms.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (keys[a] != keys[b]) return keys[a] < keys[b];
            if (terms[a].second != terms[b].second) return terms[a].second < terms[b].second;
            return a < b;
        });
        for (std::size_t at = 0; at < order.size(); ++at) {
            const auto& [skill, rank] = terms[order[at]];
            const bool joins = at > 0 && keys[order[at]] == keys[order[at - 1]];
            if (joins) {
                Skill& group = groups.back();
                const double count = static_cast<double>(ranks.size() - begins.back());
                group.mu = (count * group.mu + skill.mu) / (count + 1);
                group.sigma = (count * group.sigma + skill.sigma) / (count + 1);
            } else {
                groups.push_back(skill);
                group_bucket.push_back(keys[order[at]].first);
                begins.push_back(static_cast<std::uint32_t>(ranks.size()));
            }
            ranks.push_back(rank);
        }
        begins.push_back(static_cast<std::uint32_t>(ranks.size()));
    }

    std::vector<std::int64_t> group_bucket;

    /// The groups around `mu` that stand for all: first and one past the last.
    std::pair<std::size_t, std::size_t> sample(double mu, double width, std::size_t wanted) const {
        const auto at =
            std::lower_bound(group_bucket.begin(), group_bucket.end(), bucket_of(mu, width));
        auto begin = static_cast<std::size_t>(at - group_bucket.begin());
        std::size_t end = begin + 1;
        const auto less = [](std::size_t a, std::size_t b) { return a > b ? a - b : 0; };
        const std::size_t around = (less(wanted, end - begin) + 1) / 2;
        begin = less(begin, around);
        end = std::min(groups.size(), end + around);
        const std::size_t more = less(wanted, end - begin);
        begin = less(begin, more);
        end = std::min(groups.size(), end + more);
        return {begin, end};
    }

    Seen seen(std::size_t group, std::uint32_t rank) const {
        const auto begin = ranks.begin() + begins[group], end = ranks.begin() + begins[group + 1];
        if (end - begin == 1) {
            return {*begin < rank ? 1.0 : 0.0, *begin == rank ? 1.0 : 0.0,
                    *begin > rank ? 1.0 : 0.0};
        }
        const auto [low, high] = std::equal_range(begin, end, rank);
        return {static_cast<double>(low - begin), static_cast<double>(high - low),
                static_cast<double>(end - high)};
    }
};

MmrPlayer& EloMmr::player(PlayerId id) {
    if (id >= players_.size()) players_.resize(id + std::size_t{1});
    return players_[id];
}

double EloMmr::performance_deviation(double weight) const {
    return std::sqrt((1 + 1 / weight) * rules_.limit * rules_.limit +
                     rules_.drift_per_day / weight);
}

void EloMmr::age(MmrPlayer& player, double weight, double day) {
    if (!player.known) {
        player.known = true;
        player.normal = player.posterior = rules_.newcomer;
        player.last_day = day;
    }
    const double drift = weight * rules_.limit * rules_.limit +
                         rules_.drift_per_day * std::max(0.0, day - player.last_day);
    player.last_day = day;
    const double old_variance = player.posterior.sigma * player.posterior.sigma;
    player.posterior.sigma = std::sqrt(old_variance + drift);
    if (!rules_.logistic || rules_.transfer < 0) {
        player.normal = player.posterior;
        player.factors.clear();
        return;
    }
    const double decay = old_variance / (old_variance + drift);
    const double kept = std::pow(decay, rules_.transfer);
    const double normal_weight = 1 / (player.normal.sigma * player.normal.sigma);
    double all = normal_weight;
    for (const TanhFactor& factor : player.factors) all += weight_of(factor);
    const double from_normal = kept * normal_weight, from_all = (1 - kept) * all;
    const double total = from_normal + from_all;
    player.normal.mu = (from_normal * player.normal.mu + from_all * player.posterior.mu) / total;
    player.normal.sigma = std::sqrt(1 / (decay * total));
    for (TanhFactor& factor : player.factors) factor.out *= kept * decay;
}

void EloMmr::absorb(MmrPlayer& player, Skill performance) const {
    const auto melt = [&](double mu, double weight) {
        const double own = 1 / (player.normal.sigma * player.normal.sigma);
        player.normal.mu = (own * player.normal.mu + weight * mu) / (own + weight);
        player.normal.sigma = std::sqrt(1 / (own + weight));
    };
    const double precision = 1 / (performance.sigma * performance.sigma);
    if (!rules_.logistic) {
        melt(performance.mu, precision);
        player.posterior = player.normal;
        return;
    }
    if (player.factors.size() >= rules_.samples) {
        const TanhFactor oldest = player.factors.front();
        player.factors.erase(player.factors.begin());
        melt(oldest.mu, weight_of(oldest));
    }
    player.factors.push_back(factor_of(performance));
    const double weight = 1 / (player.normal.sigma * player.normal.sigma);
    const double mu = monotone_root(rating_least, rating_most, player.posterior.mu, [&](double x) {
        double value = weight * (x - player.normal.mu), slope = weight;
        for (const TanhFactor& factor : player.factors) {
            const auto [t, s] = tanh_and_slope((x - factor.mu) * factor.scale);
            value += t * factor.out;
            slope += s * factor.scale * factor.out;
        }
        return std::pair(value, slope);
    });
    const double sigma = player.posterior.sigma;
    player.posterior = {mu, std::sqrt(1 / (1 / (sigma * sigma) + precision))};
}

void EloMmr::rate(const std::vector<Standing>& standings, double day, double weight) {
    if (says_nothing(standings)) return;
    const double own_weight = weight * rules_.weight;
    const double deviation = performance_deviation(own_weight);
    std::vector<std::pair<Skill, std::uint32_t>> terms;
    terms.reserve(standings.size());
    for (const Standing& standing : standings) {
        MmrPlayer& one = player(standing.player);
        age(one, own_weight, day);
        terms.emplace_back(Skill{one.posterior.mu, std::hypot(one.posterior.sigma, deviation)},
                           standing.first);
    }
    const Field field(std::move(terms), rules_.bucket);
    std::vector<TanhFactor> factors;
    for (const Skill& group : field.groups) factors.push_back(factor_of(group));
    std::vector<Seen> seen;
    for (const Standing& standing : standings) {
        MmrPlayer& one = players_[standing.player];
        const auto [begin, end] = field.sample(one.posterior.mu, rules_.bucket, rules_.samples);
        seen.clear();
        for (std::size_t g = begin; g < end; ++g) seen.push_back(field.seen(g, standing.first));
        double mu = 0;
        const std::size_t from = begin;
        if (rules_.logistic) {
            const double tie = rules_.split_ties ? 1 : 2;
            mu = monotone_root(rating_least, rating_most, one.posterior.mu, [&](double x) {
                double value = 0, slope = 0;
                for (std::size_t g = 0; g < seen.size(); ++g) {
                    const TanhFactor& factor = factors[from + g];
                    const auto [t, s] = tanh_and_slope((x - factor.mu) * factor.scale);
                    const double count = seen[g].better + seen[g].worse + tie * seen[g].equal;
                    value += factor.out * (seen[g].worse - seen[g].better - t * count);
                    slope -= s * factor.scale * factor.out * count;
                }
                return std::pair(value, slope);
            });
        } else {
            mu = monotone_root(rating_least, rating_most, one.posterior.mu, [&](double x) {
                double value = 0, slope = 0;
                for (std::size_t g = 0; g < seen.size(); ++g) {
                    const double inverse = 1 / field.groups[from + g].sigma;
                    const double z = (x - field.groups[from + g].mu) * inverse;
                    const double half = rules_.split_ties ? seen[g].equal / 2 : 0.0;
                    const double wins = seen[g].worse + half, losses = seen[g].better + half;
                    if (wins > 0) {
                        const auto [v, w] = win_term(z);
                        value += wins * v * inverse;
                        slope -= wins * w * inverse * inverse;
                    }
                    if (losses > 0) {
                        const auto [v, w] = win_term(-z);
                        value -= losses * v * inverse;
                        slope -= losses * w * inverse * inverse;
                    }
                    if (!rules_.split_ties) {
                        value -= seen[g].equal * z * inverse;
                        slope -= seen[g].equal * inverse * inverse;
                    }
                }
                return std::pair(value, slope);
            });
        }
        absorb(one, {mu, deviation});
    }
}

}  // namespace arena::rating

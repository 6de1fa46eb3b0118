#include "core/pairing/opportunity.hpp"

#include <algorithm>
#include <cmath>

#include "core/pairing/collusion.hpp"

namespace arena::pairing {
namespace {

constexpr double bins_an_octave = 4;
constexpr double stretches[] = {0, 0.25, 0.5, 0.75, 1};
constexpr int fit_rounds = 40;
constexpr std::size_t neighbours_looked_at = 100;
constexpr double telling_games = 1;    ///< expected of a pair whose games tell of the excess
constexpr double standing_out = 0.01;  ///< share of pairs left out of it
constexpr double excess_least = 0.005;
constexpr double games_least = 1e-9;  ///< expected of a pair that met though K is 0

/// Players with games around each rank whose spread tells the local density.
std::size_t neighbours(std::size_t players) {
    return std::max<std::size_t>(3, static_cast<std::size_t>(std::sqrt(players)));
}

}  // namespace

Opportunity::Opportunity(const std::vector<PlayedGame>& games, std::uint32_t players)
    : games_(players), rating_(players), at_(players), weight_(players) {
    for (const PlayedGame& game : games) {
        games_[game.a] += 1;
        games_[game.b] += 1;
        rating_[game.a] += game.rating_a;
        rating_[game.b] += game.rating_b;
    }
    for (std::uint32_t player = 0; player < players; ++player) {
        if (games_[player] == 0) continue;
        rating_[player] /= games_[player];
        order_.push_back(player);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rating_[a] < rating_[b]; });
    if (order_.empty()) return;
    double best = -HUGE_VAL, best_stretch = 0;
    for (const double stretch : stretches) {
        place(stretch);
        fit(games);
        const double likelihood = log_likelihood(games);
        if (likelihood <= best) continue;
        best = likelihood;
        best_stretch = stretch;
    }
    place(best_stretch);
    fit(games);
}

void Opportunity::place(double stretch) {
    const std::size_t count = order_.size(), around = neighbours(count);
    places_.assign(count, 0);
    for (std::size_t rank = 1; rank < count; ++rank) {
        const std::size_t low = rank > around ? rank - around : 0;
        const std::size_t high = std::min(count - 1, rank + around - 1);
        double games = 0;
        for (std::size_t i = low; i < high; ++i) games += games_[order_[i]];
        const double span = rating_[order_[high]] - rating_[order_[low]];
        const double density = games / std::max(span, 1e-9);
        const double step = rating_[order_[rank]] - rating_[order_[rank - 1]];
        places_[rank] = places_[rank - 1] + step * std::pow(density, stretch);
    }
    for (std::size_t rank = 0; rank < count; ++rank) at_[order_[rank]] = places_[rank];
    unit_ = places_.back() / static_cast<double>(count);
    if (unit_ <= 0) unit_ = 1;
}

std::size_t Opportunity::bin_of(double distance) const {
    const double bin = bins_an_octave * std::log2(1 + distance / unit_);
    return std::min(bins - 1, static_cast<std::size_t>(bin));
}

std::array<double, Opportunity::bins> Opportunity::weight_around(std::size_t rank) const {
    std::array<double, bins> out{};
    const auto before = [&](std::ptrdiff_t end) { return summed_[static_cast<std::size_t>(end)]; };
    const double here = places_[rank];
    double inner = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double edge = (std::exp2(static_cast<double>(bin + 1) / bins_an_octave) - 1) * unit_;
        const bool last = bin + 1 == bins;
        const auto low =
            last ? places_.begin() : std::upper_bound(places_.begin(), places_.end(), here - edge);
        const auto high =
            last ? places_.end() : std::lower_bound(places_.begin(), places_.end(), here + edge);
        const double within = before(high - places_.begin()) - before(low - places_.begin());
        out[bin] = within - inner;
        inner = within;
    }
    out[0] -= weight_[order_[rank]];  // nobody meets themselves
    return out;
}

void Opportunity::fit(const std::vector<PlayedGame>& games) {
    std::array<double, bins> seen{};
    for (const PlayedGame& game : games) {
        seen[bin_of(std::abs(at_[game.a] - at_[game.b]))] += 1;
    }
    weight_ = games_;
    readiness_.fill(1);
    for (int round = 0; round < fit_rounds; ++round) {
        summed_.assign(1, 0);
        for (const std::uint32_t player : order_) {
            summed_.push_back(summed_.back() + weight_[player]);
        }
        std::array<double, bins> chances{};
        std::vector<double> next = weight_;
        for (std::size_t rank = 0; rank < order_.size(); ++rank) {
            const std::uint32_t player = order_[rank];
            const auto around = weight_around(rank);
            double met = 0;
            for (std::size_t bin = 0; bin < bins; ++bin) {
                chances[bin] += weight_[player] * around[bin] / 2;
                met += around[bin] * readiness_[bin];
            }
            // The root keeps two who depend on one another from overshooting in turn.
            if (met > 0) next[player] *= std::sqrt(games_[player] / (weight_[player] * met));
        }
        if (round % 2 == 0) {
            for (std::size_t bin = 0; bin < bins; ++bin) {
                readiness_[bin] = chances[bin] > 0 ? seen[bin] / chances[bin] : 0;
            }
        } else {
            weight_ = next;
        }
    }
}

double Opportunity::log_likelihood(const std::vector<PlayedGame>& games) const {
    double sum = 0;  // the expected games of all pairs are the games, whatever the stretch
    for (const PlayedGame& game : games) {
        sum += std::log(std::max(expected(game.a, game.b), games_least));
    }
    return sum;
}

double Opportunity::excess(
    const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& played) const {
    struct Pair {
        double surprise, excess, expected;
    };
    std::vector<Pair> pairs;
    for (std::size_t rank = 0; rank < order_.size(); ++rank) {
        const std::size_t end = std::min(order_.size(), rank + 1 + neighbours_looked_at);
        for (std::size_t other = rank + 1; other < end; ++other) {
            const double mean = expected(order_[rank], order_[other]);
            if (mean < telling_games) continue;
            const double games = played(order_[rank], order_[other]);
            const double off = (games - mean) * (games - mean);
            pairs.push_back({off / mean, off - games, mean});
        }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& a, const Pair& b) { return a.surprise < b.surprise; });
    pairs.resize(pairs.size() - static_cast<std::size_t>(
                                    std::ceil(standing_out * static_cast<double>(pairs.size()))));
    double sum = 0, squares = 0;
    for (const Pair& pair : pairs) {
        sum += pair.excess;
        squares += pair.expected * pair.expected;
    }
    return std::max(excess_least, squares > 0 ? sum / squares : 0.0);
}

double Opportunity::expected(std::uint32_t a, std::uint32_t b) const {
    return weight_[a] * weight_[b] * readiness_[bin_of(std::abs(at_[a] - at_[b]))];
}

}  // namespace arena::pairing

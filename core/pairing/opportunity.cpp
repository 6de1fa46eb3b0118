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

/// Players with games around each rank whose spread tells the local density.
std::size_t neighbours(std::size_t players) {
    return std::max<std::size_t>(3, static_cast<std::size_t>(std::sqrt(players)));
}

}  // namespace

Opportunity::Opportunity(const std::vector<PlayedGame>& games, std::uint32_t players)
    : games_(players), rating_(players) {
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
    for (const double stretch : stretches) {
        fits_.push_back(placed(stretch));
        fit(fits_.back(), games);
    }
}

Opportunity::Fit Opportunity::placed(double stretch) const {
    const std::size_t count = order_.size(), around = neighbours(count);
    Fit fit;
    fit.at.resize(games_.size());
    double place = 0;
    for (std::size_t rank = 1; rank < count; ++rank) {
        const std::size_t low = rank > around ? rank - around : 0;
        const std::size_t high = std::min(count - 1, rank + around - 1);
        double games = 0;
        for (std::size_t i = low; i < high; ++i) games += games_[order_[i]];
        const double span = rating_[order_[high]] - rating_[order_[low]];
        const double density = games / std::max(span, 1e-9);
        const double step = rating_[order_[rank]] - rating_[order_[rank - 1]];
        place += step * std::pow(density, stretch);
        fit.at[order_[rank]] = place;
    }
    if (place > 0) fit.unit = place / static_cast<double>(count);
    return fit;
}

std::size_t Opportunity::Fit::bin_of(double distance) const {
    const double bin = bins_an_octave * std::log2(1 + distance / unit);
    return std::min(bins - 1, static_cast<std::size_t>(bin));
}

double Opportunity::Fit::expected(std::uint32_t a, std::uint32_t b) const {
    return weight[a] * weight[b] * readiness[bin_of(std::abs(at[a] - at[b]))];
}

Opportunity::Bins Opportunity::weight_around(const Fit& fit, const std::vector<double>& places,
                                             const std::vector<double>& summed,
                                             std::size_t rank) const {
    Bins out{};
    const auto before = [&](auto end) { return summed[static_cast<std::size_t>(end)]; };
    const double here = places[rank];
    double inner = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double edge =
            (std::exp2(static_cast<double>(bin + 1) / bins_an_octave) - 1) * fit.unit;
        const bool last = bin + 1 == bins;
        const auto low =
            last ? places.begin() : std::upper_bound(places.begin(), places.end(), here - edge);
        const auto high =
            last ? places.end() : std::lower_bound(places.begin(), places.end(), here + edge);
        const double within = before(high - places.begin()) - before(low - places.begin());
        out[bin] = within - inner;
        inner = within;
    }
    out[0] -= fit.weight[order_[rank]];  // nobody meets themselves
    return out;
}

void Opportunity::fit(Fit& fit, const std::vector<PlayedGame>& games) const {
    Bins seen{};
    for (const PlayedGame& game : games) {
        seen[fit.bin_of(std::abs(fit.at[game.a] - fit.at[game.b]))] += 1;
    }
    fit.weight = games_;
    fit.readiness.fill(1);
    std::vector<double> places;
    for (const std::uint32_t player : order_) places.push_back(fit.at[player]);
    for (int round = 0; round < fit_rounds; ++round) {
        std::vector<double> summed{0};
        for (const std::uint32_t player : order_) {
            summed.push_back(summed.back() + fit.weight[player]);
        }
        Bins chances{};
        std::vector<double> next = fit.weight;
        for (std::size_t rank = 0; rank < order_.size(); ++rank) {
            const std::uint32_t player = order_[rank];
            const Bins around = weight_around(fit, places, summed, rank);
            double met = 0;
            for (std::size_t bin = 0; bin < bins; ++bin) {
                chances[bin] += fit.weight[player] * around[bin] / 2;
                met += around[bin] * fit.readiness[bin];
            }
            // The root keeps two who depend on one another from overshooting in turn.
            if (met > 0) next[player] *= std::sqrt(games_[player] / (fit.weight[player] * met));
        }
        if (round % 2 == 0) {
            for (std::size_t bin = 0; bin < bins; ++bin) {
                fit.readiness[bin] = chances[bin] > 0 ? seen[bin] / chances[bin] : 0;
            }
        } else {
            fit.weight = next;
        }
    }
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
    double most = 0;
    for (const Fit& fit : fits_) most = std::max(most, fit.expected(a, b));
    return most;
}

}  // namespace arena::pairing

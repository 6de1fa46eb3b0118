#include "core/rating/whole_history.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/assert.hpp"
#include "core/rating/elo.hpp"

namespace arena::rating {
namespace {

constexpr double points = 400 / log_10;  ///< of one unit of the natural scale
constexpr double ridge = 0.001;          ///< on the Hessian's diagonal, as in the program repeated
/// Beyond this (natural scale) exp overflows soon: the bound of the program repeated.
constexpr double natural_most = 650;

/// A game as one of its players sees it.
struct Bout {
    std::uint32_t opponent_day;  ///< index into days
    double lead;                 ///< the opponent's, natural scale
    double score, weight;
};

struct Day {
    double day = 0, r = 0;
    std::uint32_t bouts_begin = 0, bouts_end = 0;
    bool first = false;
};

class Fit {
public:
    Fit(std::span<const WholeHistoryGame> games, std::size_t players,
        const WholeHistoryRules& rules)
        : variance_(rules.variance_per_day / (points * points)), begins_(players + 1, 0) {
        lay_out(games, players);
    }

    Result<double> round() {
        double most = 0;
        for (std::size_t player = 0; player + 1 < begins_.size(); ++player) {
            const auto moved = newton(player);
            if (!moved) return moved;
            most = std::max(most, *moved);
        }
        return most;
    }

    std::vector<WholeHistoryDay> days_of(std::size_t player) {
        const std::size_t begin = begins_[player], n = begins_[player + 1] - begin;
        std::vector<WholeHistoryDay> result(n);
        if (n == 0) return result;
        assemble(player);
        // Diagonal of the inverse of a tridiagonal matrix: eliminate from both ends.
        std::vector<double> down(n), up(n);
        for (std::size_t i = 0; i < n; ++i) {
            down[i] =
                diagonal_[i] - (i > 0 ? between_[i - 1] * between_[i - 1] / down[i - 1] : 0.0);
        }
        for (std::size_t i = n; i-- > 0;) {
            up[i] = diagonal_[i] - (i + 1 < n ? between_[i] * between_[i] / up[i + 1] : 0.0);
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double variance = -1 / (down[i] + up[i] - diagonal_[i]);
            result[i] = {days_[begin + i].day, days_[begin + i].r * points,
                         std::sqrt(variance) * points};
        }
        return result;
    }

private:
    void lay_out(std::span<const WholeHistoryGame> games, std::size_t players) {
        std::vector<std::vector<double>> of(players);
        for (const WholeHistoryGame& game : games) {
            for (const PlayerId player : {game.white, game.black}) {
                auto& days = of[player];
                if (days.empty() || days.back() != game.day) days.push_back(game.day);
            }
        }
        for (std::size_t player = 0; player < players; ++player) {
            begins_[player + 1] = begins_[player] + of[player].size();
            for (const double day : of[player]) {
                Day one;
                one.day = day;
                one.first = day == of[player].front();
                days_.push_back(one);
            }
        }
        // Bouts grouped by day: count, prefix sums, fill.
        const auto index = [&](PlayerId player, double day) {
            const auto& days = of[player];
            const auto at = std::lower_bound(days.begin(), days.end(), day) - days.begin();
            return static_cast<std::uint32_t>(begins_[player] + static_cast<std::size_t>(at));
        };
        std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
        for (const WholeHistoryGame& game : games) {
            places.emplace_back(index(game.white, game.day), index(game.black, game.day));
            ++days_[places.back().first].bouts_end;
            ++days_[places.back().second].bouts_end;
        }
        std::uint32_t begin = 0;
        for (Day& day : days_) {
            const std::uint32_t count = day.bouts_end;
            day.bouts_begin = day.bouts_end = begin;
            begin += count;
        }
        bouts_.resize(begin);
        for (std::size_t i = 0; i < games.size(); ++i) {
            const auto& [white, black] = places[i];
            const double lead = games[i].black_lead / points;
            bouts_[days_[white].bouts_end++] = {black, lead, games[i].score, games[i].weight};
            bouts_[days_[black].bouts_end++] = {white, -lead, 1 - games[i].score, games[i].weight};
        }
    }

    /// Gradient and Hessian of the log posterior of one player's days.
    void assemble(std::size_t player) {
        const std::size_t begin = begins_[player], n = begins_[player + 1] - begin;
        gradient_.assign(n, 0.0);
        diagonal_.assign(n, n > 1 ? -ridge : 0.0);
        between_.assign(n > 0 ? n - 1 : 0, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            const Day& day = days_[begin + i];
            for (std::uint32_t b = day.bouts_begin; b < day.bouts_end; ++b) {
                const Bout& bout = bouts_[b];
                const double other = days_[bout.opponent_day].r + bout.lead;
                const double p = 1 / (1 + std::exp(other - day.r));
                gradient_[i] += bout.weight * (bout.score - p);
                diagonal_[i] -= bout.weight * p * (1 - p);
            }
            if (day.first) {  // a win and a loss against a player of rating 0
                const double p = 1 / (1 + std::exp(-day.r));
                gradient_[i] += 1 - 2 * p;
                diagonal_[i] -= 2 * p * (1 - p);
            }
        }
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const double variance = (days_[begin + i + 1].day - days_[begin + i].day) * variance_;
            const double gap = days_[begin + i].r - days_[begin + i + 1].r;
            between_[i] = 1 / variance;
            diagonal_[i] -= 1 / variance;
            diagonal_[i + 1] -= 1 / variance;
            gradient_[i] -= gap / variance;
            gradient_[i + 1] += gap / variance;
        }
    }

    Result<double> newton(std::size_t player) {
        const std::size_t begin = begins_[player], n = begins_[player + 1] - begin;
        if (n == 0) return 0.0;
        assemble(player);
        pivot_.assign(n, 0.0);
        step_.assign(n, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            const double carry = i > 0 ? between_[i - 1] / pivot_[i - 1] : 0.0;
            pivot_[i] = diagonal_[i] - (i > 0 ? carry * between_[i - 1] : 0.0);
            step_[i] = gradient_[i] - (i > 0 ? carry * step_[i - 1] : 0.0);
        }
        double most = 0;
        for (std::size_t i = n; i-- > 0;) {
            step_[i] = (step_[i] - (i + 1 < n ? between_[i] * step_[i + 1] : 0.0)) / pivot_[i];
            const double next = days_[begin + i].r - step_[i];
            if (!(std::abs(next) <= natural_most)) {
                return fail(ErrorCode::usage,
                            "the history is unstable: the rating of player " +
                                std::to_string(player) +
                                " runs away (handicaps that contradict even games, or too small a "
                                "variance a day)");
            }
            most = std::max(most, std::abs(step_[i]) * points);
            days_[begin + i].r = next;
        }
        return most;
    }

    double variance_;
    std::vector<std::size_t> begins_;  ///< of each player's days
    std::vector<Day> days_;
    std::vector<Bout> bouts_;
    std::vector<double> gradient_, diagonal_, between_, pivot_, step_;
};

}  // namespace

Result<std::vector<std::vector<WholeHistoryDay>>> whole_history(
    std::span<const WholeHistoryGame> games, std::size_t players, const WholeHistoryRules& rules) {
    Fit fit(games, players, rules);
    for (int round = 0; round < rules.rounds; ++round) {
        const auto moved = fit.round();
        if (!moved) return tl::unexpected<Error>(moved.error());
        if (*moved < rules.still) break;
    }
    std::vector<std::vector<WholeHistoryDay>> result;
    for (std::size_t player = 0; player < players; ++player) {
        result.push_back(fit.days_of(player));
    }
    return result;
}

}  // namespace arena::rating

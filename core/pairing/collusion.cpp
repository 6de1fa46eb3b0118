#include "core/pairing/collusion.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/assert.hpp"
#include "core/pairing/opportunity.hpp"

namespace arena::pairing {
namespace {

constexpr double elo_scale = 400;

struct Meeting {
    std::uint32_t games = 0, decided = 0, wins_a = 0;
    double score_a = 0, expected_a = 0;
};

std::map<std::pair<std::uint32_t, std::uint32_t>, Meeting> meetings_of(
    const std::vector<PlayedGame>& games) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Meeting> met;
    for (const PlayedGame& game : games) {
        ARENA_ASSERT(game.a != game.b);
        const bool turned = game.a > game.b;
        Meeting& one = met[std::minmax(game.a, game.b)];
        const double gap = turned ? game.rating_a - game.rating_b : game.rating_b - game.rating_a;
        const double score = turned ? 1 - game.score_a : game.score_a;
        ++one.games;
        one.score_a += score;
        one.expected_a += 1 / (1 + std::pow(10, gap / elo_scale));
        if (score == 0 || score == 1) ++one.decided;
        if (score == 1) ++one.wins_a;
    }
    return met;
}

double log_factorial(std::uint32_t n) {
    double sum = 0;
    for (std::uint32_t i = 2; i <= n; ++i) sum += std::log(static_cast<double>(i));
    return sum;
}

}  // namespace

double poisson_tail(std::uint32_t count, double mean) {
    if (count == 0) return 1;
    if (mean <= 0) return 0;
    // The terms fall from the first one on once count > mean; below that, take the complement.
    if (count <= mean) {
        double term = std::exp(-mean), sum = term;
        for (std::uint32_t k = 1; k < count; ++k) sum += term *= mean / k;
        return std::clamp(1 - sum, 0.0, 1.0);
    }
    double term = std::exp(count * std::log(mean) - mean - log_factorial(count));
    double sum = term;
    for (double k = count + 1; term > sum * 1e-17; ++k) sum += term *= mean / k;
    return std::min(1.0, sum);
}

double meetings_tail(std::uint32_t count, double mean, double excess) {
    if (count == 0) return 1;
    if (mean <= 0) return 0;
    if (excess <= 0) return poisson_tail(count, mean);
    // Negative binomial: the terms' ratio is (size + k) / (k + 1) * share.
    const double size = 1 / excess, share = mean / (mean + size);
    double term = std::exp(size * std::log1p(-share)), below = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        below += term;
        term *= (size + k) / (k + 1.0) * share;
    }
    if (count <= mean) return std::clamp(1 - below, 0.0, 1.0);
    double sum = term;
    for (double k = count; term > sum * 1e-17; ++k) {
        term *= (size + k) / (k + 1) * share;
        sum += term;
    }
    return std::min(1.0, sum);
}

double binomial_two_sided(std::uint32_t wins, std::uint32_t games, double chance) {
    if (games == 0) return 1;
    const double p = std::clamp(chance, 1e-12, 1 - 1e-12);
    std::vector<double> outcomes(games + 1);
    const double all = log_factorial(games);
    for (std::uint32_t k = 0; k <= games; ++k) {
        outcomes[k] = std::exp(all - log_factorial(k) - log_factorial(games - k) + k * std::log(p) +
                               (games - k) * std::log1p(-p));
    }
    double sum = 0;
    for (const double one : outcomes) {
        if (one <= outcomes[wins] * (1 + 1e-9)) sum += one;
    }
    return std::min(1.0, sum);
}

std::vector<double> discovery_rates(const std::vector<double>& p, std::uint64_t hypotheses) {
    ARENA_ASSERT(hypotheses >= p.size());
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> q(p.size());
    double least = 1;
    for (std::size_t rank = order.size(); rank >= 1; --rank) {
        const double one =
            p[order[rank - 1]] * static_cast<double>(hypotheses) / static_cast<double>(rank);
        least = std::min(least, one);
        q[order[rank - 1]] = least;
    }
    return q;
}

CollusionReport find_collusion(const std::vector<PlayedGame>& games, std::uint32_t players,
                               double rate) {
    CollusionReport report;
    report.pairs_possible = std::uint64_t{players} * (players - (players > 0 ? 1 : 0)) / 2;
    const Opportunity opportunity(games, players);
    const auto met = meetings_of(games);
    report.pairs_met = static_cast<std::uint32_t>(met.size());
    const double excess = opportunity.excess([&](std::uint32_t a, std::uint32_t b) {
        const auto found = met.find(std::minmax(a, b));
        return found == met.end() ? 0U : found->second.games;
    });
    std::vector<SuspectPair> pairs;
    std::vector<double> meeting_p, sided_p;
    for (const auto& [who, one] : met) {
        if (one.games < collusion_games_min) continue;
        const double expected = opportunity.expected(who.first, who.second);
        const double chance = one.expected_a / one.games;
        const double often = meetings_tail(one.games, expected, excess);
        const double sided = binomial_two_sided(one.wins_a, one.decided, chance);
        pairs.push_back({who.first, who.second, one.games, expected, often, 1, one.score_a,
                         one.expected_a, sided, 1});
        meeting_p.push_back(often);
        sided_p.push_back(sided);
    }
    const auto meeting_q = discovery_rates(meeting_p, report.pairs_possible);
    const auto sided_q = discovery_rates(sided_p, pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        // Two searches, each at half the rate: together they keep it.
        pairs[i].meetings_q = std::min(1.0, 2 * meeting_q[i]);
        pairs[i].one_sided_q = std::min(1.0, 2 * sided_q[i]);
        if (std::min(pairs[i].meetings_q, pairs[i].one_sided_q) <= rate)
            report.suspects.push_back(pairs[i]);
    }
    std::stable_sort(report.suspects.begin(), report.suspects.end(),
                     [](const SuspectPair& a, const SuspectPair& b) {
                         return std::min(a.meetings_q, a.one_sided_q) <
                                std::min(b.meetings_q, b.one_sided_q);
                     });
    return report;
}

}  // namespace arena::pairing

#include "core/pairing/arena.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "core/pairing/completion.hpp"
#include "core/pairing/queue.hpp"
#include "core/pairing/weighted_matching.hpp"

namespace arena::pairing {
namespace {

constexpr double place_points = 1;  ///< the line's distance from one place to the next
constexpr std::size_t rematch_pool = 128;

using Places = std::pair<std::size_t, std::size_t>;  ///< in the standings, the higher first

bool names(const ArenaPlayer& one, const ArenaPlayer& other) {
    const auto& last = one.last_opponents;
    return std::find(last.begin(), last.end(), other.id) != last.end();
}

/// The free players in order of the standings, and the pairs made of them.
class Round {
public:
    explicit Round(std::vector<ArenaPlayer> players) : players_(std::move(players)) {
        std::sort(players_.begin(), players_.end(), [](const ArenaPlayer& a, const ArenaPlayer& b) {
            return std::tie(b.points, b.rating, a.id) < std::tie(a.points, a.rating, b.id);
        });
    }

    std::vector<ArenaPair> pair(std::int64_t now_ms) {
        pair_neighbours(now_ms);
        std::vector<Places> repeated;
        std::copy_if(pairs_.begin(), pairs_.end(), std::back_inserter(repeated),
                     [&](const Places& one) { return repeats(one); });
        for (const Places& one : repeated) {
            const bool still = std::find(pairs_.begin(), pairs_.end(), one) != pairs_.end();
            if (still) match_anew_around(one);
        }
        std::sort(pairs_.begin(), pairs_.end());
        std::vector<ArenaPair> out;
        for (const auto& [first, second] : pairs_) {
            const ArenaPlayer &upper = players_[first], &lower = players_[second];
            const bool turned = lower.white_balance < upper.white_balance;
            out.push_back(turned ? ArenaPair{lower.id, upper.id} : ArenaPair{upper.id, lower.id});
        }
        return out;
    }

private:
    bool repeats(const Places& pair) const {
        const ArenaPlayer &one = players_[pair.first], &two = players_[pair.second];
        return names(one, two) || names(two, one);
    }

    /// An odd one stays out: of those free for the shortest time, the lowest in the standings.
    bool leaves_sooner(std::size_t a, std::size_t b) const {
        const auto since = [&](std::size_t place) { return players_[place].free_since_ms; };
        return std::pair(since(a), a) > std::pair(since(b), b);
    }

    void pair_neighbours(std::int64_t now_ms) {
        if (players_.size() % 2 != 0) {
            odd_ = 0;
            for (std::size_t place = 1; place < players_.size(); ++place) {
                if (leaves_sooner(place, odd_)) odd_ = place;
            }
        }
        QueueRules rules;
        rules.longest_wait_ms = 1;  // everyone plays now
        rules.rematch_wait_ms = 1;
        Queue queue(rules);
        std::map<PlayerId, std::size_t> places;
        for (std::size_t place = 0; place < players_.size(); ++place) {
            const ArenaPlayer& player = players_[place];
            places[player.id] = place;
            if (place == odd_) continue;
            const double point = static_cast<double>(place) * place_points;
            queue.insert({player.id, point, now_ms - 1, player.last_opponents, {}});
        }
        for (const QueuePair& pair : queue.step(now_ms)) {
            pairs_.push_back(std::minmax(places[pair.first], places[pair.second]));
        }
    }

    /// Takes the pairs nearest to this one, and the odd one, apart, and matches their players anew.
    void match_anew_around(const Places& around) {
        const auto distance = [middle = around.first](const Places& pair) {
            return pair.first < middle ? middle - pair.first : pair.first - middle;
        };
        std::stable_sort(pairs_.begin(), pairs_.end(), [&](const Places& a, const Places& b) {
            return distance(a) < distance(b);
        });
        const std::size_t count = std::min(pairs_.size(), rematch_pool / 2);
        std::vector<std::size_t> pool;
        for (std::size_t i = 0; i < count; ++i) {
            pool.insert(pool.end(), {pairs_[i].first, pairs_[i].second});
        }
        if (odd_ != none) pool.push_back(odd_);
        std::sort(pool.begin(), pool.end());
        const std::vector<std::uint32_t> mates = best_mates(pool);
        std::size_t next = 0;
        for (std::size_t i = 0; i < pool.size(); ++i) {
            if (mates[i] == unmatched) odd_ = pool[i];
            if (mates[i] != unmatched && i < mates[i]) pairs_[next++] = {pool[i], pool[mates[i]]};
        }
    }

    /// Fewest repeats; then who waited longest plays; then neighbours meet. As anyone may meet
    /// anyone, at most one is left.
    std::vector<std::uint32_t> best_mates(const std::vector<std::size_t>& pool) const {
        const std::size_t n = pool.size();
        std::vector<std::size_t> order(n), turn(n);
        for (std::size_t i = 0; i < n; ++i) order[i] = i;
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return leaves_sooner(pool[a], pool[b]); });
        for (std::size_t i = 0; i < n; ++i) turn[order[i]] = i;
        WeightLayout layout;
        const std::size_t made = layout.add(n), fresh = layout.add(n), waited = layout.add(n * n);
        const std::size_t near = layout.add(n * players_.size());
        EdgeWeights weights(n, layout);
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; ++b) {
                weights.add(a, b, made, 1);
                weights.add(a, b, fresh, repeats({pool[a], pool[b]}) ? 0 : 1);
                weights.add(a, b, waited, turn[a] + turn[b]);
                weights.add(a, b, near, players_.size() - (pool[b] - pool[a]));
            }
        }
        return weights.match();
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::vector<ArenaPlayer> players_;
    std::vector<Places> pairs_;
    std::size_t odd_ = none;
};

}  // namespace

std::vector<ArenaPair> pair_arena(std::vector<ArenaPlayer> players, std::int64_t now_ms) {
    return Round(std::move(players)).pair(now_ms);
}

}  // namespace arena::pairing

// The queue's book-keeping: who enters, who leaves, who waits where. The rules that pick pairs are
// in queue_step.cpp.
#include "core/pairing/queue.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/assert.hpp"
#include "core/pairing/queue_scene.hpp"

namespace arena::pairing {
namespace {

constexpr double ln_2 = 0.693147180559945309;
constexpr std::int64_t forecast_step_ms = 500;
constexpr std::int64_t forecast_ms_max = 600'000;
constexpr int forecast_looks_max = 2;  ///< neighbours on each side

bool waits_longer(const WaitingEntry& a, const WaitingEntry& b) {
    return std::tie(a.since_ms, a.id) < std::tie(b.since_ms, b.id);
}

bool lists(const std::vector<PlayerId>& sorted, PlayerId id) {
    return std::binary_search(sorted.begin(), sorted.end(), id);
}

}  // namespace

bool Queue::insert(WaitingPlayer player) {
    ARENA_ASSERT(std::abs(player.rating) <= rating_bound);
    if (contains(player.id)) return false;
    std::uint32_t slot = 0;
    if (free_slots_.empty()) {
        slot = static_cast<std::uint32_t>(ratings_.size());
        ratings_.push_back(player.rating);
        bars_.emplace_back();
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
        ratings_[slot] = player.rating;
    }
    const bool has_bars = !player.recent_opponents.empty() || !player.blocked.empty();
    if (has_bars) {
        std::sort(player.recent_opponents.begin(), player.recent_opponents.end());
        std::sort(player.blocked.begin(), player.blocked.end());
        bars_[slot] = {std::move(player.recent_opponents), std::move(player.blocked)};
        ++barred_;
    }
    index_.insert(player.id, slot);
    line_.insert({player.rating, player.id, player.since_ms, slot, has_bars});
    arrivals_.count(player.rating, player.since_ms);
    return true;
}

bool Queue::remove(PlayerId id) {
    const auto slot = index_.find(id);
    if (!slot) return false;
    const bool erased = line_.erase(ratings_[*slot], id);
    ARENA_ASSERT(erased);
    index_.erase(id);
    free_slots_.push_back(*slot);
    if (!bars_[*slot].recent.empty() || !bars_[*slot].blocked.empty()) {
        bars_[*slot] = {};
        --barred_;
    }
    return true;
}

bool Queue::is_blocked(const WaitingEntry& a, const WaitingEntry& b) const {
    return lists(bars_[a.slot].blocked, b.id) || lists(bars_[b.slot].blocked, a.id);
}

bool Queue::may_meet(const WaitingEntry& a, const WaitingEntry& b, Rematch rematch,
                     std::int64_t now_ms) const {
    if (!a.has_bars && !b.has_bars) return true;
    if (is_blocked(a, b)) return false;
    if (!lists(bars_[a.slot].recent, b.id) && !lists(bars_[b.slot].recent, a.id)) return true;
    switch (rematch) {
        case Rematch::barred: return false;
        case Rematch::when_due:
            return now_ms - std::min(a.since_ms, b.since_ms) >= rules_.rematch_wait_ms;
    }
    return false;
}

QueuePair Queue::pair_of(const WaitingEntry& a, const WaitingEntry& b, std::int64_t now_ms) const {
    const WaitingEntry& first = waits_longer(a, b) ? a : b;
    const WaitingEntry& second = waits_longer(a, b) ? b : a;
    return {first.id, second.id, std::abs(a.rating - b.rating), now_ms - first.since_ms,
            now_ms - second.since_ms};
}

void Queue::release(const Scene& scene, const std::vector<bool>& taken, std::size_t count) {
    const bool rebuild = count * 2 > scene.entries.size();  // cheaper than that many erasures
    if (rebuild) index_.reset(scene.entries.size() - count);
    for (std::size_t i = 0; i < scene.entries.size(); ++i) {
        const WaitingEntry& entry = scene.entries[i];
        if (!taken[i]) {
            if (rebuild) index_.insert(entry.id, entry.slot);
            continue;
        }
        if (!rebuild) index_.erase(entry.id);
        free_slots_.push_back(entry.slot);
        if (entry.has_bars) {
            bars_[entry.slot] = {};
            --barred_;
        }
    }
    line_.erase_flagged(taken);
}

/// Until the first of the nearest who wait is in reach.
std::optional<std::int64_t> Queue::neighbour_ms(const WaitingEntry& entry,
                                                const Readiness& readiness,
                                                std::int64_t now_ms) const {
    std::int64_t soonest_ms = forecast_ms_max;
    const auto look = [&](const WaitingEntry& other) {
        const std::int64_t last_ms = now_ms + soonest_ms;
        if (!may_meet(entry, other, Rematch::when_due, last_ms) ||
            !within_reach(readiness, entry, other, last_ms))
            return;
        std::int64_t not_yet_ms = 0;
        while (soonest_ms - not_yet_ms > forecast_step_ms) {
            const std::int64_t middle_ms = not_yet_ms + (soonest_ms - not_yet_ms) / 2;
            const bool is_due = within_reach(readiness, entry, other, now_ms + middle_ms);
            (is_due ? soonest_ms : not_yet_ms) = middle_ms;
        }
    };
    for (const bool up : {false, true}) {
        int looks = 0;
        const auto visit = [&](const WaitingEntry& other) {
            look(other);
            return ++looks < forecast_looks_max;
        };
        up ? line_.walk_up(entry.rating, entry.id, visit)
           : line_.walk_down(entry.rating, entry.id, visit);
    }
    if (soonest_ms == forecast_ms_max) return std::nullopt;
    return soonest_ms;
}

QueueStanding Queue::standing_of(const WaitingEntry& entry, std::size_t position,
                                 const Arrivals::Density& density, const Readiness& readiness,
                                 std::int64_t now_ms) const {
    // Pairings by newcomers in range are a Poisson stream whose rate grows with the reach; half of
    // all waits are over when its integral is ln 2.
    const double around = density.at(entry.rating);
    const auto reach = [&](std::int64_t wait_ms) {
        return rules_.rule == QueueRule::window
                   ? window_points(rules_, wait_ms)
                   : readiness.at(entry.rating, wait_ms) + readiness.at(entry.rating, 0);
    };
    QueueStanding standing{entry.id, position, line_.size(),
                           neighbour_ms(entry, readiness, now_ms)};
    // Who waits has come, but does not come again.
    const double newcomers = density.arrivals() - static_cast<double>(line_.size());
    if (newcomers <= 0) return standing;
    const double share = newcomers / density.arrivals();
    const std::int64_t waited_ms = std::max<std::int64_t>(0, now_ms - entry.since_ms);
    const std::int64_t ahead_ms_max = standing.expected_wait_ms.value_or(forecast_ms_max);
    double sum = 0;
    for (std::int64_t ahead_ms = 0; ahead_ms < forecast_ms_max; ahead_ms += forecast_step_ms) {
        // Beyond the whole scale of ratings a wider reach finds nobody new.
        const double rate = std::min(2 * reach(waited_ms + ahead_ms) * around, density.rate());
        sum += share * rate * forecast_step_ms / 1000;
        if (sum < ln_2) continue;
        standing.expected_wait_ms = std::min(ahead_ms + forecast_step_ms, ahead_ms_max);
        break;
    }
    return standing;
}

std::optional<QueueStanding> Queue::standing(PlayerId id, std::int64_t now_ms) const {
    const auto slot = index_.find(id);
    if (!slot) return std::nullopt;
    const auto own = line_.find(ratings_[*slot], id);
    ARENA_ASSERT(own);
    std::size_t position = 1;
    line_.for_each([&](const WaitingEntry& entry) { position += waits_longer(entry, *own); });
    const Arrivals::Density density = arrivals_.density(now_ms);
    return standing_of(*own, position, density, Readiness(rules_, density, line_.size()), now_ms);
}

std::vector<QueueStanding> Queue::standings(std::int64_t now_ms) const {
    std::vector<WaitingEntry> entries;
    entries.reserve(line_.size());
    line_.for_each([&](const WaitingEntry& entry) { entries.push_back(entry); });
    std::sort(entries.begin(), entries.end(), waits_longer);
    const Arrivals::Density density = arrivals_.density(now_ms);
    const Readiness readiness(rules_, density, line_.size());
    std::vector<QueueStanding> standings;
    standings.reserve(entries.size());
    for (const WaitingEntry& entry : entries) {
        standings.push_back(standing_of(entry, standings.size() + 1, density, readiness, now_ms));
    }
    return standings;
}

}  // namespace arena::pairing

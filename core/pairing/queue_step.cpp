// One step of the queue: the line rule with its local repair, the window rule, groups, wake-ups.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/assert.hpp"
#include "core/pairing/queue.hpp"
#include "core/pairing/queue_scene.hpp"
#include "core/pairing/repair.hpp"

namespace arena::pairing {
namespace {

constexpr int arrival_looks_max = 64;   ///< neighbours on each side that an arrival looks at
constexpr int leftover_looks_max = 64;  ///< free neighbours above that a leftover looks at
constexpr int group_rounds_max = 8;     ///< tries to form groups without a blocked pair

}  // namespace

Queue::Scene Queue::scene(std::int64_t now_ms) const {
    Scene scene;
    scene.now_ms = now_ms;
    scene.entries.reserve(line_.size());
    scene.points.reserve(line_.size());
    const Readiness readiness(rules_, arrivals_.density(now_ms), line_.size());
    line_.for_each([&](const WaitingEntry& entry) {
        scene.entries.push_back(entry);
        scene.points.push_back({entry.rating, readiness.at(entry.rating, now_ms - entry.since_ms)});
    });
    scene.mate.assign(scene.entries.size(), Scene::nobody);
    return scene;
}

bool Queue::within_window(const WaitingEntry& a, const WaitingEntry& b, std::int64_t now_ms) const {
    const std::int64_t longer_ms = now_ms - std::min(a.since_ms, b.since_ms);
    return std::abs(a.rating - b.rating) <= window_points(rules_, longer_ms);
}

bool Queue::within_reach(const Readiness& readiness, const WaitingEntry& a, const WaitingEntry& b,
                         std::int64_t at_ms) const {
    if (rules_.rule == QueueRule::window) return within_window(a, b, at_ms);
    const double sum =
        readiness.at(a.rating, at_ms - a.since_ms) + readiness.at(b.rating, at_ms - b.since_ms);
    return sum >= std::abs(a.rating - b.rating);
}

double Queue::worth(const Scene& scene, std::uint32_t a, std::uint32_t b, Rematch rematch) const {
    if (!may_meet(scene.entries[a], scene.entries[b], rematch, scene.now_ms)) return not_allowed;
    return scene.points[a].readiness + scene.points[b].readiness -
           std::abs(scene.points[a].rating - scene.points[b].rating);
}

void Queue::match_by_line(Scene& scene) const {
    for (const auto& [a, b] : match_line(scene.points)) scene.join(a, b);
    if (barred_ == 0) return;
    if (mend_barred_pairs(scene)) match_leftovers(scene, Rematch::barred);
    match_leftovers(scene, Rematch::when_due);
}

bool Queue::mend_barred_pairs(Scene& scene) const {
    bool mended = false;
    for (std::uint32_t a = 0; a < scene.mate.size(); ++a) {
        const std::uint32_t b = scene.mate[a];
        if (b == Scene::nobody || b < a) continue;
        if (may_meet(scene.entries[a], scene.entries[b], Rematch::barred, scene.now_ms)) continue;
        mend(scene, a, b);
        mended = true;
    }
    return mended;
}

void Queue::mend(Scene& scene, std::uint32_t a, std::uint32_t b) const {
    // The two, then their neighbours outwards with whom they are matched, while there is room.
    std::vector<std::uint32_t> few{a, b};
    const auto add = [&](std::uint32_t place) {
        if (std::find(few.begin(), few.end(), place) != few.end()) return;
        const std::uint32_t mate = scene.mate[place];
        const std::size_t needs = mate == Scene::nobody ? 1 : 2;
        if (few.size() + needs > repair_players_max) return;
        few.push_back(place);
        if (needs == 2) few.push_back(mate);
    };
    const auto size = static_cast<std::uint32_t>(scene.mate.size());
    for (std::uint32_t away = 1; away <= repair_players_max; ++away) {
        if (a >= away) add(a - away);
        if (a + away < size) add(a + away);
        if (b >= away) add(b - away);
        if (b + away < size) add(b + away);
    }
    std::sort(few.begin(), few.end());
    RepairWorth worths{};
    for (std::size_t i = 0; i < few.size(); ++i) {
        scene.mate[few[i]] = Scene::nobody;
        for (std::size_t j = i + 1; j < few.size(); ++j) {
            worths[i][j] = worth(scene, few[i], few[j], Rematch::barred);
        }
    }
    for (const auto& [i, j] : match_few(worths, few.size())) scene.join(few[i], few[j]);
}

void Queue::match_leftovers(Scene& scene, Rematch rematch) const {
    std::vector<std::uint32_t> left;
    double readiest = 0;
    for (std::uint32_t place = 0; place < scene.mate.size(); ++place) {
        if (!scene.is_free(place)) continue;
        left.push_back(place);
        readiest = std::max(readiest, scene.points[place].readiness);
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (!scene.is_free(left[i])) continue;
        const LinePoint& own = scene.points[left[i]];
        double best_worth = 0;
        std::uint32_t best = Scene::nobody;
        int looks = 0;
        for (std::size_t j = i + 1; j < left.size() && looks < leftover_looks_max; ++j) {
            if (!scene.is_free(left[j])) continue;
            ++looks;
            if (scene.points[left[j]].rating - own.rating > own.readiness + readiest) break;
            const double one = worth(scene, left[i], left[j], rematch);
            if (one < 0 || (best != Scene::nobody && one <= best_worth)) continue;
            best_worth = one;
            best = left[j];
        }
        if (best != Scene::nobody) scene.join(left[i], best);
    }
}

std::vector<std::uint32_t> Queue::match_by_window(Scene& scene) const {
    const auto size = static_cast<std::uint32_t>(scene.entries.size());
    std::vector<std::uint32_t> oldest(size);
    std::iota(oldest.begin(), oldest.end(), 0);
    std::sort(oldest.begin(), oldest.end(), [&](std::uint32_t a, std::uint32_t b) {
        const WaitingEntry& of_a = scene.entries[a];
        const WaitingEntry& of_b = scene.entries[b];
        return of_a.since_ms != of_b.since_ms ? of_a.since_ms < of_b.since_ms : of_a.id < of_b.id;
    });
    // The free players as a list in rating order; place p stands at p + 1, the ends at 0, size + 1.
    std::vector<std::uint32_t> below(size + 2), above(size + 2);
    std::iota(above.begin(), above.end(), 1);
    for (std::uint32_t at = 1; at < size + 2; ++at) below[at] = at - 1;
    std::vector<std::uint32_t> firsts;
    const auto unlink = [&](std::uint32_t at) {
        above[below[at]] = above[at];
        below[above[at]] = below[at];
    };
    const auto pass = [&](Rematch rematch) {
        for (const std::uint32_t place : oldest) {
            if (!scene.is_free(place)) continue;
            const WaitingEntry& own = scene.entries[place];
            const auto fits = [&](std::uint32_t at) {
                return may_meet(own, scene.entries[at - 1], rematch, scene.now_ms);
            };
            const auto near = [&](std::uint32_t at) {
                return within_window(own, scene.entries[at - 1], scene.now_ms);
            };
            std::uint32_t down = below[place + 1];
            while (down > 0 && near(down) && !fits(down)) down = below[down];
            std::uint32_t up = above[place + 1];
            while (up <= size && near(up) && !fits(up)) up = above[up];
            const bool has_down = down > 0 && near(down);
            const bool has_up = up <= size && near(up);
            if (!has_down && !has_up) continue;
            const bool takes_up =
                has_up && (!has_down || scene.entries[up - 1].rating - own.rating <
                                            own.rating - scene.entries[down - 1].rating);
            const std::uint32_t other = takes_up ? up : down;
            scene.join(place, other - 1);
            unlink(place + 1);
            unlink(other);
            firsts.push_back(place);
        }
    };
    pass(Rematch::barred);
    if (barred_ > 0) pass(Rematch::when_due);
    return firsts;
}

std::vector<QueuePair> Queue::step(std::int64_t now_ms) {
    std::vector<QueuePair> pairs;
    if (line_.size() < 2) return pairs;
    Scene now = scene(now_ms);
    std::vector<std::uint32_t> firsts;
    switch (rules_.rule) {
        case QueueRule::line:
            match_by_line(now);
            for (std::uint32_t place = 0; place < now.mate.size(); ++place) {
                if (!now.is_free(place) && now.mate[place] > place) firsts.push_back(place);
            }
            break;
        case QueueRule::window: firsts = match_by_window(now); break;
    }
    std::vector<bool> taken(now.entries.size());
    pairs.reserve(firsts.size());
    for (const std::uint32_t place : firsts) {
        const std::uint32_t mate = now.mate[place];
        taken[place] = taken[mate] = true;
        pairs.push_back(pair_of(now.entries[place], now.entries[mate], now_ms));
    }
    release(now, taken, 2 * pairs.size());
    return pairs;
}

std::optional<QueuePair> Queue::pair_arrival(PlayerId id, std::int64_t now_ms) {
    const auto slot = index_.find(id);
    if (!slot) return std::nullopt;
    const double rating = ratings_[*slot];
    const Readiness ready(rules_, arrivals_.density(now_ms), line_.size());
    const auto own = line_.find(rating, id);
    ARENA_ASSERT(own);
    const auto readiness = [&](const WaitingEntry& entry) {
        return ready.at(entry.rating, now_ms - entry.since_ms);
    };
    const double own_readiness = readiness(*own);
    std::optional<WaitingEntry> best;
    double best_worth = 0;
    const auto look = [&](const WaitingEntry& other) {
        if (!may_meet(*own, other, Rematch::barred, now_ms)) return;
        const double gap = std::abs(other.rating - rating);
        double one = own_readiness + readiness(other) - gap;
        if (rules_.rule == QueueRule::window) one = within_window(*own, other, now_ms) ? -gap : 1;
        const bool in_range = rules_.rule == QueueRule::window ? one <= 0 : one >= 0;
        if (!in_range || (best && one <= best_worth)) return;
        best_worth = one;
        best = other;
    };
    for (const bool up : {false, true}) {
        int looks = 0;
        const auto visit = [&](const WaitingEntry& other) {
            look(other);
            return ++looks < arrival_looks_max;
        };
        up ? line_.walk_up(rating, id, visit) : line_.walk_down(rating, id, visit);
    }
    if (!best) return std::nullopt;
    const QueuePair pair = pair_of(*own, *best, now_ms);
    remove(pair.first);
    remove(pair.second);
    return pair;
}

std::vector<std::vector<PlayerId>> Queue::step_groups(std::int64_t now_ms, std::size_t size_min,
                                                      std::size_t size_max) {
    std::vector<std::vector<PlayerId>> made;
    Scene now = scene(now_ms);
    std::vector<bool> taken(now.entries.size());
    std::vector<bool> left_out(now.entries.size());
    std::size_t count = 0;
    for (int round = 0; round < group_rounds_max; ++round) {
        std::vector<LinePoint> points;
        std::vector<std::uint32_t> places;
        for (std::uint32_t place = 0; place < taken.size(); ++place) {
            if (taken[place] || left_out[place]) continue;
            points.push_back(now.points[place]);
            places.push_back(place);
        }
        bool clash = false;
        for (const auto& group : group_line(points, size_min, size_max)) {
            const auto later = blocked_in(now, group, places);
            if (later != Scene::nobody) {  // this step goes on without the one who came later
                left_out[later] = clash = true;
                continue;
            }
            made.emplace_back();
            for (const std::uint32_t member : group) {
                taken[places[member]] = true;
                made.back().push_back(now.entries[places[member]].id);
            }
            count += group.size();
        }
        if (!clash) break;
    }
    release(now, taken, count);
    return made;
}

std::uint32_t Queue::blocked_in(const Scene& scene, const std::vector<std::uint32_t>& group,
                                const std::vector<std::uint32_t>& places) const {
    for (const std::uint32_t i : group) {
        const WaitingEntry& a = scene.entries[places[i]];
        if (!a.has_bars) continue;
        for (const std::uint32_t j : group) {
            const WaitingEntry& b = scene.entries[places[j]];
            if (i == j || !is_blocked(a, b)) continue;
            return a.since_ms > b.since_ms ? places[i] : places[j];
        }
    }
    return Scene::nobody;
}

std::optional<std::int64_t> Queue::next_wakeup(std::int64_t now_ms) const {
    if (line_.size() < 2) return std::nullopt;
    const Readiness ready(rules_, arrivals_.density(now_ms), line_.size());
    const auto in_range = [&](const WaitingEntry& a, const WaitingEntry& b, std::int64_t at_ms) {
        return within_reach(ready, a, b, at_ms);
    };
    const std::int64_t soonest_ms = now_ms + rules_.step_ms;
    std::int64_t wake_ms = std::max(soonest_ms, now_ms + rules_.sweep_ms);
    const WaitingEntry* below = nullptr;
    line_.for_each([&](const WaitingEntry& entry) {
        const WaitingEntry* const lower = below;
        below = &entry;
        if (lower == nullptr || wake_ms <= soonest_ms || !in_range(*lower, entry, wake_ms)) return;
        if (!may_meet(*lower, entry, Rematch::when_due, wake_ms)) return;
        std::int64_t not_yet_ms = now_ms;  // the first moment in range lies in (not_yet, wake]
        while (wake_ms - not_yet_ms > 1 && wake_ms > soonest_ms) {
            const std::int64_t middle_ms = not_yet_ms + (wake_ms - not_yet_ms) / 2;
            (in_range(*lower, entry, middle_ms) ? wake_ms : not_yet_ms) = middle_ms;
        }
        wake_ms = std::max(wake_ms, soonest_ms);
    });
    return wake_ms;
}

}  // namespace arena::pairing

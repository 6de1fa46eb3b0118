#include "core/pairing/elimination.hpp"

#include <algorithm>
#include <bit>

#include "core/assert.hpp"

namespace arena::pairing {
namespace {

using Matches = std::vector<BracketMatch>;

Slot winner_of(std::size_t match) {
    return {SlotKind::winner, static_cast<int>(match)};
}
Slot loser_of(std::size_t match) {
    return {SlotKind::loser, static_cast<int>(match)};
}

/// 1, 16, 8, 9, ...: each seed's partner is what its half still lacks.
std::vector<int> seed_order(int size) {
    std::vector<int> order{1};
    while (static_cast<int>(order.size()) < size) {
        const int sum = 2 * static_cast<int>(order.size()) + 1;
        std::vector<int> wider;
        for (const int seed : order) {
            wider.push_back(seed);
            wider.push_back(sum - seed);
        }
        order = wider;
    }
    return order;
}

std::size_t add(Matches& matches, BracketSide side, int round, Slot a, Slot b) {
    matches.push_back({side, round, {a, b}});
    return matches.size() - 1;
}

/// The upper bracket; each round's matches by place.
std::vector<std::vector<std::size_t>> add_upper(Matches& matches, int players) {
    const int size = static_cast<int>(std::bit_ceil(static_cast<unsigned>(players)));
    const std::vector<int> order = seed_order(size);
    const auto slot = [&](int seed) {
        return seed <= players ? Slot{SlotKind::seed, seed} : Slot{};
    };
    std::vector<std::vector<std::size_t>> rounds(1);
    for (std::size_t i = 0; i < order.size(); i += 2) {
        rounds[0].push_back(
            add(matches, BracketSide::upper, 1, slot(order[i]), slot(order[i + 1])));
    }
    while (rounds.back().size() > 1) {
        std::vector<std::size_t> next;
        const auto& last = rounds.back();
        for (std::size_t i = 0; i < last.size(); i += 2) {
            next.push_back(add(matches, BracketSide::upper, static_cast<int>(rounds.size()) + 1,
                               winner_of(last[i]), winner_of(last[i + 1])));
        }
        rounds.push_back(next);
    }
    return rounds;
}

/// A set of first-round matches: where the players of a slot may come from.
using Origins = std::vector<bool>;

std::size_t shared(const Origins& a, const Origins& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += a[i] && b[i];
    return count;
}

Origins merged(const Origins& a, const Origins& b) {
    Origins out = a;
    for (std::size_t i = 0; i < a.size(); ++i) out[i] = a[i] || b[i];
    return out;
}

/// What an order shares: with each slot itself, with the pair of slots it is in, with the four, ...
std::vector<std::size_t> shared_by_level(const std::vector<Origins>& losers,
                                         const std::vector<Origins>& lower, std::size_t mask) {
    std::vector<std::size_t> sums;
    std::vector<Origins> groups = lower;
    for (std::size_t width = 1; width <= lower.size(); width *= 2) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < lower.size(); ++i) {
            sum += shared(losers[i ^ mask], groups[i / width]);
        }
        sums.push_back(sum);
        for (std::size_t i = 0; i + 1 < groups.size(); i += 2) {
            groups[i / 2] = merged(groups[i], groups[i + 1]);
        }
        groups.resize(std::max<std::size_t>(1, groups.size() / 2));
    }
    return sums;
}

/// Which loser drops to which lower slot: slot i gets loser i ^ mask. Of the masks that turn the
/// bracket around at its few highest forks, the first that puts off shared origins the longest.
std::size_t drop_mask(const std::vector<Origins>& losers, const std::vector<Origins>& lower) {
    const std::size_t last = losers.size() - 1;
    std::size_t best = last;
    std::vector<std::size_t> least = shared_by_level(losers, lower, last);
    for (std::size_t forks = 0; forks < 16; ++forks) {
        std::size_t mask = 0;
        for (std::size_t bit = 0, place = losers.size() / 2; bit < 4 && place > 0; ++bit) {
            if (forks >> bit & 1) mask |= place;
            place /= 2;
        }
        const auto sums = shared_by_level(losers, lower, mask);
        if (sums < least) {
            least = sums;
            best = mask;
        }
    }
    return best;
}

}  // namespace

Elimination knockout(int players) {
    ARENA_ASSERT(players >= 2 && players <= elimination_players_max);
    Elimination bracket{players, {}};
    add_upper(bracket.matches, players);
    return bracket;
}

Elimination double_elimination(int players) {
    ARENA_ASSERT(players >= 2 && players <= elimination_players_max);
    Elimination bracket{players, {}};
    Matches& matches = bracket.matches;
    const auto upper = add_upper(matches, players);
    const std::size_t firsts = upper[0].size();
    std::vector<Origins> origins(firsts,
                                 Origins(firsts));  // of each lower slot, then of its winner
    for (std::size_t i = 0; i < firsts; ++i) origins[i][i] = true;
    std::vector<Origins> above = origins;  // of each match of the upper round that drops next
    std::vector<Slot> waiting;
    for (const std::size_t match : upper[0]) waiting.push_back(loser_of(match));
    int round = 0;
    for (std::size_t up = 1; up < upper.size(); ++up) {
        ++round;  // those in the lower bracket among themselves
        std::vector<Slot> next;
        std::vector<Origins> next_origins, next_above;
        for (std::size_t i = 0; i + 1 < waiting.size(); i += 2) {
            next.push_back(
                winner_of(add(matches, BracketSide::lower, round, waiting[i], waiting[i + 1])));
            next_origins.push_back(merged(origins[i], origins[i + 1]));
            next_above.push_back(merged(above[i], above[i + 1]));
        }
        above = next_above;
        const std::size_t mask = drop_mask(above, next_origins);
        ++round;  // then against those who drop
        waiting.clear();
        for (std::size_t i = 0; i < next.size(); ++i) {
            const Slot dropped = loser_of(upper[up][i ^ mask]);
            waiting.push_back(winner_of(add(matches, BracketSide::lower, round, dropped, next[i])));
            next_origins[i] = merged(next_origins[i], above[i ^ mask]);
        }
        origins = next_origins;
    }
    const Slot best = winner_of(upper.back().front());
    const std::size_t last = add(matches, BracketSide::final_match, 1, best, waiting.front());
    add(matches, BracketSide::reset, 1, winner_of(last), loser_of(last));
    return bracket;
}

Elimination gsl_group() {
    Elimination group{4, {}};
    Matches& matches = group.matches;
    const auto seed = [](int number) { return Slot{SlotKind::seed, number}; };
    add(matches, BracketSide::upper, 1, seed(1), seed(4));
    add(matches, BracketSide::upper, 1, seed(2), seed(3));
    add(matches, BracketSide::upper, 2, winner_of(0), winner_of(1));
    add(matches, BracketSide::lower, 1, loser_of(0), loser_of(1));
    add(matches, BracketSide::lower, 2, loser_of(2), winner_of(3));
    return group;
}

std::vector<std::vector<int>> snake_groups(int players, int groups) {
    ARENA_ASSERT(groups >= 1 && players >= groups);
    std::vector<std::vector<int>> out(static_cast<std::size_t>(groups));
    for (int seed = 0; seed < players; ++seed) {
        const int lap = seed / groups;
        const int step = seed % groups;
        out[static_cast<std::size_t>(lap % 2 == 0 ? step : groups - 1 - step)].push_back(seed + 1);
    }
    return out;
}

Result<std::vector<MatchView>> standing(const Elimination& bracket,
                                        const std::vector<int>& winners) {
    std::vector<MatchView> views;
    for (std::size_t m = 0; m < bracket.matches.size(); ++m) {
        const BracketMatch& match = bracket.matches[m];
        MatchView view;
        bool open = false;  // a side that may still come
        for (std::size_t side = 0; side < 2; ++side) {
            const Slot& slot = match.slots[side];
            if (slot.kind == SlotKind::seed) view.sides[side] = slot.index;
            if (slot.kind != SlotKind::winner && slot.kind != SlotKind::loser) continue;
            const MatchView& from = views[static_cast<std::size_t>(slot.index)];
            view.sides[side] = slot.kind == SlotKind::winner ? from.winner : from.loser;
            open = open || from.state == MatchState::waiting || from.state == MatchState::ready;
        }
        const int winner = m < winners.size() ? winners[m] : 0;
        const bool both = view.sides[0] != 0 && view.sides[1] != 0;
        const bool not_needed = match.side == BracketSide::reset && !open && !views.empty() &&
                                views.back().winner == views.back().sides[0];
        if (not_needed) {
            view = {};
            view.state = MatchState::void_;
        } else if (open) {
            view.state = MatchState::waiting;
        } else if (!both) {
            view.winner = std::max(view.sides[0], view.sides[1]);
            view.state = view.winner == 0 ? MatchState::void_ : MatchState::walkover;
        } else if (winner == 0) {
            view.state = MatchState::ready;
        } else if (winner == view.sides[0] || winner == view.sides[1]) {
            view.state = MatchState::decided;
            view.winner = winner;
            view.loser = winner == view.sides[0] ? view.sides[1] : view.sides[0];
        }
        const bool impossible = winner != 0 && view.state != MatchState::decided;
        if (impossible) {
            return fail(ErrorCode::usage, "match " + std::to_string(m + 1) + " cannot be won by " +
                                              std::to_string(winner) +
                                              ", who does not play in it (yet)");
        }
        views.push_back(view);
    }
    return views;
}

}  // namespace arena::pairing

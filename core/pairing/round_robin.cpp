#include "core/pairing/round_robin.hpp"

#include <utility>

#include "core/assert.hpp"

namespace arena::pairing {
namespace {

std::vector<std::pair<int, int>> berger_round(int even, int round, int players) {
    const int others = even - 1;
    const int centre = round * (even / 2) % others;  // counted from 0
    std::vector<std::pair<int, int>> boards;
    const auto add = [&](int white, int black) {
        if (white < players && black < players) boards.emplace_back(white + 1, black + 1);
    };
    round % 2 == 0 ? add(centre, others) : add(others, centre);
    for (int away = 1; away < even / 2; ++away) {
        add((centre + away) % others, (centre - away + others) % others);
    }
    return boards;
}

}  // namespace

std::vector<std::vector<std::pair<int, int>>> berger_rounds(int players, int cycles) {
    ARENA_ASSERT(players >= 2 && players <= round_robin_players_max);
    ARENA_ASSERT(cycles == 1 || cycles == 2);
    const int even = players + players % 2;
    std::vector<std::vector<std::pair<int, int>>> rounds;
    for (int round = 0; round + 1 < even; ++round) {
        rounds.push_back(berger_round(even, round, players));
    }
    if (cycles == 1) return rounds;
    const std::size_t one_cycle = rounds.size();
    for (std::size_t round = 0; round < one_cycle; ++round) {
        rounds.push_back(rounds[round]);
        for (auto& [white, black] : rounds.back()) std::swap(white, black);
    }
    if (one_cycle >= 2) std::swap(rounds[one_cycle - 2], rounds[one_cycle - 1]);
    return rounds;
}

}  // namespace arena::pairing

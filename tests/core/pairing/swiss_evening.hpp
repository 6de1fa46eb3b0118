// A made-up tournament that is played round by round: results by rating, forfeits, byes asked for.
#pragma once

#include <cmath>
#include <random>
#include <string>

#include "core/pairing/dutch.hpp"

namespace arena::pairing {

inline Tournament made_up_tournament(int players, int rounds) {
    Tournament tournament;
    tournament.rounds_total = rounds;
    for (int i = 0; i < players; ++i) {
        SwissPlayer player;
        player.number = i + 1;
        player.name = "Player " + std::to_string(i + 1);
        player.rating = 2800 - i * 1600 / players;
        tournament.players.push_back(player);
    }
    return tournament;
}

/// Byes asked for before a round: about `per_mille` of a thousand players.
inline void ask_for_byes(Tournament& tournament, std::mt19937& chance, unsigned per_mille) {
    for (SwissPlayer& player : tournament.players) {
        if (static_cast<int>(player.rounds.size()) != tournament.rounds_played) continue;
        if (chance() % 1000 >= per_mille) continue;
        RoundEntry entry;
        entry.result = "HZZF"[chance() % 4];
        player.rounds.push_back(entry);
    }
}

/// Enters results for the pairing and moves on to the next round.
inline void play_round(Tournament& tournament, const RoundPairing& pairing, std::mt19937& chance,
                       unsigned draw_percent, unsigned forfeit_per_mille) {
    for (const auto& [white, black] : pairing.boards) {
        auto& one = tournament.players[static_cast<std::size_t>(white)];
        auto& two = tournament.players[static_cast<std::size_t>(black)];
        RoundEntry first{black, Color::white, '1'};
        RoundEntry second{white, Color::black, '0'};
        const double expected = 1 / (1 + std::pow(10, (two.rating - one.rating) / 400.0));
        if (chance() % 100 < draw_percent) {
            first.result = second.result = '=';
        } else if ((chance() % 1000) / 1000.0 > expected) {
            std::swap(first.result, second.result);
        }
        if (chance() % 1000 < forfeit_per_mille) {
            first.result = '+';
            second.result = '-';
        }
        one.rounds.push_back(first);
        two.rounds.push_back(second);
    }
    if (pairing.bye != nobody) {
        RoundEntry bye;
        bye.result = 'U';
        tournament.players[static_cast<std::size_t>(pairing.bye)].rounds.push_back(bye);
    }
    ++tournament.rounds_played;
}

/// A made-up tournament with all that can befall one: late entries, forbidden pairs, fictitious
/// points, a bye worth half, other points for a win.
inline Tournament eventful_tournament(int players, int rounds, std::mt19937& chance) {
    Tournament tournament = made_up_tournament(players, rounds);
    const auto anyone = [&] { return static_cast<int>(chance() % static_cast<unsigned>(players)); };
    if (chance() % 4 == 0) {
        for (int i = 0; i < players / 5 + 1; ++i) {
            const int one = anyone(), two = anyone();
            if (one != two) tournament.forbidden.emplace_back(one, two);
        }
    }
    if (chance() % 5 == 0) {
        for (int i = 0; i < players / 2; ++i) {
            tournament.players[static_cast<std::size_t>(i)].acceleration = {10, 10, 5};
        }
    }
    if (chance() % 10 == 0) tournament.points = {30, 10, 0, 0, 0, 30};
    if (chance() % 10 == 0) tournament.points.allocated_bye = 5;
    for (unsigned late = chance() % 3; late > 0 && players > 4; --late) {
        tournament.players[static_cast<std::size_t>(anyone())].rounds = {RoundEntry{}};
    }
    return tournament;
}

/// Leaves the tournament: every later round is an absence.
inline void withdraw(Tournament& tournament, std::size_t player) {
    auto& rounds = tournament.players[player].rounds;
    if (static_cast<int>(rounds.size()) > tournament.rounds_played) return;
    rounds.resize(static_cast<std::size_t>(tournament.rounds_total));
}

}  // namespace arena::pairing

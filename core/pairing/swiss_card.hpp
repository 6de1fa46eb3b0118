// What FIDE's Dutch system knows of a player before a round: C.04.3 (2025), articles 1.2 to 1.7.
//
// Cards stand in pairing order: score (with fictitious points), then pairing number. Everything in
// core/pairing/dutch_* speaks of players by their place in that order, so a lower place is a
// higher-ranked player.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pairing/tournament.hpp"

namespace arena::pairing {

using Place = std::uint32_t;

enum class Float : std::uint8_t { none, down, up };

struct SwissCard {
    int player;  ///< index into Tournament::players
    int score;   ///< tenths, fictitious points included
    int number;  ///< effective pairing number, from 1: those who never took part are skipped
    Color preference = Color::none;
    int imbalance = 0;             ///< |white games - black games|
    Color repeated = Color::none;  ///< the colour of both last games, if it was one
    bool absolute = false;         ///< 1.7.1: imbalance > 1, or one colour twice in a row
    bool strong = false;           ///< 1.7.2: imbalance 1 (and not absolute)
    Float last = Float::none, before_last = Float::none;  ///< 1.4: one and two rounds ago
    bool may_have_bye = true;                             ///< 3.1.2
    int games = 0;                                        ///< played over the board
    bool topscorer = false;     ///< 1.8: last round and more than half of the points
    std::vector<Place> barred;  ///< places of those met or forbidden, sorted
    std::vector<Color> colors;  ///< of played games, in order
};

/// Those to be paired in the next round (tournament.rounds_played), in pairing order.
std::vector<SwissCard> swiss_cards(const Tournament& tournament);

/// 3.1.1 and 3.1.3: may the two be paired?
bool compatible(const SwissCard& a, const SwissCard& b, Place place_of_b);

/// 5: who of two paired players has white; true: `a`. `initial`: the colour drawn for number 1.
bool has_white(const SwissCard& a, const SwissCard& b, Color initial);

}  // namespace arena::pairing

// A Swiss tournament as its report file tells it: players in pairing-number order, and for each
// round what happened to them. Points are tenths of a point, as FIDE's files count them.
//
// Result codes are those of FIDE's TRF16: 1 = 0 (and W D L, not rated) were played; + - are won
// and lost by forfeit; U is the pairing-allocated bye, F H Z are byes asked for (1, 1/2, 0 points).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace arena::pairing {

enum class Color : std::uint8_t { none, white, black };

inline Color other(Color color) {
    if (color == Color::none) return color;
    return color == Color::white ? Color::black : Color::white;
}

inline constexpr int nobody = -1;

/// One player's round.
struct RoundEntry {
    int opponent = nobody;  ///< index into players
    Color color = Color::none;
    char result = 'Z';  ///< a code of the head of this file

    bool played() const {
        switch (result) {
            case '1':
            case '0':
            case '=':
            case 'W':
            case 'D':
            case 'L': return opponent != nobody;
            default: return false;
        }
    }
    /// Was the player paired, or given the bye, by the pairing of that round?
    bool was_paired() const { return opponent != nobody || result == 'U'; }
};

/// What each result is worth, in tenths (TRF(bx): BBW BBD BBL BBZ BBF BBU).
struct PointRules {
    int win = 10, draw = 5, loss = 0, zero_bye = 0, forfeit_loss = 0, allocated_bye = 10;

    int of(const RoundEntry& entry) const {
        switch (entry.result) {
            case '1':
            case 'W':
            case '+':
            case 'F': return win;
            case '=':
            case 'D':
            case 'H': return draw;
            case '0':
            case 'L': return loss;
            case '-': return forfeit_loss;
            case 'U': return allocated_bye;
            default: return zero_bye;
        }
    }
};

struct SwissPlayer {
    int number = 0;  ///< pairing number, from 1; players[number - 1]
    std::string name;
    int rating = 0;
    std::vector<RoundEntry> rounds;  ///< may reach past the rounds played: byes known beforehand
    std::vector<int> acceleration;   ///< fictitious tenths, by round (TRF(x): XXA)
    bool entered = true;             ///< false: a number that nobody has
    int line = 0;                    ///< where it was read; orders players where by_line is set
    std::string record;              ///< the line it was read from, for what is passed through
};

/// Two who do not meet in some rounds (counted from 1, both included).
struct ForbiddenRounds {
    int one = 0, two = 0;  ///< indices
    int first_round = 0, last_round = 0;
};

struct Tournament {
    std::string name;
    std::vector<SwissPlayer> players;
    int rounds_played = 0;
    int rounds_total = 0;               ///< 0 = not known: no round is treated as the last
    Color initial_color = Color::none;  ///< of number 1 in round 1; none = white
    PointRules points;
    std::vector<std::pair<int, int>> forbidden;  ///< indices; never to meet
    std::vector<ForbiddenRounds> forbidden_in;   ///< TRF26's 260; its line is in other_lines
    bool by_line = false;                        ///< XXC rank: players rank as their lines stand
    std::vector<std::string> other_lines;        ///< kept as they were read
};

/// Can these be the two halves of one game? Both are played, forfeited or open, with opposite
/// colours where it was played, and there is no more than one win between them: FIDE's Laws of
/// Chess, article 10.2, let an arbiter score 0-0 or 1/2-0, but never more than the game's point.
bool is_one_game(const RoundEntry& one, const RoundEntry& two);

/// Indices of those who are entered, best pairing number first.
std::vector<std::size_t> pairing_order(const Tournament& tournament);

/// The drawn colour of number 1, from the first round that has colours: what the first player of
/// those who had taken part by then tells. none when no round has any.
Color inferred_color(const Tournament& tournament);

/// Real points before round `round` (0-based): results of the rounds before it.
int score_before(const Tournament& tournament, const SwissPlayer& player, int round);

/// The same with the fictitious points of that round.
int accelerated_score(const Tournament& tournament, const SwissPlayer& player, int round);

}  // namespace arena::pairing

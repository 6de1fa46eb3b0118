// FIDE's Dutch system (Handbook C.04.3, in force from July 2025): who meets whom in the next round.
//
// Brackets are paired from the top (article 1.9). Each is tried the quick way first: one pass over
// the candidates of article 4, taken when it reaches what no candidate can beat (dutch_quick.cpp);
// otherwise by exact weighted matching (dutch_exact.cpp). Both give the same pairing, which a test
// holds them to; the exact one alone is what `Effort::exact` asks for.
// It does not ask who should win, and it never changes a tournament.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/pairing/tournament.hpp"

namespace arena::pairing {

inline constexpr std::size_t swiss_players_max = 20'000;

/// Why a player left a scoregroup.
struct FloatReason {
    int player;                ///< index
    int from_score, to_score;  ///< tenths; to_score -1: the bye
    std::string text;
};

struct RoundPairing {
    std::vector<std::pair<int, int>> boards;  ///< indices, white first; in order of publication
    int bye = nobody;
    std::vector<FloatReason> floats;
};

enum class Effort { quick_first, exact };

/// The pairing of round tournament.rounds_played + 1.
/// Error: usage, "no legal pairing for round 5: ..." naming players and the reason.
/// Cost: a fraction of a second for thousands of players as long as the quick way holds.
Result<RoundPairing> pair_dutch(const Tournament& tournament, Effort effort = Effort::quick_first);

}  // namespace arena::pairing

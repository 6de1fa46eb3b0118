// The six modes of play.
//
// The names are those that the systems before us used on the wire and in their tables: battleRoyale
// keeps its capital letter.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace arena::match {

/// Wire: the names are stored and sent; do not change them.
enum class Mode {
    blitz,          ///< the first accepted submission locks a problem
    codegolf,       ///< the shortest accepted source holds a problem
    battle_royale,  ///< "battleRoyale": rounds, the lowest quarter goes
    sabotage,       ///< break a solution, then mend the opponent's
    fastest,        ///< one problem, rank by receive time
    reverse,        ///< fastest with the statement hidden
};

inline constexpr std::array<Mode, 6> all_modes{Mode::blitz,    Mode::codegolf, Mode::battle_royale,
                                               Mode::sabotage, Mode::fastest,  Mode::reverse};

/// "blitz", "codegolf", "battleRoyale", "sabotage", "fastest", "reverse".
std::string_view name(Mode mode);

/// The exact name only.
std::optional<Mode> parse_mode(std::string_view text);

}  // namespace arena::match

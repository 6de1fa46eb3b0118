#include "core/match/mode.hpp"

#include "core/assert.hpp"

namespace arena::match {

std::string_view name(Mode mode) {
    switch (mode) {
        case Mode::blitz: return "blitz";
        case Mode::codegolf: return "codegolf";
        case Mode::battle_royale: return "battleRoyale";
        case Mode::sabotage: return "sabotage";
        case Mode::fastest: return "fastest";
        case Mode::reverse: return "reverse";
    }
    ARENA_ASSERT(false);
}

std::optional<Mode> parse_mode(std::string_view text) {
    for (const Mode mode : all_modes)
        if (name(mode) == text) return mode;
    return std::nullopt;
}

}  // namespace arena::match

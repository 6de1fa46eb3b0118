// What a match is made of: problems for its mode and players, from the shelf.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/match/settings.hpp"

namespace arena::serve {

class ProblemShelf;

struct MatchAsk {
    match::Mode mode = match::Mode::blitz;
    std::vector<match::PlayerSetting>
        players;                        ///< those who are known; a private room may have one
    std::set<std::string> seen;         ///< problems that one of them has seen
    std::vector<std::string> problems;  ///< chosen by the maker; empty = by us
    std::int64_t duration_ms = 0;       ///< 0 = the mode's own
    std::int64_t part_ms = 0;  ///< of a round (battleRoyale) or phase (sabotage); 0 = the mode's
    std::int64_t spectator_delay_ms = 0;
    std::size_t players_max = 0;  ///< 0 = the mode's own
    std::uint64_t seed = 0;
};

/// Settings that validate, but for the id. Error: not_found (a problem), usage (a problem that does
/// not fit the mode), unsupported (the shelf has none that does).
Result<match::Settings> choose_match(const ProblemShelf& shelf, const MatchAsk& ask);

}  // namespace arena::serve

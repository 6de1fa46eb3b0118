// What a match is made of: problems for its mode and players, from the shelf.
#pragma once

#include <cstdint>
#include <memory>
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
    std::int64_t duration_ms = 0;       ///< 0 = the mode's own; sabotage: both phases, scaled
    std::int64_t part_ms = 0;  ///< of a round (battleRoyale) or phase (sabotage); 0 = the mode's
    std::int64_t spectator_delay_ms = 0;
    std::size_t players_max = 0;  ///< 0 = the mode's own
    bool starts_when_full = true, spectators_see_sources = false;
    std::uint64_t seed = 0;
    /// A match that this one is like in all but players, problems and seed: then only those count.
    std::shared_ptr<const match::Settings> like = nullptr;
};

/// Settings that validate, but for the id. Error: not_found (a problem), usage (a problem that does
/// not fit the mode, a length that the mode has not), unsupported (the shelf has none that does).
Result<match::Settings> choose_match(const ProblemShelf& shelf, const MatchAsk& ask);

}  // namespace arena::serve

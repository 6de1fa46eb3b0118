// What the fuzzers of the three forms of results hold the reader to.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "core/rating/results.hpp"

namespace arena::rating {

/// Any bytes as results: every event handed out is sound and in order of time, or the reader
/// answers with one line that names the file.
inline int check_results(const std::uint8_t* data, std::size_t size, ResultsFormat format) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    Roster players, modes;
    double last_day = -1e300;
    const auto take = [&](const Event& event, PlayerId mode) -> Result<void> {
        ARENA_ASSERT(event.sides() >= 2 && mode < modes.size());
        ARENA_ASSERT(std::isfinite(event.day) && event.day >= last_day && event.weight > 0);
        last_day = event.day;
        std::size_t members = 0;
        for (std::size_t side = 0; side < event.sides(); ++side) {
            ARENA_ASSERT(!event.side(side).empty() && event.ranks[side] >= 1);
            members += event.side(side).size();
        }
        ARENA_ASSERT(members == event.players.size());
        for (const PlayerId player : event.players) ARENA_ASSERT(player < players.size());
        return {};
    };
    const auto done = read_results({text, "f"}, format, {players, modes, take});
    if (!done) {
        ARENA_ASSERT(done.error().message.rfind("f:", 0) == 0);
        ARENA_ASSERT(done.error().message.find('\n') == std::string::npos);
    }
    return 0;
}

}  // namespace arena::rating

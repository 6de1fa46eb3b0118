// Any bytes as results (form: pgn): every event handed out is sound, or the reader answers with
// one line that names the file.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "core/rating/results.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arena::rating;
    const std::string text(reinterpret_cast<const char*>(data), size);
    Roster players, modes;
    double last_day = -1e300;
    const auto take = [&](const Event& event, PlayerId mode) -> arena::Result<void> {
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
    const auto done = read_results({text, "f"}, ResultsFormat::pgn, {players, modes, take});
    if (!done) {
        ARENA_ASSERT(done.error().message.rfind("f:", 0) == 0);
        ARENA_ASSERT(done.error().message.find('\n') == std::string::npos);
    }
    return 0;
}

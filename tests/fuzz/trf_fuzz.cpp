// Any bytes as a tournament report: one line of message, or a tournament that reads back the same
// and whose next round keeps the rules or is refused in one line.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "core/assert.hpp"
#include "core/pairing/dutch.hpp"
#include "core/pairing/trf.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto read = arena::pairing::read_trf(text, "f.trf");
    if (!read) {
        ARENA_ASSERT(read.error().message.find('\n') == std::string::npos);
        return 0;
    }
    const std::string written = arena::pairing::write_trf(*read);
    const auto again = arena::pairing::read_trf(written, "f.trf");
    ARENA_ASSERT(again.has_value());
    ARENA_ASSERT(again->rounds_played == read->rounds_played);
    const auto round = arena::pairing::pair_dutch(*read);
    if (!round) {
        ARENA_ASSERT(round.error().message.find('\n') == std::string::npos);
        return 0;
    }
    std::set<int> seen;
    for (const auto& [white, black] : round->boards) {
        ARENA_ASSERT(seen.insert(white).second);
        ARENA_ASSERT(seen.insert(black).second);
    }
    return 0;
}

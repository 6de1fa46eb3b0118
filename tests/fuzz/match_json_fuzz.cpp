// Any text as a line of a match's journal and as settings: an error of one line, or a value that is
// written and read back as itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/assert.hpp"
#include "core/wire/match_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto event = arena::wire::read_event(text)) {
        const auto again = arena::wire::read_event(arena::wire::write_event(*event));
        ARENA_ASSERT(again && *again == *event);
    } else {
        ARENA_ASSERT(event.error().message.find('\n') == std::string::npos);
    }
    if (const auto settings = arena::wire::read_settings(text)) {
        const auto again = arena::wire::read_settings(arena::wire::write_settings(*settings));
        ARENA_ASSERT(again && *again == *settings);
        if (const auto valid = arena::match::validate(*settings); !valid)
            ARENA_ASSERT(!valid.error().message.empty());
    }
    return 0;
}

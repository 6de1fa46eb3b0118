// Any bytes as a rating list: one line of message, or a list that goes on, writes itself and reads
// back the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "core/rating/book.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arena::rating;
    const std::string text(reinterpret_cast<const char*>(data), size);
    auto book = read_state(text, "f.json");
    if (!book) {
        ARENA_ASSERT(book.error().message.rfind("f.json: ", 0) == 0);
        ARENA_ASSERT(book.error().message.find('\n') == std::string::npos);
        return 0;
    }
    (void)book->settle();
    const std::string written = state_text(*book);
    const auto again = read_state(written, "f.json");
    ARENA_ASSERT(again.has_value());
    ARENA_ASSERT(state_text(*again) == written);
    return 0;
}

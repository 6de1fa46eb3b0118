// Any bytes from a WebSocket client: messages, or a fault; never a crash, and never other messages
// because the bytes came in other pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "serve/ws/frame.hpp"

using namespace arena::serve::ws;

namespace {

std::string heard_of(std::string_view bytes, std::size_t piece) {
    std::string heard;
    const FrameSink sink{[&](std::string_view text) { heard += "t" + std::string(text) + "\n"; },
                         [&](std::string_view payload) { heard += "p" + std::string(payload); },
                         [&] { heard += "o"; },
                         [&](std::string_view reason) { heard += "c" + std::string(reason); }};
    FrameReader reader;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto fault = reader.feed(bytes.substr(at, piece), sink);
        if (fault != FrameReader::Fault::none)
            return heard + "fault" + std::to_string(static_cast<int>(fault));
    }
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string whole = heard_of(bytes, std::max<std::size_t>(1, bytes.size()));
    ARENA_ASSERT(whole == heard_of(bytes, 1 + data[0] % 7u));
    return 0;
}

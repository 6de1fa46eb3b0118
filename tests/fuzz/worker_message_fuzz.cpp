// Any bytes from a worker or to one: they are frames and messages, or they are refused; never a
// crash, never more memory than a multiple of what was sent.
//
// The first byte chooses what the rest is read as and in which pieces the stream arrives. What is
// read and written again reads the same, and frames do not depend on the pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "serve/judging/worker_message.hpp"

using namespace arena;
using namespace arena::serve;

namespace {

template <class Decode>
void check_body(std::string_view bytes, const Decode& decode) {
    const auto value = decode(bytes);
    if (!value) return;
    ARENA_ASSERT(encode(*value) == bytes);
}

std::string frames_of(std::string_view stream, std::size_t piece) {
    FrameReader reader;
    std::string seen;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        reader.append(stream.substr(at, piece));
        while (true) {
            const auto frame = reader.next();
            if (!frame) return seen + "broken";
            if (!*frame) break;
            append_frame(seen, (*frame)->kind, (*frame)->ticket, (*frame)->body);
        }
    }
    return seen;
}

void read_report(std::string_view bytes) {
    const auto outcome = decode_outcome(bytes);
    if (!outcome) return;
    if (const auto* report = std::get_if<JudgeReport>(&*outcome)) {
        (void)sabotage_succeeds(*report);
        ARENA_ASSERT(!to_json(*report).empty());
    }
    if (const auto* output = std::get_if<RunOutput>(&*outcome)) {
        ARENA_ASSERT(!to_json(*output).empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: check_body(rest, decode_task); break;
        case 1:
            check_body(rest, decode_outcome);
            read_report(rest);
            break;
        case 2: check_body(rest, decode_progress); break;
        case 3: {
            const std::size_t piece = std::max<std::size_t>(1, data[0] / 4);
            ARENA_ASSERT(frames_of(rest, piece) == frames_of(rest, rest.size() + 1));
            break;
        }
    }
    return 0;
}

// Any answer and output under any flags: the verdict never depends on luck.
//
// The first byte chooses the flags, the first NUL after it splits answer from output. An output is
// always accepted against itself, a second look agrees with the first, and stricter flags never
// accept what looser ones refuse.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "judge/checker_default.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t split = text.find('\0');
    const std::string answer(text.substr(0, split));
    const std::string output(split == std::string_view::npos ? "" : text.substr(split + 1));
    arena::CompareFlags flags;
    flags.case_sensitive = data[0] & 1;
    flags.space_change_sensitive = data[0] & 2;
    if (data[0] & 4) flags.relative_tolerance = 1e-6;
    if (data[0] & 8) flags.absolute_tolerance = 1e-9;

    ARENA_ASSERT(!arena::compare_output(answer, answer, flags));
    const auto first = arena::compare_output(answer, output, flags);
    const auto second = arena::compare_output(answer, output, flags);
    ARENA_ASSERT(first.has_value() == second.has_value());
    if (first) ARENA_ASSERT(first->expected.size() <= 256 && first->found.size() <= 256);
    arena::CompareFlags strict = flags;
    strict.case_sensitive = strict.space_change_sensitive = true;
    if (first) ARENA_ASSERT(arena::compare_output(answer, output, strict).has_value());
    return 0;
}

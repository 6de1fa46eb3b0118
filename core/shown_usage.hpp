// Time and memory of a submission as its player may know them.
//
// A program chooses what it uses, so an exact figure carries out what it read: memory of a secret
// test to the byte is a line of its input. Rounded up, a figure says how close the limit is.
#pragma once

#include <cstdint>

namespace arena {

inline constexpr std::int64_t shown_time_step_ms = 10;
inline constexpr std::int64_t shown_memory_step_bytes = 1024 * 1024;

constexpr std::int64_t rounded_up(std::int64_t value, std::int64_t step) {
    return (value + step - 1) / step * step;
}

constexpr std::int64_t shown_time_ms(std::int64_t ms) {
    return rounded_up(ms, shown_time_step_ms);
}

constexpr std::int64_t shown_time_ns(std::int64_t ns) {
    return rounded_up(ns, shown_time_step_ms * 1'000'000);
}

constexpr std::int64_t shown_memory_bytes(std::int64_t bytes) {
    return rounded_up(bytes, shown_memory_step_bytes);
}

}  // namespace arena

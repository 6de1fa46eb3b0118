// A number as result files write it: digits with an optional sign fast, the rest by from_chars.
#pragma once

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace arena::rating {

/// False when the text is no finite number (NaN and infinity are none).
inline bool read_number(std::string_view text, double& value) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool minus = at != end && *at == '-';
    if (minus) ++at;
    if (end - at >= 1 && end - at <= 9) {
        std::uint32_t whole = 0;
        for (;; ++at) {
            if (at == end) {
                value = minus ? -static_cast<double>(whole) : static_cast<double>(whole);
                return true;
            }
            const auto digit = static_cast<std::uint32_t>(*at) - '0';
            if (digit > 9) break;
            whole = whole * 10 + digit;
        }
    }
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end && std::isfinite(value);
}

/// A text of one to eight bytes as a word, zeros before it. REQUIRES: the eight bytes that end with
/// `text` can be read.
inline std::uint64_t last_bytes(std::string_view text) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + text.size() - 8, 8);
    const std::size_t others = 8 * (8 - text.size());
    return std::endian::native == std::endian::little ? bytes >> others << others
                                                      : bytes << others >> others;
}

/// read_number for digits alone, up to eight, without a branch for each. REQUIRES: the eight bytes
/// that end with `text` can be read.
inline bool read_digits(std::string_view text, double& value) {
    if (text.empty()) return false;
    if constexpr (std::endian::native == std::endian::big) return read_number(text, value);
    constexpr std::uint64_t zeros = 0x3030303030303030;
    const std::uint64_t before = (std::uint64_t{1} << 8 * (8 - text.size())) - 1;
    const std::uint64_t bytes = last_bytes(text) | (zeros & before);
    const std::uint64_t digits = bytes - zeros;
    if (((bytes + 0x4646464646464646) | digits) & 0x8080808080808080) return false;
    // Two digits, four and eight at a time, as D. Lemire's "Quickly parsing eight digits" does.
    std::uint64_t sum = digits * 10 + (digits >> 8);
    sum = ((sum & 0x000000FF000000FF) * (100 + (std::uint64_t{1'000'000} << 32)) +
           (sum >> 16 & 0x000000FF000000FF) * (1 + (std::uint64_t{10'000} << 32))) >>
          32;
    value = static_cast<double>(static_cast<std::uint32_t>(sum));
    return true;
}

}  // namespace arena::rating

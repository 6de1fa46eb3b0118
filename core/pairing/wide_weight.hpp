// An integer of N 64-bit words, as weights of a matching that ranks many criteria: each criterion
// is a field of bits, the more important the higher. Two's complement; nothing checks overflow, the
// layout of the fields leaves room (weight_layout.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace arena::pairing {

template <std::size_t N>
struct WideWeight {
    std::array<std::uint64_t, N> words{};  ///< lowest first

    WideWeight& operator+=(const WideWeight& other) {
        unsigned carry = 0;
        for (std::size_t i = 0; i < N; ++i) {
            const std::uint64_t sum = words[i] + other.words[i];
            const std::uint64_t total = sum + carry;
            carry = (sum < words[i] || total < sum) ? 1 : 0;
            words[i] = total;
        }
        return *this;
    }
    WideWeight& operator-=(const WideWeight& other) {
        unsigned borrow = 0;
        for (std::size_t i = 0; i < N; ++i) {
            const std::uint64_t left = words[i];
            const std::uint64_t difference = left - other.words[i];
            words[i] = difference - borrow;
            borrow = (left < other.words[i] || difference < borrow) ? 1 : 0;
        }
        return *this;
    }
    friend WideWeight operator+(WideWeight a, const WideWeight& b) { return a += b; }
    friend WideWeight operator-(WideWeight a, const WideWeight& b) { return a -= b; }

    bool is_negative() const { return (words[N - 1] >> 63) != 0; }
    bool is_zero() const {
        for (const std::uint64_t word : words) {
            if (word != 0) return false;
        }
        return true;
    }
    bool operator<(const WideWeight& other) const {
        if (is_negative() != other.is_negative()) return is_negative();
        for (std::size_t i = N; i-- > 0;) {
            if (words[i] != other.words[i]) return words[i] < other.words[i];
        }
        return false;
    }

    /// Half of it; REQUIRES: not negative.
    WideWeight half() const {
        WideWeight out;
        for (std::size_t i = 0; i < N; ++i) {
            out.words[i] = words[i] >> 1;
            if (i + 1 < N) out.words[i] |= words[i + 1] << 63;
        }
        return out;
    }
};

}  // namespace arena::pairing

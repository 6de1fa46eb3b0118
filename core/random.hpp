// Chance from a seed, the same on every compiler.
//
// std::uniform_int_distribution and std::shuffle may differ from library to library, so a seed
// would not replay a match or a pairing elsewhere. Here: SplitMix64 (Steele, Lea, Flood, "Fast
// splittable pseudorandom number generators", OOPSLA 2014; constants of its reference code) and the
// unbiased bounded draw by multiplication (Lemire, "Fast random integer generation in an interval",
// ACM TOMACS 29, 2019). Good for games and tests; it is not for secrets.
#pragma once

#include <cstdint>
#include <utility>

#include "core/assert.hpp"

namespace arena {

/// State of one stream of draws: eight bytes, copied by value.
struct Random {
    std::uint64_t state = 0;

    explicit constexpr Random(std::uint64_t seed) : state(seed) {}

    /// All 64 bits, equally likely.
    constexpr std::uint64_t next() {
        state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// 0 <= result < bound, each equally likely. REQUIRES: bound > 0.
    constexpr std::uint64_t below(std::uint64_t bound) {
        ARENA_ASSERT(bound > 0);
        Wide product = wide(next(), bound);
        if (product.low < bound) {
            const std::uint64_t threshold = (0 - bound) % bound;
            while (product.low < threshold) product = wide(next(), bound);
        }
        return product.high;
    }

    /// low <= result <= high. REQUIRES: low <= high, and fewer than 2^63 values between them.
    constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
        ARENA_ASSERT(low <= high);
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }

    /// True `part` times in `whole`.
    constexpr bool chance(std::uint64_t part, std::uint64_t whole) { return below(whole) < part; }

    /// Every order equally likely (Fisher-Yates). `Range` has size() and operator[].
    template <class Range>
    constexpr void shuffle(Range& range) {
        using std::swap;
        for (auto left = range.size(); left > 1; --left)
            swap(range[left - 1], range[static_cast<decltype(left)>(below(left))]);
    }

private:
    struct Wide {
        std::uint64_t high, low;
    };

    /// The 128-bit product, by halves: unsigned __int128 is not ISO C++.
    static constexpr Wide wide(std::uint64_t a, std::uint64_t b) {
        const std::uint64_t mask = 0xffffffffULL;
        const std::uint64_t low = (a & mask) * (b & mask);
        const std::uint64_t cross = (a >> 32) * (b & mask) + (low >> 32);
        const std::uint64_t middle = (a & mask) * (b >> 32) + (cross & mask);
        return {(a >> 32) * (b >> 32) + (cross >> 32) + (middle >> 32), a * b};
    }
};

}  // namespace arena

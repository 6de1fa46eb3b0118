// What of a submission is compared: every run of k tokens of its normal form, hashed and counted.
//
// All runs are kept rather than a winnowed sample (Schleimer, Wilkerson, Aiken, 2003): a
// submission has some hundreds, so that a sample would save little and lose matches just above k.
// Runs are of two lengths, because programs of a few dozen tokens share hardly any long one with
// their own copies; score.hpp says how the two are weighed.
#pragma once

#include <cstdint>
#include <vector>

#include "core/similarity/token.hpp"

namespace arena::similarity {

inline constexpr std::size_t long_run_tokens = 12;
inline constexpr std::size_t short_run_tokens = 4;
/// From so many tokens on, short runs say nothing and are not kept.
inline constexpr std::size_t short_runs_below_tokens = 600;

struct Gram {
    std::uint64_t hash = 0;
    std::uint32_t count = 0;

    friend bool operator==(const Gram&, const Gram&) = default;
};

struct Fingerprint {
    std::vector<Gram> short_grams, long_grams;  ///< by rising hash, each hash once
    std::uint32_t tokens = 0;

    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// The hashes of all runs of `run_tokens` tokens, by place; one of the whole file when it is
/// shorter, none when it is empty.
std::vector<std::uint64_t> run_hashes(const std::vector<Token>& tokens, std::size_t run_tokens);

/// Of all files of a submission; no run goes from one file to the next, so that their order does
/// not count. Cost: O(n log n).
Fingerprint fingerprint(const std::vector<std::vector<Token>>& files);

/// Removes from `print` what `given`, the code handed out to everyone, has too.
void remove_given(Fingerprint& print, const Fingerprint& given);

}  // namespace arena::similarity

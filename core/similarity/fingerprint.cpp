// Runs are hashed by a rolling polynomial modulo 2^64 whose value is mixed at the end (the
// finalizer of SplitMix64), for the low bits of a polynomial alone are poor.
#include "core/similarity/fingerprint.hpp"

#include <algorithm>

namespace arena::similarity {
namespace {

constexpr std::uint64_t base = 0x9E3779B97F4A7C15U;  // odd: 2^64 divided by the golden ratio

std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

std::vector<Gram> counted(std::vector<std::uint64_t> hashes) {
    std::sort(hashes.begin(), hashes.end());
    std::vector<Gram> grams;
    for (const std::uint64_t hash : hashes) {
        if (grams.empty() || grams.back().hash != hash) grams.push_back({hash, 0});
        ++grams.back().count;
    }
    return grams;
}

void remove_grams(std::vector<Gram>& grams, const std::vector<Gram>& given) {
    const auto is_given = [&](const Gram& gram) {
        const auto found =
            std::lower_bound(given.begin(), given.end(), gram,
                             [](const Gram& a, const Gram& b) { return a.hash < b.hash; });
        return found != given.end() && found->hash == gram.hash;
    };
    grams.erase(std::remove_if(grams.begin(), grams.end(), is_given), grams.end());
}

}  // namespace

std::vector<std::uint64_t> run_hashes(const std::vector<Token>& tokens, std::size_t run_tokens) {
    std::vector<std::uint64_t> hashes;
    if (tokens.empty()) return hashes;
    const std::size_t run = std::min(run_tokens, tokens.size());
    std::uint64_t top = 1;  // base to the power of run - 1
    for (std::size_t i = 1; i < run; ++i) top *= base;
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i >= run) hash -= top * (tokens[i - run].code + std::uint64_t{1});
        hash = hash * base + tokens[i].code + 1;
        if (i + 1 >= run) hashes.push_back(mixed(hash + run));
    }
    return hashes;
}

Fingerprint fingerprint(const std::vector<std::vector<Token>>& files) {
    Fingerprint print;
    std::size_t tokens = 0;
    for (const auto& file : files) tokens += file.size();
    print.tokens = static_cast<std::uint32_t>(tokens);
    std::vector<std::uint64_t> long_runs, short_runs;
    for (const auto& file : files) {
        const auto longs = run_hashes(file, long_run_tokens);
        long_runs.insert(long_runs.end(), longs.begin(), longs.end());
        if (tokens >= short_runs_below_tokens) continue;
        const auto shorts = run_hashes(file, short_run_tokens);
        short_runs.insert(short_runs.end(), shorts.begin(), shorts.end());
    }
    print.long_grams = counted(std::move(long_runs));
    print.short_grams = counted(std::move(short_runs));
    return print;
}

void remove_given(Fingerprint& print, const Fingerprint& given) {
    remove_grams(print.long_grams, given.long_grams);
    remove_grams(print.short_grams, given.short_grams);
}

}  // namespace arena::similarity

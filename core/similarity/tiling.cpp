#include "core/similarity/tiling.hpp"

#include <algorithm>
#include <queue>

#include "core/assert.hpp"

namespace arena::similarity {
namespace {

constexpr std::size_t places_max = 16;  ///< of one run in the second source that are tried
/// Tokens that are compared at most: what repeats itself thousands of times matches at all shifts.
constexpr std::size_t compared_max = 50'000'000;
constexpr std::size_t long_tile_tokens = 10;
constexpr std::size_t short_tile_tokens = 6;
constexpr std::size_t short_program_tokens = 150;

struct Place {
    std::uint64_t hash;
    std::size_t at;
};

bool by_hash(const Place& a, const Place& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.at < b.at;
}

/// The longest first, then the earliest.
struct Worse {
    bool operator()(const Tile& x, const Tile& y) const {
        if (x.tokens != y.tokens) return x.tokens < y.tokens;
        return x.a != y.a ? x.a > y.a : x.b > y.b;
    }
};

using Queue = std::priority_queue<Tile, std::vector<Tile>, Worse>;

/// Every run of at least `least` equal tokens that cannot be made longer.
Queue maximal_runs(const std::vector<Token>& a, const std::vector<Token>& b, std::size_t least) {
    std::vector<Place> places;
    const auto b_hashes = run_hashes(b, least);
    for (std::size_t j = 0; j < b_hashes.size(); ++j) places.push_back({b_hashes[j], j});
    std::sort(places.begin(), places.end(), by_hash);
    Queue found;
    std::size_t compared = 0;
    const auto a_hashes = run_hashes(a, least);
    for (std::size_t i = 0; i < a_hashes.size() && compared < compared_max; ++i) {
        auto one = std::lower_bound(places.begin(), places.end(), Place{a_hashes[i], 0}, by_hash);
        for (std::size_t tried = 0;
             tried < places_max && one != places.end() && one->hash == a_hashes[i];
             ++tried, ++one) {
            const std::size_t j = one->at;
            if (i > 0 && j > 0 && a[i - 1].code == b[j - 1].code) continue;
            std::size_t length = 0;
            while (i + length < a.size() && j + length < b.size() &&
                   a[i + length].code == b[j + length].code) {
                ++length;
            }
            compared += length;
            if (length >= least) found.push({i, j, length});
        }
    }
    return found;
}

}  // namespace

std::size_t tile_tokens_min(std::size_t a_tokens, std::size_t b_tokens) {
    return std::max(a_tokens, b_tokens) < short_program_tokens ? short_tile_tokens
                                                               : long_tile_tokens;
}

std::vector<bool> given_tokens(const std::vector<Token>& tokens, const Fingerprint& given) {
    std::vector<bool> marks(tokens.size(), false);
    const auto hashes = run_hashes(tokens, long_run_tokens);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const auto found =
            std::lower_bound(given.long_grams.begin(), given.long_grams.end(), hashes[i],
                             [](const Gram& gram, std::uint64_t hash) { return gram.hash < hash; });
        if (found == given.long_grams.end() || found->hash != hashes[i]) continue;
        for (std::size_t j = i; j < std::min(i + long_run_tokens, tokens.size()); ++j) {
            marks[j] = true;
        }
    }
    return marks;
}

std::vector<Tile> tiles(const std::vector<Token>& a, const std::vector<Token>& b, std::size_t least,
                        std::vector<bool> a_given, std::vector<bool> b_given) {
    ARENA_ASSERT(least >= 1 && a_given.size() == a.size() && b_given.size() == b.size());
    std::vector<Tile> chosen;
    if (std::min(a.size(), b.size()) < least) return chosen;
    Queue open = maximal_runs(a, b, least);
    while (!open.empty()) {
        const Tile run = open.top();
        open.pop();
        // The parts of the run that no longer tile has taken.
        std::vector<Tile> parts;
        std::size_t begin = 0;
        for (std::size_t i = 0; i <= run.tokens; ++i) {
            if (i < run.tokens && !a_given[run.a + i] && !b_given[run.b + i]) continue;
            if (i - begin >= least) parts.push_back({run.a + begin, run.b + begin, i - begin});
            begin = i + 1;
        }
        const bool whole = parts.size() == 1 && parts.front() == run;
        if (!whole) {
            for (const Tile& part : parts) open.push(part);
            continue;
        }
        chosen.push_back(run);
        for (std::size_t i = 0; i < run.tokens; ++i) {
            a_given[run.a + i] = b_given[run.b + i] = true;
        }
    }
    std::sort(chosen.begin(), chosen.end(), [](const Tile& x, const Tile& y) { return x.a < y.a; });
    return chosen;
}

}  // namespace arena::similarity

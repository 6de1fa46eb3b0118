// Tiles: every one is the same code on both sides, no token is in two, and the longest comes first.
#include "core/similarity/tiling.hpp"

#include <algorithm>

#include "core/random.hpp"
#include "tests/support/catch.hpp"

using namespace arena::similarity;

namespace {

std::vector<Token> letters(std::string_view text) {
    std::vector<Token> tokens;
    for (const char c : text) {
        const auto at = static_cast<std::uint32_t>(tokens.size());
        tokens.push_back({static_cast<std::uint32_t>(c), at, at + 1});
    }
    return tokens;
}

std::vector<Tile> tile(std::string_view a, std::string_view b, std::size_t least) {
    return tiles(letters(a), letters(b), least, std::vector<bool>(a.size()),
                 std::vector<bool>(b.size()));
}

}  // namespace

TEST_CASE("tiles: blocks that changed places are found", "[similarity]") {
    CHECK(tile("abcdefXghijkl", "ghijklYabcdef", 4) == std::vector<Tile>{{0, 7, 6}, {7, 0, 6}});
    CHECK(tile("abc", "abc", 4).empty());
    CHECK(tile("", "abc", 1).empty());
    CHECK(tile("aaaaaaaa", "aaaa", 4) == std::vector<Tile>{{0, 0, 4}});
    // Wise's example of why the longest goes first: the greedy choice from the left would cut it.
    CHECK(tile("abcdXbcdefg", "bcdefgYabcd", 3) == std::vector<Tile>{{0, 7, 4}, {5, 0, 6}});
}

TEST_CASE("tiles: given code is in none", "[similarity]") {
    std::vector<bool> given(9, false);
    std::fill(given.begin(), given.begin() + 5, true);
    const auto a = letters("abcdefghi");
    CHECK(tiles(a, a, 3, given, std::vector<bool>(9)) == std::vector<Tile>{{5, 5, 4}});
    CHECK(tiles(a, a, 5, given, given).empty());
    const auto source = letters("abcdefghijklmnop");
    const auto marks = given_tokens(source, fingerprint({letters("bcdefghijklm")}));
    CHECK(std::count(marks.begin(), marks.end(), true) == 12);
    CHECK_FALSE(marks.front());
}

TEST_CASE("tiles: sound on random texts", "[similarity][property]") {
    arena::Random random(3);
    for (int round = 0; round < 500; ++round) {
        std::string a, b;
        for (std::string* text : {&a, &b}) {
            for (std::uint64_t i = random.below(80); i > 0; --i) {
                *text += static_cast<char>('a' + random.below(3));
            }
        }
        const std::size_t least = 2 + random.below(5);
        std::vector<bool> a_seen(a.size()), b_seen(b.size());
        const auto found = tile(a, b, least);
        for (const Tile& one : found) {
            REQUIRE(one.tokens >= least);
            REQUIRE(a.substr(one.a, one.tokens) == b.substr(one.b, one.tokens));
            for (std::size_t i = 0; i < one.tokens; ++i) {
                REQUIRE_FALSE(a_seen[one.a + i]);
                REQUIRE_FALSE(b_seen[one.b + i]);
                a_seen[one.a + i] = b_seen[one.b + i] = true;
            }
        }
    }
}

// Which parts of two sources match: the greedy string tiling of Wise (1993), longest runs first,
// each token in one tile at most. For people to look at; scores come from fingerprints (score.hpp).
#pragma once

#include <cstddef>
#include <vector>

#include "core/similarity/fingerprint.hpp"

namespace arena::similarity {

/// Tokens [a, a + tokens) of the first and [b, b + tokens) of the second source are the same.
struct Tile {
    std::size_t a = 0, b = 0, tokens = 0;

    friend bool operator==(const Tile&, const Tile&) = default;
};

/// The shortest tile worth showing for programs of so many tokens.
std::size_t tile_tokens_min(std::size_t a_tokens, std::size_t b_tokens);

/// Which tokens stand in a run of `given`, the code that was handed out.
std::vector<bool> given_tokens(const std::vector<Token>& tokens, const Fingerprint& given);

/// Tiles of at least `least` tokens by their place in `a`; tokens marked in `a_given` or `b_given`
/// are in none. REQUIRES: the marks are as long as the tokens, least >= 1. Cost: for each place of
/// `a` at most 16 places of `b` are tried, and some 10^8 tokens compared.
std::vector<Tile> tiles(const std::vector<Token>& a, const std::vector<Token>& b, std::size_t least,
                        std::vector<bool> a_given, std::vector<bool> b_given);

}  // namespace arena::similarity

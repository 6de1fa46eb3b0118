// What a pair view shows: the two sides of a pair as lines, and the stretches of them that match.
#pragma once

#include <string>
#include <vector>

#include "cli/similar_input.hpp"
#include "core/similarity/tiling.hpp"

namespace arena::cli {

/// One side of a pair: all files of a submission, one after the other.
struct MatchSide {
    std::string name;
    std::string text;
    std::vector<std::size_t> line_begins;   ///< byte offsets; the first is 0
    std::vector<similarity::Token> tokens;  ///< offsets within `text`

    /// The line of a byte, from 0.
    std::size_t line_of(std::size_t offset) const;
    /// Without its line end.
    std::string_view line(std::size_t i) const;
};

/// Bytes [begin, end) of each side match.
struct MatchBlock {
    std::size_t a_begin = 0, a_end = 0, b_begin = 0, b_end = 0, tokens = 0;
};

struct PairMatch {
    MatchSide a, b;
    std::vector<MatchBlock> blocks;  ///< by their place in `a`
};

/// REQUIRES: places of the corpus. Lines end in LF, CRLF or CR. Between files of a submission
/// stands a line that names the next.
PairMatch pair_match(const SimilarInput& input, std::size_t a, std::size_t b);

}  // namespace arena::cli

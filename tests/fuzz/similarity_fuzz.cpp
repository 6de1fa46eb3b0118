// Any bytes as two sources of any language: tokens stand in order within the source, the score is
// in [0, 1] and the same both ways, equal sources have 1, and tiles are the same code on both
// sides. The first byte says which language; 0xFF parts the sources.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "core/similarity/score.hpp"
#include "core/similarity/tiling.hpp"

using namespace arena::similarity;

namespace {

std::vector<Token> checked_tokens(const std::string& source, const Syntax& syntax) {
    std::vector<Token> tokens = tokenize(source, syntax);
    std::uint32_t last = 0;
    for (const Token& token : tokens) {
        ARENA_ASSERT(token.begin >= last && token.end > token.begin && token.end <= source.size());
        last = token.end;
    }
    return tokens;
}

double score_of(const std::vector<Token>& a, const std::vector<Token>& b) {
    const Corpus corpus({{"a", "", "", fingerprint({a})}, {"b", "", "", fingerprint({b})}});
    const PairScore one = corpus.score(0, 1), other = corpus.score(1, 0);
    ARENA_ASSERT(one.score == other.score && one.score >= 0 && one.score <= 1);
    const auto row = corpus.row(0, 0);
    ARENA_ASSERT(row.empty() ? one.of_a == 0 : row.front().score == one.score);
    return one.score;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Syntax& syntax = syntax_table()[data[0] % syntax_table().size()];
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t cut = std::min(text.find('\xFF'), text.size());
    const std::vector<Token> a = checked_tokens(text.substr(0, cut), syntax);
    const std::vector<Token> b =
        checked_tokens(text.substr(std::min(cut + 1, text.size())), syntax);
    (void)normal_form(text, syntax);
    (void)score_of(a, b);
    ARENA_ASSERT(score_of(a, a) == (a.empty() ? 0 : 1));
    for (const Tile& tile :
         tiles(a, b, 3, std::vector<bool>(a.size()), std::vector<bool>(b.size()))) {
        ARENA_ASSERT(tile.a + tile.tokens <= a.size() && tile.b + tile.tokens <= b.size());
        for (std::size_t i = 0; i < tile.tokens; ++i) {
            ARENA_ASSERT(a[tile.a + i].code == b[tile.b + i].code);
        }
    }
    return 0;
}

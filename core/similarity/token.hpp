// One token of a program's normal form, and where it stands in the source.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/similarity/syntax.hpp"

namespace arena::similarity {

struct Token {
    std::uint32_t code =
        0;  ///< equal for equal tokens of one syntax, else different but for chance
    std::uint32_t begin = 0;  ///< bytes of the source: [begin, end)
    std::uint32_t end = 0;

    friend bool operator==(const Token&, const Token&) = default;
};

/// A source larger than this is not read.
inline constexpr std::size_t source_bytes_max = std::size_t{1} << 24U;

/// One byte of the Fowler-Noll-Vo hash (FNV-1a, 32 bits).
constexpr std::uint32_t fnv1a_step(std::uint32_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}

/// The code of a word, operator or mark; `I`, `N` and `S` are the codes of names, numbers and
/// strings.
std::uint32_t token_code(const Syntax& syntax, std::string_view text);

/// The normal form of a source: names, numbers and strings become one token each; comments,
/// imports, directives and what the syntax drops are left out. Any bytes are read; a comment or a
/// string that nobody closes ends with the source or the line.
/// REQUIRES: source.size() <= source_bytes_max. Cost: linear, but for nested comments never closed.
std::vector<Token> tokenize(std::string_view source, const Syntax& syntax);

/// The normal form of a source that was cut into tokens elsewhere, with blanks between them and
/// names, numbers and strings already written as I, N and S.
std::vector<Token> normal_form(std::string_view tokens, const Syntax& syntax);

}  // namespace arena::similarity

// Where a comment or a literal ends: what the tokenizer steps over in one go.
//
// Every function takes the whole source and a place in it, and answers the end of what begins
// there, or the same place when nothing of its kind does. No answer is beyond the source.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/similarity/syntax.hpp"

namespace arena::similarity {

/// `line_start`: only blanks stand before it in its line. A line comment ends before its line end.
/// `nests`: whether comments nest here; cleared by one that never closes, for not every compiler
/// lets them, and so that the work stays linear.
std::size_t comment_end(const Syntax& syntax, std::string_view source, std::size_t at,
                        bool line_start, bool& nests);

/// `after_value`: a name, a literal or a closing bracket stands before it, so that a slash divides.
std::size_t literal_end(const Syntax& syntax, std::string_view source, std::size_t at,
                        bool after_value);

/// A literal whose prefix (L, u8, rb, ...) is the word [word, at), which is one of the syntax's.
std::size_t prefixed_literal_end(const Syntax& syntax, std::string_view source, std::size_t word,
                                 std::size_t at);

/// The literal that a quoting word of Perl (q, qq, qw, m, qr, s, tr, y) begins; `at` is behind it.
std::size_t perl_quote_end(std::string_view source, std::string_view word, std::size_t at);

/// The tag of `<<TAG`, `<<~'TAG'`, `<<<TAG`; empty when that is no heredoc. `end`: behind it.
struct Heredoc {
    std::string_view tag;
    std::size_t end = 0;
};
Heredoc heredoc_at(const Syntax& syntax, std::string_view source, std::size_t at, bool after_value);

/// Behind the tag that ends a heredoc, whose first line begins at `at`; `at` when none does.
std::size_t heredoc_end(std::string_view source, std::size_t at, std::string_view tag);

/// The end of the line of `at`: at its line feed or carriage return, or the end of the source.
std::size_t line_end(std::string_view source, std::size_t at);

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

}  // namespace arena::similarity

// Text from programs, packages and file names, made safe to print.
//
// A program under judgement must not be able to move the cursor, recolour the terminal, reorder a
// line with bidirectional controls, or break a JSON or XML report with bytes that are not UTF-8.
// Nothing here knows a locale: the width rules are the usual ones of Unicode East Asian Width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace arena::cli {

/// One code point of `text` at `position`; moves `position` on. False for a byte that starts no
/// valid UTF-8 sequence (then `code` is that byte and one byte is consumed).
/// REQUIRES: position < text.size().
bool next_code_point(std::string_view text, std::size_t& position, char32_t& code);

enum class Lines { keep, escape };  ///< whether "\n" and "\t" stay or become \n and \t

/// Control characters become \e, \r, \xNN or \u{NNNN}; bytes that are not UTF-8 become \xNN.
std::string printable(std::string_view text, Lines lines = Lines::escape);

/// Printable text for XML 1.0 and HTML, in elements and in quoted attributes: markup is escaped,
/// kept lines and tabs are references (attributes would lose them), what XML forbids even so is a
/// "?".
std::string markup_text(std::string_view text, Lines lines = Lines::escape);

/// Columns that `text` takes on a terminal: 0 for combining marks, 2 for wide characters.
std::size_t display_width(std::string_view text);

/// `text` cut at its end to `columns`, the cut shown by `mark` ("..." or "…").
std::string cut_end(std::string_view text, std::size_t columns, std::string_view mark);

/// `text` cut at its start, for paths: the last part is what tells them apart.
std::string cut_start(std::string_view text, std::size_t columns, std::string_view mark);

/// Spaces after (pad_right) or before (pad_left) up to `columns`; never cuts.
std::string pad_right(std::string_view text, std::size_t columns);
std::string pad_left(std::string_view text, std::size_t columns);

/// A word for a POSIX shell: quoted when it must be.
std::string shell_word(std::string_view text);

}  // namespace arena::cli

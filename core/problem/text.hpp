// Small questions about text that package readers ask: words, trimming, printing what a file held.
//
// Bytes only: no locale. Nothing here knows what the text means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace arena::problem {

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

/// The words between runs of white space.
std::vector<std::string> words(std::string_view text);

bool ends_with(std::string_view text, std::string_view tail);
bool starts_with(std::string_view text, std::string_view head);

/// Fit for a message on one line: control bytes and bytes outside ASCII as \xNN when the text is
/// not UTF-8, cut after 60 bytes.
std::string shown(std::string_view text);

/// Lexicographic with runs of digits compared by value: "2" before "10". For plain folders.
bool natural_less(std::string_view left, std::string_view right);

}  // namespace arena::problem

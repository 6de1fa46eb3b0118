// Columns, words and numbers of a report file's line, as FIDE's text counts and writes them.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace arena::pairing {

/// Columns from..to of FIDE's text, which counts from 1; what is past the end is blank.
inline std::string_view columns(std::string_view line, std::size_t from, std::size_t to) {
    if (line.size() < from) return {};
    return line.substr(from - 1, std::min(to, line.size()) - from + 1);
}

inline std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

inline std::optional<int> number_in(std::string_view text, int max) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
        if (value > max) return std::nullopt;
    }
    return value;
}

/// "1.5" is 15, "2" is 20.
inline std::optional<int> tenths_in(std::string_view text) {
    text = trimmed(text);
    const std::size_t point = text.find('.');
    const auto whole = number_in(text.substr(0, point), 9999);
    if (!whole) return std::nullopt;
    if (point == std::string_view::npos) return *whole * 10;
    const auto tenth = number_in(text.substr(point + 1), 9);
    if (!tenth || text.size() != point + 2) return std::nullopt;
    return *whole * 10 + *tenth;
}

inline std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = trimmed(text)).empty()) {
        const std::size_t end = text.find(' ');
        words.push_back(text.substr(0, end));
        text.remove_prefix(words.back().size());
    }
    return words;
}

}  // namespace arena::pairing

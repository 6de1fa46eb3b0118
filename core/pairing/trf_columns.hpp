// Columns, words and numbers of a report file's line, as FIDE's text counts and writes them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/utf8.hpp"

namespace arena::pairing {

/// Columns from..to of FIDE's text, which counts from 1; what is past the end is blank.
inline std::string_view columns(std::string_view line, std::size_t from, std::size_t to) {
    if (line.size() < from) return {};
    return line.substr(from - 1, std::min(to, line.size()) - from + 1);
}

/// The byte at which column `column` + 1 begins when each character is a column, as FIDE counts.
/// Text that is no UTF-8 (older programs write one byte a character) has a column a byte.
inline std::size_t byte_after_columns(std::string_view text, std::size_t column) {
    if (!is_utf8(text)) return std::min(column, text.size());
    std::size_t at = 0;
    for (; column > 0 && at < text.size(); --column) at += utf8_length(text.substr(at));
    return at;
}

inline std::size_t columns_of(std::string_view text) {
    if (!is_utf8(text)) return text.size();
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += utf8_length(text.substr(at))) ++count;
    return count;
}

/// The text in exactly so many columns.
inline std::string fitted(std::string text, std::size_t columns) {
    text.resize(byte_after_columns(text, columns));
    return text + std::string(columns - columns_of(text), ' ');
}

/// The line with a byte for each column ('?' for what is not ASCII).
inline std::string byte_a_column(std::string_view line) {
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(line.substr(at)));
        out += length == 1 ? line[at] : '?';
        at += length;
    }
    return out;
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

/// A player's line (001), cut where names may hold what is not ASCII.
struct PlayerLine {
    std::string by_column;  ///< a byte for each column
    std::string_view name;  ///< columns 15-47 of the line as it stands
    std::string head;       ///< columns 1-80, a character each: all before the points
};

inline PlayerLine player_line(std::string_view line) {
    constexpr std::size_t points_point = 83;  // where the points have their point
    const auto has_point = [](std::string_view text) {
        return columns(text, points_point, points_point) == ".";
    };
    std::string by_character = byte_a_column(line);
    // Some programs count a name's bytes; then only so the points are where they belong.
    const bool bytes = !is_utf8(line) || (has_point(line) && !has_point(by_character));
    const auto byte = [&](std::size_t column) {
        return bytes ? std::min(column, line.size()) : byte_after_columns(line, column);
    };
    const std::string_view name = line.substr(byte(14), byte(47) - byte(14));
    std::string head(line.substr(0, byte(80)));
    if (bytes) head.replace(byte(14), name.size(), fitted(std::string(name), 33));
    return {bytes ? std::string(line) : std::move(by_character), name, std::move(head)};
}

}  // namespace arena::pairing

#include "cli/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

namespace arena::cli {
namespace {

using Range = std::pair<char32_t, char32_t>;

constexpr std::array<Range, 12> zero_width{{{0x0300, 0x036F},
                                            {0x0483, 0x0489},
                                            {0x0591, 0x05BD},
                                            {0x0610, 0x061A},
                                            {0x064B, 0x065F},
                                            {0x1AB0, 0x1AFF},
                                            {0x1DC0, 0x1DFF},
                                            {0x200B, 0x200D},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F},
                                            {0xE0100, 0xE01EF}}};

constexpr std::array<Range, 12> double_width{{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0x33FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0x9FFF},
                                              {0xA000, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0x1F300, 0x1FAFF},
                                              {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) {
        return range.first <= code && code <= range.second;
    });
}

/// Controls that reorder or hide text: bidirectional marks, embeddings, isolates, line separators.
bool reorders(char32_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F || code == 0xFEFF ||
           (0x2028 <= code && code <= 0x202E) || (0x2060 <= code && code <= 0x206F);
}

std::size_t width_of(char32_t code) {
    if (within(zero_width, code)) return 0;
    return within(double_width, code) ? 2 : 1;
}

void append_control(std::string& out, char32_t code, bool is_text) {
    switch (code) {
        case '\n': out += "\\n"; return;
        case '\t': out += "\\t"; return;
        case '\r': out += "\\r"; return;
        case 0x1B: out += "\\e"; return;
        default: break;
    }
    std::array<char, 16> buffer{};
    const char* form = is_text && code >= 0x80 ? "\\u{%X}" : "\\x%02X";
    std::snprintf(buffer.data(), buffer.size(), form, static_cast<unsigned>(code));
    out += buffer.data();
}

struct Piece {
    std::string_view bytes;
    std::size_t width;
};

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t start = position;
        char32_t code = 0;
        next_code_point(text, position, code);
        pieces.push_back({text.substr(start, position - start), width_of(code)});
    }
    return pieces;
}

/// Pieces from the front that fit into `columns`, joined.
template <class Pieces>
std::vector<Piece> fitting(const Pieces& pieces, std::size_t columns) {
    std::vector<Piece> kept;
    std::size_t used = 0;
    for (const Piece& piece : pieces) {
        if (used + piece.width > columns) break;
        used += piece.width;
        kept.push_back(piece);
    }
    return kept;
}

std::string joined(const std::vector<Piece>& pieces) {
    std::string out;
    for (const Piece& piece : pieces) out += piece.bytes;
    return out;
}

}  // namespace

bool next_code_point(std::string_view text, std::size_t& position, char32_t& code) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(position);
    code = first;
    std::size_t length = 1;
    char32_t least = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2, code = first & 0x1FU, least = 0x80;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3, code = first & 0x0FU, least = 0x800;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4, code = first & 0x07U, least = 0x10000;
    } else if (first >= 0x80) {
        ++position;
        return false;
    }
    if (position + length <= text.size()) {
        bool good = true;
        for (std::size_t i = 1; i < length && good; ++i) {
            good = (byte(position + i) & 0xC0U) == 0x80U;
            code = code << 6U | (byte(position + i) & 0x3FU);
        }
        const bool surrogate = 0xD800 <= code && code <= 0xDFFF;
        if (good && code >= least && code <= 0x10FFFF && !surrogate) {
            position += length;
            return true;
        }
    }
    code = first;
    ++position;
    return false;
}

std::string printable(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t start = position;
        char32_t code = 0;
        const bool is_text = next_code_point(text, position, code);
        const bool line_layout = code == '\n' || code == '\t';
        if (is_text && line_layout && lines == Lines::keep) {
            out += static_cast<char>(code);
        } else if (!is_text || code < 0x20 || (0x7F <= code && code < 0xA0) || reorders(code)) {
            append_control(out, code, is_text);
        } else {
            out += text.substr(start, position - start);
        }
    }
    return out;
}

std::string markup_text(std::string_view text, Lines lines) {
    std::string out;
    for (const char c : printable(text, lines)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            case '\n': out += "&#10;"; break;
            case '\t': out += "&#9;"; break;
            default: out += c; break;
        }
    }
    // U+FFFE and U+FFFF are valid UTF-8 but not XML.
    for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (std::size_t at = out.find(forbidden); at != std::string::npos;
             at = out.find(forbidden)) {
            out.replace(at, forbidden.size(), "?");
        }
    }
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (const Piece& piece : pieces_of(text)) width += piece.width;
    return width;
}

std::string cut_end(std::string_view text, std::size_t columns, std::string_view mark) {
    if (display_width(text) <= columns) return std::string(text);
    const std::size_t mark_width = display_width(mark);
    if (columns < mark_width) return joined(fitting(pieces_of(text), columns));
    return joined(fitting(pieces_of(text), columns - mark_width)) + std::string(mark);
}

std::string cut_start(std::string_view text, std::size_t columns, std::string_view mark) {
    if (display_width(text) <= columns) return std::string(text);
    const std::size_t mark_width = display_width(mark);
    std::vector<Piece> pieces = pieces_of(text);
    std::reverse(pieces.begin(), pieces.end());
    std::vector<Piece> kept =
        fitting(pieces, columns < mark_width ? columns : columns - mark_width);
    std::reverse(kept.begin(), kept.end());
    return (columns < mark_width ? std::string() : std::string(mark)) + joined(kept);
}

std::string pad_right(std::string_view text, std::size_t columns) {
    const std::size_t width = display_width(text);
    return std::string(text) + std::string(columns > width ? columns - width : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
    const std::size_t width = display_width(text);
    return std::string(columns > width ? columns - width : 0, ' ') + std::string(text);
}

std::string shell_word(std::string_view text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-./+=:,@%").find(c) != std::string_view::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out += c;
        }
    }
    return out + "'";
}

}  // namespace arena::cli

// Excerpts: decode one character at a time, show or escape it, stop before the bound.
#include "judge/excerpt.hpp"

#include <cstdint>
#include <cstdio>

#include "core/assert.hpp"

namespace arena {

namespace {

constexpr std::string_view ellipsis = "...";

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xc0U) == 0x80U;
}

/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
Character decode(std::string_view text, std::size_t at) {
    const std::uint32_t lead = byte_at(text, at);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t bytes = 0;
    if (lead >= 0xc2 && lead <= 0xdf) bytes = 2;
    if (lead >= 0xe0 && lead <= 0xef) bytes = 3;
    if (lead >= 0xf0 && lead <= 0xf4) bytes = 4;
    if (bytes == 0) return {lead, 1, false};
    std::uint32_t code = lead & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!is_continuation(text, at + i)) return {lead, 1, false};
        code = (code << 6U) | (byte_at(text, at + i) & 0x3fU);
    }
    const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (overlong || surrogate || code > 0x10ffff) return {lead, 1, false};
    return {code, bytes, true};
}

bool disturbs_a_line(std::uint32_t code) {
    return (code >= 0x80 && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

std::string shown(std::string_view text, std::size_t at, const Character& character) {
    if (character.valid && character.code == '\n') return "\\n";
    if (character.valid && character.code == '\t') return "\\t";
    if (character.valid && character.code == '\r') return "\\r";
    char escaped[16];
    if (!character.valid || character.code < 0x20 || character.code == 0x7f) {
        std::snprintf(escaped, sizeof escaped, "\\x%02x", character.code & 0xffU);
        return escaped;
    }
    if (disturbs_a_line(character.code)) {
        std::snprintf(escaped, sizeof escaped, "\\u%04x", character.code);
        return escaped;
    }
    return std::string(text.substr(at, character.bytes));
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t focus, std::size_t bytes_max) {
    ARENA_ASSERT(bytes_max >= 32);
    const std::size_t before_max = bytes_max / 3;
    std::size_t at = focus > before_max && text.size() > bytes_max ? focus - before_max : 0;
    for (int i = 0; i < 3 && at > 0 && is_continuation(text, at); ++i) ++at;
    std::string out(at > 0 ? ellipsis : "");
    while (at < text.size()) {
        const Character character = decode(text, at);
        const std::string piece = shown(text, at, character);
        at += character.bytes;
        const std::size_t reserve = at < text.size() ? ellipsis.size() : 0;
        if (out.size() + piece.size() + reserve > bytes_max) return out.append(ellipsis);
        out += piece;
    }
    return out;
}

}  // namespace arena

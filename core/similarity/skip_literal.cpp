// Strings, characters, regular expressions and their many quotes: see skip.hpp.
#include <algorithm>
#include <string>

#include "core/similarity/skip.hpp"

namespace arena::similarity {
namespace {

constexpr int interpolation_depth_max = 8;
constexpr std::size_t char_bytes_max = 12;  ///< '\u{10FFFF}' is the longest that is met
constexpr std::size_t regex_bytes_max = 4096;

std::size_t quoted_end(const Syntax& syntax, std::string_view source, std::size_t at, bool lines,
                       int depth);

/// Code within a string: from behind its opening bracket to behind the closing one.
std::size_t interpolated_end(const Syntax& syntax, std::string_view source, std::size_t at,
                             int depth) {
    int open = 1;
    for (std::size_t i = at; i < source.size();) {
        const char c = source[i];
        if (c == '{') ++open;
        if (c == '}' && --open == 0) return i + 1;
        if (c == '"' || c == '\'' || c == '`') {
            i = std::max(i + 1, quoted_end(syntax, source, i, c == '`', depth + 1));
        } else {
            ++i;
        }
    }
    return source.size();
}

/// From an opening quote to behind the closing one; a string that may not go over lines ends where
/// its line does.
std::size_t quoted_end(const Syntax& syntax, std::string_view source, std::size_t at, bool lines,
                       int depth) {
    const char quote = source[at];
    for (std::size_t i = at + 1; i < source.size();) {
        const char c = source[i];
        if ((c == '\n' || c == '\r') && !lines) return i;
        if (c == quote) {
            const bool twice =
                syntax.has(doubled_quote) && i + 1 < source.size() && source[i + 1] == quote;
            if (!twice) return i + 1;
            i += 2;
        } else if (c == '\\' && !syntax.has(doubled_quote)) {
            i += 2;
        } else if (!syntax.interpolation.empty() && depth < interpolation_depth_max &&
                   source.substr(i, syntax.interpolation.size()) == syntax.interpolation) {
            i = interpolated_end(syntax, source, i + syntax.interpolation.size(), depth);
        } else {
            ++i;
        }
    }
    return source.size();
}

std::size_t triple_end(std::string_view source, std::size_t at, bool escapes) {
    const std::string_view mark = source.substr(at, 3);
    for (std::size_t i = at + 3; i < source.size(); ++i) {
        if (source[i] == '\\' && escapes) {
            ++i;
        } else if (source.substr(i, 3) == mark) {
            return i + 3;
        }
    }
    return source.size();
}

std::size_t behind(std::string_view source, std::size_t from, std::string_view close) {
    const std::size_t end = source.find(close, from);
    return end == std::string_view::npos ? source.size() : end + close.size();
}

/// 'x', '\n' or '\u{1F600}'; not 'a of a lifetime or x' of a name.
std::size_t char_end(std::string_view source, std::size_t at) {
    if (at + 2 >= source.size()) return at;
    if (source[at + 1] == '\\') {
        const std::size_t close = source.substr(0, at + char_bytes_max).find('\'', at + 3);
        return close != std::string_view::npos ? close + 1 : at;
    }
    std::size_t i = at + 2;
    while (i < source.size() && (static_cast<unsigned char>(source[i]) & 0xC0U) == 0x80U) ++i;
    return i < source.size() && source[i] == '\'' && source[at + 1] != '\'' ? i + 1 : at;
}

std::size_t regex_end(std::string_view source, std::size_t at) {
    bool in_class = false;
    source = source.substr(0, at + regex_bytes_max);
    for (std::size_t i = at + 1; i < source.size(); ++i) {
        const char c = source[i];
        if (c == '\n' || c == '\r') return at;
        if (c == '\\') {
            ++i;
        } else if (c == '[') {
            in_class = true;
        } else if (c == ']') {
            in_class = false;
        } else if (c == '/' && !in_class) {
            ++i;
            while (i < source.size() && is_letter(source[i])) ++i;
            return i;
        }
    }
    return at;
}

/// From an opening mark to behind the closing one; brackets nest.
std::size_t delimited_end(std::string_view source, std::size_t at) {
    constexpr std::string_view opens = "([{<", closes = ")]}>";
    const char open = source[at];
    const std::size_t kind = opens.find(open);
    const char close = kind == std::string_view::npos ? open : closes[kind];
    int depth = 0;
    for (std::size_t i = at; i < source.size(); ++i) {
        if (source[i] == '\\') {
            ++i;
        } else if (source[i] == close && (open != close || i > at)) {
            if (open == close || --depth == 0) return i + 1;
        } else if (source[i] == open && open != close) {
            ++depth;
        }
    }
    return source.size();
}

std::size_t long_string_end(std::string_view source, std::size_t at) {
    std::size_t i = at + 1;
    while (i < source.size() && source[i] == '=') ++i;
    if (i >= source.size() || source[i] != '[') return at;
    const std::string close = "]" + std::string(source.substr(at + 1, i - at - 1)) + "]";
    return behind(source, i + 1, close);
}

/// C#: @"a ""quoted"" path", $"{x}", $@"...".
std::size_t marked_end(const Syntax& syntax, std::string_view source, std::size_t at) {
    std::size_t i = at;
    bool verbatim = false;
    while (i < source.size() && (source[i] == '@' || source[i] == '$')) {
        verbatim = verbatim || source[i] == '@';
        ++i;
    }
    if (i >= source.size() || source[i] != '"') return at;
    if (source.substr(i, 3) == "\"\"\"") return triple_end(source, i, false);
    if (!verbatim) return quoted_end(syntax, source, i, false, 0);
    for (++i; i < source.size(); ++i) {
        if (source[i] != '"') continue;
        if (i + 1 >= source.size() || source[i + 1] != '"') return i + 1;
        ++i;
    }
    return source.size();
}

std::size_t percent_end(std::string_view source, std::size_t at) {
    constexpr std::string_view kinds = "wWiIqQrsx", opens = "([{<|!/";
    std::size_t i = at + 1;
    if (i < source.size() && kinds.find(source[i]) != std::string_view::npos) ++i;
    if (i >= source.size() || opens.find(source[i]) == std::string_view::npos) return at;
    return delimited_end(source, i);
}

}  // namespace

std::size_t literal_end(const Syntax& syntax, std::string_view source, std::size_t at,
                        bool after_value) {
    const char c = source[at];
    const bool quote = c == '"' || (c == '\'' && syntax.has(single_quoted));
    if (quote && syntax.has(triple_quoted) && source.substr(at, 3) == std::string(3, c)) {
        return triple_end(source, at, true);
    }
    if (quote) return quoted_end(syntax, source, at, syntax.has(multi_line), 0);
    if (c == '\'' && syntax.has(char_or_prime)) return char_end(source, at);
    if (c == '`' && syntax.has(backtick)) return quoted_end(syntax, source, at, true, 0);
    if (c == '/' && syntax.has(regex_slash) && !after_value) return regex_end(source, at);
    if (c == '[' && syntax.has(long_bracket)) return long_string_end(source, at);
    if ((c == '@' || c == '$') && syntax.has(verbatim_at)) return marked_end(syntax, source, at);
    if (c == '%' && syntax.has(percent_words) && !after_value) return percent_end(source, at);
    return at;
}

std::size_t prefixed_literal_end(const Syntax& syntax, std::string_view source, std::size_t word,
                                 std::size_t at) {
    const std::string_view prefix = source.substr(word, at - word);
    if (syntax.has(raw_paren) && prefix.back() == 'R' && source[at] == '"') {
        const std::size_t paren = source.find('(', at);
        if (paren == std::string_view::npos) return source.size();
        return behind(source, paren,
                      ")" + std::string(source.substr(at + 1, paren - at - 1)) + "\"");
    }
    if (syntax.has(raw_hash) && prefix.back() == 'r') {
        std::size_t i = at;
        while (i < source.size() && source[i] == '#') ++i;
        if (i >= source.size() || source[i] != '"') return at;
        return behind(source, i + 1, "\"" + std::string(i - at, '#'));
    }
    return source[at] == '"' || source[at] == '\'' ? literal_end(syntax, source, at, false) : at;
}

std::size_t perl_quote_end(std::string_view source, std::string_view word, std::size_t at) {
    std::size_t i = at;
    while (i < source.size() && is_blank(source[i])) ++i;
    if (i >= source.size()) return at;
    constexpr std::string_view marks = "({[</|!#'\"~^:";
    // `y = 1`, `s => 2`, `q;` are no quotes; nor is a comment behind a blank.
    if (marks.find(source[i]) == std::string_view::npos) return at;
    if (i > at && source[i] == '#') return at;
    const char open = source[i];
    i = delimited_end(source, i);
    const bool two = word == "s" || word == "tr" || word == "y";
    if (two && i < source.size()) {
        const bool paired = std::string_view("([{<").find(open) != std::string_view::npos;
        if (paired) {
            while (i < source.size() && (is_blank(source[i]) || source[i] == '\n')) ++i;
            if (i < source.size()) i = delimited_end(source, i);
        } else {
            i = delimited_end(source, i - 1);
        }
    }
    while (i < source.size() && word != "qw" && is_letter(source[i])) ++i;
    return i;
}

}  // namespace arena::similarity

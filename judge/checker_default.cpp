// The default output validator: one walk over answer and output, token by token, that runs over
// equal bytes eight at a time and looks closer only where they differ. Positions and texts for
// people are worked out after the verdict is known.
#include "judge/checker_default.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "judge/decimal.hpp"
#include "judge/excerpt.hpp"

namespace arena {

namespace {

constexpr std::size_t token_bytes_max = 200;
constexpr std::size_t context_bytes_max = 200;

// The format's white space, whatever the locale.
constexpr std::array<bool, 256> white = [] {
    std::array<bool, 256> table{};
    for (unsigned char c : {' ', '\f', '\n', '\r', '\t', '\v'}) table[c] = true;
    return table;
}();

bool is_white(char c) {
    return white[static_cast<unsigned char>(c)];
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t white_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_white(text[at])) ++at;
    return at;
}

std::size_t token_end(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_white(text[at])) ++at;
    return at;
}

std::size_t equal_bytes(std::string_view a, std::string_view b) {
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t at = 0;
    while (at + 8 <= size) {
        std::uint64_t x = 0, y = 0;
        std::memcpy(&x, a.data() + at, 8);
        std::memcpy(&y, b.data() + at, 8);
        if (x != y) break;
        at += 8;
    }
    while (at < size && a[at] == b[at]) ++at;
    return at;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

bool has_tolerance(const CompareFlags& flags) {
    return flags.absolute_tolerance || flags.relative_tolerance;
}

bool compared_as_numbers(std::string_view expected, const CompareFlags& flags) {
    return has_tolerance(flags) && is_decimal(expected);
}

bool tokens_agree(std::string_view expected, std::string_view found, const CompareFlags& flags) {
    if (expected == found) return true;
    if (compared_as_numbers(expected, flags)) {
        return is_decimal(found) &&
               decimals_agree(expected, found, flags.absolute_tolerance, flags.relative_tolerance);
    }
    return !flags.case_sensitive && equal_but_for_case(expected, found);
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.7g", value);
    return text;
}

std::string why_numbers_disagree(std::string_view expected, std::string_view found,
                                 const CompareFlags& flags) {
    if (!is_decimal(found)) return "a number is expected";
    const double answer = decimal_value(expected);
    const double off = std::fabs(decimal_value(found) - answer);
    std::string reason = "off by " + number(off);
    if (flags.absolute_tolerance) reason += " (allowed: " + number(*flags.absolute_tolerance) + ")";
    if (!flags.relative_tolerance) return reason;
    if (answer == 0) return reason + "; no relative error, as the answer is 0";
    reason += ", relative error " + number(off / std::fabs(answer));
    reason += " (allowed: " + number(*flags.relative_tolerance) + ")";
    return reason;
}

std::string why_tokens_differ(std::string_view expected, std::string_view found,
                              const CompareFlags& flags, std::size_t first) {
    if (compared_as_numbers(expected, flags)) {
        return why_numbers_disagree(expected, found, flags);
    }
    if (equal_but_for_case(expected, found)) return "upper and lower case differ";
    if (first < token_bytes_max / 2) return "tokens differ";
    return "tokens differ from byte " + std::to_string(first + 1) + " on";
}

/// Byte offset of the line that holds `at`.
std::size_t line_begin(std::string_view text, std::size_t at) {
    const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return newline == std::string_view::npos ? 0 : newline + 1;
}

Difference place(std::string_view output, std::size_t at) {
    Difference out;
    const std::string_view before = output.substr(0, at);
    const std::size_t begin = line_begin(output, at);
    out.line = 1 + std::count(before.begin(), before.end(), '\n');
    out.column = 1 + static_cast<std::int64_t>(at - begin);
    const std::string_view line = output.substr(begin, output.find('\n', at) - begin);
    out.context = excerpt(line, at - begin, context_bytes_max);
    return out;
}

Difference token_difference(std::string_view expected, std::string_view output, std::size_t at,
                            std::size_t end, const CompareFlags& flags) {
    const std::string_view found = output.substr(at, end - at);
    std::size_t first = 0;
    while (first < std::min(expected.size(), found.size()) &&
           lower(expected[first]) == lower(found[first])) {
        ++first;
    }
    Difference out = place(output, at);
    out.expected = excerpt(expected, first, token_bytes_max);
    out.found = excerpt(found, first, token_bytes_max);
    out.reason = why_tokens_differ(expected, found, flags, first);
    return out;
}

/// `expected` is the answer's next token, for which the output has none.
Difference ends_early(std::string_view expected, std::string_view output) {
    Difference out = place(output, output.size());
    const std::size_t text_end = output.find_last_not_of(" \f\n\r\t\v");
    if (text_end != std::string_view::npos) {
        // The last line that says something tells more than an empty one after it.
        out.context = place(output, text_end + 1).context;
        out.reason = "output ends early";
    } else {
        out.reason = output.empty() ? "output is empty" : "output is only white space";
    }
    out.expected = excerpt(expected, 0, token_bytes_max);
    return out;
}

Difference goes_on(std::string_view output, std::size_t at) {
    Difference out = place(output, at);
    out.found = excerpt(output.substr(at, token_end(output, at) - at), 0, token_bytes_max);
    out.reason = "output goes on after the end of the answer";
    return out;
}

Difference white_space_difference(std::string_view expected, std::string_view found,
                                  std::string_view output, std::size_t at) {
    const std::size_t first = equal_bytes(expected, found);
    Difference out = place(output, at + first);
    out.expected = excerpt(expected, first, token_bytes_max);
    out.found = excerpt(found, first, token_bytes_max);
    out.reason = "white space differs";
    return out;
}

}  // namespace

std::optional<Difference> compare_output(std::string_view answer, std::string_view output,
                                         const CompareFlags& flags) {
    std::size_t a = 0, o = 0;
    for (;;) {
        std::size_t equal = equal_bytes(answer.substr(a), output.substr(o));
        a += equal;
        o += equal;
        if (a == answer.size() && o == output.size()) return std::nullopt;
        // Back to the start of the token that the difference is in; the walk below eats all of it,
        // so no byte is gone over more than a few times.
        for (; equal > 0 && !is_white(answer[a - 1]); --equal, --a, --o) {
        }
        const std::size_t answer_token = white_end(answer, a);
        const std::size_t output_token = white_end(output, o);
        if (flags.space_change_sensitive) {
            const std::string_view expected = answer.substr(a, answer_token - a);
            const std::string_view found = output.substr(o, output_token - o);
            if (expected != found) return white_space_difference(expected, found, output, o);
        }
        a = token_end(answer, answer_token);
        o = token_end(output, output_token);
        const std::string_view expected = answer.substr(answer_token, a - answer_token);
        if (expected.empty() && output_token == o) return std::nullopt;
        if (expected.empty()) return goes_on(output, output_token);
        if (output_token == o) return ends_early(expected, output);
        if (!tokens_agree(expected, output.substr(output_token, o - output_token), flags)) {
            return token_difference(expected, output, output_token, o, flags);
        }
    }
}

}  // namespace arena

#include "judge/compare_walk.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "judge/decimal.hpp"

namespace arena {

namespace {

using Found = CompareStep::Found;

constexpr std::array<bool, 256> white = [] {
    std::array<bool, 256> table{};
    for (unsigned char c : {' ', '\f', '\n', '\r', '\t', '\v'}) table[c] = true;
    return table;
}();

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

bool has_tolerance(const CompareFlags& flags) {
    return flags.absolute_tolerance || flags.relative_tolerance;
}

bool texts_agree(std::string_view expected, std::string_view found, const CompareFlags& flags) {
    return expected == found || (!flags.case_sensitive && equal_but_for_case(expected, found));
}

bool tokens_agree(std::string_view expected, std::string_view found, const CompareFlags& flags) {
    if (expected == found) return true;
    if (compared_as_numbers(expected, flags)) {
        return is_decimal(found) &&
               decimals_agree(expected, found, flags.absolute_tolerance, flags.relative_tolerance);
    }
    return texts_agree(expected, found, flags);
}

// Whether more bytes could make a number of it.
bool looks_numeric(std::string_view part) {
    return part.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

/// Tokens at the start of both windows, at least one of which the window cuts.
CompareStep step_inside(std::string_view expected, std::string_view found, bool answer_cut,
                        bool output_cut, const CompareFlags& flags, bool inside_token) {
    CompareStep out{Found::token, 0, expected.size(), 0, found.size(), false};
    const bool numbers =
        !inside_token && has_tolerance(flags) && looks_numeric(expected) && looks_numeric(found);
    const bool unequal = (!answer_cut && expected.size() < found.size()) ||
                         (!output_cut && found.size() < expected.size());
    if (!numbers && unequal) return out;
    // One byte of each is left, so that both still stand inside their token.
    const std::size_t both = std::min(expected.size(), found.size()) - 1;
    const bool one_whole = !answer_cut || !output_cut;
    if (numbers || one_whole || both == 0) return CompareStep();
    if (!texts_agree(expected.substr(0, both), found.substr(0, both), flags)) return out;
    return {Found::more, both, both, both, both, true};
}

}  // namespace

bool is_white(char c) {
    return white[static_cast<unsigned char>(c)];
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
    std::size_t at = 0;
    while (at < std::min(a.size(), b.size()) && lower(a[at]) == lower(b[at])) ++at;
    return at;
}

bool compared_as_numbers(std::string_view expected, const CompareFlags& flags) {
    return has_tolerance(flags) && is_decimal(expected);
}

CompareStep compare_step(const CompareWindow& answer_window, const CompareWindow& output_window,
                         const CompareFlags& flags, bool inside_token) {
    const std::string_view answer = answer_window.bytes;
    const std::string_view output = output_window.bytes;
    std::size_t a = 0, o = 0;
    for (;;) {
        std::size_t equal = equal_bytes(answer.substr(a), output.substr(o));
        a += equal;
        o += equal;
        if (a == answer.size() && o == output.size() && answer_window.last && output_window.last) {
            return {Found::agree, a, a, o, o, false};
        }
        // Back to the start of the token that the difference is in; the walk below eats all of it,
        // so no byte is gone over more than a few times.
        for (; equal > 0 && !is_white(answer[a - 1]); --equal, --a, --o) {
        }
        const std::size_t answer_token = white_end(answer, a);
        const std::size_t output_token = white_end(output, o);
        if (flags.space_change_sensitive) {
            const bool answer_out = a == answer.size() && !answer_window.last;
            const bool output_out = o == output.size() && !output_window.last;
            if (answer_out || output_out) return {Found::more, a, a, o, o, false};
            if (answer.substr(a, answer_token - a) != output.substr(o, output_token - o)) {
                return {Found::white_space, a, answer_token, o, output_token, false};
            }
        }
        const std::size_t answer_end = token_end(answer, answer_token);
        const std::size_t output_end = token_end(output, output_token);
        const bool answer_cut = answer_end == answer.size() && !answer_window.last;
        const bool output_cut = output_end == output.size() && !output_window.last;
        const std::string_view expected = answer.substr(answer_token, answer_end - answer_token);
        const std::string_view found = output.substr(output_token, output_end - output_token);
        CompareStep out{Found::token, answer_token, answer_end, output_token, output_end, false};
        const bool begins = answer_token == 0 && output_token == 0;
        const bool answer_over = expected.empty() && !answer_cut;
        const bool output_over = found.empty() && !output_cut;
        if (answer_over && output_over) out.found = Found::agree;
        if (answer_over && !found.empty()) out.found = Found::goes_on;
        if (output_over && !expected.empty()) out.found = Found::ends_early;
        if (out.found != Found::token) return out;
        if (answer_cut || output_cut) {
            out.found = Found::more;
            if (!begins || expected.empty() || found.empty()) return out;
            return step_inside(expected, found, answer_cut, output_cut, flags, inside_token);
        }
        const bool agree = begins && inside_token ? texts_agree(expected, found, flags)
                                                  : tokens_agree(expected, found, flags);
        if (!agree) return out;
        a = answer_end;
        o = output_end;
    }
}

}  // namespace arena

// The default validator against a slow one that splits into tokens first, on random near-equal
// files. Numbers are multiples of 1/4, so that doubles are exact and the slow one needs no care.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>

#include "judge/checker_default.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using arena::compare_output;
using arena::CompareFlags;

namespace {

/// SplitMix64 (S. Vigna): the same draws on every compiler.
struct Draw {
    std::uint64_t state;

    std::size_t below(std::size_t bound) {
        std::uint64_t z = state += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<std::size_t>((z ^ (z >> 31U)) % bound);
    }
};

std::string random_text(Draw& draw) {
    constexpr const char* pieces[] = {"a", "A", "b", "1", "1.0", "1.25", "2", "-", "x1", "+1.5"};
    constexpr const char* spaces[] = {" ", "\n", "  ", "\r\n", "\t"};
    std::string out;
    for (std::size_t i = draw.below(9); i-- > 0;) {
        if (draw.below(5) > 0) out += pieces[draw.below(10)];
        if (draw.below(4) > 0) out += spaces[draw.below(5)];
    }
    return out;
}

std::string changed(std::string text, Draw& draw) {
    for (std::size_t i = draw.below(3); i-- > 0;) {
        const std::size_t at = draw.below(text.size() + 1);
        const std::string piece(1, "aA 1.\n"[draw.below(6)]);
        if (draw.below(2) == 0 || at == text.size()) {
            text.insert(at, piece);
        } else {
            text.replace(at, 1, draw.below(2) == 0 ? "" : piece);
        }
    }
    return text;
}

std::vector<std::string> tokens(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string token; in >> token;) out.push_back(token);
    return out;
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
}

bool is_number(const std::string& token) {
    if (token.find_first_not_of("+-.0123456789") != std::string::npos) return false;
    if (token.find_first_of("+-", 1) != std::string::npos) return false;
    if (std::count(token.begin(), token.end(), '.') > 1) return false;
    return token.find_first_of("0123456789") != std::string::npos;
}

bool slowly_equal(const std::string& answer, const std::string& output, const CompareFlags& flags) {
    if (!flags.case_sensitive && flags.absolute_tolerance && is_number(answer)) {
        return is_number(output) &&
               std::fabs(std::stod(answer) - std::stod(output)) <= *flags.absolute_tolerance;
    }
    return flags.case_sensitive ? answer == output : lower(answer) == lower(output);
}

bool slowly_accepted(const std::string& answer, const std::string& output,
                     const CompareFlags& flags) {
    const auto expected = tokens(answer), found = tokens(output);
    return std::equal(expected.begin(), expected.end(), found.begin(), found.end(),
                      [&](const auto& a, const auto& b) { return slowly_equal(a, b, flags); });
}

/// Every token replaced by one letter: what space_change_sensitive compares besides the tokens.
std::string layout(const std::string& text) {
    std::string out;
    for (char c : text) {
        const bool white = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (white || out.empty() || out.back() != 'x') out += white ? c : 'x';
    }
    return out;
}

/// An answer, an output near it, and flags to compare them by; exact but for what a test adds.
struct NearEqual {
    std::string answer, output;
    CompareFlags flags;

    explicit NearEqual(Draw& draw) : answer(random_text(draw)), output(changed(answer, draw)) {
        flags.case_sensitive = draw.below(3) == 0;
        flags.space_change_sensitive = draw.below(3) == 0;
    }
};

}  // namespace

TEST_CASE("default validator: agrees with a slow one on random near-equal files",
          "[judge][checker]") {
    int accepted = 0;
    for (std::uint64_t seed = 1; seed <= 30000; ++seed) {
        Draw draw{seed};
        auto [answer, output, flags] = NearEqual(draw);
        if (!flags.case_sensitive && draw.below(2) == 0) flags.absolute_tolerance = 0.25;
        const bool expected = slowly_accepted(answer, output, flags) &&
                              (!flags.space_change_sensitive || layout(answer) == layout(output));
        const auto difference = compare_output(answer, output, flags);
        accepted += expected ? 1 : 0;
        if (difference.has_value() == expected) {
            FAIL("seed " << seed << ": answer '" << answer << "', output '" << output << "'");
        }
        if (!difference) continue;
        const auto newlines = std::count(output.begin(), output.end(), '\n');
        if (difference->line < 1 || difference->line > newlines + 1) FAIL("seed " << seed);
        if (difference->column < 1 || difference->reason.empty()) FAIL("seed " << seed);
    }
    CHECK(accepted > 5000);  // neither always nor never
    CHECK(accepted < 25000);
}

TEST_CASE("default validator: windows of any size find what the whole file shows",
          "[judge][checker]") {
    const arena::testing::TemporaryFolder folder;
    int differ = 0;
    for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
        Draw draw{seed};
        auto [answer, output, flags] = NearEqual(draw);
        if (draw.below(2) == 0) flags.absolute_tolerance = 0.25;
        const auto whole = compare_output(answer, output, flags);
        differ += whole ? 1 : 0;
        const std::size_t window = draw.below(6) == 0 ? 4096 : 1 + draw.below(8);
        auto expected = arena::ByteSource::open(folder.write("answer", answer), 1 << 20);
        auto found = arena::ByteSource::open(folder.write("output", output), 1 << 20);
        REQUIRE_OK(expected);
        REQUIRE_OK(found);
        const auto seen = compare_output(*expected, *found, flags, window);
        REQUIRE_OK(seen);
        const bool same =
            seen->has_value() == whole.has_value() &&
            (!whole || ((*seen)->line == whole->line && (*seen)->column == whole->column &&
                        (*seen)->context == whole->context));
        const bool worded =
            window < 4096 || !whole ||
            ((*seen)->reason == whole->reason && (*seen)->expected == whole->expected &&
             (*seen)->found == whole->found);
        if (!same || !worded) {
            FAIL("seed " << seed << ", window " << window << ": answer '" << answer << "', output '"
                         << output << "'");
        }
    }
    CHECK(differ > 1000);
    CHECK(differ < 3000);
}

// The default output validator against the ready cases of problemtools and the text of the format
// ("Default Output Validator Specification", 2025-09). What is not from there is said so.
#include "judge/checker_default.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/temporary_folder.hpp"

using arena::compare_output;
using arena::CompareFlags;
using arena::Difference;
using Catch::Matchers::ContainsSubstring;

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

fs::path corpus() {
    return arena::testing::shared_path("corpus");
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}

CompareFlags flags_of(const std::string& args) {
    auto flags = arena::parse_compare_flags(words(args));
    REQUIRE_OK(flags);
    return *flags;
}

bool accepts(const std::string& answer, const std::string& output, const std::string& args = "") {
    return !compare_output(answer, output, flags_of(args)).has_value();
}

Difference rejection(const std::string& answer, const std::string& output,
                     const std::string& args = "") {
    const auto difference = compare_output(answer, output, flags_of(args));
    REQUIRE(difference.has_value());
    return *difference;
}

}  // namespace

TEST_CASE("default validator: the 24 ready cases of problemtools", "[judge][checker]") {
    const fs::path cases = corpus() / "kattis-default-validator-cases";
    if (!fs::exists(cases)) {
        WARN("skipped: the corpus of ready cases is not beside the project");
        return;
    }
    int seen = 0;
    for (const auto& entry : fs::directory_iterator(cases)) {
        if (!entry.is_directory()) continue;
        ++seen;
        const fs::path dir = entry.path();
        INFO(dir.filename());
        const auto difference =
            compare_output(text_of(dir / "judge.ans"), text_of(dir / "user.out"),
                           flags_of(text_of(dir / "args.txt")));
        CHECK((difference ? 43 : 42) == std::stoi(text_of(dir / "expected_exit_code.txt")));
        // "Wrong answer on line N of output (...)"
        const auto message = words(text_of(dir / "expected_message.txt"));
        if (difference && message.size() > 4) CHECK(difference->line == std::stoi(message[4]));
    }
    CHECK(seen == 24);
}

TEST_CASE("default validator: tokens, not white space, are compared", "[judge][checker]") {
    CHECK(accepts("1 2\n3\n", "1 2\n3\n"));
    CHECK(accepts("1 2\n3\n", "  1\t2 3"));
    CHECK(accepts("1 2\n3\n", "1\r\n2\f3\v\v\n\n"));
    CHECK(accepts("a\r\nb\r\n", "a\nb\n"));
    CHECK_FALSE(accepts("1 2", "12"));
    CHECK_FALSE(accepts("12", "1 2"));
    CHECK_FALSE(accepts("1 2 3", "1 2"));
    CHECK_FALSE(accepts("1 2", "1 2 3"));
    CHECK_FALSE(accepts("abc", "abcd"));
    CHECK_FALSE(accepts("abcd", "abc"));
}

TEST_CASE("default validator: empty files", "[judge][checker]") {
    CHECK(accepts("", ""));
    CHECK(accepts("", " \n"));
    CHECK(accepts("\n\n", ""));
    CHECK_FALSE(accepts("", "x"));
    CHECK_FALSE(accepts("x", ""));
    CHECK_FALSE(accepts("", "\n", "space_change_sensitive"));
    CHECK(accepts("", "", "space_change_sensitive"));
}

TEST_CASE("default validator: ASCII case is ignored unless asked for", "[judge][checker]") {
    CHECK(accepts("YES", "yes"));
    CHECK(accepts("Inf", "iNF"));
    CHECK_FALSE(accepts("YES", "yes", "case_sensitive"));
    CHECK_FALSE(accepts("\xc3\x84", "\xc3\xa4"));  // A and a with dots: not ASCII
    CHECK_FALSE(accepts("[", "{"));                // 0x5b and 0x7b are no pair of letters
    CHECK_FALSE(accepts("@", "`"));
}

TEST_CASE("default validator: space_change_sensitive wants the same white space",
          "[judge][checker]") {
    const std::string exact = "space_change_sensitive";
    CHECK(accepts("a  b\n", "a  b\n", exact));
    CHECK(accepts("A  b\n", "a  B\n", exact));
    CHECK(accepts("x 0.5\n", "X 0.50\n", exact + " float_tolerance 0"));
    CHECK_FALSE(accepts("a  b\n", "a b\n", exact));
    CHECK_FALSE(accepts("a b\n", "a  b\n", exact));
    CHECK_FALSE(accepts("a b\n", "a\tb\n", exact));
    CHECK_FALSE(accepts("a b\n", "a b", exact));
    CHECK_FALSE(accepts("a b", "a b\n", exact));
    CHECK_FALSE(accepts("a b", " a b", exact));
    CHECK_FALSE(accepts("a\n", "a\r\n", exact));
    CHECK_FALSE(accepts("0.5  1\n", "0.50 1\n", exact + " float_tolerance 0"));
}

TEST_CASE("default validator: bytes are bytes", "[judge][checker]") {
    const std::string nul_a("a\0b", 3), nul_b("a\0c", 3);
    CHECK(accepts(nul_a, nul_a));
    CHECK_FALSE(accepts(nul_a, nul_b));
    CHECK_FALSE(accepts("a", std::string("a\0", 2)));
    CHECK_FALSE(accepts("a b", std::string("a\0b", 3)));  // NUL is not white space
    CHECK_FALSE(accepts("a b",
                        "a\xc2\xa0"
                        "b"));  // nor is a no-break space
    CHECK(accepts("\xff\xfe", "\xff\xfe\n"));
}

TEST_CASE("default validator: a tolerance, absolute or relative, either suffices",
          "[judge][checker]") {
    CHECK(accepts("100", "105", "float_relative_tolerance 0.05"));
    CHECK_FALSE(accepts("100", "105.1", "float_relative_tolerance 0.05"));
    CHECK(accepts("100", "100.5", "float_absolute_tolerance 0.5"));
    CHECK_FALSE(accepts("100", "100.51", "float_absolute_tolerance 0.5"));
    CHECK(accepts("100", "105", "float_absolute_tolerance 1e-9 float_relative_tolerance 0.1"));
    CHECK(accepts("0", "0.05", "float_tolerance 0.1"));
    CHECK_FALSE(accepts("0", "0.05", "float_relative_tolerance 0.1"));
    CHECK(accepts("-100", "-105", "float_tolerance 0.05"));
    CHECK_FALSE(accepts("-1", "1", "float_tolerance 0.5"));
    CHECK(accepts("0.0314", "3.14000000e-2", "float_tolerance 1e-9"));  // the legacy text's example
}

TEST_CASE("default validator: with a tolerance numbers of the answer are numbers",
          "[judge][checker]") {
    const std::string close = "float_tolerance 1e-6";
    CHECK(accepts("7", "7.0000001", close));  // integers too
    CHECK(accepts("1000000", "1e6", close));
    CHECK(accepts("+5", "5.", close));
    CHECK(accepts(".5", "0.5", close));
    CHECK(accepts("-0", "0", close));
    CHECK_FALSE(accepts("7", "seven", close));
    CHECK_FALSE(accepts("7", "7x", close));
    CHECK_FALSE(accepts("16", "0x10", close));
    CHECK_FALSE(accepts("1", "nan", close));
    CHECK_FALSE(accepts("1", "inf", close));
    CHECK_FALSE(accepts("1", "1e", close));
    CHECK_FALSE(accepts("0", ".", close));
    CHECK_FALSE(accepts("1", "+-1", close));
    CHECK_FALSE(accepts("1", "1,0", close));
    // What is not a number in the answer is a string.
    CHECK(accepts("nan", "NaN", close));
    CHECK(accepts("0x10", "0X10", close));
    CHECK_FALSE(accepts("0x10", "16", close));
    CHECK_FALSE(accepts("inf", "1e999", close));
    CHECK(accepts("area: 2.5 cm", "Area: 2.50000001 CM", close));
    // Without a tolerance numbers are strings.
    CHECK_FALSE(accepts("1.0", "1.00"));
    CHECK_FALSE(accepts("1e6", "1000000"));
    CHECK(accepts("1E6", "1e6"));
}

TEST_CASE("default validator: the border of a tolerance is exact", "[judge][checker]") {
    // |s - a| <= e in real numbers; in doubles 1.1 - 1.0 > 0.1 and 0.3 - 0.2 < 0.1.
    CHECK(accepts("1.0", "1.1", "float_absolute_tolerance 0.1"));
    CHECK(accepts("0.2", "0.3", "float_absolute_tolerance 0.1"));
    CHECK(accepts("1", "1.000001", "float_tolerance 1e-6"));
    CHECK_FALSE(accepts("1", "1.000001000000000000001", "float_tolerance 1e-6"));
    CHECK(accepts("3", "3.3", "float_relative_tolerance 0.1"));
    CHECK(accepts("3", "2.7", "float_relative_tolerance 0.1"));
    CHECK_FALSE(accepts("3", "3.30000000000000000001", "float_relative_tolerance 0.1"));
    CHECK(accepts("123456789012345678901234567890", "123456789012345678901234567891",
                  "float_absolute_tolerance 1"));
    CHECK_FALSE(accepts("123456789012345678901234567890", "123456789012345678901234567892",
                        "float_absolute_tolerance 1"));
    CHECK(accepts("1", "1.000", "float_tolerance 0"));
}

TEST_CASE("default validator: numbers out of a double's range", "[judge][checker]") {
    CHECK(accepts("1e400", "1.0e400", "float_tolerance 1e-9"));
    CHECK(accepts("1e400", "10e399", "float_relative_tolerance 0"));
    CHECK_FALSE(accepts("1e400", "1.1e400", "float_tolerance 1e-9"));
    CHECK_FALSE(accepts("1e400", "5", "float_tolerance 0.5"));
    CHECK_FALSE(accepts("5", "1e400", "float_tolerance 0.5"));
    CHECK_FALSE(accepts("1e999999999999", "1", "float_tolerance 0.5"));
    CHECK_FALSE(accepts("1", "1e999999999999999999999999", "float_tolerance 0.5"));
    CHECK(accepts("0", "1e-999999999999", "float_absolute_tolerance 1e-9"));
    CHECK(accepts("0", "0e999999999999", "float_tolerance 1e-9"));
    CHECK_FALSE(accepts("1e308", "-1e308", "float_tolerance 1e-9"));
    CHECK_FALSE(accepts("1e-400", "2e-400", "float_relative_tolerance 0.5"));
}

TEST_CASE("default validator: a million digits are neither slow nor too many", "[judge][checker]") {
    const std::string digits(1'000'000, '7');
    CHECK(accepts(digits, digits));
    CHECK(accepts(digits, digits + ".0", "float_tolerance 1e-9"));
    CHECK(accepts("0." + digits, "0.7777777777777", "float_tolerance 1e-9"));
    CHECK(accepts(std::string(1'000'000, '0') + "1", "1.0", "float_tolerance 0"));
    CHECK_FALSE(accepts(digits, "7" + digits, "float_tolerance 1e-9"));
    CHECK_FALSE(accepts(digits, digits + "8"));
    const Difference difference = rejection(digits, digits + "8");
    CHECK(difference.found.size() <= 200);
    CHECK(difference.expected.size() <= 200);
    CHECK(difference.context.size() <= 200);
    CHECK(difference.reason == "tokens differ from byte 1000001 on");
}

TEST_CASE("default validator: a difference names its place", "[judge][checker]") {
    const Difference difference = rejection("1 2\n3 4\n", "1 2\n3 five 6\n");
    CHECK(difference.line == 2);
    CHECK(difference.column == 3);
    CHECK(difference.expected == "4");
    CHECK(difference.found == "five");
    CHECK(difference.context == "3 five 6");
    CHECK(difference.reason == "tokens differ");

    const Difference trailing = rejection("1\n", "1\n\nextra words\n");
    CHECK(trailing.line == 3);
    CHECK(trailing.column == 1);
    CHECK(trailing.expected.empty());
    CHECK(trailing.found == "extra");
    CHECK(trailing.reason == "output goes on after the end of the answer");

    const Difference early = rejection("1 2 3", "1 2\n");
    CHECK(early.line == 2);
    CHECK(early.column == 1);
    CHECK(early.expected == "3");
    CHECK(early.found.empty());
    CHECK(early.context == "1 2");
    CHECK(early.reason == "output ends early");

    CHECK(rejection("x", "").reason == "output is empty");
    CHECK(rejection("x", " \n").reason == "output is only white space");
    CHECK(rejection("Yes", "yes", "case_sensitive").reason == "upper and lower case differ");
    const Difference white = rejection("a b\nc\n", "a  b\nc\n", "space_change_sensitive");
    CHECK(white.column == 3);
    CHECK(white.reason == "white space differs");
}

TEST_CASE("default validator: a difference of numbers says how far off", "[judge][checker]") {
    CHECK(rejection("1", "1.50001", "float_tolerance 0.5").reason ==
          "off by 0.50001 (allowed: 0.5), relative error 0.50001 (allowed: 0.5)");
    CHECK(rejection("1", "1.4", "float_absolute_tolerance 0.1").reason ==
          "off by 0.4 (allowed: 0.1)");
    CHECK(rejection("0", "1", "float_relative_tolerance 0.01").reason ==
          "off by 1; no relative error, as the answer is 0");
    CHECK(rejection("1", "one", "float_tolerance 0.5").reason == "a number is expected");
}

TEST_CASE("default validator: a difference is safe to print", "[judge][checker]") {
    const Difference hostile = rejection("ok", "\x1b[31mred\x1b[0m\xff\xc3\xa4\xe2\x80\xae\x7f\n");
    CHECK(hostile.found == "\\x1b[31mred\\x1b[0m\\xff\xc3\xa4\\u202e\\x7f");
    CHECK(hostile.context == hostile.found);
    const Difference nul = rejection("ok", std::string("a\0b\r\n", 5));
    CHECK(nul.found == "a\\x00b");
    CHECK(nul.context == "a\\x00b\\r");
    CHECK(rejection("ok", "a\tb").context == "a\\tb");

    // A long line is cut around the place, never inside a character, never over the bound.
    std::string rockets;
    for (int i = 0; i < 500; ++i) rockets += "\xf0\x9f\x9a\x80";
    const Difference cut = rejection("x", rockets + " y");
    CHECK(cut.found.size() <= 200);
    CHECK_THAT(cut.found, ContainsSubstring("\xf0\x9f\x9a\x80..."));
    const Difference middle = rejection(rockets + "a" + rockets, rockets + "b" + rockets);
    CHECK_THAT(middle.expected, ContainsSubstring("\xf0\x9f\x9a\x80"
                                                  "a\xf0\x9f"));
    CHECK_THAT(middle.found, ContainsSubstring("\xf0\x9f\x9a\x80"
                                               "b\xf0\x9f"));
    CHECK(middle.found.substr(0, 4) == "...\xf0");
    CHECK(middle.found.size() <= 200);
}

TEST_CASE("default validator: arguments are read or refused", "[judge][checker]") {
    const CompareFlags both = flags_of("float_tolerance 1e-6 case_sensitive");
    CHECK(both.absolute_tolerance == 1e-6);
    CHECK(both.relative_tolerance == 1e-6);
    CHECK(both.case_sensitive);
    CHECK_FALSE(both.space_change_sensitive);
    const CompareFlags apart = flags_of("float_absolute_tolerance 1 float_relative_tolerance 2.5");
    CHECK(apart.absolute_tolerance == 1.0);
    CHECK(apart.relative_tolerance == 2.5);

    for (const char* bad :
         {"float_tolerance", "float_tolerance x", "float_tolerance -1", "float_tolerance nan",
          "float_tolerance 1e999", "float_tolerance case_sensitive", "case_insensitive",
          "float_tolerance 1 float_tolerance 1", "float_tolerance 1 float_absolute_tolerance 1",
          "float_relative_tolerance 1 float_tolerance 1"}) {
        INFO(bad);
        const auto flags = arena::parse_compare_flags(words(bad));
        REQUIRE_FALSE(flags.has_value());
        CHECK(flags.error().code == arena::ErrorCode::usage);
    }
    CHECK_THAT(arena::parse_compare_flags({"case_insensitive"}).error().message,
               ContainsSubstring("'case_insensitive'"));
    CHECK_THAT(arena::parse_compare_flags({"float_tolerance"}).error().message,
               ContainsSubstring("float_tolerance"));
}

TEST_CASE("default validator: a token longer than its window is compared piece by piece",
          "[judge][checker]") {
    const arena::testing::TemporaryFolder folder;
    const std::string token(5000, 'x');
    const auto differ = [&](const std::string& answer, const std::string& output,
                            const CompareFlags& flags) {
        auto expected = arena::ByteSource::open(folder.write("answer", answer), 1 << 20);
        auto found = arena::ByteSource::open(folder.write("output", output), 1 << 20);
        REQUIRE_OK(expected);
        REQUIRE_OK(found);
        auto out = compare_output(*expected, *found, flags, 64);
        REQUIRE_OK(out);
        return *out;
    };
    CompareFlags strict;
    strict.case_sensitive = true;
    CompareFlags numbers;
    numbers.absolute_tolerance = 0.5;
    CHECK_FALSE(differ(token + " 1\n", token + "\n1", CompareFlags()));
    CHECK_FALSE(differ("a" + token, "A" + token, CompareFlags()));
    CHECK(differ("a" + token, "A" + token, strict));
    CHECK(differ(token + " 1", token + "y 1", CompareFlags()));
    CHECK(differ(token + "y 1", token + " 1", CompareFlags()));
    // The end of a word is no number, a long number is one.
    CHECK(differ(token + "1.0", token + "1.1", numbers));
    CHECK_FALSE(differ("1." + std::string(500, '0'), "1.1", numbers));
    const auto late = differ("1 " + token + "a", "1 " + token + "b", CompareFlags());
    REQUIRE(late);
    CHECK(late->column == 3);
    CHECK(late->reason == "tokens differ from byte 5001 on");
    CHECK_THAT(late->found, ContainsSubstring("b"));
    const auto ended = differ(token + " 1\n", token + std::string(300, '\n'), CompareFlags());
    REQUIRE(ended);
    CHECK(ended->reason == "output ends early");
    CHECK(ended->line == 301);
}

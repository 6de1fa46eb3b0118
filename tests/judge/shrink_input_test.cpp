// Shrinking of inputs, on predicates instead of programs.
#include "judge/shrink_input.hpp"

#include <sstream>

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

std::string shrunk(const std::string& input, const std::function<bool(const std::string&)>& holds,
                   int tries_max = 400, bool keep_counts = false) {
    ShrinkTest test;
    test.keep_counts = keep_counts;
    test.tries_max = tries_max;
    test.holds = [&](const std::string& smaller) -> Result<bool> { return holds(smaller); };
    const auto out = shrink_input(input, test);
    REQUIRE_OK(out);
    return *out;
}

std::vector<long> numbers_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<long> out;
    for (long value = 0; in >> value;) out.push_back(value);
    return out;
}

/// "n" and a line of n numbers, as a validator would have it.
bool is_list(const std::vector<long>& numbers) {
    return !numbers.empty() && numbers[0] == static_cast<long>(numbers.size()) - 1;
}

}  // namespace

TEST_CASE("shrink: lines, and the count in the first one", "[judge]") {
    const auto holds = [](const std::string& text) {
        return is_list(numbers_of(text)) && text.find("\n-7\n") != std::string::npos;
    };
    CHECK(shrunk("4\n3\n-7\n12\n5\n", holds) == "1\n-7\n");
}

TEST_CASE("shrink: words of a line, and the count before them", "[judge]") {
    const auto holds = [](const std::string& text) {
        const auto numbers = numbers_of(text);
        return is_list(numbers) && std::count(numbers.begin() + 1, numbers.end(), -7) > 0;
    };
    CHECK(shrunk("6\n3 9 -7 12 5 8\n", holds) == "1\n-7\n");
    // Words without a count go by themselves.
    CHECK(shrunk("one two needle four\n", [](const std::string& text) {
              return text.find("needle") != std::string::npos;
          }) == "needle\n");
}

TEST_CASE("shrink: numbers towards 0, as far as it holds", "[judge]") {
    const auto over = [](long least) {
        return [least](const std::string& text) {
            const auto numbers = numbers_of(text);
            return numbers.size() == 2 && numbers[0] >= least;
        };
    };
    CHECK(shrunk("917263 55\n", over(100)) == "100 0\n");
    CHECK(shrunk("917263 -55\n", over(-5)) == "0 0\n");
    CHECK(shrunk("-900\n", [](const std::string& text) {
              const auto numbers = numbers_of(text);
              return numbers.size() == 1 && numbers[0] <= -17;
          }) == "-17\n");
    // What is no integer stays.
    CHECK(shrunk("2.50 x9\n", [](const std::string& text) {
              return text.find("2.50") != std::string::npos && text.size() == 8;
          }) == "2.50 x9\n");
}

TEST_CASE("shrink: counts stay where nobody knows what an input is", "[judge]") {
    const auto holds = [](const std::string& text) {
        const auto numbers = numbers_of(text);
        return !numbers.empty() && numbers.back() <= -100;
    };
    CHECK(shrunk("1\n-5000\n", holds) == "-100\n");  // a line goes
    const auto two = [&](const std::string& text) {
        return holds(text) && text.find('\n') + 1 < text.size();
    };
    CHECK(shrunk("1\n-5000\n", two, 400, true) == "1\n-100\n");
    CHECK(shrunk("3\n7 7 -5000\n", two, 400, true) == "1\n-100\n");
    CHECK(shrunk("2 9\n1\n-5000\n", two) == "0\n-100\n");
}

TEST_CASE("shrink: asked no more often than it may, and never larger", "[judge]") {
    int asked = 0;
    std::string input;
    for (int i = 0; i < 3000; ++i) input += std::to_string(i) + (i % 10 == 9 ? "\n" : " ");
    const std::string out = shrunk(
        input,
        [&](const std::string& smaller) {
            ++asked;
            CHECK(smaller.size() <= input.size());
            return false;
        },
        50);
    CHECK(asked <= 100);
    CHECK(out == input);
    CHECK(shrunk("", [](const std::string&) { return true; }).empty());
}

TEST_CASE("shrink: an error ends it", "[judge]") {
    ShrinkTest test;
    test.holds = [](const std::string&) -> Result<bool> {
        return fail(ErrorCode::interrupted, "interrupted");
    };
    const auto out = shrink_input("1 2 3\n", test);
    REQUIRE_FALSE(out.has_value());
    CHECK(out.error().code == ErrorCode::interrupted);
}

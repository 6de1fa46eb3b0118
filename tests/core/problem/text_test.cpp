#include "core/problem/text.hpp"

#include <algorithm>

#include "core/utf8.hpp"
#include "tests/support/catch.hpp"

using arena::is_utf8;
using arena::problem::natural_less;
using arena::problem::shown;

TEST_CASE("text: natural order compares runs of digits by value", "[core]") {
    std::vector<std::string> names{"10", "2", "1", "a10", "a9", "01", "b", "a10b2", "a10b10"};
    std::sort(names.begin(), names.end(), natural_less);
    CHECK(names ==
          std::vector<std::string>{"01", "1", "2", "10", "a9", "a10", "a10b2", "a10b10", "b"});
}

TEST_CASE("text: UTF-8 excludes overlong forms, surrogates and what lies beyond", "[core]") {
    CHECK(is_utf8("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
    for (const char* text : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"}) {
        CHECK_FALSE(is_utf8(text));
    }
}

TEST_CASE("text: what is shown fits on one line", "[core]") {
    CHECK(shown("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m");
    CHECK(shown("\xFF.in") == "\\xff.in");
    CHECK(shown(std::string(1000, 'x')).size() == 63);
}

#include "core/problem/glob.hpp"

#include "tests/support/catch.hpp"

using arena::problem::expand_braces;
using arena::problem::glob_covers;

TEST_CASE("glob: braces expand to every alternative in order", "[core]") {
    CHECK(expand_braces("author.{py,cpp}").value() ==
          std::vector<std::string>{"author.py", "author.cpp"});
    CHECK(expand_braces("{a,b{1,2}}/x").value() == std::vector<std::string>{"a/x", "b1/x", "b2/x"});
    CHECK(expand_braces("*{ 4 }{ 2 }").value() == std::vector<std::string>{"*42"});
    CHECK(expand_braces("x{,y}").value() == std::vector<std::string>{"x", "xy"});
}

TEST_CASE("glob: what the format does not know is refused", "[core]") {
    for (const char* pattern : {"**/a", "a[bc]", "{a", "a}", "{a,b}}"}) {
        INFO(pattern);
        CHECK_FALSE(expand_braces(pattern).has_value());
    }
    std::string bomb;
    for (int i = 0; i < 30; ++i) bomb += "{a,b}";
    CHECK_FALSE(expand_braces(bomb).has_value());
}

TEST_CASE("glob: a star stays inside a name, and a folder covers what it holds", "[core]") {
    CHECK(glob_covers("accepted", "accepted/a.py"));
    CHECK(glob_covers("accepted/*", "accepted/a.py"));
    CHECK(glob_covers("*/a*y", "accepted/abby.y"));
    CHECK(glob_covers("secret/*-easy", "secret/01-easy"));
    CHECK_FALSE(glob_covers("*.py", "accepted/a.py"));
    CHECK_FALSE(glob_covers("accepted/a", "accepted/ab"));
    CHECK_FALSE(glob_covers("accepted/a.py/x", "accepted/a.py"));
    CHECK_FALSE(glob_covers("", "accepted"));
}

// A compiler's words: what people, terminals and logs may see of them.
#include "judge/compile_message.hpp"

#include "core/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace arena;

namespace {
std::string clean(const std::string& text) {
    return clean_compile_message(text, 4096);
}
}  // namespace

TEST_CASE("compile message: paths of host and sandbox shrink to their last part", "[message]") {
    CHECK(clean("In file included from /usr/include/c++/12/map:60,") ==
          "In file included from map:60,");
    CHECK(clean("/usr/bin/ld: /tmp/ccAb1.o: in function `main':") ==
          "ld: ccAb1.o: in function `main':");
    CHECK(clean("cannot open '/srv/judge/secret/1.ans'") == "cannot open '1.ans'");
    CHECK(clean("-L/usr/lib and x=/etc/passwd") == "-L/usr/lib and x=passwd");
    CHECK(clean("/box/main.cpp:1:2: error") == "main.cpp:1:2: error");
}

TEST_CASE("compile message: a quotation of the source stays as it is", "[message]") {
    const std::string told =
        "main.cpp:1:10: fatal error: shadow: No such file\n"
        "    1 | #include \"/etc/shadow\"\n      |          ^~~~~~~~~~~~~";
    CHECK(clean(told) == told);
    CHECK(clean("   from /usr/include/x.h:1") == "   from x.h:1");
}

TEST_CASE("compile message: places go by the name that the author knows", "[message]") {
    const auto own = [](const std::string& text, const std::string& used = "main.cpp") {
        return with_own_name(text, used, "sol.cpp");
    };
    CHECK(own("main.cpp: In function 'f':\nmain.cpp:3:5: error") ==
          "sol.cpp: In function 'f':\nsol.cpp:3:5: error");
    CHECK(own("In file included from a.h:1,\n                 from main.cpp:1:") ==
          "In file included from a.h:1,\n                 from sol.cpp:1:");
    CHECK(own("    3 | say(\"main.cpp:1\");") == "    3 | say(\"main.cpp:1\");");
    CHECK(own(" --> main.rs:1:5", "main.rs") == " --> sol.cpp:1:5");
    CHECK(own("  File \"main.py\", line 2", "main.py") == "  File \"sol.cpp\", line 2");
    CHECK(own("main.pas(3,5) Error", "main.pas") == "sol.cpp(3,5) Error");
    CHECK(own("./main.go:2:1: x", "main.go") == "./sol.cpp:2:1: x");
    CHECK(own("class A should be declared in a file named A.java", "A.java") ==
          "class A should be declared in a file named A.java");
    CHECK(own("domain.cpp:1: main.cppx:1:") == "domain.cpp:1: main.cppx:1:");
    CHECK(own("") == "");
}

TEST_CASE("compile message: divisions, comments and relative names stay", "[message]") {
    for (const char* text : {"main.cpp:3:5: error: a/b/c", "return x /usr;", "// tmp/x", "</p>",
                             "./main.go:2:14: x", "sub/tmp/a.h", "1/2", "/", "/usr"}) {
        CHECK(clean(text) == text);
    }
}

TEST_CASE("compile message: a terminal finds nothing to obey", "[message]") {
    CHECK(clean("a\x1b[31mred\x07") == "a\\x1b[31mred\\x07");
    CHECK(clean(std::string("nul\0!", 5)) == "nul\\x00!");
    CHECK(clean("c1 \xC2\x9B"
                "31m del \x7f") == "c1 \\x9b31m del \\x7f");
    CHECK(clean("dos\r\nline\rcr") == "dos\nline\\x0dcr");
    CHECK(clean("tab\tand \xE2\x80\x98quotes\xE2\x80\x99") ==
          "tab\tand \xE2\x80\x98quotes\xE2\x80\x99");
}

TEST_CASE("compile message: always valid UTF-8", "[message]") {
    for (const char* bad : {"\xff", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xC0\xAF",
                            "\xF5\x80\x80\x80", "\x80", "ok \xF0\x9F\x98"}) {
        CHECK(!is_utf8(bad));
        CHECK(is_utf8(clean(bad)));
        CHECK_THAT(clean(bad), Catch::Matchers::ContainsSubstring("\xEF\xBF\xBD"));
    }
    CHECK(is_utf8("\xF0\x9F\x98\x80 \xEF\xBF\xBD \xF4\x8F\xBF\xBF"));
}

TEST_CASE("compile message: bounded, at a line where there is one, never inside a character",
          "[message]") {
    std::string flood;
    for (int i = 0; i < 1000; ++i) flood += "line " + std::to_string(i) + "\n";
    const std::string kept = clean_compile_message(flood, 100);
    CHECK(kept.size() < 140);
    CHECK(kept.starts_with("line 0\nline 1\n"));
    CHECK_THAT(kept, Catch::Matchers::EndsWith(" more bytes)"));
    std::string wide;
    for (int i = 0; i < 100; ++i) wide += "\xF0\x9F\x98\x80";
    for (std::int64_t bound = 1; bound < 20; ++bound) {
        CHECK(is_utf8(clean_compile_message(wide, bound)));
    }
    CHECK(clean("text \n\n") == "text");
    CHECK(clean("") == "");
}

TEST_CASE("compile message: one line that names the error, not the source that is quoted",
          "[message]") {
    CHECK(telling_line("main.cpp: In function 'int main()':\nmain.cpp:1:14: error: expected ';'\n"
                       "    1 | int main() { return 1/0\n") ==
          "main.cpp:1:14: error: expected ';'");
    CHECK(telling_line("  File \"val.py\", line 1\n    no Error here\n       ^^^^^\n"
                       "SyntaxError: invalid syntax\n") == "SyntaxError: invalid syntax");
    CHECK(telling_line("nothing telling\nin two lines") == "nothing telling");
    CHECK(telling_line(std::string(1000, 'x')).size() == 300);
    CHECK(telling_line("") == "");
}

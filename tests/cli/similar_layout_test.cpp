// What paths say about submissions, and that every judged language has a syntax.
#include "cli/similar_layout.hpp"

#include "core/similarity/syntax.hpp"
#include "judge/language.hpp"
#include "tests/support/catch.hpp"

using namespace arena::cli;

TEST_CASE("layout: files, folders and patterns", "[similarity]") {
    const auto place = [](const std::string& layout, const std::string& path) {
        const auto read = Layout::read(layout);
        REQUIRE_OK(read);
        return read->place(path);
    };
    CHECK(place("file", "a/b.c") == Place{"a/b.c", "", ""});
    CHECK(place("folder", "a/b/c.c") == Place{"a", "", ""});
    CHECK(place("folder", "c.c") == Place{"c.c", "", ""});
    CHECK(place("{problem}/{user}", "A/ann/x/y.c") == Place{"A/ann", "A", "ann"});
    CHECK(place("{problem}/{user}_*.cpp", "A/ann_b_3.cpp") == Place{"A/ann_b_3.cpp", "A", "ann"});
    CHECK(place("*/{user}", "day1/bob/a.c") == Place{"day1/bob", "", "bob"});
    CHECK(place("{user}-{problem}.*", "ann-B.py") == Place{"ann-B.py", "B", "ann"});
    CHECK_FALSE(place("{problem}/{user}", "a.c"));
    CHECK_FALSE(place("{user}_*", "ann.c"));
    CHECK_FALSE(place("{user}_*", "_.c"));
}

TEST_CASE("layout: what is no pattern is refused", "[similarity]") {
    for (const char* text : {"", "files", "{name}/*", "{user", "/"}) {
        CAPTURE(text);
        const auto read = Layout::read(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().message.find('\n') == std::string::npos);
    }
}

TEST_CASE("similar: every judged language and extension is read by a lexer", "[similarity]") {
    using namespace arena::similarity;
    for (const arena::Language& language : arena::LanguageTable::built_in().all()) {
        CAPTURE(language.id);
        const Syntax* syntax = find_syntax(language.id);
        REQUIRE(syntax != nullptr);
        for (const std::string& extension : language.extensions) {
            CAPTURE(extension);
            CHECK(syntax_for_file("x" + extension) == syntax);
        }
    }
}

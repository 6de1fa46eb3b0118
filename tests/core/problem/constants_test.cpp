#include "core/problem/constants.hpp"

#include "tests/support/catch.hpp"

using arena::problem::substitute_constants;

namespace {

std::string filled(const std::string& text) {
    return substitute_constants(text, {{"n", "100"}, {"name", "{{n}}"}});
}

}  // namespace

TEST_CASE("constants: a known name in double braces becomes its value", "[core]") {
    CHECK(filled("int max = {{n}};") == "int max = 100;");
    CHECK(filled("{{n}}{{n}}") == "100100");
}

TEST_CASE("constants: what is no constant sequence stays", "[core]") {
    CHECK(filled("vector<pair<int,int>> v{{1, 2}};") == "vector<pair<int,int>> v{{1, 2}};");
    CHECK(filled("{{unknown}} {{ n }} {n}") == "{{unknown}} {{ n }} {n}");
    CHECK(filled("{{n") == "{{n");
    CHECK(filled("") == "");
}

TEST_CASE("constants: a sequence may touch a brace, and a value is not read again", "[core]") {
    CHECK(filled("{{{n}}}") == "{100}");
    CHECK(filled("{{name}}") == "{{n}}");
}

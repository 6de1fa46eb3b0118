#include "core/problem/yaml_node.hpp"

#include "tests/support/catch.hpp"

using arena::ErrorCode;
using arena::problem::parse_decimal;
using arena::problem::parse_yaml;
using arena::problem::YamlNode;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string refusal(const std::string& text) {
    const auto node = parse_yaml(text, "f.yaml");
    return node ? "" : node.error().message;
}

}  // namespace

TEST_CASE("yaml: values keep their spelling and their line", "[core]") {
    const auto root = parse_yaml("a: 1.0\nb:\n  c: [x, 'y']\n  d: ~\n", "f.yaml");
    REQUIRE_OK(root);
    CHECK(root->find("a")->text == "1.0");
    CHECK(root->find("b")->line == 2);
    const YamlNode* c = root->find("b")->find("c");
    REQUIRE(c != nullptr);
    CHECK(c->as_strings().value() == std::vector<std::string>{"x", "y"});
    CHECK_FALSE(c->items[0].quoted);
    CHECK(c->items[1].quoted);
    CHECK(root->find("b")->find("d")->is_null());
    CHECK(c->place() == "f.yaml line 3");
}

TEST_CASE("yaml: a byte-order mark and CR LF are taken out", "[core]") {
    const auto root = parse_yaml("\xEF\xBB\xBFname: x\r\nuuid: y\r\n", "f.yaml");
    REQUIRE_OK(root);
    CHECK(root->find("name")->text == "x");
    CHECK(root->find("uuid")->text == "y");
}

TEST_CASE("yaml: nothing at all is an empty document", "[core]") {
    for (const char* text : {"", "\n", "# only a comment\n", "---\n"}) {
        const auto root = parse_yaml(text, "f.yaml");
        REQUIRE_OK(root);
        CHECK(root->is_null());
    }
}

TEST_CASE("yaml: a key given twice is refused with both lines", "[core]") {
    CHECK(refusal("a: 1\nb: 2\na: 3\n") ==
          "f.yaml line 3: key 'a' is given twice (first in line 1): remove one");
}

TEST_CASE("yaml: anchors, aliases and merge keys are refused", "[core]") {
    CHECK_THAT(refusal("a: &x 1\nb: *x\n"), ContainsSubstring("f.yaml line 1: an anchor"));
    CHECK_THAT(refusal("b: *x\n"), ContainsSubstring("f.yaml line 1"));
    CHECK_THAT(refusal("<<: {a: 1}\n"), ContainsSubstring("merge key"));
}

TEST_CASE("yaml: nesting has a limit and a limit only", "[core]") {
    const std::string deep(31, '[');
    CHECK(refusal("a: " + deep + std::string(31, ']')).empty());
    const std::string deeper = std::string(33, '[') + std::string(33, ']');
    CHECK_THAT(refusal(deeper), ContainsSubstring("nested deeper than 32"));
    CHECK_FALSE(refusal(std::string(100'000, '[')).empty());
    CHECK_FALSE(refusal(std::string(100'000, '{')).empty());
}

TEST_CASE("yaml: what is no YAML text is refused", "[core]") {
    CHECK(refusal("a: \xFF\n") == "f.yaml is not UTF-8 text");
    CHECK_THAT(refusal(std::string("a: \0b", 5)), ContainsSubstring("NUL"));
    CHECK_THAT(refusal("a: b: c\n"), ContainsSubstring("not valid YAML"));
    CHECK_THAT(refusal("a: !!binary x\n"), ContainsSubstring("a tag"));
    CHECK_THAT(refusal("a: 1\n---\nb: 2\n"), ContainsSubstring("more than one YAML document"));
    CHECK_THAT(refusal("? [a]\n: b\n"), ContainsSubstring("a key must be a plain word"));
    CHECK(refusal(std::string((1 << 20) + 1, ' ')) == "f.yaml is larger than 1 MiB");
}

TEST_CASE("yaml: a quote that is never closed is refused, not stretched to the end", "[core]") {
    CHECK(refusal("x: \xC3\xA9\na: 'b\nc: d\n") == "f.yaml line 2: a quote is never closed");
    CHECK(refusal("a: \"b\\\"\nc: d\n") == "f.yaml line 1: a quote is never closed");
    CHECK(refusal("a: 'it''s'\nb: \"x\\\\\"\nc: ['', \"\"]\nd: |\n  'text\n").empty());
}

TEST_CASE("yaml: numbers are decimal", "[core]") {
    CHECK(parse_decimal("1e-6") == 1e-6);
    CHECK(parse_decimal("+.5") == 0.5);
    CHECK(parse_decimal("-3.") == -3.0);
    for (const char* text : {"", "+", "-", "inf", "-nan", "0x10", "1 ", "1s", "+-1", "e5"}) {
        INFO(text);
        CHECK_FALSE(parse_decimal(text).has_value());
    }
    const auto root = parse_yaml("[512.0, 1.5, 1e400, yes]", "f.yaml");
    REQUIRE_OK(root);
    CHECK(root->items[0].as_integer() == 512);
    CHECK_FALSE(root->items[1].as_integer().has_value());
    CHECK_FALSE(root->items[2].as_number().has_value());
    CHECK(root->items[3].as_bool() == true);
}

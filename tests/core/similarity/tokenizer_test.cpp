// The normal form: what counts, what does not, and that no bytes are too strange to read.
#include <algorithm>

#include "core/random.hpp"
#include "core/similarity/token.hpp"
#include "tests/support/catch.hpp"

using namespace arena::similarity;

namespace {

std::vector<std::uint32_t> codes(std::string_view source, std::string_view language) {
    const Syntax* syntax = find_syntax(language);
    REQUIRE(syntax != nullptr);
    std::vector<std::uint32_t> all;
    for (const Token& token : tokenize(source, *syntax)) all.push_back(token.code);
    return all;
}

/// The codes of tokens that are written out: names, numbers and strings as I, N and S.
std::vector<std::uint32_t> written(std::string_view tokens, std::string_view language) {
    std::vector<std::uint32_t> all;
    for (const std::string_view word : split_words(tokens)) {
        all.push_back(token_code(*find_syntax(language), word));
    }
    return all;
}

struct Example {
    const char* language;
    const char* source;
    const char* tokens;
};

}  // namespace

TEST_CASE("tokenize: each language's literals, comments and imports", "[similarity]") {
    const Example examples[] = {
        {"c", "#include <stdio.h>\nint main(void) { return 'x' + 0x1Fu; } // end",
         "T I I return S + N"},
        {"c", "int main() { puts(\"a // b\"); /* \" */ }", "T I I S"},
        {"cpp20", "std::vector<int> v; auto s = R\"x(a)\" b)x\"; int n = 1'000'000;",
         "I < T > I T I = S T I = N"},
        {"cpp20", "unsigned long long x; using namespace std;\nx = L'a';", "T I I = S"},
        {"cpp17", "#define add(a, b) \\\n  a + b\n#pragma once\nx->y",
         "#define I I , I I + I I -> I"},
        {"java", "package a.b;\nimport java.util.*;\n@Override public final int f() { return 1; }",
         "@ I T I return N"},
        {"java", "var t = \"\"\"\n a \" b\n\"\"\"; char c = '\\'';", "T I = S T I = S"},
        {"csharp", "using System;\nclass A { string s = @\"c:\\\"; var t = $\"{x}\"; }",
         "class I string I = S T I = S"},
        {"csharp", "#region a\nusing (var f = g()) { }\n#endregion", "using T I = I"},
        {"javascript", "import a from 'b';\nconst r = /[/\"]+/g.test(x) / 2; `a${`b`}c`",
         "T I = S . I I / N S"},
        {"typescript", "import {\n a\n} from 'b'\nlet n: number = 1", "T I : T = N"},
        {"go", "package main\nimport (\n \"fmt\"\n)\nfunc main() { x := `a\nb`; c := 'x' }",
         "func I I := S I := S"},
        {"rust",
         "use std::io;\nfn f<'a>(x: &'a str) -> u8 { /* /* */ x */ b'x' + r#\"\"\"#.len() }",
         "fn I < ' I > I : & ' I T -> T S + S . I"},
        {"kotlin", "import a.b\nval s = \"${m[\"k\"]}\" /* /* */ */ + \"\"\"x\"\"\"",
         "T I = S + S"},
        {"php", "<h1>'</h1><?php use A\\B; $x = <<<EOT\nit's\nEOT; # c\n// d\necho 'a' ?> it's",
         "I = S echo S"},
        {"python3",
         "import os, sys\nfrom a import (b,\n c)\ndef f(x):\n    \"\"\"doc\"\"\"\n    return f'a' "
         "# b",
         "def I I return S"},
        {"pypy3", "x = '''a\n'b''' + rb\"c\" \\\n + 1_000e-5", "I = S + S + N"},
        {"ruby",
         "require 'a'\n=begin\nx = 1\n=end\nx = %w[a b] / 2 # c\ny = \"#{h[\"k\"]}\"\nz.empty? ? 1 "
         ": 2",
         "I = S / N I = S I . I ? N : N"},
        {"ruby", "puts <<~A + 'x'\n  it's\nA\nq", "puts S + S I"},
        {"perl",
         "use strict;\nmy $x = q(a(b)c) . qw/a b/;\n$x =~ "
         "s/a/b/g;\n=pod\nit's\n=cut\n1;\n__END__\nit's",
         "my I = S . S I =~ S N"},
        {"lua", "--[==[ a ]] ]==] local s = [[it's]] .. 'x' -- c\nx = y // 2",
         "I = S .. S I = I // N"},
        {"pascal",
         "PROGRAM p; uses a, b;\nVAR s: String; { c } (* d *) begin s := 'it''s' + #13; END.",
         "var I : string I := S + # N ."},
        {"haskell",
         "module Main where\nimport Data.List (sort)\n{- a {- b -} -}\nf x' = 'c' --> x' -- d",
         "I I = S --> I"},
        {"plain", "alpha beta 12 \"x\"", "alpha beta N S"},
    };
    for (const Example& form : examples) {
        CAPTURE(form.language, form.source);
        std::string_view tokens = form.tokens;
        auto found = codes(form.source, form.language);
        // "-->" is one operator of many in Haskell; here it is enough that it is no comment.
        if (tokens.find("-->") != std::string_view::npos) {
            CHECK(found.size() > 5);
            CHECK(found.back() == written("I", form.language).front());
            continue;
        }
        CHECK(found == written(tokens, form.language));
    }
}

TEST_CASE("tokenize: places lead back into the source", "[similarity]") {
    const std::string source = "\xEF\xBB\xBFint  main() { return 42; }";
    const auto tokens = tokenize(source, *find_syntax("c"));
    std::vector<std::string> texts;
    for (const Token& token : tokens) {
        texts.push_back(source.substr(token.begin, token.end - token.begin));
    }
    CHECK(texts == std::vector<std::string>{"int", "main", "return", "42"});
}

TEST_CASE("tokenize: line ends of any kind, a BOM and a shebang say nothing", "[similarity]") {
    for (const char* language : {"python3", "cpp20", "ruby", "haskell"}) {
        CAPTURE(language);
        const std::string comment = language == std::string("haskell") ? "-- c"
                                    : language == std::string("cpp20") ? "// c"
                                                                       : "# c";
        const std::string unix_text = "a = b\n" + comment + "\nc = d\n";
        std::string dos, mac;
        for (const char c : unix_text) {
            dos += c == '\n' ? "\r\n" : std::string(1, c);
            mac += c == '\n' ? '\r' : c;
        }
        const auto wanted = codes(unix_text, language);
        CHECK(wanted.size() == 6);
        CHECK(codes(dos, language) == wanted);
        CHECK(codes(mac, language) == wanted);
        CHECK(codes("\xEF\xBB\xBF" + dos, language) == wanted);
    }
    CHECK(codes("#!/usr/bin/perl it's\n$x", "perl") == codes("$x", "perl"));
}

TEST_CASE("tokenize: what is never closed ends by itself", "[similarity]") {
    CHECK(codes("x = 'abc\ny = 1", "python3") == written("I = S I = N", "python3"));
    CHECK(codes("x /* y", "c") == written("I", "c"));
    CHECK(codes("{ a { b } x := 1", "pascal") == written("I := N", "pascal"));
    CHECK(codes("{ a { b } x { c { d } } y", "pascal") == written("I } I", "pascal"));
    CHECK(codes("x = <<~A\nb", "ruby") == written("I = S I", "ruby"));
    CHECK(codes("import (\nx", "go").size() == 2);
    for (const Syntax& syntax : syntax_table()) {
        CAPTURE(syntax.name);
        for (const std::string_view text :
             {"\"", "'", "`", "/", "r#", "R\"", "%w", "<<<", "--[[", "@\"", "\\", "\\\r", "0x",
              "'\\", "q", "s/", "#", "<?", "=begin"}) {
            CHECK_NOTHROW(tokenize(text, syntax));
        }
    }
}

TEST_CASE("tokenize: any bytes give places in order", "[similarity][property]") {
    arena::Random random(7);
    constexpr std::string_view pieces[] = {
        "\"", "'",    "`",    "/*",   "*/",  "//",       "#",  "{-",     "-}",      "--[[", "<<A",
        "\n", "\r",   "\\",   "R\"(", ")\"", "r#\"",     "${", "}",      "import ", "int ", "x",
        "1.", "\xFF", "\xC3", "%w[",  "s/",  "=begin\n", "?>", "<?php ", " ",       "(",    ")"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (std::uint64_t i = random.below(60); i > 0; --i) {
            text += pieces[random.below(std::size(pieces))];
        }
        for (const Syntax& syntax : syntax_table()) {
            std::uint32_t last = 0;
            bool ordered = true;
            for (const Token& token : tokenize(text, syntax)) {
                ordered = ordered && token.begin >= last && token.end > token.begin &&
                          token.end <= text.size();
                last = token.end;
            }
            CAPTURE(syntax.name, text);
            REQUIRE(ordered);
        }
    }
}

TEST_CASE("syntax: extensions and names lead to one syntax each", "[similarity]") {
    std::vector<std::string_view> seen;
    for (const Syntax& syntax : syntax_table()) {
        CHECK(find_syntax(syntax.name) == &syntax);
        for (const auto list : {syntax.languages, syntax.extensions}) {
            for (const std::string_view word : split_words(list)) {
                if (list == syntax.languages) CHECK(find_syntax(word) == &syntax);
                if (word == syntax.name) continue;
                CAPTURE(word);
                CHECK(std::find(seen.begin(), seen.end(), word) == seen.end());
                seen.push_back(word);
            }
        }
    }
    CHECK(syntax_for_file("a.b/C.CPP") == find_syntax("cpp20"));
    CHECK(syntax_for_file("a.py/makefile") == nullptr);
    CHECK(syntax_for_file("notes.txt") == nullptr);
    CHECK(find_syntax("cobol") == nullptr);
}

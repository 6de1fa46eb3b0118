// Statements as HTML: what is markup there is markup here, and nothing else is.
#include "core/problem/statement_html.hpp"

#include "tests/support/catch.hpp"

using namespace arena::problem;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("statement: Markdown", "[core][statement]") {
    const StatementPage page;
    CHECK(markdown_html("# A\n\nb *c* **d** `<e>`\n", page) ==
          "<h1>A</h1>\n<p>b <em>c</em> <strong>d</strong> <code>&lt;e&gt;</code></p>\n");
    CHECK(markdown_html("- a\n- b\n  c\n", page) == "<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>\n");
    CHECK(markdown_html("```\n<x>\n```\n", page) == "<pre>&lt;x&gt;\n</pre>\n");
    CHECK(markdown_html("|a|b|\n|-|-|\n|1|2|\n", page) ==
          "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>\n");
    CHECK_THAT(markdown_html("$a_{i} \\le 2^n$", page),
               ContainsSubstring("a<sub>i</sub> ≤ 2<sup>n</sup>"));
    CHECK_THAT(markdown_html("<script>x</script>", page), ContainsSubstring("&lt;script&gt;"));
    CHECK(markdown_html("[x](javascript:alert)", page) == "<p>x</p>\n");
    CHECK_THAT(markdown_html("[x](https://a.b)", page), ContainsSubstring("href=\"https://a.b\""));
}

TEST_CASE("statement: LaTeX", "[core][statement]") {
    const StatementPage page;
    CHECK_THAT(latex_html("\\section*{Input}\nOne \\textbf{bold} % gone\nline", page),
               ContainsSubstring("<h2>Input</h2>\nOne <strong>bold</strong> \nline"));
    CHECK_THAT(latex_html("\\begin{itemize}\\item a\\item b\\end{itemize}", page),
               ContainsSubstring("<ul><li> a<li> b</li></ul>"));
    CHECK_THAT(latex_html("``x'' --- $n \\leq 5$ \\unknown{kept}", page),
               ContainsSubstring("“x” — <span class=\"math\">n ≤ 5</span> kept"));
    CHECK_THAT(latex_html("\\begin{verbatim}\\a{$}\\end{verbatim}", page),
               ContainsSubstring("<pre>\\a{$}</pre>"));
    CHECK_THAT(latex_html("\\textbf{never closed", page), ContainsSubstring("never closed"));
}

TEST_CASE("statement: a page with samples and an image in it", "[core][statement]") {
    StatementPage page;
    page.title = "T & U";
    page.text = "![A](a.png)";
    page.samples.push_back({"1 <\n", "2\n", ""});
    page.image = [](const std::string& name) { return name == "a.png" ? "Man" : std::string(); };
    const std::string html = statement_html(page);
    CHECK_THAT(html, ContainsSubstring("<title>T &amp; U</title>"));
    CHECK_THAT(html, ContainsSubstring("data:image/png;base64,TWFu"));
    CHECK_THAT(html, ContainsSubstring("<pre>1 &lt;\n</pre>"));
}

TEST_CASE("statement: what a page leaves out is told by its line, once", "[core][statement]") {
    StatementPage page;
    page.image = [](const std::string& name) { return name == "a.png" ? "Man" : std::string(); };
    const auto faults_of = [&page](const std::string& text, bool is_latex) {
        page.text = text;
        page.is_latex = is_latex;
        std::vector<std::string> out;
        for (const StatementFault& fault : statement_faults(page)) {
            out.push_back(std::to_string(fault.line) + ": " + fault.message);
        }
        return out;
    };
    using Lines = std::vector<std::string>;
    CHECK(faults_of("![A](a.png)\n\n![B](b.png){width=5%}\n![B](b.png)\n", false) ==
          Lines{"3: the image 'b.png' is missing"});
    CHECK(faults_of("one\nat most {{n}} and {{ n }}\n\n{{nextsample}}\n", false) ==
          Lines{"2: '{{n}}' is no constant of problem.yaml"});
    CHECK(faults_of("$a \\leq b$\n\n$\\frob x$\n", false) ==
          Lines{"3: the command \\frob is not known here"});
    CHECK(faults_of("\\section{A}\n\\frobnicate{x}\n\\illustration{0.3}{b.jpg}{Ada}\n"
                    "\\frob\n\\includegraphics[width=2cm]{a.png}",
                    true) == Lines{"2: the command \\frobnicate is not known here",
                                   "3: the image 'b.jpg' is missing",
                                   "4: the command \\frob is not known here"});
    CHECK(faults_of("\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}", true) ==
          Lines{"1: the command \\begin{tikzpicture} is not known here"});
    CHECK(faults_of("\\newcommand{\\maxn}{1000}\n\\InputFile $n \\le \\maxn$\\maxn", true).size() ==
          1);
}

TEST_CASE("statement: the rest of the usual LaTeX", "[core][statement]") {
    StatementPage page;
    page.title = "Bridges";
    page.constants["n"] = "17";
    page.image = [](const std::string&) { return std::string("Man"); };
    const auto html = [&page](const std::string& text) { return latex_html(text, page); };
    CHECK_THAT(html("\\illustration{0.3}{b.jpg}{by \\href{https://a.b}{Ada}}"),
               ContainsSubstring("image/jpeg;base64,TWFu") &&
                   ContainsSubstring("<figcaption>by <a href=\"https://a.b\">Ada</a>"));
    CHECK_THAT(html("\\begin{tabular}{|l|r|}\\hline a & b\\& \\\\ \\hline 1 & 2\\\\\\end{tabular}"),
               ContainsSubstring("<tr><td>a</td><td>b&amp;</td></tr>\n<tr><td>1</td><td>2</td>"));
    CHECK(html("\\problemname{Bridges}x") == "<p>x");
    CHECK(html("\\(a\\) and \\[b_1\\] and \\(") ==
          "<p><span class=\"math\">a</span> and <span class=\"math\">b<sub>1</sub></span> and "
          "<span class=\"math\"></span>");
    CHECK(html("\\newcommand{\\maxn}{1000}up to \\maxn{} or \\constant{n}") ==
          "<p>up to 1000 or 17");
    CHECK_THAT(html("\\begin{problem}{B}{in}{out}{1 s}\\InputFile n\\exmp{1}{2}\\end{problem}"),
               ContainsSubstring("<h2>Input</h2> n"));
    // Macros of macros end.
    std::string bomb;
    for (char c = 'a'; c < 'z'; ++c) {
        const std::string next(1, static_cast<char>(c + 1));
        bomb += std::string("\\newcommand{\\m") + c + "}{\\m" + next + "\\m" + next + "}";
    }
    CHECK(html(bomb + "\\ma").size() < 4'000'000);
}

TEST_CASE("statement: samples stand where the text says", "[core][statement]") {
    StatementPage page;
    page.title = "T";
    page.text = "{{nextsample}}\n\nmiddle\n\n{{remainingsamples}}\n\nend\n";
    for (const char* input : {"one\n", "two\n", "three\n"}) page.samples.push_back({input, "", ""});
    const std::string html = statement_html(page);
    const auto at = [&html](const std::string& what) { return html.find(what); };
    CHECK(at("one") < at("middle"));
    CHECK(at("middle") < at("two"));
    CHECK(at("three") < at("<p>end"));
    CHECK(html.find("one", at("one") + 1) == std::string::npos);
    CHECK(at("{{") == std::string::npos);
}

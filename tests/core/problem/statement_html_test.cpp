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

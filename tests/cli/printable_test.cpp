#include "cli/printable.hpp"

#include "tests/support/catch.hpp"

using namespace arena::cli;

TEST_CASE("printable: text stays, controls and bad bytes are shown", "[cli]") {
    CHECK(printable("na\xC3\xAFve \xE6\xBC\xA2") == "na\xC3\xAFve \xE6\xBC\xA2");
    CHECK(printable("a\tb\n\x1b[0m\x7f") == "a\\tb\\n\\e[0m\\x7F");
    CHECK(printable("a\tb\n", Lines::keep) == "a\tb\n");
    CHECK(printable("\xC2\x9B") == "\\u{9B}");              // a C1 control: CSI in one character
    CHECK(printable("\xE2\x80\xAE") == "\\u{202E}");        // right-to-left override
    CHECK(printable("\xC0\x80") == "\\xC0\\x80");           // overlong
    CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");  // a surrogate
    CHECK(printable("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");  // above U+10FFFF
    CHECK(printable("\xE6\xBC") == "\\xE6\\xBC");                    // cut short
}

TEST_CASE("printable: text for XML and HTML is escaped, kept lines become references", "[cli]") {
    CHECK(markup_text("a<b> & \"c\" 'd'") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    CHECK(markup_text("a\tb\n\x1b[0m") == "a\\tb\\n\\e[0m");
    CHECK(markup_text("a\tb\n\x1b[0m", Lines::keep) == "a&#9;b&#10;\\e[0m");
    CHECK(markup_text("\xEF\xBF\xBE\xEF\xBF\xBF.") == "??.");  // UTF-8, but not XML
    CHECK(markup_text("\xFF") == "\\xFF");
}

TEST_CASE("printable: width counts columns, not bytes", "[cli]") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("na\xC3\xAFve") == 5);
    CHECK(display_width("e\xCC\x81") == 1);                 // combining acute
    CHECK(display_width("\xE6\xBC\xA2\xE5\xAD\x97") == 4);  // two wide characters
}

TEST_CASE("printable: cuts keep whole characters within the columns", "[cli]") {
    CHECK(cut_end("abcdef", 6, "...") == "abcdef");
    CHECK(cut_end("abcdefg", 6, "...") == "abc...");
    CHECK(cut_start("secret/group/03", 8, "...") == "...up/03");
    CHECK(cut_end("\xE6\xBC\xA2\xE5\xAD\x97", 3, "") == "\xE6\xBC\xA2");
    CHECK(cut_end("abcdef", 2, "...") == "ab");
}

TEST_CASE("printable: a shell word is quoted when a shell would change it", "[cli]") {
    CHECK(shell_word("secret/03-big") == "secret/03-big");
    CHECK(shell_word("a b*") == "'a b*'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    CHECK(shell_word("") == "''");
}

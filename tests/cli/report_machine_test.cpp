// json, jsonl, junit, github: the fields and counts that machines rely on, and that no byte of a
// program can break a document.
#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_judgement.hpp"

using namespace arena;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

const std::string hostile = "\"<&>'\033[31m\x01\xFF\xC3(\xED\xA0\x80\xEF\xBF\xBF,:%\n";

std::size_t count_of(const std::string& text, const std::string& needle) {
    std::size_t count = 0;
    for (std::size_t at = text.find(needle); at != std::string::npos;
         at = text.find(needle, at + 1))
        ++count;
    return count;
}

bool is_valid_utf8(const std::string& text) {
    char32_t code = 0;
    for (std::size_t position = 0; position < text.size();) {
        if (!cli::next_code_point(text, position, code)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("json: schema, version and verdict stand at the top", "[cli]") {
    const std::string text = cli::json_report(samples::report_of(samples::accepted(2)));
    CHECK_THAT(text, ContainsSubstring("\"verdict\": \"AC\""));
    const json document = json::parse(text);
    CHECK(document["schema"] == "arena.judgement");
    CHECK(document["version"] == 1);
    CHECK(document["verdict"] == "AC");
    CHECK(document["as_expected"] == true);
    CHECK(document["tests"]["run"] == 2);
    CHECK(document["tests"]["verdicts"]["AC"] == 2);
    CHECK(document["cases"][1]["name"] == "secret/02");
    CHECK(document["cases"][1]["cpu_s"] == Approx(0.02));
    CHECK(document["sandbox"]["tier"] == "default");
    CHECK(document["score"].is_null());
}

TEST_CASE("json: a wrong answer carries its difference; what was not run has no verdict", "[cli]") {
    const json document =
        json::parse(cli::json_report(samples::report_of(samples::wrong_answer(), Verdict::WA)));
    CHECK(document["verdict"] == "WA");
    CHECK(document["as_expected"] == true);
    CHECK(document["expected"] == json::array({"WA"}));
    CHECK(document["decided_by"] == "secret/03-big");
    CHECK(document["cases"][1]["difference"]["expected"] == "42");
    CHECK(document["cases"][2]["verdict"].is_null());
    CHECK(document["tests"]["total"] == 3);
}

TEST_CASE("json: several solutions are a list below the worst verdict", "[cli]") {
    auto report = samples::report_of(samples::accepted(2));
    report.solutions.push_back(samples::wrong_answer());
    const json document = json::parse(cli::json_report(report));
    CHECK(document["verdict"] == "WA");
    CHECK(document["as_expected"] == false);
    REQUIRE(document["judgements"].size() == 2);
    CHECK(document["judgements"][0]["verdict"] == "AC");
    CHECK(document["judgements"][1]["cases"].size() == 3);
}

TEST_CASE("json: no byte of a program breaks it", "[cli]") {
    const auto report = samples::report_of(samples::with_hostile_text(hostile));
    const std::string text = cli::json_report(report);
    CHECK(is_valid_utf8(text));
    const json document = json::parse(text);
    CHECK(document["cases"][0]["stderr"].get<std::string>().find("\033[31m\x01") !=
          std::string::npos);
    const std::string line = cli::jsonl_case("s\xFF", report.solutions[0].judgement.cases[0]);
    CHECK(count_of(line, "\n") == 1);
    CHECK(json::parse(line)["type"] == "case");
    CHECK(json::parse(cli::jsonl_summary(report, report.solutions[0]))["verdict"] == "WA");
}

TEST_CASE("junit: counts agree with the children", "[cli]") {
    const std::string text = cli::junit_report(samples::report_of(samples::wrong_answer()));
    CHECK(count_of(text, "<testcase ") == 3);
    CHECK(count_of(text, "<failure ") == 1);
    CHECK(count_of(text, "<skipped/>") == 1);
    CHECK(count_of(text, "tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"") == 2);
    CHECK_THAT(text, ContainsSubstring("expected &quot;42&quot;, found &quot;43&quot;"));
}

TEST_CASE("junit: an expected verdict is no failure, a better one is", "[cli]") {
    const std::string as_expected =
        cli::junit_report(samples::report_of(samples::wrong_answer(), Verdict::WA));
    CHECK(count_of(as_expected, "<failure") == 0);
    const std::string too_good =
        cli::junit_report(samples::report_of(samples::accepted(2), Verdict::WA));
    CHECK(count_of(too_good, "<testcase ") == 3);
    CHECK_THAT(too_good, ContainsSubstring("expected WA, got AC"));
    CHECK(count_of(too_good, "tests=\"3\" failures=\"1\"") == 2);
}

TEST_CASE("junit: a compile error is one failed testcase", "[cli]") {
    const std::string text = cli::junit_report(samples::report_of(samples::compile_error("a<b")));
    CHECK_THAT(text, ContainsSubstring("name=\"compile\""));
    CHECK_THAT(text, ContainsSubstring("a&lt;b</failure>"));
}

TEST_CASE("junit: no byte of a program breaks it", "[cli]") {
    const std::string text =
        cli::junit_report(samples::report_of(samples::with_hostile_text(hostile)));
    CHECK(is_valid_utf8(text));
    for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK_THAT(text, !ContainsSubstring("\xEF\xBF\xBF"));
    CHECK_THAT(text, ContainsSubstring("&lt;&amp;&gt;"));
    CHECK_THAT(text, ContainsSubstring("\\e[31m\\x01\\xFF"));
}

TEST_CASE("github: a failure becomes an annotation on the solution", "[cli]") {
    const std::string text = cli::github_report(samples::report_of(samples::wrong_answer()));
    CHECK_THAT(text, ContainsSubstring("::error file=sol.cpp,line=1,title=WA secret/03-big::wrong "
                                       "answer: line 3, column 5"));
    const std::string compile = cli::github_report(
        samples::report_of(samples::compile_error("main.cpp: In function:\nmain.cpp:17:5: x\n")));
    CHECK_THAT(compile, ContainsSubstring("file=sol.cpp,line=17,"));
    CHECK_THAT(compile, ContainsSubstring("In function:%0Amain.cpp"));
}

TEST_CASE("github: no byte of a program starts a command of its own", "[cli]") {
    const auto solution = samples::with_hostile_text("\n::error::x\r\n%0A,file=y");
    const std::string text = cli::github_report(samples::report_of(solution));
    CHECK(count_of(text, "\n") == count_of("\n" + text, "\n::error file="));
    CHECK_THAT(text, !ContainsSubstring("\r"));
    CHECK_THAT(text, !ContainsSubstring("%0A,file"));
}

TEST_CASE("github: what was expected is a notice", "[cli]") {
    const std::string text =
        cli::github_report(samples::report_of(samples::wrong_answer(), Verdict::WA));
    CHECK_THAT(text, ContainsSubstring("::notice file=sol.cpp"));
    CHECK_THAT(text, !ContainsSubstring("::error"));
}

#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_judgement.hpp"

using namespace arena;
using Catch::Matchers::ContainsSubstring;

namespace {

const cli::Screen pipe_screen;
const cli::Screen terminal80{true, true, true, 80};

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\033') {
            while (text[i] != 'm') ++i;
        } else {
            plain += text[i];
        }
    }
    for (std::size_t start = 0; start < plain.size();) {
        const std::size_t end = std::min(plain.find('\n', start), plain.size());
        widest = std::max(widest, cli::display_width(plain.substr(start, end - start)));
        start = end + 1;
    }
    return widest;
}

std::size_t lines_with(const std::string& text, const std::string& needle) {
    std::size_t count = 0;
    for (std::size_t at = text.find(needle); at != std::string::npos;
         at = text.find(needle, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("table: an accepted solution shows every test and one summary", "[cli]") {
    const std::string text = cli::table_report(samples::accepted(12), pipe_screen, {});
    CHECK(lines_with(text, "secret/") == 12);
    CHECK_THAT(text, ContainsSubstring("secret/03  AC"));
    CHECK_THAT(text, ContainsSubstring("AC  12 tests  slowest 0.120 s of 1.000 s (12)"));
    CHECK_THAT(text, ContainsSubstring("default tier, cgroup v1"));
    CHECK_THAT(text, !ContainsSubstring("\033"));
}

TEST_CASE("table: many accepted tests fold to the slowest", "[cli]") {
    const std::string text = cli::table_report(samples::accepted(76), pipe_screen, {});
    CHECK(lines_with(text, "secret/") == 1);
    CHECK_THAT(text, ContainsSubstring("secret/76"));
    CHECK_THAT(text, ContainsSubstring("75 more accepted (-v shows all)"));
    const std::string all =
        cli::table_report(samples::accepted(76), pipe_screen, {.verbose = true});
    CHECK(lines_with(all, "secret/") == 76);
}

TEST_CASE("table: a wrong answer names the place and the command to see it again", "[cli]") {
    const std::string text = cli::table_report(samples::wrong_answer(), pipe_screen, {});
    CHECK_THAT(text, ContainsSubstring("line 3, column 5: expected \"42\", found \"43\""));
    CHECK_THAT(text, ContainsSubstring("arena judge sol.cpp -p problems/hello --tests "
                                       "secret/03-big --explain"));
    CHECK_THAT(text, ContainsSubstring("WA  1 of 2 tests accepted (1 WA, 1 not run)"));
}

TEST_CASE("table: --explain marks the place below its line", "[cli]") {
    const std::string text =
        cli::table_report(samples::wrong_answer(), pipe_screen, {.explain = true});
    CHECK_THAT(text, ContainsSubstring("  in        1 2 43 5\n                ^^\n"));
    CHECK_THAT(text, ContainsSubstring("expected  42\n"));
    CHECK_THAT(text, ContainsSubstring("found     43\n"));
}

TEST_CASE("table: no line is wider than the terminal", "[cli]") {
    for (const auto& solution : {samples::accepted(12), samples::wrong_answer(),
                                 samples::with_hostile_text("\xE6\xBC\xA2"
                                                            "a")}) {
        const std::string text = cli::table_report(solution, terminal80, {});
        CAPTURE(text);
        CHECK(widest_line(text) <= 80);
    }
}

TEST_CASE("table: what a program wrote cannot steer the terminal", "[cli]") {
    const auto solution = samples::with_hostile_text("\033]0;x\a\r\xE2\x80\xAE\xFF");
    for (const bool explain : {false, true}) {
        const std::string text = cli::table_report(solution, pipe_screen, {.explain = explain});
        CHECK_THAT(text, !ContainsSubstring("\033"));
        CHECK_THAT(text, !ContainsSubstring("\r"));
        CHECK_THAT(text, !ContainsSubstring("\xE2\x80\xAE"));
        CHECK_THAT(text, !ContainsSubstring("\xFF"));
        CHECK_THAT(text, ContainsSubstring("\\e]0;x\\x07\\r\\u{202E}\\xFF"));
    }
}

TEST_CASE("table: a compile error shows the compiler's text and no rows", "[cli]") {
    const std::string text = cli::table_report(
        samples::compile_error("main.cpp:3:5: error: expected ';'\n"), pipe_screen, {});
    CHECK_THAT(text, ContainsSubstring("main.cpp:3:5: error: expected ';'\n"));
    CHECK_THAT(text, ContainsSubstring("CE  does not compile"));
    CHECK_THAT(text, !ContainsSubstring("verdict"));
}

TEST_CASE("table: an unstable test is marked", "[cli]") {
    auto solution = samples::accepted(3);
    solution.judgement.cases[1].unstable = true;
    solution.judgement.cases[1].runs = 4;
    solution.judgement.unstable = true;
    const std::string text = cli::table_report(solution, pipe_screen, {});
    CHECK_THAT(text, ContainsSubstring("secret/02  AC ~"));
    CHECK_THAT(text, ContainsSubstring("4 runs, from 0.020 s"));
    CHECK_THAT(text, ContainsSubstring("AC ~"));
    CHECK_THAT(text, ContainsSubstring("unstable"));
}

TEST_CASE("table: groups show their scores", "[cli]") {
    auto solution = samples::accepted(3);
    auto& grade = solution.judgement.grade;
    grade.score = 20;
    grade.max_score = 100;
    grade.groups = {{"", Verdict::AC, 20, 100},
                    {"secret/1-small", Verdict::AC, 20, 20},
                    {"secret/2-large", Verdict::WA, 0, 80},
                    {"secret/3-none", std::nullopt, 0, 0}};
    const std::string text = cli::table_report(solution, pipe_screen, {});
    CHECK_THAT(text, ContainsSubstring("secret/1-small  AC            20 of 20"));
    CHECK_THAT(text, ContainsSubstring("secret/2-large  WA             0 of 80"));
    CHECK_THAT(text, ContainsSubstring("secret/3-none   not run"));
    CHECK_THAT(text, ContainsSubstring("AC  score 20 of 100"));
}

TEST_CASE("table: several solutions end with one line", "[cli]") {
    auto report = samples::report_of(samples::accepted(2));
    CHECK(cli::table_overall(report, pipe_screen).empty());
    report.solutions.push_back(samples::wrong_answer());
    CHECK(cli::table_overall(report, pipe_screen) == "\n2 solutions: 1 AC, 1 WA\n");
}

TEST_CASE("table: a crash is told with the last line of its stderr", "[cli]") {
    auto solution = samples::accepted(2);
    CaseResult& crashed = solution.judgement.cases[1];
    crashed.verdict = Verdict::RTE;
    crashed.reason = "exit status 1";
    crashed.error_output = "Traceback:\n  File \"x\"\nValueError: bad\n\n";
    solution.judgement.verdict = Verdict::RTE;
    const std::string text = cli::table_report(solution, pipe_screen, {});
    CHECK_THAT(text, ContainsSubstring("RTE  secret/02\n    exit status 1: ValueError: bad\n"));
}

TEST_CASE("table: a validator's message is told once", "[cli]") {
    auto solution = samples::wrong_answer();
    CaseResult& wrong = solution.judgement.cases[1];
    wrong.difference.reset();
    wrong.reason = "too long";
    wrong.judge_message = "too long\n";
    for (const bool explain : {false, true}) {
        const std::string text = cli::table_report(solution, pipe_screen, {.explain = explain});
        CHECK(lines_with(text, "too long") == 2);  // in its row, and below
    }
}

TEST_CASE("table: --explain shows the place in a line wider than the terminal", "[cli]") {
    auto solution = samples::wrong_answer();
    Difference& difference = *solution.judgement.cases[1].difference;
    difference.context = std::string(150, 'a') + " 43 " + std::string(150, 'b');
    difference.column = 152;
    const std::string text = cli::table_report(solution, terminal80, {.explain = true});
    CAPTURE(text);
    const std::size_t row = text.find("aaa 43 bbb");
    REQUIRE(row != std::string::npos);
    const std::size_t start = text.rfind('\n', row) + 1;
    CHECK(widest_line(text.substr(start, text.find('\n', row) - start)) <= 80);
    CHECK_THAT(text, ContainsSubstring("^^"));
}

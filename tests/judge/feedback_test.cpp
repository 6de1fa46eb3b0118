// Feedback files and score rules of problem package format 2025-09.
#include "judge/feedback.hpp"

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

problem::Package scoring_package() {
    problem::Package package;
    package.scoring = true;
    return package;
}

Feedback with(const std::vector<std::pair<std::string, std::string>>& files) {
    RunReport report;
    for (const auto& [name, content] : files) report.files.push_back({name, content, false});
    return read_feedback(report);
}

CaseScore scores(const Feedback& feedback) {
    return read_scores(feedback, scoring_package(), problem::Case{});
}

}  // namespace

TEST_CASE("feedback: nextpass.in is taken out, everything else is kept to be given back",
          "[judge]") {
    const Feedback feedback = with({{"judgemessage.txt", "bad"},
                                    {"nextpass.in", "1 2\n"},
                                    {"state/seen", "7"},
                                    {".keep", "its own"}});
    CHECK(feedback.next_input == "1 2\n");
    CHECK(feedback.judge_message == "bad");
    REQUIRE(feedback.files.size() == 3);
    CHECK(feedback.files[1].name == "state/seen");
}

TEST_CASE("feedback: an empty directory still exists for the next pass", "[judge]") {
    const auto files = feedback_box_files({{"a", "1", true}});
    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "feedback/");  // a folder, and no file that the validator did not make
    CHECK(files[1].name == "feedback/a");
    CHECK(files[1].executable);
}

TEST_CASE("feedback: what decides and cannot be read is a fault", "[judge]") {
    const auto fault = [](const std::vector<std::string>& refused, bool truncated = false) {
        RunReport report;
        report.files_refused = refused;
        report.files_truncated = truncated;
        return read_feedback(report).fault;
    };
    CHECK(fault({}).empty());
    CHECK(fault({"picture"}).empty());
    CHECK(fault({"a", "nextpass.in"}) == "nextpass.in is not a regular file that can be read");
    CHECK(fault({"score.txt"}) == "score.txt is not a regular file that can be read");
    CHECK(fault({"score_multiplier.txt"}).find("score_multiplier.txt") == 0);
    CHECK(fault({"."}).find("feedback directory") != std::string::npos);
    CHECK(fault({}, true).find("256 files, 64 MiB") != std::string::npos);
}

TEST_CASE("feedback: messages are bounded", "[judge]") {
    CHECK(with({{"judgemessage.txt", std::string(100'000, 'x')}}).judge_message.size() ==
          feedback_message_bytes_max);
}

TEST_CASE("feedback: numbers follow the format's grammar", "[judge]") {
    CHECK(parse_score("12") == 12.0);
    CHECK(parse_score(" 0.5\n") == 0.5);
    CHECK(parse_score(".5") == 0.5);
    CHECK(parse_score("5.") == 5.0);
    CHECK(parse_score("+1e2") == 100.0);
    CHECK(parse_score("-3E-1") == Approx(-0.3));
    for (const char* bad : {"", " ", "1,5", "inf", "nan", "-inf", "0x10", "1 2", "1e", "1e999",
                            "+-1", "--1", ".", "e5", "12abc"}) {
        INFO(bad);
        CHECK_FALSE(parse_score(bad).has_value());
    }
}

TEST_CASE("feedback: scores are read for scoring problems only, and not for samples", "[judge]") {
    const Feedback feedback = with({{"score.txt", "30"}, {"score_multiplier.txt", "0.5"}});
    CHECK(scores(feedback).score == 30.0);
    CHECK(scores(feedback).multiplier == 0.5);
    CHECK_FALSE(read_scores(feedback, problem::Package{}, problem::Case{}).score);
    problem::Case sample;
    sample.is_sample = true;
    CHECK_FALSE(read_scores(feedback, scoring_package(), sample).score);
}

TEST_CASE("feedback: a score file that holds no number is a fault", "[judge]") {
    CHECK_FALSE(scores(with({{"score.txt", "much"}})).fault.empty());
    CHECK_FALSE(scores(with({{"score_multiplier.txt", ""}})).fault.empty());
    CHECK(scores(with({{"score.txt", "-1"}})).fault.empty());
}

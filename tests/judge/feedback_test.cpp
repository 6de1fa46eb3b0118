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
    std::vector<CollectedFile> collected;
    for (const auto& [name, content] : files) collected.push_back({name, content, false});
    return read_feedback(std::move(collected), false);
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
                                    {".keep", ""}});
    CHECK(feedback.next_input == "1 2\n");
    CHECK(feedback.judge_message == "bad");
    REQUIRE(feedback.files.size() == 2);
    CHECK(feedback.files[1].name == "state/seen");
}

TEST_CASE("feedback: an empty directory still exists for the next pass", "[judge]") {
    const auto files = feedback_box_files({{"a", "1", true}});
    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "feedback/.keep");
    CHECK(files[1].name == "feedback/a");
    CHECK(files[1].executable);
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

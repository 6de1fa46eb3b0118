// Grader programs of the legacy format. Expectations are from the format's text ("Graders").
#include "core/scoring/custom_grader.hpp"

#include "core/scoring/grading.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/package_notation.hpp"

using namespace arena::scoring;
using arena::Verdict;
using arena::problem::Format;
using arena::problem::GroupScoring;
using arena::tests::outcomes;
using arena::tests::PackageNotation;
using arena::tests::states_of;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<SubResult> members(const std::string& letters) {
    std::vector<SubResult> out;
    for (const CaseOutcome& outcome : outcomes(letters)) {
        SubResult one;
        one.verdict = outcome.verdict;
        one.score = outcome.verdict == Verdict::AC ? 1 : 0;
        if (outcome.verdict != Verdict::AC) one.deciding_case = out.size();
        out.push_back(one);
    }
    return out;
}

/// A root that sums, and a "secret" of `cases` cases with a grader.
PackageNotation graded_secret(std::size_t cases, bool on_reject_break) {
    PackageNotation p(Format::legacy, true);
    const auto secret = p.group("secret", 0, cases);
    p[0].scoring = GroupScoring::sum;
    p[secret].scoring = GroupScoring::custom_grader;
    p[secret].stop_on_reject = on_reject_break;
    return p;
}

struct Asked {
    Grade grade;
    std::string states;
    std::vector<std::string> inputs;
};

Asked judge(const PackageNotation& p, const std::string& letters,
            const arena::Result<std::string>& answer) {
    Asked out;
    Grading grading(p.package, {});
    const auto each = outcomes(letters);
    for (;;) {
        if (const auto& call = grading.grader_call()) {
            CHECK_FALSE(grading.settled());
            out.inputs.push_back(call->results);
            grading.answer_grader(answer);
        } else if (const auto c = grading.next()) {
            grading.record(*c, each[*c]);
        } else {
            break;
        }
    }
    REQUIRE(grading.settled());
    out.grade = grading.grade();
    out.states = states_of(grading, p.package.cases.size());
    return out;
}

}  // namespace

TEST_CASE("custom grader: reads a line of verdict and score a member", "[core][scoring]") {
    CHECK(grader_input(members("AWTR")) == "AC 1\nWA 0\nTLE 0\nRTE 0\n");
    CHECK(grader_input(members("MO")) == "RTE 0\nRTE 0\n");
    auto scored = members("A");
    scored[0].score = 0.1;
    CHECK(grader_input(scored) == "AC 0.1\n");
}

TEST_CASE("custom grader: anything but one verdict and one number is refused", "[core][scoring]") {
    for (const char* printed :
         {"", "AC", "AC ten", "OK 10", "AC 10 20", "10 AC", "AC inf", "ac 1"}) {
        INFO(printed);
        CHECK_FALSE(read_grader_output(printed, members("A")).has_value());
    }
    const auto read = read_grader_output("  AC\t12.5 \n", members("W"));
    REQUIRE_OK(read);
    CHECK(read->verdict == Verdict::AC);
    CHECK(read->score == 12.5);
    CHECK_FALSE(read->deciding_case.has_value());
}

TEST_CASE("custom grader: the first member of the named kind decides", "[core][scoring]") {
    const auto read = read_grader_output("RTE 0\n", members("WMR"));
    REQUIRE_OK(read);
    CHECK(read->verdict == Verdict::MLE);
    CHECK(read->deciding_case == 1U);
    const auto other = read_grader_output("TLE 0\n", members("AW"));
    REQUIRE_OK(other);
    CHECK(other->verdict == Verdict::TLE);
    CHECK(other->deciding_case == 1U);
}

TEST_CASE("custom grader: its word is the group's, once all members are there", "[core][scoring]") {
    const Asked got = judge(graded_secret(3, false), "AWA", std::string("AC 42\n"));
    CHECK(got.inputs == std::vector<std::string>{"AC 1\nWA 0\nAC 1\n"});
    CHECK(got.grade.verdict == Verdict::AC);
    CHECK(got.grade.score == 42.0);
    CHECK(got.states == "CCC");
}

TEST_CASE("custom grader: on_reject break ends the group before it is asked", "[core][scoring]") {
    const Asked got = judge(graded_secret(3, true), "AWA", std::string("WA 0\n"));
    CHECK(got.inputs == std::vector<std::string>{"AC 1\nWA 0\n"});
    CHECK(got.grade.verdict == Verdict::WA);
    CHECK(got.grade.score == 0.0);
    CHECK(got.grade.deciding_case == 1U);
    CHECK(got.states == "CC-");
}

TEST_CASE("custom grader: what it must not say or do is a judge error", "[core][scoring]") {
    const auto p = graded_secret(2, false);
    const Asked silent = judge(p, "AA", std::string());
    CHECK(silent.grade.verdict == Verdict::JE);
    CHECK_THAT(silent.grade.fault, ContainsSubstring("grader, group secret: it printed ''"));
    const Asked broken = judge(p, "AA", arena::fail(arena::ErrorCode::invalid_package, "exit 1"));
    CHECK(broken.grade.verdict == Verdict::JE);
    CHECK(broken.grade.fault == "grader, group secret: exit 1");
    auto bounded = p;
    bounded.package.groups[1].range_max = 10;
    CHECK(judge(bounded, "AA", std::string("AC 11")).grade.verdict == Verdict::JE);
    // Our own fault is never handed to it.
    const Asked ours = judge(p, "AJ", std::string("AC 1"));
    CHECK(ours.grade.verdict == Verdict::JE);
    CHECK(ours.inputs.empty());
}

TEST_CASE("custom grader: cases go on while it is asked, and wait for what it says",
          "[core][scoring]") {
    PackageNotation p(Format::legacy, true);
    for (const char* name : {"one", "two"}) {
        const auto group = p.group(name, 0, 1);
        p[group].scoring = GroupScoring::custom_grader;
    }
    p[0].scoring = GroupScoring::sum;
    p[0].stop_on_reject = true;
    Grading grading(p.package, {});
    CHECK(grading.next() == 0U);
    grading.record(0, {Verdict::AC, {}, {}});
    REQUIRE(grading.grader_call().has_value());
    CHECK(grading.grader_call()->group == 1U);
    CHECK(grading.next() == 1U);
    grading.record(1, {Verdict::AC, {}, {}});
    CHECK(grading.grader_call()->group == 1U);
    CHECK(grading.state(1) == CaseState::pending);
    // A group that the grader rejects ends its parent: what ran meanwhile does not count.
    grading.answer_grader(std::string("WA 0\n"));
    CHECK_FALSE(grading.grader_call().has_value());
    REQUIRE(grading.settled());
    CHECK(states_of(grading, 2) == "C-");
    CHECK(grading.grade().verdict == Verdict::WA);
}

TEST_CASE("custom grader: a pass-fail group may accept half of its tests", "[core][scoring]") {
    PackageNotation p(Format::legacy, false);
    const auto secret = p.group("secret", 0, 2);
    p[secret].scoring = GroupScoring::custom_grader;
    p[secret].stop_on_reject = false;
    const Asked got = judge(p, "WA", std::string("AC 5"));
    CHECK(got.grade.verdict == Verdict::AC);
    CHECK_FALSE(got.grade.score.has_value());
    CHECK(got.states == "CC");
}

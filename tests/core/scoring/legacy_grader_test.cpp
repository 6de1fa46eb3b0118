// The legacy default grader. Each expectation is worked out by hand from the text of the format
// ("Default Grader Specification", "Test Data Groups"), quoted where it decides.
#include "core/scoring/legacy_grader.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/package_notation.hpp"

using arena::Verdict;
using arena::problem::Format;
using arena::problem::GroupScoring;
using arena::problem::GroupVerdict;
using arena::scoring::GradingOptions;
using arena::tests::judge_serially;
using arena::tests::outcomes;
using arena::tests::PackageNotation;

namespace {

/// A root with one group "secret" of four cases; on_reject as given, both groups score by `mode`.
PackageNotation four_cases(GroupScoring mode, bool on_reject_break) {
    PackageNotation p(Format::legacy, true);
    p.group("secret", 0, 4);
    for (auto& group : p.package.groups) {
        group.scoring = mode;
        group.stop_on_reject = on_reject_break;
    }
    return p;
}

/// The layout of Kattis's own examples (oddecho, stepways): root continue + ignore_sample, secret
/// continue + first_error accept_if_any_accepted, subtasks break + min + accept_score 50.
PackageNotation subtasks() {
    PackageNotation p(Format::legacy, true);
    const auto sample = p.group("sample", 0, 1);
    const auto secret = p.group("secret", 0, 0);
    const auto first = p.group("secret/subtask1", secret, 2);
    const auto second = p.group("secret/subtask2", secret, 3);
    p[0].scoring = p[secret].scoring = p[sample].scoring = GroupScoring::sum;
    p[0].stop_on_reject = p[secret].stop_on_reject = p[sample].stop_on_reject = false;
    p[0].ignore_sample = true;
    p[0].range_min = 0, p[0].range_max = 100;
    p[sample].accept_score = 0;
    p[secret].verdict = p[sample].verdict = GroupVerdict::first_error;
    p[secret].accept_if_any_accepted = true;
    for (auto subtask : {first, second}) {
        p[subtask].scoring = GroupScoring::min;
        p[subtask].accept_score = 50;
        p[subtask].range_min = 0, p[subtask].range_max = 50;
    }
    return p;
}

}  // namespace

TEST_CASE("legacy grader: worst_error takes the first of JE RTE MLE TLE OLE WA",
          "[core][scoring]") {
    const auto p = four_cases(GroupScoring::sum, false);
    const auto verdict = [&](const std::string& letters) {
        return judge_serially(p.package, letters).grade.verdict;
    };
    CHECK(verdict("AAAA") == Verdict::AC);
    CHECK(verdict("AWAA") == Verdict::WA);
    CHECK(verdict("WOAA") == Verdict::OLE);
    CHECK(verdict("WOTA") == Verdict::TLE);
    CHECK(verdict("WOTM") == Verdict::MLE);
    CHECK(verdict("MTRW") == Verdict::RTE);
    CHECK(verdict("RRJR") == Verdict::JE);
    const auto judged = judge_serially(p.package, "WTAT");
    CHECK(judged.grade.deciding_case == 1U);  // the first with the worst verdict
    CHECK(judged.states == "CCCC");
}

TEST_CASE("legacy grader: first_error takes the first rejection", "[core][scoring]") {
    auto p = four_cases(GroupScoring::sum, false);
    p[1].verdict = GroupVerdict::first_error;
    const auto judged = judge_serially(p.package, "AWRT");
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.grade.deciding_case == 1U);
    CHECK(judged.states == "CCCC");
}

TEST_CASE("legacy grader: on_reject break goes straight to grading", "[core][scoring]") {
    // "in combination with the on_reject:break policy, the result will be the first error"
    const auto p = four_cases(GroupScoring::sum, true);
    const auto judged = judge_serially(p.package, "AWRT");
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.states == "CC--");
    CHECK(judged.grade.score == 0.0);          // "for non-Accepted results ... ignored"
    CHECK(judged.grade.groups[1].score == 1);  // one accepted of the two that ran
}

TEST_CASE("legacy grader: sum, average, min and max of the cases", "[core][scoring]") {
    // accept_score 1, reject_score 0 unless set; always_accept so that the score counts.
    const auto score = [](GroupScoring mode, double accept, double reject) {
        auto p = four_cases(mode, false);
        p[1].verdict = GroupVerdict::always_accept;
        p[1].accept_score = accept;
        p[1].reject_score = reject;
        const auto judged = judge_serially(p.package, "AAWA");
        CHECK(judged.grade.verdict == Verdict::AC);
        return judged.grade.score;
    };
    CHECK(score(GroupScoring::sum, 1, 0) == 3.0);
    CHECK(score(GroupScoring::average, 1, 0) == 0.75);
    CHECK(score(GroupScoring::min, 1, 0) == 0.0);
    CHECK(score(GroupScoring::max, 1, 0) == 1.0);
    CHECK(score(GroupScoring::sum, 10, -5) == 25.0);
    CHECK(score(GroupScoring::min, 10, -5) == -5.0);
}

TEST_CASE("legacy grader: score.txt comes before accept_score and reject_score",
          "[core][scoring]") {
    auto p = four_cases(GroupScoring::sum, false);
    p[1].verdict = GroupVerdict::always_accept;
    auto known = outcomes("AAWA");
    known[0].score = 12.5;
    known[2].score = 2;
    // 12.5 + 1 + 2 + 1
    CHECK(judge_serially(p.package, known).grade.score == 16.5);
}

TEST_CASE("legacy grader: ten tenths are one", "[core][scoring]") {
    PackageNotation p(Format::legacy, true);
    p.group("secret", 0, 10);
    p[0].scoring = p[1].scoring = GroupScoring::sum;
    p[1].accept_score = 0.1;  // added up one by one in doubles: 0.9999999999999999
    CHECK(judge_serially(p.package, "AAAAAAAAAA").grade.score == 1.0);
}

TEST_CASE("legacy grader: Kattis's subtask layout adds up what was solved", "[core][scoring]") {
    const auto p = subtasks();
    const auto all = judge_serially(p.package, "A AA AAA");
    CHECK(all.grade.verdict == Verdict::AC);
    CHECK(all.grade.score == 100.0);  // min(50,50) + min(50,50,50)
    CHECK(all.grade.max_score == 100.0);

    // Subtask 2 fails at its first case and breaks; secret is accepted as subtask 1 was.
    const auto half = judge_serially(p.package, "A AA WAA");
    CHECK(half.grade.verdict == Verdict::AC);
    CHECK(half.grade.score == 50.0);
    CHECK(half.states == "CCCC--");
    CHECK(half.grade.groups[3].verdict == Verdict::AC);
    CHECK(half.grade.groups[4].verdict == Verdict::WA);
    CHECK(half.grade.groups[4].score == 0);
    CHECK(half.grade.groups[4].max_score == 50);

    // Both fail: first_error of secret is subtask 1's; no score.
    const auto none = judge_serially(p.package, "A AT RAA");
    CHECK(none.grade.verdict == Verdict::TLE);
    CHECK(none.grade.deciding_case == 2U);
    CHECK(none.grade.score == 0.0);
    CHECK(none.states == "CCCC--");

    // "The first sub-result (sample) will be ignored ... both verdict and score."
    const auto sample = judge_serially(p.package, "W AA AAA");
    CHECK(sample.grade.verdict == Verdict::AC);
    CHECK(sample.grade.score == 100.0);
}

TEST_CASE("legacy grader: an ignored sample breaks nothing", "[core][scoring]") {
    auto p = subtasks();
    p[0].stop_on_reject = true;
    const auto judged = judge_serially(p.package, "W AA AAA");
    CHECK(judged.grade.verdict == Verdict::AC);
    CHECK(judged.states == "CCCCCC");

    // With nothing else selected the sample is what there is to grade.
    GradingOptions options;
    options.selected = {true, false, false, false, false, false};
    CHECK(judge_serially(p.package, "W AA AAA", options).grade.verdict == Verdict::WA);
}

TEST_CASE("legacy grader: a rejected subgroup breaks its parent", "[core][scoring]") {
    auto p = subtasks();
    p[2].stop_on_reject = true;  // secret
    p[2].accept_if_any_accepted = false;
    const auto judged = judge_serially(p.package, "A AW AAA");
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.states == "CCC---");
    CHECK_FALSE(judged.grade.groups[4].verdict.has_value());
}

TEST_CASE("legacy grader: no mode turns a judge error into a verdict", "[core][scoring]") {
    auto p = four_cases(GroupScoring::sum, false);
    for (auto& group : p.package.groups) group.verdict = GroupVerdict::always_accept;
    const auto judged = judge_serially(p.package, "AJAA");
    CHECK(judged.grade.verdict == Verdict::JE);
    CHECK(judged.grade.deciding_case == 1U);
    CHECK_FALSE(judged.grade.score.has_value());
    p[1].accept_if_any_accepted = true;
    CHECK(judge_serially(p.package, "AJAA").grade.verdict == Verdict::JE);
}

TEST_CASE("legacy grader: a score outside the group's range is a judge error", "[core][scoring]") {
    auto p = four_cases(GroupScoring::sum, false);
    p[1].range_min = 0, p[1].range_max = 4;
    CHECK(judge_serially(p.package, "AAAA").grade.score == 4.0);
    p[1].accept_score = 1.5;
    CHECK(judge_serially(p.package, "AAAA").grade.verdict == Verdict::JE);
    CHECK(judge_serially(p.package, "WAAA").grade.verdict == Verdict::WA);  // no score, no range
}

TEST_CASE("legacy grader: pass-fail problems obey its flags too", "[core][scoring]") {
    PackageNotation p(Format::legacy);
    p.group("secret", 0, 3);
    p[0].stop_on_reject = p[1].stop_on_reject = false;
    p[1].accept_if_any_accepted = true;
    CHECK(judge_serially(p.package, "WAT").grade.verdict == Verdict::AC);
    const auto none = judge_serially(p.package, "WRT");
    CHECK(none.grade.verdict == Verdict::RTE);  // worst_error
    CHECK(none.states == "CCC");
    CHECK_FALSE(none.grade.score.has_value());
}

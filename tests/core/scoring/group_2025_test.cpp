// Scoring problems of 2025-09. Each expectation is worked out by hand from "Result aggregation" of
// the format.
#include "core/scoring/group_2025.hpp"

#include <limits>

#include "core/scoring/case_score.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/package_notation.hpp"

using arena::Verdict;
using arena::problem::Format;
using arena::problem::GroupScoring;
using arena::scoring::CaseOutcome;
using arena::scoring::GradingOptions;
using arena::tests::judge_serially;
using arena::tests::outcomes;
using arena::tests::PackageNotation;

namespace {

constexpr std::size_t sample = 1, secret = 2, first = 3, second = 4, third = 5;

GradingOptions run_all() {
    GradingOptions options;
    options.stop_at_first = false;
    return options;
}

/// sample (1 case), secret = sum of 100: a pass-fail group of 20 (2 cases), a sum group of 50 with
/// 3 cases, a min group of 30 (2 cases).
PackageNotation three_groups() {
    PackageNotation p(Format::kattis_2025_09, true);
    p.group("sample", 0, 1);
    p.group("secret", 0, 0);
    p[secret].scoring = GroupScoring::sum;
    p[secret].max_score = 100;
    p.group("secret/1", secret, 2);
    p.group("secret/2", secret, 3);
    p.group("secret/3", secret, 2);
    p[first].max_score = 20;
    p[second].scoring = GroupScoring::sum;
    p[second].max_score = 50;
    p[third].scoring = GroupScoring::min;
    p[third].max_score = 30;
    return p;
}

/// secret with two cases directly, sum, as given.
PackageNotation flat(std::optional<double> max_score) {
    PackageNotation p(Format::kattis_2025_09, true);
    p.group("sample", 0, 1);
    p.group("secret", 0, 2);
    p[secret].scoring = GroupScoring::sum;
    p[secret].max_score = max_score;
    p[secret].max_score_unbounded = !max_score.has_value();
    return p;
}

}  // namespace

TEST_CASE("2025-09 scoring: all accepted gives max_score exactly", "[core][scoring]") {
    const auto p = three_groups();
    const auto judged = judge_serially(p.package, "A AA AAA AA");
    CHECK(judged.grade.verdict == Verdict::AC);
    CHECK(judged.grade.score == 100.0);  // 20 + 3 * 50/3 + min(30, 30)
    CHECK(judged.grade.max_score == 100.0);
    CHECK(judged.grade.groups[second].score == 50.0);
    CHECK(judged.grade.groups[second].max_score == 50.0);
}

TEST_CASE("2025-09 scoring: a pass-fail group is all or nothing", "[core][scoring]") {
    const auto p = three_groups();
    const auto judged = judge_serially(p.package, "A WA AAA AA");
    CHECK(judged.grade.score == 80.0);
    CHECK(judged.grade.groups[first].score == 0);
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.grade.deciding_case == 1U);
    CHECK(judged.states == "CC-CCCCC");
    CHECK(judge_serially(p.package, "A WA AAA AA", run_all()).states == "CCCCCCCC");
}

TEST_CASE("2025-09 scoring: sum gives each case its share, min the least", "[core][scoring]") {
    const auto p = three_groups();
    // 20 + 2 * 50/3 + 30
    const auto sum = judge_serially(p.package, "A AA AWA AA");
    CHECK(*sum.grade.score == Approx(20 + 100.0 / 3 + 30));
    CHECK(sum.states == "CCCCCCCC");
    const auto min = judge_serially(p.package, "A AA AAA WA");
    CHECK(min.grade.score == 70.0);
    CHECK(min.states == "CCCCCCC-");  // a minimum of 0 cannot change any more
    CHECK(judge_serially(p.package, "A AA AAA WA", run_all()).grade.score == 70.0);
}

TEST_CASE("2025-09 scoring: the static validation score is taken from the shares",
          "[core][scoring]") {
    auto p = three_groups();
    p[second].static_score = 20;
    // "(max_score - static_validation_score) / N" = (50 - 20) / 3
    CHECK(arena::scoring::case_score_max(p.package, 3) == 10.0);
    CHECK(judge_serially(p.package, "A AA AWA AA").grade.score == 20.0 + 2 * 10 + 30);
    // min: "max_score for the test group"
    CHECK(arena::scoring::case_score_max(p.package, 6) == 30.0);
    CHECK_FALSE(arena::scoring::case_score_max(p.package, 1).has_value());  // pass-fail
    CHECK_FALSE(arena::scoring::case_score_max(p.package, 0).has_value());  // sample
}

TEST_CASE("2025-09 scoring: multipliers and scores of the validator", "[core][scoring]") {
    const auto p = three_groups();
    auto known = outcomes("A AA AAA AA");
    known[6].score_multiplier = 0.5;   // 15 of 30
    known[7].score_multiplier = 0.25;  // 7.5: the least
    known[3].score = 1.25;             // of at most 50/3
    const auto judged = judge_serially(p.package, known);
    CHECK(*judged.grade.score == Approx(20 + (1.25 + 100.0 / 3) + 7.5));
    CHECK(judged.grade.verdict == Verdict::AC);  // nothing failed; the score is not full

    auto unbounded = flat(std::nullopt);
    known = outcomes("A AA");
    known[1].score = 1000;
    known[2].score = 0.5;
    const auto free = judge_serially(unbounded.package, known);
    CHECK(free.grade.score == 1000.5);
    CHECK_FALSE(free.grade.max_score.has_value());
}

TEST_CASE("2025-09 scoring: a failed sample takes no score", "[core][scoring]") {
    const auto p = three_groups();
    auto known = outcomes("W AA AAA AA");
    const auto judged = judge_serially(p.package, known);
    CHECK(judged.grade.score == 100.0);
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.grade.deciding_case == 0U);
    known = outcomes("A AA AAA AA");
    known[0].score = 7;  // "If a score.txt file is produced on sample test cases ... ignored"
    CHECK(judge_serially(p.package, known).grade.score == 100.0);
}

TEST_CASE("2025-09 scoring: a failed prerequisite gives 0 and is not run", "[core][scoring]") {
    auto p = three_groups();
    p[second].require_pass = {first};
    const auto judged = judge_serially(p.package, "A AW AAA AA");
    CHECK(judged.grade.score == 30.0);
    CHECK(judged.states == "CCC---CC");
    CHECK_FALSE(judged.grade.groups[second].verdict.has_value());
    CHECK(judged.grade.groups[second].score == 0);
    CHECK(judged.grade.deciding_case == 2U);
    CHECK(judge_serially(p.package, "A AA AAA AA").grade.score == 100.0);

    // "all test cases in the group are treated as having received a verdict that is not accepted":
    // so it holds for what requires that group in turn.
    p[second].scoring = GroupScoring::pass_fail;
    p[third].require_pass = {second};
    CHECK(judge_serially(p.package, "A AW AAA AA").states == "CCC-----");
    CHECK(judge_serially(p.package, "A AW AAA AA").grade.score == 0.0);

    // secret may require sample.
    p[secret].require_pass = {sample};
    const auto nothing = judge_serially(p.package, "T AA AAA AA");
    CHECK(nothing.states == "C-------");
    CHECK(nothing.grade.score == 0.0);
    CHECK(nothing.grade.verdict == Verdict::TLE);
    CHECK_FALSE(nothing.grade.groups[secret].verdict.has_value());
}

TEST_CASE("2025-09 scoring: a prerequisite of which nothing is selected counts as passed",
          "[core][scoring]") {
    auto p = three_groups();
    p[second].require_pass = {first};
    GradingOptions options;
    options.selected = {false, false, false, true, false, true, false, false};
    const auto judged = judge_serially(p.package, "W WW AWA WW", options);
    CHECK(judged.states == "---C-C--");
    CHECK(*judged.grade.score == Approx(100.0 / 3));  // shares of the whole group
    CHECK(judged.grade.verdict == Verdict::AC);
}

TEST_CASE("2025-09 scoring: secret by min and by pass-fail", "[core][scoring]") {
    auto p = three_groups();
    p[secret].scoring = GroupScoring::min;
    p[secret].max_score = 50;
    CHECK(judge_serially(p.package, "A AA AAA AA").grade.score == 20.0);  // min(20, 50, 30)
    const auto zero = judge_serially(p.package, "A WA AAA AA");
    CHECK(zero.grade.score == 0.0);
    CHECK(zero.states == "CC------");

    for (auto group : {secret, first, second, third}) p[group].scoring = GroupScoring::pass_fail;
    CHECK(judge_serially(p.package, "A AA AAA AA").grade.score == 50.0);
    const auto failed = judge_serially(p.package, "A AA ATA AA");
    CHECK(failed.grade.score == 0.0);
    CHECK(failed.states == "CCCCC---");
}

TEST_CASE("2025-09 scoring: what the format calls a judge error is one", "[core][scoring]") {
    const auto p = three_groups();
    const auto verdict = [](const PackageNotation& package, std::size_t c,
                            std::optional<double> score, std::optional<double> multiplier,
                            Verdict outcome = Verdict::AC) {
        std::vector<CaseOutcome> known(package.package.cases.size(), {Verdict::AC, {}, {}});
        if (package.package.cases.size() == 3) known[1].score = known[2].score = 1;
        known[c] = {outcome, score, multiplier};
        const auto judged = judge_serially(package.package, known, run_all());
        CHECK(judged.grade.score.has_value() == (judged.grade.verdict != Verdict::JE));
        const bool fault = !arena::scoring::score_fault(package.package, c, known[c]).empty();
        CHECK(fault == (judged.grade.verdict == Verdict::JE));
        return judged.grade.verdict;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(verdict(p, 3, 1.0, 0.5) == Verdict::JE);              // both
    CHECK(verdict(p, 3, 1.0, {}, Verdict::WA) == Verdict::JE);  // not accepted, yet a score
    CHECK(verdict(p, 3, {}, 0.5, Verdict::WA) == Verdict::JE);  // nor a multiplier
    CHECK(verdict(p, 1, 1.0, {}) == Verdict::JE);               // in a pass-fail group
    CHECK(verdict(p, 1, {}, 1.0) == Verdict::JE);               // likewise
    CHECK(verdict(p, 3, 17.0, {}) == Verdict::JE);              // above 50/3
    CHECK(verdict(p, 6, 30.0, {}) == Verdict::AC);              // exactly the greatest
    CHECK(verdict(p, 6, -1.0, {}) == Verdict::JE);              // invalid contents
    CHECK(verdict(p, 6, nan, {}) == Verdict::JE);               // likewise
    CHECK(verdict(p, 6, {}, 1.5) == Verdict::JE);               // likewise
    CHECK(verdict(p, 6, {}, nan) == Verdict::JE);               // likewise
    CHECK(verdict(p, 6, {}, {}, Verdict::WA) == Verdict::WA);   // a plain failure is none
    const auto unbounded = flat(std::nullopt);
    CHECK(verdict(unbounded, 1, {}, {}) == Verdict::JE);   // unbounded without score.txt
    CHECK(verdict(unbounded, 1, {}, 0.5) == Verdict::JE);  // multiplier of nothing
    CHECK(verdict(unbounded, 1, 5.0, {}) == Verdict::AC);
}

TEST_CASE("2025-09 scoring: a judge error anywhere is the submission's", "[core][scoring]") {
    const auto p = three_groups();
    const auto judged = judge_serially(p.package, "A AA WAJ AA");
    CHECK(judged.grade.verdict == Verdict::JE);
    CHECK(judged.grade.deciding_case == 5U);
    CHECK_FALSE(judged.grade.score.has_value());
    CHECK(judged.grade.groups[second].verdict == Verdict::JE);
}

TEST_CASE("2025-09 scoring: a score above the group's max_score is a judge error",
          "[core][scoring]") {
    auto p = three_groups();
    p[secret].max_score = 90;  // the groups make 100
    CHECK(judge_serially(p.package, "A AA AAA AA").grade.verdict == Verdict::JE);
    CHECK(judge_serially(p.package, "A WA AAA AA").grade.score == 80.0);
}

TEST_CASE("2025-09 scoring: equal shares add up to the whole", "[core][scoring]") {
    for (std::size_t n = 1; n <= 200; ++n) {
        PackageNotation p(Format::kattis_2025_09, true);
        p.group("secret", 0, n);
        p[1].scoring = GroupScoring::sum;
        p[1].max_score = 100;
        CHECK(judge_serially(p.package, std::string(n, 'A')).grade.score == 100.0);
    }
}

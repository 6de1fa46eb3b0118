// Pass-fail problems: "accepted if and only if every test case in sample, secret, and any test data
// groups are accepted" (2025-09); a serial judge stops at the first that is not.
#include "core/scoring/pass_fail.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/package_notation.hpp"

using arena::Verdict;
using arena::problem::Format;
using arena::scoring::GradingOptions;
using arena::tests::judge_serially;
using arena::tests::PackageNotation;

namespace {

PackageNotation sample_and_secret(Format format) {
    PackageNotation p(format);
    p.group("sample", 0, 2);
    p.group("secret", 0, 4);
    return p;
}

GradingOptions run_all() {
    GradingOptions options;
    options.stop_at_first = false;
    return options;
}

}  // namespace

TEST_CASE("pass-fail: accepted when every case is", "[core][scoring]") {
    for (Format format :
         {Format::legacy_icpc, Format::legacy, Format::kattis_2025_09, Format::plain}) {
        const auto p = sample_and_secret(format);
        const auto judged = judge_serially(p.package, "AA AAAA");
        CHECK(judged.grade.verdict == Verdict::AC);
        CHECK(judged.states == "CCCCCC");
        CHECK_FALSE(judged.grade.deciding_case.has_value());
        CHECK_FALSE(judged.grade.score.has_value());
        CHECK(judged.grade.groups[1].verdict == Verdict::AC);
    }
}

TEST_CASE("pass-fail: nothing after the first rejected case counts", "[core][scoring]") {
    for (Format format :
         {Format::legacy_icpc, Format::legacy, Format::kattis_2025_09, Format::plain}) {
        const auto p = sample_and_secret(format);
        const auto judged = judge_serially(p.package, "AA AWRT");
        CHECK(judged.grade.verdict == Verdict::WA);
        CHECK(judged.grade.deciding_case == 3U);
        CHECK(judged.states == "CCCC--");
        CHECK(judged.grade.groups[1].verdict == Verdict::AC);
        CHECK(judged.grade.groups[2].verdict == Verdict::WA);

        const auto sample = judge_serially(p.package, "TA AAAA");
        CHECK(sample.grade.verdict == Verdict::TLE);
        CHECK(sample.states == "C-----");
        CHECK_FALSE(sample.grade.groups[2].verdict.has_value());
    }
}

TEST_CASE("pass-fail: run all keeps the verdict of the first rejected case", "[core][scoring]") {
    for (Format format :
         {Format::legacy_icpc, Format::legacy, Format::kattis_2025_09, Format::plain}) {
        const auto p = sample_and_secret(format);
        const auto judged = judge_serially(p.package, "AA AWRT", run_all());
        CHECK(judged.grade.verdict == Verdict::WA);
        CHECK(judged.grade.deciding_case == 3U);
        CHECK(judged.states == "CCCCCC");
    }
}

TEST_CASE("pass-fail: only the selected cases are run", "[core][scoring]") {
    const auto p = sample_and_secret(Format::kattis_2025_09);
    GradingOptions options;
    options.selected = {false, false, false, true, false, true};
    const auto judged = judge_serially(p.package, "WW WAWA", options);
    CHECK(judged.grade.verdict == Verdict::AC);
    CHECK(judged.states == "---C-C");
    CHECK_FALSE(judged.grade.groups[1].verdict.has_value());
}

TEST_CASE("pass-fail: cases and groups of one folder are judged in the order of their cases",
          "[core][scoring]") {
    PackageNotation p(Format::legacy);
    const auto secret = p.group("secret", 0, 1);
    p.group("secret/b", secret, 2);
    p.add_cases(secret, 1);
    const auto judged = judge_serially(p.package, "A AW T");
    CHECK(judged.grade.verdict == Verdict::WA);
    CHECK(judged.states == "CCC-");
}

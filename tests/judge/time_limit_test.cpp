// Time limits: formulas of problem package format 2025-09, "Problem timing".
#include "judge/time_limit.hpp"

#include "tests/support/catch.hpp"

using namespace arena;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string mend = "give one";

std::int64_t seconds(double value) {
    return static_cast<std::int64_t>(value * double(s_in_ns));
}

CaseResult judged(const std::string& name, double cpu_s, Verdict verdict = Verdict::AC) {
    CaseResult result;
    result.name = name;
    result.verdict = verdict;
    result.cpu_ns = seconds(cpu_s);
    return result;
}

problem::Submission submission(const std::string& name,
                               std::vector<problem::Expectation> expectations = {}) {
    problem::Submission out;
    out.directory = "accepted";
    out.program.name = name;
    out.expectations = std::move(expectations);
    out.use_for_time_limit_lower = true;
    return out;
}

problem::Expectation permits(std::vector<Verdict> verdicts, const std::string& cases = "") {
    problem::Expectation expectation;
    expectation.cases = cases;
    expectation.permitted = std::move(verdicts);
    return expectation;
}

problem::Package kattis(std::vector<problem::Submission> submissions) {
    problem::Package package;
    package.short_name = "hello";
    package.format = problem::Format::kattis_2025_09;
    package.submissions = std::move(submissions);
    return package;
}

const auto can_run_all = [](const problem::Submission&) { return true; };

}  // namespace

TEST_CASE("time_limit: the user's limit wins over the package's", "[judge]") {
    problem::Package package = kattis({});
    package.time_limit.limit_s = 1.5;
    package.time_limit.limit_source = "problem.yaml";
    JudgeOptions options;
    auto stated = stated_time_limit(package, options);
    REQUIRE_OK(stated);
    CHECK((*stated)->limit_ns == 1'500 * ms_in_ns);
    CHECK((*stated)->source == "problem.yaml");
    options.time_limit_s = 0.25;
    stated = stated_time_limit(package, options);
    REQUIRE_OK(stated);
    CHECK((*stated)->limit_ns == 250 * ms_in_ns);
    CHECK((*stated)->source == "--time-limit");
}

TEST_CASE("time_limit: zero and below are refused", "[judge]") {
    JudgeOptions options;
    for (double bad : {0.0, -1.0, 1e300}) {
        options.time_limit_s = bad;
        auto stated = stated_time_limit(kattis({}), options);
        REQUIRE_FALSE(stated.has_value());
        CHECK(stated.error().code == ErrorCode::usage);
    }
}

TEST_CASE("time_limit: a plain folder without one gets the sandbox's default", "[judge]") {
    auto stated = stated_time_limit(problem::Package{}, {});
    REQUIRE_OK(stated);
    REQUIRE(stated->has_value());
    CHECK((*stated)->limit_ns == 10 * s_in_ns);
    CHECK((*stated)->host_default);
    auto kattis_stated = stated_time_limit(kattis({}), {});
    REQUIRE_OK(kattis_stated);
    CHECK_FALSE(kattis_stated->has_value());
}

TEST_CASE("time_limit: the smallest multiple of the resolution that fits", "[judge]") {
    problem::TimeLimitRule rule;  // x 2, resolution 1 s
    CHECK(limit_from_slowest(seconds(0.31), rule) == seconds(1));
    CHECK(limit_from_slowest(seconds(0.5), rule) == seconds(1));
    CHECK(limit_from_slowest(seconds(0.5) + 1, rule) == seconds(2));
    CHECK(limit_from_slowest(0, rule) == seconds(1));
    rule.accepted_multiplier = 5;
    CHECK(limit_from_slowest(seconds(0.31), rule) == seconds(2));
    rule.resolution_s = 0.1;
    rule.accepted_multiplier = 2;
    CHECK(limit_from_slowest(seconds(0.31), rule) == 700 * ms_in_ns);
    CHECK(limit_from_slowest(seconds(0.35), rule) == 700 * ms_in_ns);
}

TEST_CASE("time_limit: the slowest case of the cases that must not be TLE counts", "[judge]") {
    const std::vector<CaseResult> cases{judged("sample/1", 0.1), judged("secret/easy/1", 0.4),
                                        judged("secret/hard/1", 9, Verdict::TLE)};
    auto slowest =
        slowest_case_ns(submission("a.cpp", {permits({Verdict::AC}, "secret/easy"),
                                             permits({Verdict::AC, Verdict::TLE}, "secret/hard")}),
                        cases, mend);
    REQUIRE_OK(slowest);
    CHECK(*slowest == seconds(0.4));
}

TEST_CASE("time_limit: without rules every case counts, and a TLE even now is refused", "[judge]") {
    auto slowest = slowest_case_ns(submission("a.cpp"),
                                   {judged("secret/1", 0.2), judged("secret/2", 0.7)}, mend);
    REQUIRE_OK(slowest);
    CHECK(*slowest == seconds(0.7));
    auto late = slowest_case_ns(submission("a.cpp"), {judged("secret/1", 61, Verdict::TLE)}, mend);
    REQUIRE_FALSE(late.has_value());
    CHECK_THAT(late.error().message, ContainsSubstring("'accepted/a.cpp' gets TLE on secret/1"));
    CHECK_THAT(late.error().message, ContainsSubstring("(give one)"));
}

TEST_CASE("time_limit: a submission that does not do what the package says sets no limit",
          "[judge]") {
    auto wrong = slowest_case_ns(submission("a.cpp", {permits({Verdict::AC})}),
                                 {judged("secret/1", 0.1, Verdict::WA)}, mend);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == ErrorCode::invalid_package);
    auto may_be_wrong = slowest_case_ns(submission("a.cpp", {permits({Verdict::AC, Verdict::WA})}),
                                        {judged("secret/1", 0.1, Verdict::WA)}, mend);
    REQUIRE_OK(may_be_wrong);
}

TEST_CASE("time_limit: it is taken from the slowest of the submissions that this host can run",
          "[judge]") {
    const auto package = kattis({submission("a.cpp"), submission("b.kt"), submission("c.py")});
    auto limit = time_limit_from_submissions(
        package, [](const problem::Submission& s) { return s.program.name != "b.kt"; },
        [](const problem::Submission& s) -> Result<std::vector<CaseResult>> {
            return std::vector{judged("secret/1", s.program.name == "c.py" ? 0.81 : 0.1)};
        },
        mend);
    REQUIRE_OK(limit);
    CHECK(limit->limit_ns == seconds(2));
    CHECK(limit->source == "from 2 of 3 accepted submissions (slowest 0.81 s x 2)");
}

TEST_CASE("time_limit: without a submission to time the mend is named", "[judge]") {
    const auto none = [](const problem::Submission&) -> Result<std::vector<CaseResult>> {
        return fail(ErrorCode::internal, "not to be called");
    };
    auto limit = time_limit_from_submissions(kattis({}), can_run_all, none, mend);
    REQUIRE_FALSE(limit.has_value());
    CHECK_THAT(limit.error().message, ContainsSubstring("(give one)"));
    auto unrunnable = time_limit_from_submissions(
        kattis({submission("b.kt")}), [](const problem::Submission&) { return false; }, none, mend);
    REQUIRE_FALSE(unrunnable.has_value());
    CHECK_THAT(unrunnable.error().message, ContainsSubstring("this host can run"));
}

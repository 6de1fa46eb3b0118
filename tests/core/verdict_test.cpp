#include "core/verdict.hpp"

#include "tests/support/catch.hpp"

using arena::parse_verdict;
using arena::Verdict;

TEST_CASE("verdict: every short name reads back", "[core]") {
    for (Verdict verdict : arena::all_verdicts) CHECK(parse_verdict(name(verdict)) == verdict);
}

TEST_CASE("verdict: names of Kattis and DOMjudge are understood", "[core]") {
    CHECK(parse_verdict("time_limit_exceeded") == Verdict::TLE);
    CHECK(parse_verdict("TIMELIMIT") == Verdict::TLE);
    CHECK(parse_verdict("run_time_error") == Verdict::RTE);
    CHECK(parse_verdict("NO-OUTPUT") == Verdict::WA);
    CHECK(parse_verdict("COMPILER-ERROR") == Verdict::CE);
    CHECK(parse_verdict("wa") == Verdict::WA);
    CHECK_FALSE(parse_verdict("perhaps").has_value());
    CHECK_FALSE(parse_verdict("").has_value());
}

// Repetition near the limit, with --repeat, and on a disturbed core. Time limit 1 s throughout.
#include "judge/repetition.hpp"

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

Attempt ran(double cpu_s, Verdict verdict = Verdict::AC, bool disturbed = false) {
    Attempt attempt;
    attempt.finding.verdict = verdict;
    attempt.cpu_ns = static_cast<std::int64_t>(cpu_s * double(s_in_ns));
    attempt.disturbed = disturbed;
    return attempt;
}

struct Played {
    RepeatedAttempt result;
    std::size_t asked = 0;
};

// Plays the attempts in turn; the last one again and again.
Played play(const std::vector<Attempt>& script, const RepetitionRule& rule = {}) {
    Played played;
    auto result = repeat_case(
        [&]() -> Result<Attempt> { return script[std::min(played.asked++, script.size() - 1)]; },
        s_in_ns, rule);
    REQUIRE_OK(result);
    played.result = *result;
    return played;
}

}  // namespace

TEST_CASE("repetition: a run far from the limit is run once", "[judge]") {
    const Played played = play({ran(0.5)});
    CHECK(played.asked == 1);
    CHECK(played.result.runs == 1);
    CHECK_FALSE(played.result.unstable);
    CHECK(play({ran(1.11, Verdict::TLE)}).asked == 1);
}

TEST_CASE("repetition: close means within the share on either side of the limit", "[judge]") {
    CHECK(is_close(950 * ms_in_ns, s_in_ns, 0.05));
    CHECK(is_close(1'050 * ms_in_ns, s_in_ns, 0.05));
    CHECK_FALSE(is_close(949 * ms_in_ns, s_in_ns, 0.05));
    CHECK_FALSE(is_close(1'051 * ms_in_ns, s_in_ns, 0.05));
    CHECK_FALSE(is_close(s_in_ns, s_in_ns, 0));
}

TEST_CASE("repetition: close runs that agree keep their verdict", "[judge]") {
    const Played played = play({ran(0.96), ran(0.97), ran(0.99), ran(0.95)});
    CHECK(played.asked == 4);
    CHECK(played.result.attempt.finding.verdict == Verdict::AC);
    CHECK_FALSE(played.result.unstable);
    CHECK(played.result.cpu_max_ns == 990 * ms_in_ns);
    CHECK(played.result.cpu_min_ns == 950 * ms_in_ns);
}

TEST_CASE("repetition: close runs that disagree take the median run and are unstable", "[judge]") {
    const Played mostly_slow = play(
        {ran(0.99), ran(1.02, Verdict::TLE), ran(1.03, Verdict::TLE), ran(1.01, Verdict::TLE)});
    CHECK(mostly_slow.result.unstable);
    CHECK(mostly_slow.result.attempt.finding.verdict == Verdict::TLE);
    const Played mostly_fast = play({ran(1.01, Verdict::TLE), ran(0.97), ran(0.98), ran(0.96)});
    CHECK(mostly_fast.result.unstable);
    CHECK(mostly_fast.result.attempt.finding.verdict == Verdict::AC);
}

TEST_CASE("repetition: of an even split the faster half decides", "[judge]") {
    const Played played =
        play({ran(1.01, Verdict::TLE), ran(1.02, Verdict::TLE), ran(0.98), ran(0.97)});
    CHECK(played.result.attempt.finding.verdict == Verdict::AC);
    CHECK(played.result.unstable);
}

TEST_CASE("repetition: --repeat runs K times, the worst decides, disagreement is marked",
          "[judge]") {
    const Played played = play({ran(0.1), ran(0.3, Verdict::WA), ran(0.2)}, {3, 0.05, 3});
    CHECK(played.asked == 3);
    CHECK(played.result.runs == 3);
    CHECK(played.result.attempt.finding.verdict == Verdict::WA);
    CHECK(played.result.unstable);
    CHECK(played.result.cpu_max_ns == 300 * ms_in_ns);
    CHECK(played.result.cpu_min_ns == 100 * ms_in_ns);
}

TEST_CASE("repetition: a different score is a disagreement too", "[judge]") {
    Attempt half = ran(0.1);
    half.score = 50;
    const Played played = play({half, ran(0.1), half}, {3, 0.05, 3});
    CHECK(played.result.unstable);
    CHECK_FALSE(played.result.attempt.score.has_value());  // nothing is less than half
}

TEST_CASE("repetition: --repeat near the limit counts the worst, too", "[judge]") {
    const Played played =
        play({ran(0.97), ran(0.98), ran(0.96), ran(1.01, Verdict::TLE)}, {2, 0.05, 3});
    CHECK(played.asked == 4);
    CHECK(played.result.attempt.finding.verdict == Verdict::TLE);
    CHECK(played.result.unstable);
}

TEST_CASE("repetition: a TLE on a disturbed core is run again", "[judge]") {
    const Played quiet = play({ran(1.5, Verdict::TLE, true), ran(0.6)});
    CHECK(quiet.asked == 2);
    CHECK(quiet.result.attempt.finding.verdict == Verdict::AC);
    CHECK_FALSE(quiet.result.unstable);
    CHECK(quiet.result.cpu_max_ns == 600 * ms_in_ns);
    const Played loud = play({ran(1.5, Verdict::TLE, true)});
    CHECK(loud.asked == 1 + disturbed_retries_max);
    CHECK(loud.result.attempt.finding.verdict == Verdict::TLE);
    CHECK(loud.result.unstable);
}

TEST_CASE("repetition: a disturbed run that is in time stands", "[judge]") {
    CHECK(play({ran(0.5, Verdict::AC, true)}).asked == 1);
}

TEST_CASE("repetition: an error ends it", "[judge]") {
    auto result = repeat_case([]() -> Result<Attempt> { return fail(ErrorCode::interrupted, "x"); },
                              s_in_ns, {});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::interrupted);
}

// Blame in conversations. The rows follow the submissions of problemtools' examples/guess.
#include "judge/interactor.hpp"

#include <csignal>

#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

ProgramLimits limits_1s() {
    ProgramLimits limits;
    limits.time_limit_ns = s_in_ns;
    limits.run.cpu_ns = s_in_ns + 120 * ms_in_ns;
    limits.run.wall_ns = 2 * s_in_ns;
    return limits;
}

enum class First { program, interactor };

Finding blamed(const RunReport& program, const RunReport& interactor, First first,
               bool program_owed_output = false) {
    PairReport pair;
    pair.program = program;
    pair.interactor = interactor;
    pair.program_first = first == First::program;
    pair.program_owed_output = program_owed_output;
    return blame(pair, limits_1s(), RunLimits{});
}

Verdict verdict(const RunReport& program, const RunReport& interactor, First first) {
    return blamed(program, interactor, first).verdict;
}

RunReport killed_for_cpu() {
    RunReport report = ends(Ending::cpu_limit);
    report.cpu_ns = s_in_ns + 120 * ms_in_ns;
    return report;
}

}  // namespace

TEST_CASE("interactor: both content is accepted, whoever ended first", "[judge]") {
    CHECK(verdict(exits(0), exits(42), First::program) == Verdict::AC);
    CHECK(verdict(exits(0), exits(42), First::interactor) == Verdict::AC);
    CHECK(verdict(exits(0), exits(43), First::program) == Verdict::WA);
}

TEST_CASE("interactor: rejected first, then dead of the closed pipe, is wrong", "[judge]") {
    CHECK(verdict(dies(SIGPIPE), exits(43), First::interactor) == Verdict::WA);
    CHECK(verdict(exits(1), exits(43), First::interactor) == Verdict::WA);
    CHECK(verdict(killed_for_cpu(), exits(43), First::interactor) == Verdict::WA);
    CHECK(verdict(ends(Ending::cancelled), exits(43), First::interactor) == Verdict::WA);
    CHECK(verdict(ends(Ending::wall_limit), exits(43), First::interactor) == Verdict::WA);
    // The pipe was closed before the interactor got round to exiting.
    CHECK(verdict(dies(SIGPIPE), exits(43), First::program) == Verdict::WA);
    CHECK_THAT(blamed(exits(1), exits(43), First::interactor).reason,
               ContainsSubstring("rejected by the interactor"));
}

TEST_CASE("interactor: a program that crashed first has crashed", "[judge]") {
    CHECK(verdict(exits(1), exits(43), First::program) == Verdict::RTE);
    CHECK(verdict(dies(SIGSEGV), exits(43), First::program) == Verdict::RTE);
    CHECK(verdict(dies(SIGSEGV), exits(1), First::program) == Verdict::RTE);
    CHECK(verdict(dies(SIGSEGV), ends(Ending::cancelled), First::program) == Verdict::RTE);
}

TEST_CASE("interactor: accepted, and then a crash, is a crash", "[judge]") {
    CHECK(verdict(exits(42), exits(42), First::program) == Verdict::RTE);
    CHECK(verdict(exits(42), exits(42), First::interactor) == Verdict::RTE);
    CHECK(verdict(dies(SIGSEGV), exits(42), First::interactor) == Verdict::RTE);
}

TEST_CASE("interactor: limits that the program broke by itself are its verdict", "[judge]") {
    CHECK(verdict(killed_for_cpu(), exits(43), First::program) == Verdict::TLE);
    CHECK(verdict(killed_for_cpu(), exits(42), First::interactor) == Verdict::TLE);
    CHECK(verdict(killed_for_cpu(), ends(Ending::cancelled), First::program) == Verdict::TLE);
    CHECK(verdict(ends(Ending::memory_limit), exits(43), First::program) == Verdict::MLE);
    CHECK(verdict(ends(Ending::output_limit), exits(43), First::program) == Verdict::OLE);
    CHECK(verdict(uses_cpu(s_in_ns + 1), exits(42), First::program) == Verdict::TLE);
}

TEST_CASE("interactor: at the wall the side that owed the next word is to blame", "[judge]") {
    const RunReport asleep = ends(Ending::wall_limit);
    const RunReport cut = ends(Ending::cancelled);
    const Finding no_flush = blamed(asleep, cut, First::program, true);
    CHECK(no_flush.verdict == Verdict::TLE);
    CHECK_THAT(no_flush.reason, ContainsSubstring("missing flush?"));
    const Finding hangs = blamed(asleep, cut, First::program, false);
    CHECK(hangs.verdict == Verdict::JE);
    CHECK_THAT(hangs.reason, ContainsSubstring("interactor hangs"));
    // After the kill the interactor reads the end of its input: too late to be a decision.
    CHECK(blamed(asleep, exits(43), First::program, false).verdict == Verdict::JE);
    CHECK(blamed(asleep, exits(43), First::program, true).verdict == Verdict::TLE);
    // It had accepted and left: nobody owes the program anything.
    CHECK(verdict(asleep, exits(42), First::interactor) == Verdict::TLE);
}

TEST_CASE("interactor: one that hangs after a good program is the judge's error, and named",
          "[judge]") {
    PairReport pair;
    pair.interactor = ends(Ending::cancelled);
    pair.program_first = pair.interactor_hung = true;
    const Finding hangs = blame(pair, limits_1s(), RunLimits{});
    CHECK(hangs.verdict == Verdict::JE);
    CHECK(hangs.reason == "interactor hangs: it idled for 5 s after the program had ended");
    // A program that failed first has failed, whatever its interactor did with the news.
    pair.program = exits(1);
    CHECK(blame(pair, limits_1s(), RunLimits{}).verdict == Verdict::RTE);
}

TEST_CASE("interactor: any other exit status is the judge's error, 0 included", "[judge]") {
    for (const RunReport& broken : {exits(0), exits(1), dies(SIGABRT), ends(Ending::cpu_limit)}) {
        CHECK(verdict(exits(0), broken, First::program) == Verdict::JE);
        CHECK(verdict(exits(1), broken, First::interactor) == Verdict::JE);
        CHECK(verdict(ends(Ending::cancelled), broken, First::interactor) == Verdict::JE);
    }
    CHECK_THAT(blamed(exits(0), exits(0), First::program).reason,
               ContainsSubstring("interactor: exit status 0"));
}

TEST_CASE("interactor: a program that sleeps after the interactor broke is not to blame",
          "[judge]") {
    CHECK(verdict(ends(Ending::wall_limit), exits(1), First::interactor) == Verdict::JE);
}

// Verdicts from endings, on a program with a limit of 1 s and 100 MiB.
#include "judge/verdict_of.hpp"

#include <cerrno>
#include <csignal>

#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// Time limit 1 s, memory 100 MiB.
ProgramLimits limits_1s() {
    ProgramLimits limits;
    limits.time_limit_ns = s_in_ns;
    limits.run.cpu_ns = s_in_ns + 120 * ms_in_ns;
    limits.run.wall_ns = 2 * s_in_ns;
    limits.run.memory_bytes = 100 * mib;
    return limits;
}

Finding found(const RunReport& report) {
    return verdict_of(report, limits_1s());
}

RunReport at_memory(RunReport report, std::int64_t memory_bytes) {
    report.memory_bytes = memory_bytes;
    return report;
}

}  // namespace

TEST_CASE("verdict_of: an exit status of 0 within the limits is left to the checker", "[judge]") {
    CHECK(found(exits(0)).verdict == Verdict::AC);
    CHECK(found(exits(0)).reason.empty());
}

TEST_CASE("verdict_of: crashes are run-time errors that name their cause", "[judge]") {
    CHECK(found(exits(3)).verdict == Verdict::RTE);
    CHECK(found(exits(3)).reason == "exit status 3");
    CHECK(found(dies(SIGSEGV)).verdict == Verdict::RTE);
    CHECK(found(dies(SIGSEGV)).reason == "signal 11 (SIGSEGV)");
    CHECK(found(ends(Ending::forbidden_call)).verdict == Verdict::RTE);
    CHECK_THAT(found(ends(Ending::forbidden_call)).reason,
               ContainsSubstring("forbidden system call"));
}

TEST_CASE("verdict_of: CPU time is compared with the limit exactly", "[judge]") {
    CHECK(found(uses_cpu(s_in_ns)).verdict == Verdict::AC);
    CHECK(found(uses_cpu(s_in_ns + 1)).verdict == Verdict::TLE);
    CHECK_THAT(found(uses_cpu(1'070 * ms_in_ns)).reason, ContainsSubstring("1.07 s"));
    CHECK(found(ends(Ending::cpu_limit)).verdict == Verdict::TLE);
}

TEST_CASE("verdict_of: a crash after the limit is a time limit exceeded", "[judge]") {
    RunReport late = dies(SIGSEGV);
    late.cpu_ns = s_in_ns + ms_in_ns;
    CHECK(found(late).verdict == Verdict::TLE);
}

TEST_CASE("verdict_of: a program that idles is TLE and told so", "[judge]") {
    RunReport idle = ends(Ending::wall_limit);
    idle.cpu_ns = 20 * ms_in_ns;
    idle.wall_ns = 2 * s_in_ns;
    CHECK(found(idle).verdict == Verdict::TLE);
    CHECK(found(idle).reason == "idle: used 0.02 s of CPU in 2 s");
}

TEST_CASE("verdict_of: the memory limit", "[judge]") {
    CHECK(found(ends(Ending::memory_limit)).verdict == Verdict::MLE);
    CHECK(found(at_memory(exits(0), 101 * mib)).verdict == Verdict::MLE);
    CHECK(found(at_memory(exits(0), 100 * mib)).verdict == Verdict::AC);
}

TEST_CASE("verdict_of: a failed allocation at the limit is MLE, the same crash below it is RTE",
          "[judge]") {
    CHECK(found(at_memory(dies(SIGABRT), 97 * mib)).verdict == Verdict::MLE);
    CHECK(found(at_memory(exits(1), 98 * mib)).verdict == Verdict::MLE);
    CHECK(found(at_memory(dies(SIGABRT), 96 * mib)).verdict == Verdict::RTE);
    CHECK(found(at_memory(exits(1), 90 * mib)).verdict == Verdict::RTE);
    CHECK(found(at_memory(dies(SIGSEGV), 99 * mib)).verdict == Verdict::RTE);
}

TEST_CASE("verdict_of: too much output", "[judge]") {
    RunReport report = ends(Ending::output_limit);
    report.output_bytes = limits_1s().run.output_bytes + 1;
    CHECK(found(report).verdict == Verdict::OLE);
    CHECK(found(report).reason == "more than 8 MiB of output");
    report.output_bytes = 0;
    CHECK(found(report).reason == "more than 8 MiB of output on stderr");
}

TEST_CASE("verdict_of: a program that did not start is our error, unless memory kept it out",
          "[judge]") {
    RunReport report = ends(Ending::not_started);
    report.start_errno = ENOENT;
    CHECK(found(report).verdict == Verdict::JE);
    CHECK_THAT(found(report).reason, ContainsSubstring("No such file"));
    report.start_errno = ENOMEM;
    CHECK(found(report).verdict == Verdict::MLE);
}

TEST_CASE("verdict_of: a cancelled run decides nothing", "[judge]") {
    CHECK(found(ends(Ending::cancelled)).verdict == Verdict::JE);
}

TEST_CASE("verdict_of: endings of the judge's own programs are told with their limit", "[judge]") {
    RunLimits limits;
    limits.cpu_ns = 60 * s_in_ns;
    CHECK(ending_text(ends(Ending::cpu_limit), limits) == "over its CPU limit of 60 s");
    CHECK(ending_text(exits(0), limits) == "exit status 0");
    CHECK(signal_name(SIGPIPE) == "SIGPIPE");
    CHECK(signal_name(0).empty());
}

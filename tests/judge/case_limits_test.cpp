// Limits of a run; the defaults are those that the package formats call typical.
#include "judge/case_limits.hpp"

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

ProgramLimits for_limit(double seconds, const problem::Package& package = {},
                        const JudgeOptions& options = {}) {
    const TimeLimit limit{static_cast<std::int64_t>(seconds * double(s_in_ns)), "test", false};
    return program_limits(package, options, limit, Language{});
}

}  // namespace

TEST_CASE("case_limits: the kill comes a tenth and 20 ms late, at most a second", "[judge]") {
    CHECK(for_limit(1).run.cpu_ns == 1'120 * ms_in_ns);
    CHECK(for_limit(0.1).run.cpu_ns == 130 * ms_in_ns);
    CHECK(for_limit(60).run.cpu_ns == 61 * s_in_ns);
    CHECK(for_limit(1).time_limit_ns == s_in_ns);
}

TEST_CASE("case_limits: wall is twice the limit, and never less than a second more", "[judge]") {
    CHECK(for_limit(0.1).run.wall_ns == 1'100 * ms_in_ns);
    CHECK(for_limit(3).run.wall_ns == 6 * s_in_ns);
}

TEST_CASE("case_limits: without any time limit the sandbox's ten seconds of wall hold", "[judge]") {
    const TimeLimit none{10 * s_in_ns, "default", true};
    const ProgramLimits limits = program_limits({}, {}, none, Language{});
    CHECK(limits.run.wall_ns == 10 * s_in_ns);
}

TEST_CASE("case_limits: memory comes from the user, the package, or the format", "[judge]") {
    problem::Package package;
    JudgeOptions options;
    CHECK(memory_limit_bytes(package, options) == 256 * mib);
    package.format = problem::Format::legacy;
    CHECK(memory_limit_bytes(package, options) == 1024 * mib);
    package.memory_bytes = 512 * mib;
    CHECK(memory_limit_bytes(package, options) == 512 * mib);
    options.memory_bytes = 64 * mib;
    CHECK(memory_limit_bytes(package, options) == 64 * mib);
    CHECK(for_limit(1, package, options).run.stack_bytes == 64 * mib);
}

TEST_CASE("case_limits: a large answer widens an output limit that nobody stated", "[judge]") {
    CHECK(output_limit_for_case(8 * mib, 1 * mib) == 8 * mib);
    CHECK(output_limit_for_case(8 * mib, 30 * mib) == 60 * mib);
}

TEST_CASE("case_limits: output limits", "[judge]") {
    problem::Package package;
    JudgeOptions options;
    CHECK(for_limit(1, package, options).run.output_bytes == 8 * mib);
    package.output_bytes = 3 * mib;
    CHECK(for_limit(1, package, options).run.output_bytes == 3 * mib);
    options.output_bytes = 1 * mib;
    CHECK(for_limit(1, package, options).run.output_bytes == 1 * mib);
}

TEST_CASE("case_limits: a runtime that needs threads gets them", "[judge]") {
    Language java;
    java.processes = 200;
    CHECK(program_limits({}, {}, {s_in_ns, "test", false}, java).run.processes == 200);
}

TEST_CASE("case_limits: validators get the format's defaults or the package's limits", "[judge]") {
    problem::Package package;
    CHECK(validator_limits(package, nullptr).cpu_ns == 60 * s_in_ns);
    CHECK(validator_limits(package, nullptr).memory_bytes == 2048 * mib);
    package.validation_s = 5;
    package.validation_memory_bytes = 100 * mib;
    CHECK(validator_limits(package, nullptr).cpu_ns == 5 * s_in_ns);
    CHECK(validator_limits(package, nullptr).memory_bytes == 100 * mib);
    CHECK(validator_limits(package, nullptr).output_bytes == 8 * mib);
    package.interactive = true;
    CHECK(validator_limits(package, nullptr).output_bytes == 256 * mib);
}

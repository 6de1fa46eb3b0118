// Every language that this host has, in the real sandbox: a program that adds numbers, one that
// does not compile, one that never ends, one that eats memory, one that crashes.
//
// Languages that are not installed are named aloud and skipped; those that Debian's packages bring
// in reasonable size are expected wherever scripts/test ran.

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

#include "judge/compile.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/language_programs.hpp"
#include "tests/support/real_sandbox.hpp"

using namespace arena;

namespace {

/// `skipped` names what the host lacks, once for the whole file.
const Language* language_if_here(const std::string& id) {
    const Language* const language = *LanguageTable::built_in().by_name(id);
    const LanguageProbe found = locate(*language);
    if (!found.available) {
        WARN("skipped: " << language->name << ", this host lacks " << found.missing);
        return nullptr;
    }
    return language;
}

CompileOutcome compiled(const Language& language, const std::string& source) {
    auto outcome = compile(testing::real_runner(), language, {{"solution.txt", source}},
                           testing::cached_settings());
    REQUIRE_OK(outcome);
    CHECK(outcome->note == "");
    return *outcome;
}

RunReport run(const Artifact& artifact, const std::string& input, const RunLimits& limits) {
    RunRequest request;
    request.box = artifact.box;
    request.limits = limits;
    request.argv = run_argv(artifact, limits, {}, request.env);
    request.input = InputBytes{input};
    auto report = testing::real_runner().run(request);
    REQUIRE_OK(report);
    return *report;
}

/// Drops the interpreter from the page cache, as after a restart of the machine: its pages are then
/// charged to the run, and a hog's limit is fought over by data and code.
void forget_cached_files(const Language& language) {
    for (const std::string& pattern : language.identity_files) {
        glob_t found{};
        if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
            for (std::size_t i = 0; i < found.gl_pathc; ++i) {
                const int fd = ::open(found.gl_pathv[i], O_RDONLY | O_CLOEXEC);
                if (fd < 0) continue;
                ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
                ::close(fd);
            }
        }
        ::globfree(&found);
    }
}

RunReport run_source(const Language& language, const std::string& source, const RunLimits& limits) {
    const CompileOutcome outcome = compiled(language, source);
    INFO("compiler said: " << outcome.message);
    REQUIRE(outcome.ok);
    return run(outcome.artifact, "", limits);
}

void check_language(const Language& language, const testing::LanguagePrograms& p) {
    INFO("language: " << language.id);
    RunLimits limits;
    limits.cpu_ns = 10 * s_in_ns;
    limits.wall_ns = 30 * s_in_ns;

    const CompileOutcome adds = compiled(language, p.adds);
    INFO("compiler said: " << adds.message);
    REQUIRE(adds.ok);
    std::string numbers;
    for (int i = 1; i <= 20000; ++i) numbers += std::to_string(i) + (i % 7 == 0 ? "\n" : " ");
    const RunReport sum = run(adds.artifact, numbers + "\n", limits);
    INFO("stderr: " << sum.error_output);
    CHECK(sum.ending == Ending::exited);
    CHECK(sum.exit_code == 0);
    CHECK(sum.output == "200010000\n");
    CHECK(sum.error_output == "");

    const CompileOutcome broken = compiled(language, p.broken);
    CHECK(!broken.ok);
    CHECK(broken.message != "");
    CHECK_THAT(broken.message, !Catch::Matchers::ContainsSubstring("/work/") &&
                                   !Catch::Matchers::ContainsSubstring("/box/") &&
                                   !Catch::Matchers::ContainsSubstring("/usr/"));

    const RunReport crash = run_source(language, p.crash, limits);
    CHECK(ending_of(language, crash) == crash.ending);
    CHECK((crash.ending == Ending::signaled ||
           (crash.ending == Ending::exited && crash.exit_code != 0)));

    forget_cached_files(language);
    const RunReport hog = run_source(language, p.hog, limits);
    INFO("hog: " << hog.error_output);
    CHECK(ending_of(language, hog) == Ending::memory_limit);

    limits.cpu_ns = s_in_ns / 2;
    const RunReport endless = run_source(language, p.endless, limits);
    CHECK(endless.ending == Ending::cpu_limit);

    const CompileOutcome again = compiled(language, p.adds);
    CHECK(again.from_cache);
    CHECK(run(again.artifact, "1 2\n", RunLimits{}).output == "3\n");
}

}  // namespace

TEST_CASE("real languages: c", "[languages-real]") {
    if (const Language* language = language_if_here("c")) {
        check_language(*language, testing::language_programs().at("c"));
    }
}

TEST_CASE("real languages: cpp17", "[languages-real]") {
    if (const Language* language = language_if_here("cpp17")) {
        check_language(*language, testing::language_programs().at("cpp17"));
    }
}

TEST_CASE("real languages: cpp20", "[languages-real]") {
    if (const Language* language = language_if_here("cpp20")) {
        check_language(*language, testing::language_programs().at("cpp20"));
    }
}

TEST_CASE("real languages: cpp23", "[languages-real]") {
    if (const Language* language = language_if_here("cpp23")) {
        check_language(*language, testing::language_programs().at("cpp23"));
    }
}

TEST_CASE("real languages: csharp", "[languages-real]") {
    if (const Language* language = language_if_here("csharp")) {
        check_language(*language, testing::language_programs().at("csharp"));
    }
}

TEST_CASE("real languages: go", "[languages-real]") {
    if (const Language* language = language_if_here("go")) {
        check_language(*language, testing::language_programs().at("go"));
    }
}

TEST_CASE("real languages: haskell", "[languages-real]") {
    if (const Language* language = language_if_here("haskell")) {
        check_language(*language, testing::language_programs().at("haskell"));
    }
}

TEST_CASE("real languages: java", "[languages-real]") {
    if (const Language* language = language_if_here("java")) {
        check_language(*language, testing::language_programs().at("java"));
    }
}

TEST_CASE("real languages: javascript", "[languages-real]") {
    if (const Language* language = language_if_here("javascript")) {
        check_language(*language, testing::language_programs().at("javascript"));
    }
}

TEST_CASE("real languages: kotlin", "[languages-real]") {
    if (const Language* language = language_if_here("kotlin")) {
        check_language(*language, testing::language_programs().at("kotlin"));
    }
}

TEST_CASE("real languages: lua", "[languages-real]") {
    if (const Language* language = language_if_here("lua")) {
        check_language(*language, testing::language_programs().at("lua"));
    }
}

TEST_CASE("real languages: pascal", "[languages-real]") {
    if (const Language* language = language_if_here("pascal")) {
        check_language(*language, testing::language_programs().at("pascal"));
    }
}

TEST_CASE("real languages: perl", "[languages-real]") {
    if (const Language* language = language_if_here("perl")) {
        check_language(*language, testing::language_programs().at("perl"));
    }
}

TEST_CASE("real languages: php", "[languages-real]") {
    if (const Language* language = language_if_here("php")) {
        check_language(*language, testing::language_programs().at("php"));
    }
}

TEST_CASE("real languages: pypy3", "[languages-real]") {
    if (const Language* language = language_if_here("pypy3")) {
        check_language(*language, testing::language_programs().at("pypy3"));
    }
}

TEST_CASE("real languages: python3", "[languages-real]") {
    if (const Language* language = language_if_here("python3")) {
        check_language(*language, testing::language_programs().at("python3"));
    }
}

TEST_CASE("real languages: ruby", "[languages-real]") {
    if (const Language* language = language_if_here("ruby")) {
        check_language(*language, testing::language_programs().at("ruby"));
    }
}

TEST_CASE("real languages: rust", "[languages-real]") {
    if (const Language* language = language_if_here("rust")) {
        check_language(*language, testing::language_programs().at("rust"));
    }
}

TEST_CASE("real languages: typescript", "[languages-real]") {
    if (const Language* language = language_if_here("typescript")) {
        check_language(*language, testing::language_programs().at("typescript"));
    }
}

TEST_CASE("real languages: typescript-node", "[languages-real]") {
    if (const Language* language = language_if_here("typescript-node")) {
        check_language(*language, testing::language_programs().at("typescript-node"));
    }
}

TEST_CASE("real languages: every built-in language has its programs here", "[languages-real]") {
    for (const Language& language : LanguageTable::built_in().all()) {
        INFO(language.id);
        CHECK(testing::language_programs().contains(language.id));
    }
}

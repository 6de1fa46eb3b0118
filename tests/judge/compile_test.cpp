// compile(): what is asked of the sandbox, how each ending becomes an outcome, and what is
// remembered.
#include "judge/compile.hpp"

#include <algorithm>
#include <chrono>

#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;

namespace {

/// A language whose "compiler" every host has; the fake runner plays its part.
Language toy() {
    Language language;
    language.id = "toy";
    language.name = "Toy";
    language.extensions = {".toy"};
    language.compile = {"true", "-o", "{out}/{exe}", "{sources}"};
    language.compile_env = {"CACHE={work}/x"};
    language.artifact = "{exe}";
    language.run = {"{box}/{exe}", "-m{memory_mb}", "{main_stem}"};
    language.run_env = {"HEAP={heap_mb}", "STACK={thread_stack_kb}"};
    language.source_name = "main.toy";
    language.overhead_bytes = 64 * mib;
    language.memory_messages = {"heap is full"};
    language.packages = {"toy-compiler"};
    return language;
}

RunReport makes(const std::string& content, const std::string& name = ".out/main") {
    RunReport report = exits(0);
    report.files = {{".out/.keep", "", false}, {name, content, true}};
    return report;
}

RunReport complains(int status, const std::string& words) {
    RunReport report = exits(status);
    report.error_output = words;
    return report;
}

CompileOutcome compiled(Runner& runner, const Language& language, const std::string& source,
                        const CompileSettings& settings = {}) {
    auto outcome = compile(runner, language, {{"x.toy", source}}, settings);
    REQUIRE_OK(outcome);
    return *outcome;
}

}  // namespace

TEST_CASE("compile: asks for one sandboxed run with the language's command", "[compile]") {
    FakeRunner runner;
    runner.on("true", makes("program"));
    const Language language = toy();
    const CompileOutcome outcome = compiled(runner, language, "source");
    CHECK(outcome.ok);
    CHECK(!outcome.from_cache);
    REQUIRE(runner.asked.size() == 1);
    const RunRequest& asked = runner.asked[0];
    CHECK(asked.argv == std::vector<std::string>{"true", "-o", ".out/main", "main.toy"});
    CHECK(asked.env == std::vector<std::string>{"CACHE={work}/x"});
    CHECK(work_text(asked, "main.toy") == "source");
    CHECK(has_work_file(asked, ".out/.keep"));
    REQUIRE(asked.collect.size() == 1);
    CHECK(asked.collect[0].directory == ".out");
    CHECK(asked.limits.cpu_ns == 15 * s_in_ns);
    CHECK(asked.limits.wall_ns == 45 * s_in_ns);
    CHECK(asked.limits.memory_bytes == 2048 * mib);

    REQUIRE(outcome.artifact.box);
    CHECK(outcome.artifact.key.size() == 64);
    CHECK(outcome.artifact.box->key == outcome.artifact.key);
    REQUIRE(outcome.artifact.box->files.size() == 1);
    CHECK(outcome.artifact.box->files[0].name == "main");
    CHECK(outcome.artifact.box->files[0].content == "program");
    CHECK(outcome.artifact.box->files[0].executable);
}

TEST_CASE("run_argv: fits the runtime to the limits and appends the arguments", "[compile]") {
    FakeRunner runner;
    runner.on("true", makes("program"));
    const Language language = toy();
    const Artifact artifact = compiled(runner, language, "source").artifact;
    RunLimits limits;
    std::vector<std::string> env{"rubbish"};
    CHECK(run_argv(artifact, limits, {"{memory_mb}"}, env) ==
          std::vector<std::string>{"{box}/main", "-m256", "main", "{memory_mb}"});
    CHECK(env == std::vector<std::string>{"HEAP=192", "STACK=65536"});
    limits.memory_bytes = 64 * mib;
    run_argv(artifact, limits, {}, env);
    CHECK(env == std::vector<std::string>{"HEAP=16", "STACK=16384"});
    limits.memory_bytes = 1024 * mib;
    limits.stack_bytes = 8 * mib;
    run_argv(artifact, limits, {}, env);
    CHECK(env == std::vector<std::string>{"HEAP=960", "STACK=6144"});
}

TEST_CASE("ending_of: a runtime that says its heap is full hit the memory limit", "[compile]") {
    const Language language = toy();
    CHECK(ending_of(language, complains(1, "x: heap is full\n")) == Ending::memory_limit);
    CHECK(ending_of(language, complains(0, "heap is full")) == Ending::exited);
    CHECK(ending_of(language, complains(1, "no")) == Ending::exited);
    RunReport aborted = dies(6);
    aborted.error_output = "heap is full";
    CHECK(ending_of(language, aborted) == Ending::memory_limit);
    RunReport late = ends(Ending::cpu_limit);
    late.error_output = "heap is full";
    CHECK(ending_of(language, late) == Ending::cpu_limit);
}

TEST_CASE("compile: every bad ending is a compile error that says why", "[compile]") {
    const auto message_after = [](const RunReport& report) {
        FakeRunner runner;
        runner.on("true", report);
        const Language language = toy();
        const CompileOutcome outcome = compiled(runner, language, "source");
        CHECK(!outcome.ok);
        CHECK(!outcome.artifact.box);
        return outcome.message;
    };
    CHECK(message_after(complains(1, "/box/main.toy:1: bad\n")) == "x.toy:1: bad");
    CHECK(message_after(exits(3)) == "the compiler ended with exit status 3 and said nothing");
    CHECK(message_after(ends(Ending::cpu_limit)) == "compiling takes more than 15 s of CPU time");
    CHECK(message_after(ends(Ending::wall_limit)) == "compiling takes more than 45 s");
    CHECK(message_after(ends(Ending::memory_limit)) ==
          "compiling takes more than 2048 MiB of memory");
    CHECK(message_after(ends(Ending::output_limit)) == "the compiler prints without end");
    CHECK(message_after(ends(Ending::forbidden_call)) ==
          "the compiler made a forbidden system call");
    CHECK_THAT(message_after(dies(11)),
               Catch::Matchers::StartsWith("the compiler was killed by signal 11"));
    CHECK(message_after(exits(0)) == "the compiler produced no program");
    CHECK(message_after(makes("")) == "the compiler produced no program");
    CHECK(message_after(makes("x", ".out/other")) == "the compiler produced no program");
    RunReport both = complains(1, "stderr");
    both.output = "stdout";
    CHECK(message_after(both) == "stderr\nstdout");
}

TEST_CASE("compile: hostile output folders are compile errors", "[compile]") {
    FakeRunner runner;
    const Language language = toy();
    RunReport report = makes("program");
    report.files.push_back({".out/a\nb", "x", false});
    runner.on("true", report);
    CHECK(compiled(runner, language, "s").message == "the compiler wrote a file with an odd name");
    report = makes("program");
    for (int i = 0; i < 5000; ++i) report.files.push_back({".out/" + std::to_string(i), "", false});
    runner.on("true", report);
    CHECK(compiled(runner, language, "s").message ==
          "the compiler wrote too much (over 2048 files or 64 MiB)");
}

TEST_CASE("compile: failures of the host are errors, not compile errors", "[compile]") {
    FakeRunner runner;
    Language language = toy();
    const std::vector<SourceFile> sources{{"x", "s"}};
    CHECK(compile(runner, language, sources, {}).error().code == ErrorCode::internal);
    RunReport report = ends(Ending::not_started);
    report.start_errno = 2;
    runner.on("true", report);
    CHECK(compile(runner, language, sources, {}).error().message ==
          "cannot start 'true' in the sandbox: No such file or directory");
    language.compile[0] = "arena-no-such-compiler";
    const auto missing = compile(runner, language, sources, {});
    CHECK(missing.error().code == ErrorCode::unsupported);
    CHECK(missing.error().message ==
          "Toy needs 'arena-no-such-compiler', which this host lacks (apt install toy-compiler)");
}

TEST_CASE("compile: a refused source never reaches the sandbox", "[compile]") {
    FakeRunner runner;
    const Language language = toy();
    CompileSettings settings;
    settings.source_bytes_max = 4;
    const CompileOutcome outcome = compiled(runner, language, "12345", settings);
    CHECK(!outcome.ok);
    CHECK(outcome.message == "'x.toy' has 5 bytes, over the source limit of 4 bytes");
    CHECK(runner.asked.empty());
}

TEST_CASE("compile: the second time comes from the cache, within 5 ms", "[compile]") {
    const TemporaryFolder root;
    CompileSettings settings;
    settings.cache_directory = root.path("cache");
    FakeRunner runner;
    RunReport made = makes(std::string(3'000'000, 'x'));
    made.error_output = "warning: /usr/include/x.h";
    made.cpu_ns = 5;
    runner.on("true", made);
    const Language language = toy();
    const CompileOutcome first = compiled(runner, language, "source", settings);
    CHECK(first.note == "");

    const auto start = std::chrono::steady_clock::now();
    const CompileOutcome second = compiled(runner, language, "source", settings);
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(runner.asked.size() == 1);
    CHECK(second.from_cache);
    CHECK(second.ok);
    CHECK(second.message == "warning: x.h");
    CHECK(second.cpu_ns == 5);
    CHECK(second.artifact.key == first.artifact.key);
    CHECK(second.artifact.run_argv == first.artifact.run_argv);
    REQUIRE(second.artifact.box->files.size() == 1);
    CHECK(second.artifact.box->files[0].executable);
    CHECK(std::filesystem::file_size(second.artifact.box->files[0].host_path) == 3'000'000);
    CHECK(took < std::chrono::milliseconds(50));  // 5 ms on a quiet host; see scripts/bench judge
}

TEST_CASE("compile: anything that could change the program changes the key", "[compile]") {
    FakeRunner runner;
    runner.on("true", makes("program"));
    runner.on("false", makes("program"));
    std::vector<std::string> keys;
    const auto key_of = [&](const Language& language, const std::vector<SourceFile>& sources) {
        const auto outcome = compile(runner, language, sources, {});
        REQUIRE_OK(outcome);
        return outcome->artifact.key;
    };
    const Language base = toy();
    keys.push_back(key_of(base, {{"x", "source"}}));
    CHECK(key_of(base, {{"y", "source"}}) == keys[0]);  // one file: its name does not matter
    keys.push_back(key_of(base, {{"x", "source "}}));
    keys.push_back(key_of(base, {{"a.toy", "source"}, {"b.toy", ""}}));
    keys.push_back(key_of(base, {{"a.toy", "source"}, {"c.toy", ""}}));
    keys.push_back(key_of(base, {{"a.toy", "sourc"}, {"b.toy", "e"}}));
    std::vector<Language> others(6, base);
    others[0].id = "toy2";
    others[1].compile[0] = "false";
    others[2].compile_env = {"A=1"};
    others[3].artifact = "*";
    others[4].identity_files = {"/bin/sh"};
    others[5].files = {{"x", "y"}};
    for (const Language& other : others) keys.push_back(key_of(other, {{"x", "source"}}));
    std::sort(keys.begin(), keys.end());
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("compile: a compiler's own refusal is remembered, a limit's is not", "[compile]") {
    const TemporaryFolder root;
    CompileSettings settings;
    settings.cache_directory = root.path("cache");
    const Language language = toy();
    const auto runs_after = [&](const RunReport& report, const std::string& source) {
        FakeRunner runner;
        runner.on("true", report);
        const CompileOutcome first = compiled(runner, language, source, settings);
        const CompileOutcome again = compiled(runner, language, source, settings);
        CHECK(again.message == first.message);
        CHECK(!again.ok);
        return runner.asked.size();
    };
    CHECK(runs_after(complains(1, "bad"), "a") == 1);
    CHECK(runs_after(ends(Ending::cpu_limit), "b") == 2);
    CHECK(runs_after(ends(Ending::memory_limit), "c") == 2);
    CHECK(runs_after(dies(9), "d") == 2);
    RunReport close = complains(1, "virtual memory exhausted");
    close.memory_bytes = 2000 * mib;
    CHECK(runs_after(close, "e") == 2);
    CHECK(runs_after(complains(1, "No space left on device"), "f") == 2);
    CHECK(runs_after(exits(0), "g") == 2);
}

TEST_CASE("compile: without a usable cache it compiles and says why it did not cache",
          "[compile]") {
    const TemporaryFolder root;
    root.write("file", "");
    CompileSettings settings;
    settings.cache_directory = root.path("file");
    FakeRunner runner;
    runner.on("true", makes("program"));
    const Language language = toy();
    const CompileOutcome outcome = compiled(runner, language, "source", settings);
    CHECK(outcome.ok);
    CHECK_THAT(outcome.note, Catch::Matchers::StartsWith("compile cache '"));
    CHECK(outcome.artifact.box->files[0].content == "program");
}

TEST_CASE("compile: interpreted programs are checked and run from their sources", "[compile]") {
    const TemporaryFolder root;
    CompileSettings settings;
    settings.cache_directory = root.path("cache");
    Language language = toy();
    language.compile = {"true", "--check", "{sources}"};
    language.artifact = "";
    language.run_sources = true;
    language.run = {"cat", "{box}/{main}"};
    FakeRunner runner;
    RunReport fine = exits(0);
    fine.output = "Syntax OK";
    runner.on("true", fine);
    for (const bool cached : {false, true}) {
        const CompileOutcome outcome = compiled(runner, language, "source", settings);
        CHECK(outcome.ok);
        CHECK(outcome.from_cache == cached);
        CHECK(outcome.message == "");
        CHECK(outcome.artifact.run_argv == std::vector<std::string>{"cat", "{box}/main.toy"});
        REQUIRE(outcome.artifact.box->files.size() == 1);
        CHECK(outcome.artifact.box->files[0].name == "main.toy");
    }
    CHECK(runner.asked.size() == 1);
    CHECK(runner.asked[0].collect.empty());
}

TEST_CASE("compile: prepared files are made once, from the language's text alone", "[compile]") {
    const TemporaryFolder root;
    CompileSettings settings;
    settings.cache_directory = root.path("cache");
    Language language = toy();
    Prepared prepared;
    prepared.files = {{"all.h", "#include <big.h>\n"}};
    prepared.stubs = {{"big.h", "stub"}};
    prepared.compile = {"true", "prepare", ".in/all.h", "-o", "{out}/big.gch"};
    prepared.result = "big.gch";
    prepared.when_included = "big.h";
    prepared.arguments = {"-I{box}"};
    language.prepared = prepared;
    FakeRunner runner;
    runner.on("true", makes("program"));
    runner.on("prepare", makes("compiled header", ".out/big.gch"));

    compiled(runner, language, "int x;", settings);
    CHECK(runner.asked_of("prepare").empty());
    compiled(runner, language, "#include <big.h>\nint secret;", settings);
    compiled(runner, language, "#include <big.h>\nint y;", settings);
    REQUIRE(runner.asked_of("prepare").size() == 1);
    const RunRequest making = runner.asked_of("prepare")[0];
    for (const BoxFile& file : making.work_files) {
        CHECK_THAT(file.content, !Catch::Matchers::ContainsSubstring("secret"));
    }
    CHECK(!making.box);
    const RunRequest& used = runner.asked.back();
    CHECK(used.argv[1] == "-I{box}");
    REQUIRE(used.box);
    REQUIRE(used.box->files.size() == 1);
    CHECK(used.box->files[0].name == "big.gch");

    language.prepared->into_box = false;
    language.prepared->arguments.clear();
    compiled(runner, language, "#include <big.h>\nint z;", settings);
    CHECK(!runner.asked.back().box);
    CHECK(has_work_file(runner.asked.back(), "big.gch"));
}

TEST_CASE("compile: prepared files that cannot be made are done without", "[compile]") {
    const TemporaryFolder root;
    CompileSettings settings;
    settings.cache_directory = root.path("cache");
    Language language = toy();
    Prepared prepared;
    prepared.compile = {"true", "prepare"};
    prepared.result = "x";
    prepared.arguments = {"-I{box}"};
    language.prepared = prepared;
    FakeRunner runner;
    runner.on("true", makes("program"));
    runner.on("prepare", complains(1, "no such header"));
    CHECK(compiled(runner, language, "1", settings).ok);
    CHECK(compiled(runner, language, "2", settings).ok);
    CHECK(runner.asked_of("prepare").size() == 1);
    CHECK(runner.asked.back().argv[1] == "-o");
}

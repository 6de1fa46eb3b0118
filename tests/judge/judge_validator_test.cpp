// Judge on fake lanes: custom validators, how they are built, and their scores.
#include <chrono>
#include <thread>

#include "tests/support/judge_scene.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("judge: preparing is done once for many solutions", "[judge]") {
    JudgeScene scene(1, limit_1s);
    scene.folder.write("hello/output_validator/run", "#!/bin/sh\nexit 42\n");
    scene.on("{box}/run", exits(42));
    Judge judge = scene.make_judge();
    REQUIRE_OK(judge.prepare(scene.observer));
    REQUIRE_OK(judge.judge(scene.solution(), scene.observer, keep_going));
    REQUIRE_OK(judge.judge(scene.solution("two\n"), scene.observer, keep_going));
    CHECK(scene.prepared == std::vector<std::string>{"compiling output validator"});
}

TEST_CASE("judge: a validator with a run script is run by it", "[judge]") {
    JudgeScene scene(1, limit_1s + "constants:\n  n: 5\n");
    scene.folder.write("hello/output_validator/run", "#!/bin/sh\ntest {{n}} = 5 && exit 42\n");
    scene.on("{box}/run", exits(43));
    CHECK(scene.judge().verdict == Verdict::WA);
    const auto calls = scene.lanes[0]->asked_of("{box}/run");
    REQUIRE_FALSE(calls.empty());
    REQUIRE(calls[0].box->files.size() == 1);
    CHECK(calls[0].box->files[0].executable);
    CHECK_THAT(calls[0].box->files[0].content, ContainsSubstring("test 5 = 5"));
}

TEST_CASE("judge: a validator with a build script is built by it first", "[judge]") {
    JudgeScene scene(1, limit_1s);
    scene.folder.write("hello/output_validator/build", "#!/bin/sh\ncc -o run check.c\n");
    scene.folder.write("hello/output_validator/check.c", "int main() { return 42; }\n");
    RunReport built = exits(0);
    built.files = {{"run", "binary", true}, {"check.c", "source", false}};
    scene.on("{work}/build", built);
    scene.on("{box}/run", exits(42));
    CHECK(scene.judge().verdict == Verdict::AC);
    CHECK(scene.lanes[0]->asked_of("{box}/run")[0].box->files.size() == 2);
    built.files.erase(built.files.begin());
    scene.on("{work}/build", built);
    CHECK_THAT(scene.error().message, ContainsSubstring("leaves no file 'run'"));
    RunReport failed = exits(2);
    failed.error_output = "note\nfatal error: no compiler\nmore\n";
    scene.on("{work}/build", failed);
    CHECK(scene.error().code == ErrorCode::invalid_package);
    CHECK_THAT(scene.error().message, ContainsSubstring("(exit status 2): fatal error: no"));
}

TEST_CASE("judge: tests go on while the package's grader runs", "[judge]") {
    JudgeScene scene(0, "", 2);
    scene.folder.write("hello/problem.yaml",
                       "name: Hello\ntype: scoring\nlimits: {time_limit: 1}\n");
    scene.folder.write("hello/graders/grade/run", "#!/bin/sh\n");
    scene.folder.write("hello/data/secret/1/testdata.yaml", "grading: custom\n");
    scene.write_case("secret/1/1", "1\n");
    for (const char* name : {"1", "2", "3", "4", "5", "6"}) {
        scene.write_case(std::string("secret/2/") + name, name);
    }
    std::atomic<int> ran{0};
    bool went_on = false;
    scene.on("{box}/main.fake", [&](const RunRequest& request) {
        ++ran;
        return uses_cpu(100 * ms_in_ns, answer_of(input_text(request)));
    });
    scene.on("{box}/run", [&](const RunRequest& request) {
        CHECK(input_text(request) == "AC 1\n");
        for (int i = 0; i < 5000 && ran < 8; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        went_on = ran == 8;
        return prints("AC 7\n");
    });
    const Judgement judgement = scene.judge();
    CHECK(went_on);
    CHECK(judgement.verdict == Verdict::AC);
    CHECK(judgement.grade.score == 14.0);
}

TEST_CASE("judge: what a build script made is kept by content", "[judge]") {
    JudgeScene scene(1, limit_1s);
    scene.options.compile.cache_directory = scene.folder.path("cache");
    scene.folder.write("hello/output_validator/build", "#!/bin/sh\ncc -o run check.c\n");
    scene.folder.write("hello/output_validator/check.c", "int main() { return 42; }\n");
    RunReport built = exits(0);
    built.files = {{"run", "binary", true}};
    scene.on("{work}/build", built);
    scene.on("{box}/run", exits(42));
    for (int i = 0; i < 3; ++i) CHECK(scene.judge().verdict == Verdict::AC);
    CHECK(scene.lanes[0]->asked_of("{work}/build").size() == 1);
    scene.folder.write("hello/output_validator/check.c", "int main() { return 40 + 2; }\n");
    CHECK(scene.judge().verdict == Verdict::AC);
    CHECK(scene.lanes[0]->asked_of("{work}/build").size() == 2);
}

TEST_CASE("judge: scores of the validator reach the grade", "[judge]") {
    JudgeScene scene(2, limit_1s + "type: scoring\n");
    scene.folder.write("hello/output_validator/run", "a binary");
    scene.on("{box}/run", [](const RunRequest& request) {
        const bool second = work_text(request, "input") == "secret 2\n";
        return second ? validates(42, {{"score_multiplier.txt", "0.5"}}) : validates(42);
    });
    const Judgement judgement = scene.judge();
    CHECK(judgement.verdict == Verdict::AC);
    CHECK(judgement.grade.score == 75.0);
    CHECK(scene.lanes[0]->asked_of("{box}/run")[0].box->files[0].executable);
}

TEST_CASE("judge: a score that the format forbids is a judge error with its reason", "[judge]") {
    JudgeScene scene(2, limit_1s + "type: scoring\n");
    scene.folder.write("hello/output_validator/run", "a binary");
    scene.on("{box}/run", validates(42, {{"score_multiplier.txt", "1.5"}}));
    CHECK(scene.judge().verdict == Verdict::JE);
    CHECK_THAT(scene.judge().message, ContainsSubstring("score_multiplier.txt"));
    scene.on("{box}/run", validates(43, {{"score.txt", "1"}}));
    CHECK(scene.judge().verdict == Verdict::JE);
}

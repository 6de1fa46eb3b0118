// Judge on fake lanes: the whole flow over packages written to disk, with a language made for it.
#include "judge/judge.hpp"

#include <chrono>
#include <thread>

#include "tests/support/judge_scene.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("judge: an accepted solution", "[judge]") {
    JudgeScene scene(3, limit_1s);
    const Judgement judgement = scene.judge();
    CHECK(judgement.verdict == Verdict::AC);
    CHECK(letters(judgement) == "AAAA");
    CHECK(judgement.cases_run == 4);
    CHECK(judgement.problem == "hello");
    CHECK(judgement.solution == "hello.fake");
    CHECK(judgement.language_id == "fake");
    CHECK(judgement.time_limit_ns == s_in_ns);
    CHECK(judgement.time_limit_source == "problem.yaml");
    CHECK(judgement.memory_limit_bytes == 1024 * mib);
    CHECK(judgement.cpu_max_ns == 100 * ms_in_ns);
    CHECK(judgement.isolation.tier == "fake");
    CHECK_FALSE(judgement.unstable);
}

TEST_CASE("judge: the first rejected case decides; with --stop-at-first the rest is not run",
          "[judge]") {
    JudgeScene scene(4, limit_1s);
    scene.on_input("secret 2\n", prints("nonsense\n"));
    CHECK(scene.judge().verdict == Verdict::WA);
    CHECK(letters(scene.judge()) == "AAWAA");
    scene.options.stop_at_first = true;
    const Judgement stopped = scene.judge();
    CHECK(stopped.verdict == Verdict::WA);
    CHECK(letters(stopped) == "AAW--");
    CHECK(stopped.cases[2].runs == 1);
    CHECK(stopped.cases[3].runs == 0);
    CHECK(stopped.cases_run == 3);
    REQUIRE(stopped.grade.deciding_case.has_value());
    CHECK(stopped.cases[*stopped.grade.deciding_case].name == "secret/2");
}

TEST_CASE("judge: the result is the same on any number of lanes", "[judge]") {
    for (const std::size_t lanes : {1U, 2U, 5U}) {
        JudgeScene scene(30, limit_1s, lanes);
        scene.options.stop_at_first = true;
        scene.on("{box}/main.fake", [](const RunRequest& request) {
            const std::string input = input_text(request);
            // The early failure is slow, the late one quick: only luck would get it right.
            const bool early = input == "secret 12\n";
            std::this_thread::sleep_for(std::chrono::milliseconds(early ? 20 : 1));
            if (early) return exits(1);
            if (input == "secret 2\n") return prints("nonsense");
            return prints(answer_of(input));
        });
        const Judgement judgement = scene.judge();
        INFO(lanes << " lanes");
        CHECK(judgement.verdict == Verdict::RTE);
        // In judging order: sample/1, secret/1, 10, 11, 12.
        CHECK(letters(judgement) == "AAAAR" + std::string(26, '-'));
        CHECK(judgement.cases_run == 5);
    }
}

TEST_CASE("judge: the observer is called for one case at a time, with growing counts", "[judge]") {
    JudgeScene scene(20, limit_1s, 4);
    std::atomic<int> inside{0};
    std::atomic<bool> overlapped{false};
    std::vector<std::size_t> counts;
    std::size_t last_total = 0;
    scene.observer.case_done = [&](const CaseResult&, std::size_t done, std::size_t total) {
        if (++inside != 1) overlapped = true;
        counts.push_back(done);
        last_total = total;
        --inside;
    };
    scene.judge();
    CHECK_FALSE(overlapped.load());
    REQUIRE(counts.size() == 21);
    for (std::size_t i = 0; i < counts.size(); ++i) CHECK(counts[i] == i + 1);
    CHECK(last_total == 21);
}

TEST_CASE("judge: a solution that does not compile is CE, and nothing is run", "[judge]") {
    JudgeScene scene(2, limit_1s);
    RunReport refused = exits(1);
    refused.error_output = "line 1: what?\n";
    scene.on("check", refused);
    bool told = false;
    scene.observer.compiled = [&](const CompileOutcome& outcome) { told = !outcome.ok; };
    const Judgement judgement = scene.judge();
    CHECK(judgement.verdict == Verdict::CE);
    CHECK_THAT(judgement.compile_message, ContainsSubstring("what?"));
    CHECK(letters(judgement) == "---");
    CHECK(judgement.cases[0].runs == 0);
    CHECK(judgement.cases_run == 0);
    CHECK(told);
    CHECK(scene.lanes[0]->asked_of("{box}/main.fake").empty());
}

TEST_CASE("judge: the code limit is CE and names the file and both sizes", "[judge]") {
    JudgeScene scene(1, "limits:\n  time_limit: 1.0\n  code: 1\n");
    Judge judge = scene.make_judge();
    auto judged = judge.judge(scene.solution(std::string(1536, 'x')), scene.observer, keep_going);
    REQUIRE_OK(judged);
    CHECK(judged->verdict == Verdict::CE);
    CHECK(judged->compile_message ==
          "'hello.fake' has 1536 bytes, over the source limit of 1024 bytes");
}

TEST_CASE("judge: include files come after the code limit and overwrite", "[judge]") {
    JudgeScene scene(1, "limits:\n  time_limit: 1.0\n  code: 1\nconstants:\n  n: 7\n");
    scene.folder.write("hello/include/default/lib.fake", std::string(70'000, '#'));
    scene.folder.write("hello/include/default/other.fake", "default");
    scene.folder.write("hello/include/fake/other.fake", "for fake: {{n}}");
    Judge judge = scene.make_judge();
    const SubmissionSources sources{"hello", {{"lib.fake", "mine"}, {"main.fake", "say\n"}}};
    auto judged = judge.judge(sources, scene.observer, keep_going);
    REQUIRE_OK(judged);
    CHECK(judged->verdict == Verdict::AC);
    const auto compiles = scene.lanes[0]->asked_of("check");
    REQUIRE(compiles.size() == 1);
    CHECK(work_text(compiles[0], "lib.fake") == std::string(70'000, '#'));
    CHECK(work_text(compiles[0], "other.fake") == "for fake: 7");
}

TEST_CASE("judge: a lone submission beside include files stays the entry", "[judge]") {
    JudgeScene scene(1, limit_1s);
    scene.folder.write("hello/include/default/aaa.fake", "library");
    scene.judge();
    const auto compiles = scene.lanes[0]->asked_of("check");
    REQUIRE(compiles.size() == 1);
    CHECK(work_text(compiles[0], "main.fake") == "say\n");
}

TEST_CASE("judge: --tests selects; a glob without a match is an error, never a pass", "[judge]") {
    JudgeScene scene(4, limit_1s);
    scene.options.test_globs = {"secret/[12]"};
    const Judgement judgement = scene.judge();
    CHECK(letters(judgement) == "-AA--");
    CHECK(judgement.cases_run == 2);
    scene.options.test_globs = {"none"};
    CHECK(scene.error().code == ErrorCode::usage);
    CHECK_THAT(scene.error().message, ContainsSubstring("no test matches 'none'"));
}

TEST_CASE("judge: being stopped is an error of its own", "[judge]") {
    JudgeScene scene(4, limit_1s);
    std::atomic<bool> stop{false};
    scene.observer.case_done = [&](const CaseResult&, std::size_t done, std::size_t) {
        if (done == 2) stop = true;
    };
    Judge judge = scene.make_judge();
    auto stopped = judge.judge(scene.solution(), scene.observer, stop);
    REQUIRE_FALSE(stopped.has_value());
    CHECK(stopped.error().code == ErrorCode::interrupted);
    CHECK(scene.lanes[0]->asked_of("{box}/main.fake").size() == 2);
    scene.on("{box}/main.fake", ends(Ending::cancelled));
    CHECK(scene.error().code == ErrorCode::interrupted);
    CHECK(scene.lanes[0]->asked_of("{box}/main.fake").size() == 3);
}

TEST_CASE("judge: a judge error is told with its case", "[judge]") {
    JudgeScene scene(2, limit_1s);
    scene.on_input("secret 1\n", ends(Ending::not_started));
    const Judgement judgement = scene.judge();
    CHECK(judgement.verdict == Verdict::JE);
    CHECK_THAT(judgement.message, ContainsSubstring("secret/1: "));
}

TEST_CASE("judge: arguments that the default validator does not know are the package's",
          "[judge]") {
    JudgeScene scene(2, limit_1s);
    scene.folder.write("hello/data/secret/test_group.yaml",
                       "output_validator_args: [\"float_tolerance\", \"x\"]\n");
    const Error error = scene.error();
    CHECK(error.code == ErrorCode::invalid_package);
    CHECK_THAT(error.message, ContainsSubstring("data/secret/test_group.yaml line 1: "));
    CHECK(scene.lanes[0]->asked_of("{box}/main.fake").empty());
}

TEST_CASE("judge: a verdict close to the limit is repeated, and marked when runs disagree",
          "[judge]") {
    JudgeScene scene(1, limit_1s);
    auto runs = std::make_shared<int>(0);
    scene.on("{box}/main.fake", [=](const RunRequest& request) {
        const bool late = ++*runs % 2 == 0;
        return uses_cpu((late ? 1'010 : 990) * ms_in_ns, answer_of(input_text(request)));
    });
    const Judgement judgement = scene.judge();
    CHECK(judgement.unstable);
    CHECK(judgement.cases[0].unstable);
    CHECK(judgement.cases[0].runs == 4);
    CHECK(judgement.cases[0].cpu_ns == 1'010 * ms_in_ns);
    CHECK(judgement.cases[0].cpu_min_ns == 990 * ms_in_ns);
}

TEST_CASE("judge: options override the package's limits", "[judge]") {
    JudgeScene scene(1, limit_1s);
    scene.options.time_limit_s = 0.05;
    scene.options.memory_bytes = 64 * mib;
    const Judgement judgement = scene.judge();
    CHECK(judgement.verdict == Verdict::TLE);
    CHECK(judgement.time_limit_source == "--time-limit");
    CHECK(judgement.memory_limit_bytes == 64 * mib);
    const auto runs = scene.lanes[0]->asked_of("{box}/main.fake");
    CHECK(runs[0].limits.memory_bytes == 64 * mib);
    CHECK(runs[0].limits.cpu_ns == 75 * ms_in_ns);
}

TEST_CASE("judge: languages that the problem does not allow are refused", "[judge]") {
    JudgeScene scene(1, limit_1s + "languages: [python3, cpp]\n");
    CHECK(scene.error().code == ErrorCode::usage);
    CHECK_THAT(scene.error().message, ContainsSubstring("may not be solved in Fake 1"));
}

TEST_CASE("judge: answers are compared, nothing is compiled or run", "[judge]") {
    JudgeScene scene(1, limit_1s + "type: submit-answer\n");
    CHECK(scene.judge().verdict == Verdict::WA);  // hello.fake is no answer to any test
    CHECK(scene.lanes[0]->asked_of("{box}/main.fake").empty());
}

TEST_CASE("judge: an interactive package without an interactor is refused", "[judge]") {
    JudgeScene scene(1, limit_1s);
    Judge judge = scene.make_judge();
    scene.package.interactive = true;
    auto judged = judge.judge(scene.solution(), scene.observer, keep_going);
    REQUIRE_FALSE(judged.has_value());
    CHECK(judged.error().code == ErrorCode::invalid_package);
}

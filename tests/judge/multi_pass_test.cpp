// Multi-pass problems, by problem package format 2025-09, "Multi-pass validation".
#include "judge/case_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

Artifact artifact(const std::string& name) {
    Artifact out;
    out.key = name;
    out.box = std::make_shared<Box>(Box{name, {}});
    out.run_argv = {"{box}/" + name};
    return out;
}

// At most three passes. The validator asks for `passes` of them, counting in feedback/state.
struct Scene {
    TemporaryFolder folder;
    problem::Package package;
    problem::Case test;
    Artifact program = artifact("solution");
    Artifact validator = artifact("check");
    FakeRunner fake;
    CaseSetting setting;

    Scene() {
        package.multi_pass = true;
        package.passes_max = 3;
        package.validator = problem::ValidatorKind::custom;
        test.input_path = folder.write("1.in", "first\n");
        setting.package = &package;
        setting.program = &program;
        setting.validator = &validator;
        setting.limits.time_limit_ns = s_in_ns;
        setting.limits.run.cpu_ns = 2 * s_in_ns;
        setting.keep_output = true;
        fake.on("solution", [](const RunRequest& request) {
            RunReport report = prints("read " + input_text(request));
            report.cpu_ns = input_text(request) == "pass 2\n" ? 700 * ms_in_ns : 100 * ms_in_ns;
            return report;
        });
    }

    void validator_asks_for(int passes, int exit_code = 42) {
        fake.on("check", [=](const RunRequest& request) {
            const int pass = static_cast<int>(work_text(request, "feedback/state").size()) + 1;
            RunReport report = validates(
                exit_code,
                {{"state", std::string(std::size_t(pass), 'x')},
                 {"judgemessage.txt", work_text(request, "feedback/judgemessage.txt") + "seen\n"}});
            if (pass < passes) {
                const std::string next = "pass " + std::to_string(pass + 1) + "\n";
                report.files.push_back({"feedback/nextpass.in", next, false});
            }
            return report;
        });
    }

    Attempt run() {
        auto attempt = run_case(fake, setting, test);
        REQUIRE_OK(attempt);
        return *attempt;
    }
};

}  // namespace

TEST_CASE("multi_pass: it runs again while the validator accepts and leaves nextpass.in",
          "[judge]") {
    Scene scene;
    scene.validator_asks_for(3);
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::AC);
    CHECK(attempt.passes == 3);
    const auto runs = scene.fake.asked_of("solution");
    REQUIRE(runs.size() == 3);
    CHECK(input_text(runs[0]) == "first\n");
    CHECK(input_text(runs[1]) == "pass 2\n");
    CHECK(input_text(runs[2]) == "pass 3\n");
    scene.validator_asks_for(1);
    CHECK(scene.run().passes == 1);
}

TEST_CASE("multi_pass: feedback is given back but for nextpass.in, the input is the pass's own",
          "[judge]") {
    Scene scene;
    scene.validator_asks_for(2);
    const Attempt attempt = scene.run();
    const auto calls = scene.fake.asked_of("check");
    REQUIRE(calls.size() == 2);
    CHECK(work_text(calls[0], "input") == "first\n");
    CHECK(work_text(calls[1], "input") == "pass 2\n");
    CHECK(work_text(calls[1], "feedback/state") == "x");
    CHECK_FALSE(has_work_file(calls[1], "feedback/nextpass.in"));
    CHECK(attempt.judge_message == "seen\nseen\n");
}

TEST_CASE("multi_pass: limits hold for each pass, the case reports its worst", "[judge]") {
    Scene scene;
    scene.validator_asks_for(3);
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::AC);
    CHECK(attempt.cpu_ns == 700 * ms_in_ns);
    scene.setting.limits.time_limit_ns = 500 * ms_in_ns;
    const Attempt late = scene.run();
    CHECK(late.finding.verdict == Verdict::TLE);
    CHECK(late.passes == 2);
    CHECK_THAT(late.finding.reason, ContainsSubstring("pass 2: "));
}

TEST_CASE("multi_pass: the reason is what the rejecting pass said, not an earlier one", "[judge]") {
    Scene scene;
    const auto reason_after = [&](const std::string& first, const std::string& second) {
        scene.fake.on("check", [=](const RunRequest& request) {
            if (!has_work_file(request, "feedback/judgemessage.txt"))
                return validates(42, {{"judgemessage.txt", first}, {"nextpass.in", "again\n"}});
            return validates(43, {{"judgemessage.txt", second}});
        });
        const Attempt attempt = scene.run();
        CHECK(attempt.finding.verdict == Verdict::WA);
        CHECK(attempt.passes == 2);
        CHECK(attempt.judge_message == second);
        CHECK(attempt.transcript.empty());  // nobody conversed
        return attempt.finding.reason;
    };
    CHECK(reason_after("3 notes\n", "3 notes\nlost one\n") == "pass 2: lost one");
    CHECK(reason_after("3 notes\n", "3 notes\npass 2: lost one\n") == "pass 2: lost one");
    CHECK(reason_after("3 notes\n", "\nwritten anew\n") == "pass 2: written anew");
    CHECK(reason_after("3 notes\n", "3 notes\n") == "pass 2: rejected by the output validator");
    const std::string long_before = std::string(20 * kib, 'x') + "\n";
    scene.fake.on("check", [=](const RunRequest& request) {
        if (!has_work_file(request, "feedback/judgemessage.txt"))
            return validates(42, {{"judgemessage.txt", long_before}, {"nextpass.in", "again\n"}});
        return validates(43, {{"judgemessage.txt", long_before + "lost one\n"}});
    });
    CHECK(scene.run().finding.reason == "pass 2: lost one");
}

TEST_CASE("multi_pass: more passes than allowed, or nextpass.in with a rejection, is our error",
          "[judge]") {
    Scene scene;
    scene.validator_asks_for(4);
    const Attempt endless = scene.run();
    CHECK(endless.finding.verdict == Verdict::JE);
    CHECK_THAT(endless.finding.reason, ContainsSubstring("more than 3 passes"));
    scene.validator_asks_for(2, 43);
    CHECK(scene.run().finding.verdict == Verdict::JE);
    scene.validator_asks_for(1, 43);
    CHECK(scene.run().finding.verdict == Verdict::WA);
}

TEST_CASE("multi_pass: a nextpass.in of another kind of problem is our error", "[judge]") {
    Scene scene;
    scene.package.multi_pass = false;
    scene.validator_asks_for(3);
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::JE);
    CHECK_THAT(attempt.finding.reason, ContainsSubstring("type is not multi-pass"));
    CHECK(attempt.passes == 1);
    scene.validator_asks_for(3, 43);
    CHECK(scene.run().finding.verdict == Verdict::JE);
    scene.validator_asks_for(1);
    CHECK(scene.run().finding.verdict == Verdict::AC);
}

TEST_CASE("multi_pass: interactive problems have passes too", "[judge]") {
    Scene scene;
    scene.package.interactive = true;
    scene.fake.on_pair([](const RunRequest&, const RunRequest& interactor) {
        PairReport pair;
        const bool first = work_text(interactor, "input") == "first\n";
        pair.interactor =
            first ? validates(42, {{"nextpass.in", "second\n"}, {"state", "kept"}}) : validates(42);
        pair.transcript = first ? ">1\n" : ">2\n";
        return pair;
    });
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::AC);
    CHECK(attempt.passes == 2);
    CHECK(attempt.transcript == ">1\n---\n>2\n");
    REQUIRE(scene.fake.asked_pairs.size() == 2);
    CHECK(work_text(scene.fake.asked_pairs[1].second, "feedback/state") == "kept");
    CHECK(work_text(scene.fake.asked_pairs[1].second, "input") == "second\n");
}

TEST_CASE("multi_pass: an interactive program that crashed ends the case", "[judge]") {
    Scene scene;
    scene.package.interactive = true;
    scene.fake.on_pair([](const RunRequest&, const RunRequest&) {
        PairReport pair;
        pair.program = exits(1);
        pair.program_first = true;
        pair.interactor = validates(43, {{"nextpass.in", "again\n"}});
        return pair;
    });
    CHECK(scene.run().finding.verdict == Verdict::RTE);
}

TEST_CASE("interactor: a program that crashed after it was accepted has no score", "[judge]") {
    Scene scene;
    scene.package.interactive = true;
    scene.package.scoring = true;
    scene.fake.on_pair([](const RunRequest&, const RunRequest&) {
        PairReport pair;
        pair.program = exits(1);
        pair.interactor = validates(42, {{"score.txt", "10"}});
        return pair;
    });
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::RTE);
    CHECK_FALSE(attempt.score.has_value());
}

TEST_CASE("interactor: an interrupted conversation is an interruption", "[judge]") {
    Scene scene;
    scene.package.interactive = true;
    scene.fake.on_pair([](const RunRequest&, const RunRequest&) {
        PairReport pair;
        pair.program = ends(Ending::cancelled);
        pair.interactor = ends(Ending::cancelled);
        return pair;
    });
    auto attempt = run_case(scene.fake, scene.setting, scene.test);
    REQUIRE_FALSE(attempt.has_value());
    CHECK(attempt.error().code == ErrorCode::interrupted);
}

// One case on a fake lane: batch, custom validators, interactive and multi-pass problems.
#include "judge/case_run.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

Artifact artifact(const std::string& name, const Language* language = nullptr) {
    Artifact out;
    out.key = name;
    out.language = language;
    out.box = std::make_shared<Box>(Box{name, {{"exe", "", "x", true}}});
    out.run_argv = {"{box}/" + name};
    return out;
}

// A package with one case (input "1 2", answer "3"), a program "solution" and a validator "check".
struct Scene {
    TemporaryFolder folder;
    problem::Package package;
    problem::Case test;
    Artifact program = artifact("solution");
    Artifact validator = artifact("check");
    FakeRunner fake;
    CaseSetting setting;

    Scene() {
        test.name = "secret/1";
        test.input_path = folder.write("1.in", "1 2\n");
        test.answer_path = folder.write("1.ans", "3\n");
        setting.package = &package;
        setting.program = &program;
        setting.limits.time_limit_ns = s_in_ns;
        setting.limits.run.cpu_ns = s_in_ns + 120 * ms_in_ns;
        setting.limits.run.wall_ns = 2 * s_in_ns;
        setting.keep_output = true;
        fake.on("solution", prints("3\n"));
    }

    void use_validator() {
        package.validator = problem::ValidatorKind::custom;
        setting.validator = &validator;
    }

    Attempt run() {
        auto attempt = run_case(fake, setting, test);
        REQUIRE_OK(attempt);
        return *attempt;
    }

    Verdict verdict() { return run().finding.verdict; }
    std::string reason() { return run().finding.reason; }
};

}  // namespace

TEST_CASE("case_run: the output is compared with the answer", "[judge]") {
    Scene scene;
    CHECK(scene.verdict() == Verdict::AC);
    CHECK(scene.run().passes == 1);
    CHECK(scene.run().output_head == "3\n");
    scene.fake.on("solution", prints("4\n"));
    const Attempt wrong = scene.run();
    CHECK(wrong.finding.verdict == Verdict::WA);
    REQUIRE(wrong.difference.has_value());
    CHECK(wrong.difference->found == "4");
}

TEST_CASE("case_run: the program gets the input, its arguments, its files and its limits",
          "[judge]") {
    Scene scene;
    scene.folder.write("files/data/table.txt", "42");
    scene.test.files_directory = scene.folder.path("files");
    scene.test.program_args = {"--fast", "7"};
    scene.run();
    REQUIRE(scene.fake.asked.size() == 1);
    const RunRequest& request = scene.fake.asked[0];
    CHECK(input_text(request) == "1 2\n");
    CHECK(request.argv == std::vector<std::string>{"{box}/solution", "--fast", "7"});
    CHECK(work_text(request, "data/table.txt") == "42");
    CHECK(request.box->key == "solution");
    CHECK(request.limits.cpu_ns == s_in_ns + 120 * ms_in_ns);
}

TEST_CASE("case_run: compare flags come from the case, and a bad one is our error", "[judge]") {
    Scene scene;
    scene.fake.on("solution", prints("3.0001\n"));
    CHECK(scene.verdict() == Verdict::WA);
    scene.test.validator_args = {"float_tolerance", "1e-3"};
    CHECK(scene.verdict() == Verdict::AC);
    scene.test.validator_args = {"no_such_flag"};
    CHECK(scene.verdict() == Verdict::JE);
    CHECK_THAT(scene.reason(), ContainsSubstring("no_such_flag"));
}

TEST_CASE("case_run: a program that failed is not compared", "[judge]") {
    Scene scene;
    scene.use_validator();
    RunReport crash = prints("3\n");
    crash.exit_code = 1;
    scene.fake.on("solution", crash);
    scene.fake.on("check", exits(42));
    CHECK(scene.verdict() == Verdict::RTE);
    CHECK(scene.fake.asked_of("check").empty());
}

TEST_CASE("case_run: a runtime whose heap the judge sized says that it is full", "[judge]") {
    Scene scene;
    Language java;
    java.memory_messages = {"java.lang.OutOfMemoryError"};
    scene.program.language = &java;
    RunReport full = exits(1);
    full.error_output = "Exception in thread main java.lang.OutOfMemoryError: Java heap space";
    scene.fake.on("solution", full);
    CHECK(scene.verdict() == Verdict::MLE);
    scene.program.language = nullptr;
    CHECK(scene.verdict() == Verdict::RTE);
}

TEST_CASE("case_run: a large answer widens an output limit that nobody stated", "[judge]") {
    Scene scene;
    scene.setting.limits.run.output_bytes = 1000;
    scene.test.answer_path = scene.folder.write("big.ans", std::string(2000, '7'));
    scene.fake.on("solution", prints(std::string(2000, '7')));
    CHECK(scene.verdict() == Verdict::AC);
    scene.setting.output_limit_stated = true;
    CHECK(scene.verdict() == Verdict::OLE);
}

TEST_CASE("case_run: a missing answer or input file is our error", "[judge]") {
    Scene scene;
    scene.test.answer_path = scene.folder.path("gone.ans");
    CHECK(scene.verdict() == Verdict::JE);
    CHECK_THAT(scene.reason(), ContainsSubstring("gone.ans"));
    scene.test.answer_path.clear();
    CHECK(scene.verdict() == Verdict::JE);
}

TEST_CASE("case_run: a lane that fails is our error, a cancelled run an interruption", "[judge]") {
    Scene scene;
    FakeRunner unscripted;
    auto failed = run_case(unscripted, scene.setting, scene.test);
    REQUIRE_OK(failed);
    CHECK(failed->finding.verdict == Verdict::JE);
    scene.fake.on("solution", ends(Ending::cancelled));
    auto cancelled = run_case(scene.fake, scene.setting, scene.test);
    REQUIRE_FALSE(cancelled.has_value());
    CHECK(cancelled.error().code == ErrorCode::interrupted);
}

TEST_CASE("checker_external: the validator is called as the format says", "[judge]") {
    Scene scene;
    scene.use_validator();
    scene.test.validator_args = {"eps", "1e-6"};
    scene.fake.on("check", exits(42));
    CHECK(scene.verdict() == Verdict::AC);
    const auto calls = scene.fake.asked_of("check");
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].argv == std::vector<std::string>{"{box}/check", "{work}/input", "{work}/answer",
                                                    "{work}/feedback/", "eps", "1e-6"});
    CHECK(work_text(calls[0], "input") == "1 2\n");
    CHECK(work_text(calls[0], "answer") == "3\n");
    CHECK(input_text(calls[0]) == "3\n");
    REQUIRE(calls[0].collect.size() == 1);
    CHECK(calls[0].collect[0].directory == "feedback");
}

TEST_CASE("checker_external: 42 accepts, 43 rejects, the rest is our error", "[judge]") {
    Scene scene;
    scene.use_validator();
    scene.fake.on("check", exits(43));
    CHECK(scene.verdict() == Verdict::WA);
    RunReport broken = exits(0);
    broken.error_output = "line one\nassertion failed\n";
    scene.fake.on("check", broken);
    CHECK(scene.verdict() == Verdict::JE);
    CHECK(scene.reason() ==
          "output validator: exit status 0 (42 accepts, 43 rejects): assertion failed");
    for (const RunReport& report :
         {exits(1), ends(Ending::cpu_limit), dies(11), ends(Ending::output_limit)}) {
        scene.fake.on("check", report);
        CHECK(scene.verdict() == Verdict::JE);
    }
}

TEST_CASE("checker_external: messages are kept, the first line is the reason", "[judge]") {
    Scene scene;
    scene.use_validator();
    scene.fake.on("check", validates(43, {{"judgemessage.txt", "7 is not prime\nmore\n"},
                                          {"teammessage.txt", "no"}}));
    const Attempt attempt = scene.run();
    CHECK(attempt.finding.verdict == Verdict::WA);
    CHECK(attempt.finding.reason == "7 is not prime");
    CHECK(attempt.judge_message == "7 is not prime\nmore\n");
    CHECK(attempt.team_message == "no");
}

TEST_CASE("checker_external: scores reach the attempt, garbage is our error", "[judge]") {
    Scene scene;
    scene.use_validator();
    scene.package.scoring = true;
    scene.package.format = problem::Format::kattis_2025_09;
    scene.fake.on("check", validates(42, {{"score.txt", "12.5\n"}}));
    CHECK(scene.run().score == 12.5);
    scene.fake.on("check", validates(42, {{"score_multiplier.txt", "0.5"}}));
    CHECK(scene.run().score_multiplier == 0.5);
    scene.fake.on("check", validates(42, {{"score.txt", "lots"}}));
    CHECK(scene.verdict() == Verdict::JE);
}

TEST_CASE("checker_external: a score in a pass-fail problem is our error", "[judge]") {
    Scene scene;
    scene.use_validator();
    for (const int exit_code : {42, 43}) {
        for (const char* file : {"score.txt", "score_multiplier.txt"}) {
            INFO(file << " " << exit_code);
            scene.fake.on("check", validates(exit_code, {{file, "0.5"}}));
            const Attempt attempt = scene.run();
            CHECK(attempt.finding.verdict == Verdict::JE);
            CHECK_THAT(attempt.finding.reason, ContainsSubstring(std::string("wrote ") + file));
        }
    }
}

TEST_CASE("checker_external: a feedback directory beyond its bound is our error", "[judge]") {
    Scene scene;
    scene.use_validator();
    RunReport report = exits(42);
    for (int i = 0; i <= feedback_files_max; ++i) {
        report.files.push_back({"feedback/" + std::to_string(i), "", false});
    }
    scene.fake.on("check", report);
    CHECK(scene.verdict() == Verdict::JE);
}

TEST_CASE("checker_external: a case without an answer gets an empty file", "[judge]") {
    Scene scene;
    scene.use_validator();
    scene.test.answer_path.clear();
    scene.fake.on("check", exits(42));
    CHECK(scene.verdict() == Verdict::AC);
    CHECK(has_work_file(scene.fake.asked_of("check")[0], "answer"));
    CHECK(has_work_file(scene.fake.asked_of("check")[0], "feedback/"));
}

TEST_CASE("case: an output that is larger than memory is for lies in a file", "[judge]") {
    Scene scene;
    std::string answer;
    while (answer.size() < 5 * mib) answer += std::to_string(answer.size()) + "\n";
    scene.test.answer_path = scene.folder.write("1.ans", answer);
    scene.fake.on("solution", prints(answer));
    CHECK(scene.run().finding.verdict == Verdict::AC);
    CHECK(scene.run().output_head == answer.substr(0, output_head_bytes_max));
    // The limit is twice the answer's size; what is behind the memory's part is looked at, too.
    const std::string longer = answer + answer.substr(0, 4 * mib);
    scene.fake.on("solution", prints(longer));
    CHECK(scene.reason() == "output goes on after the end of the answer");
    scene.fake.on("solution", prints(answer + answer + "!"));
    CHECK(scene.verdict() == Verdict::OLE);

    scene.use_validator();
    scene.fake.on("solution", prints(longer));
    std::string seen;
    scene.fake.on("check", [&](const RunRequest& request) {
        seen = input_text(request);
        return validates(42);
    });
    CHECK(scene.verdict() == Verdict::AC);
    CHECK(seen == longer);
}

TEST_CASE("case: files that {work} is too small for lie in the validator's box", "[judge]") {
    Scene scene;
    scene.use_validator();
    const std::string large = scene.folder.write("large.in", "");
    std::filesystem::resize_file(large, 200 * mib);  // sparse
    scene.test.input_path = large;
    scene.fake.on("check", validates(42));
    CHECK(scene.verdict() == Verdict::AC);
    const RunRequest asked = scene.fake.asked_of("check").back();
    CHECK(asked.argv[1] == "{box}/arena-data/input");
    CHECK_FALSE(has_work_file(asked, "input"));
    REQUIRE(asked.box->files.size() == 3);
    CHECK(asked.box->files[1].host_path == large);
    CHECK(asked.box->key != scene.validator.box->key);
}

// A problem package on disk, fake lanes and a solution in a language made for them: what a test of
// the whole judge needs, in a few words.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "judge/judge.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {

inline const std::atomic<bool> keep_going{false};

// "Compiled" by `sh check` and run by `sh {box}/main.fake`: both are scripted.
inline Language fake_language() {
    Language language;
    language.id = "fake";
    language.name = "Fake 1";
    language.compile = {"sh", "check"};
    language.run_sources = true;
    language.run = {"sh", "{box}/{main}"};
    language.source_name = "main.fake";
    language.extensions = {".fake"};
    return language;
}

inline std::string answer_of(const std::string& input) {
    return "answer to " + input;
}

// A 2025-09 package with one sample and `secrets` secret cases, judged on `lanes` fake lanes. The
// solution answers rightly unless the input is in `wrong`.
struct JudgeScene {
    TemporaryFolder folder;
    problem::Package package;
    Language language = fake_language();
    std::vector<std::unique_ptr<FakeRunner>> lanes;
    JudgeOptions options;
    JudgeObserver observer;
    std::vector<std::string> prepared;

    explicit JudgeScene(int secrets = 4, const std::string& more_yaml = "",
                        std::size_t lane_count = 1) {
        folder.write("hello/problem.yaml",
                     "problem_format_version: 2025-09\nname: Hello\n"
                     "uuid: 8ee7605a-1a9d-11ee-be56-0242ac120002\n" +
                         more_yaml);
        folder.write("hello/statement/problem.en.md", "Say it.\n");
        write_case("sample/1", "sample 1\n");
        for (int i = 1; i <= secrets; ++i) {
            write_case("secret/" + std::to_string(i), "secret " + std::to_string(i) + "\n");
        }
        for (std::size_t i = 0; i < lane_count; ++i) {
            lanes.push_back(std::make_unique<FakeRunner>());
        }
        on("check", exits(0));
        on("{box}/main.fake", [](const RunRequest& request) {
            return uses_cpu(100 * ms_in_ns, answer_of(input_text(request)));
        });
        options.language = &language;
        observer.preparing = [this](const std::string& what) { prepared.push_back(what); };
    }

    void write_case(const std::string& name, const std::string& input) {
        folder.write("hello/data/" + name + ".in", input);
        folder.write("hello/data/" + name + ".ans", answer_of(input));
    }

    void on(const std::string& word, const FakeRunner::Script& script) {
        for (auto& lane : lanes) lane->on(word, script);
    }
    void on(const std::string& word, const RunReport& report) {
        for (auto& lane : lanes) lane->on(word, report);
    }

    // The solution misbehaves on one input and is right on all others.
    void on_input(const std::string& input, const RunReport& report) {
        on("{box}/main.fake", [=](const RunRequest& request) {
            if (input_text(request) == input) return report;
            return uses_cpu(100 * ms_in_ns, answer_of(input_text(request)));
        });
    }

    Judge make_judge() {
        auto read = problem::read_package(folder.path("hello"));
        REQUIRE_OK(read);
        package = std::move(*read);
        std::vector<Runner*> runners;
        for (auto& lane : lanes) runners.push_back(lane.get());
        return Judge(package, runners, options);
    }

    SubmissionSources solution(const std::string& text = "say\n") const {
        return {"hello.fake", {{"hello.fake", text}}};
    }

    Result<Judgement> try_judge() {
        Judge judge = make_judge();
        return judge.judge(solution(), observer, keep_going);
    }

    Judgement judge() {
        auto judged = try_judge();
        REQUIRE_OK(judged);
        return *judged;
    }

    Error error() {
        auto judged = try_judge();
        REQUIRE_FALSE(judged.has_value());
        return judged.error();
    }
};

inline const std::string limit_1s = "limits:\n  time_limit: 1.0\n";

// One letter a case: its verdict's first, '-' for not run.
inline std::string letters(const Judgement& judgement) {
    std::string out;
    for (const CaseResult& test : judgement.cases) {
        out += test.verdict ? name(*test.verdict)[0] : '-';
    }
    return out;
}

}  // namespace arena::testing

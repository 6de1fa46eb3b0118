// The time limit from accepted submissions, through the whole flow on a fake lane. The submissions
// are Python by name; nothing of them runs.
#include "judge/judge.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_runner.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::atomic<bool> keep_going{false};

// A legacy package without a time limit. The speed of a submission stands in its source.
struct Scene {
    TemporaryFolder folder;
    problem::Package package;
    FakeRunner fake;
    JudgeOptions options;
    std::vector<std::string> prepared;

    Scene() {
        folder.write("sum/problem.yaml", "name: Sum\n");
        folder.write("sum/data/sample/1.in", "1\n");
        folder.write("sum/data/sample/1.ans", "1\n");
        folder.write("sum/data/secret/2.in", "2\n");
        folder.write("sum/data/secret/2.ans", "2\n");
        fake.on("py_compile", exits(0));
        fake.on("{box}/main.py", [](const RunRequest& request) {
            RunReport report = prints(input_text(request));
            report.cpu_ns = std::stoll(request.box->files.at(0).content) * ms_in_ns;
            return report;
        });
    }

    Result<Judgement> judge(const std::string& source) {
        auto read = problem::read_package(folder.path("sum"));
        REQUIRE_OK(read);
        package = std::move(*read);
        Judge made(package, {&fake}, options);
        JudgeObserver observer;
        observer.preparing = [this](const std::string& what) { prepared.push_back(what); };
        return made.judge({folder.path("mine.py"), {{"mine.py", source}}}, observer, keep_going);
    }
};

bool skipped() {
    auto python = LanguageTable::built_in().by_name("python3");
    if (python && locate(**python).available) return false;
    WARN("skipped: this host has no python3");
    return true;
}

}  // namespace

TEST_CASE("judge timing: the slowest accepted submission sets the limit", "[judge]") {
    if (skipped()) return;
    Scene scene;
    scene.folder.write("sum/submissions/accepted/quick.py", "100");
    scene.folder.write("sum/submissions/accepted/slow.py", "450");
    scene.folder.write("sum/submissions/time_limit_exceeded/endless.py", "90000");
    auto judged = scene.judge("2900");
    REQUIRE_OK(judged);
    CHECK(judged->time_limit_ns == 3 * s_in_ns);  // 0.45 s x 5, up to a whole second
    CHECK(judged->time_limit_source == "from 2 accepted submissions (slowest 0.45 s x 5)");
    CHECK(judged->verdict == Verdict::AC);
    CHECK(scene.prepared ==
          std::vector<std::string>{"timing accepted/quick.py", "timing accepted/slow.py"});
    auto late = scene.judge("3200");
    REQUIRE_OK(late);
    CHECK(late->verdict == Verdict::TLE);
}

TEST_CASE("judge timing: a stated limit times nothing", "[judge]") {
    if (skipped()) return;
    Scene scene;
    scene.folder.write("sum/submissions/accepted/slow.py", "450");
    scene.options.time_limit_s = 1;
    REQUIRE_OK(scene.judge("10"));
    CHECK(scene.prepared.empty());
}

TEST_CASE("judge timing: an accepted submission that is not accepted is refused", "[judge]") {
    if (skipped()) return;
    Scene scene;
    scene.folder.write("sum/submissions/accepted/late.py", "61500");
    scene.options.time_limit_mend = "give a limit";
    auto judged = scene.judge("10");
    REQUIRE_FALSE(judged.has_value());
    CHECK_THAT(judged.error().message, ContainsSubstring("'accepted/late.py' gets TLE"));
    CHECK_THAT(judged.error().message, ContainsSubstring("(give a limit)"));
}

TEST_CASE("judge timing: no accepted submission that can be run is an error with a mend",
          "[judge]") {
    if (skipped()) return;
    Scene scene;
    scene.folder.write("sum/submissions/accepted/odd.nolanguage", "x");
    scene.options.time_limit_mend = "give a limit";
    auto judged = scene.judge("10");
    REQUIRE_FALSE(judged.has_value());
    CHECK(judged.error().code == ErrorCode::invalid_package);
    CHECK_THAT(judged.error().message, ContainsSubstring("(give a limit)"));
}

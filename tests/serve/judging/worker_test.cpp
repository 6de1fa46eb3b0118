// Real worker processes and real sandboxes behind the pool.
#include "serve/judging/worker.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "judge/sandbox/leftover.hpp"
#include "tests/support/forked_workers.hpp"
#include "tests/support/pool_scene.hpp"
#include "tests/support/real_sandbox.hpp"

using namespace arena;
using namespace arena::serve;
using namespace arena::testing;

namespace {

WorkerSettings worker_settings() {
    WorkerSettings settings;
    settings.cache_directory = cached_settings().cache_directory;
    settings.allow_restricted = true;
    settings.prepare_languages = false;
    return settings;
}

struct RealScene {
    PollReactor reactor;
    std::unique_ptr<Bus> bus;
    ForkedWorkers workers;
    std::unique_ptr<JudgePool> pool;
    std::vector<JobDone> done;
    std::vector<TestProgress> progress;
    int jobs = 0;

    explicit RealScene(int seats = 1, const JudgePoolSettings& settings = quick_settings(),
                       const QueueSettings& queue = {})
        : bus(make_local_bus([this] { return reactor.now_us() / 1000; }, queue)),
          workers(reactor, worker_settings(), seats),
          pool(std::make_unique<JudgePool>(reactor, bus->judge_queue(), workers, settings)) {
        pool->start();
        REQUIRE(reactor.run_until([&] { return pool->stats().workers_alive == seats; }));
    }

    std::string submit(Task task) {
        const std::string id = "job" + std::to_string(jobs++);
        pool->submit({id, 0, JobClass::live, "", std::move(task)},
                     {[](const Submitted& answer) {
                          REQUIRE(answer.outcome == Submitted::Outcome::accepted);
                      },
                      [this](const TestProgress& seen) { progress.push_back(seen); },
                      [this](JobDone job) { done.push_back(std::move(job)); }});
        return id;
    }

    bool until_done(std::size_t count) {
        return reactor.run_until([&] { return done.size() >= count; }, 120'000);
    }

    template <class Report>
    Report run(Task task) {
        const std::size_t before = done.size();
        submit(std::move(task));
        REQUIRE(until_done(before + 1));
        const Outcome& outcome = done.back().outcome;
        if (const auto* fault = std::get_if<JobFault>(&outcome)) INFO(fault->message);
        REQUIRE(std::holds_alternative<Report>(outcome));
        return std::get<Report>(outcome);
    }
};

std::string write_package(const TemporaryFolder& folder, const std::string& more = "") {
    folder.write("sum/problem.yaml",
                 "problem_format_version: 2025-09\nname: Sum\n"
                 "uuid: 8ee7605a-1a9d-11ee-be56-0242ac120003\n"
                 "limits:\n  time_limit: 1.0\n" +
                     more);
    folder.write("sum/statement/problem.en.md", "Add.\n");
    for (const auto& [name, in, ans] : {std::array<std::string, 3>{"sample/1", "1 2\n", "3\n"},
                                        {"secret/1", "4 5\n", "9\n"},
                                        {"secret/2", "0 0\n", "0\n"},
                                        {"secret/3", "-1 1\n", "0\n"}}) {
        folder.write("sum/data/" + name + ".in", in);
        folder.write("sum/data/" + name + ".ans", ans);
    }
    return folder.path("sum");
}

JudgeTask judge_task(const std::string& package, const std::string& source,
                     const std::string& language = "c") {
    JudgeTask task;
    task.package_path = package;
    task.package_version = "1";
    task.language = language;
    task.source = source;
    return task;
}

const std::string right =
    "#include <stdio.h>\nint main(){int a,b;scanf(\"%d%d\",&a,&b);printf(\"%d\\n\",a+b);}\n";
const std::string wrong_on_zero =
    "#include <stdio.h>\nint main(){int a,b;scanf(\"%d%d\",&a,&b);"
    "printf(\"%d\\n\",a==0&&b==0?7:a+b);}\n";
const std::string sleeps = "#include <unistd.h>\nint main(){for(;;)pause();}\n";

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

RunTask run_task(const std::string& source, const std::string& input = "") {
    RunTask task;
    task.language = "c";
    task.source = source;
    task.input = input;
    return task;
}

}  // namespace

TEST_CASE("worker: judges a package and tells each test as it is judged", "[sandbox]") {
    const TemporaryFolder folder;
    const std::string package = write_package(folder);
    RealScene scene;
    const auto report = scene.run<JudgeReport>(judge_task(package, wrong_on_zero));
    CHECK(report.verdict == Verdict::WA);
    CHECK(report.compile.ok);
    CHECK(report.language == "c");
    CHECK(report.tests_total == 4);
    REQUIRE(report.tests.size() >= 3);
    CHECK(report.tests[0].is_sample);
    CHECK(report.tests[0].verdict == Verdict::AC);
    CHECK(report.tests[2].verdict == Verdict::WA);
    CHECK(report.time_limit_ns == s_in_ns);
    CHECK(report.cpu_max_ns > 0);
    REQUIRE(scene.progress.size() == report.tests.size());
    for (std::size_t i = 0; i < scene.progress.size(); ++i) {
        CHECK(scene.progress[i].index == report.tests[i].index);
        CHECK(scene.progress[i].verdict == report.tests[i].verdict);
        CHECK(scene.progress[i].done == static_cast<std::int64_t>(i) + 1);
    }
    CHECK(sabotage_succeeds(report));

    JudgeTask samples = judge_task(package, wrong_on_zero);
    samples.tests = TestChoice::samples;
    const auto on_samples = scene.run<JudgeReport>(samples);
    CHECK(on_samples.verdict == Verdict::AC);
    CHECK(on_samples.tests.size() == 1);
    CHECK(on_samples.compile.cached);
    JudgeTask secret = judge_task(package, wrong_on_zero);
    secret.tests = TestChoice::secret;
    secret.stop_at_first = true;
    const auto on_secret = scene.run<JudgeReport>(secret);
    CHECK(on_secret.verdict == Verdict::WA);
    CHECK(on_secret.tests.size() == 2);

    const auto error = scene.run<JudgeReport>(judge_task(package, "int main( {}"));
    CHECK(error.verdict == Verdict::CE);
    CHECK_FALSE(error.compile.ok);
    CHECK_FALSE(error.compile.message.empty());
    CHECK_FALSE(sabotage_succeeds(error));
}

TEST_CASE("worker: a package that changed is read anew when its version says so", "[sandbox]") {
    const TemporaryFolder folder;
    const std::string package = write_package(folder);
    RealScene scene;
    CHECK(scene.run<JudgeReport>(judge_task(package, right)).verdict == Verdict::AC);
    folder.write("sum/data/secret/4.in", "1 1\n");
    folder.write("sum/data/secret/4.ans", "3\n");
    CHECK(scene.run<JudgeReport>(judge_task(package, right)).tests_total == 4);
    JudgeTask changed = judge_task(package, right);
    changed.package_version = "2";
    CHECK(scene.run<JudgeReport>(changed).verdict == Verdict::WA);
}

TEST_CASE("worker: runs a source on an input, and checks syntax", "[sandbox]") {
    RealScene scene;
    const auto output = scene.run<RunOutput>(run_task(right, "20 22\n"));
    CHECK(output.verdict == Verdict::AC);
    CHECK(output.output == "42\n");
    CHECK(output.cpu_ns > 0);
    CHECK(output.memory_bytes > 0);
    const auto crash = scene.run<RunOutput>(run_task("int main(){__builtin_trap();}\n"));
    CHECK(crash.verdict == Verdict::RTE);
    CHECK_FALSE(crash.reason.empty());
    const auto broken = scene.run<RunOutput>(run_task("int main( {}"));
    CHECK(broken.verdict == Verdict::CE);
    CHECK(scene.run<SyntaxReport>(SyntaxTask{"c", "int main(){}"}).compile.ok);
    CHECK_FALSE(scene.run<SyntaxReport>(SyntaxTask{"c", "int main( {}"}).compile.ok);
    scene.run<EmptyReport>(EmptyTask{});
}

TEST_CASE("worker: what cannot be judged is a fault of the package, with its reason", "[sandbox]") {
    const TemporaryFolder folder;
    RealScene scene;
    const auto package_fault = [&](Task task) {
        const auto fault = scene.run<JobFault>(std::move(task));
        CHECK(fault.kind == FaultKind::package);
        return fault.message;
    };
    using Catch::Matchers::ContainsSubstring;
    CHECK_THAT(package_fault(judge_task(folder.path("absent"), right)),
               ContainsSubstring("absent"));
    const std::string package = write_package(folder);
    CHECK_THAT(package_fault(judge_task(package, right, "latin")), ContainsSubstring("latin"));
    CHECK_THAT(package_fault(SyntaxTask{"latin", ""}), ContainsSubstring("latin"));
    RunTask unsound = run_task(right);
    unsound.memory_bytes = 0;
    CHECK_THAT(package_fault(unsound), ContainsSubstring("limits"));
    JudgeTask timeless = judge_task(package, right);
    timeless.time_limit_s = -1;
    CHECK_THAT(package_fault(timeless), ContainsSubstring("time limit"));
    CHECK(scene.workers.born() == 1);
}

TEST_CASE("worker: a hostile job is judged like any other and harms nobody", "[sandbox]") {
    const TemporaryFolder folder;
    const std::string package = write_package(folder);
    RealScene scene;
    // Kills all it can, writes to every descriptor but its own streams, forks on and on.
    const std::string hostile =
        "#include <signal.h>\n#include <unistd.h>\nint main(){kill(-1,9);kill(getppid(),9);"
        "for(int f=3;f<1024;++f)write(f,\"\\xff\\xff\\xff\\xff\",4);"
        "for(int i=0;i<999;++i)if(fork()==0)for(;;);for(;;);}\n";
    const auto report = scene.run<JudgeReport>(judge_task(package, hostile));
    CHECK(report.verdict != Verdict::AC);
    CHECK(scene.run<JudgeReport>(judge_task(package, right)).verdict == Verdict::AC);
    CHECK(scene.workers.born() == 1);
}

TEST_CASE("worker: cancel stops a run at once, and the next job is judged rightly", "[sandbox]") {
    RealScene scene;
    scene.run<RunOutput>(run_task("int main(){return 0;}"));
    for (int i = 0; i < 3; ++i) {
        const std::size_t before = scene.done.size();
        const std::string id = scene.submit(run_task(sleeps));
        scene.reactor.run_for(i * 60);
        scene.pool->cancel(id);
        REQUIRE(scene.reactor.run_until([&] { return scene.done.size() > before; }, 8'000));
        const auto* fault = std::get_if<JobFault>(&scene.done.back().outcome);
        REQUIRE(fault != nullptr);
        CHECK(fault->kind == FaultKind::cancelled);
        CHECK(scene.run<RunOutput>(run_task(right, "1 1\n")).output == "2\n");
    }
    CHECK(scene.workers.born() == 1);
}

TEST_CASE("worker: killed in the middle of a job, the job is judged once by another", "[sandbox]") {
    const TemporaryFolder folder;
    const std::string package = write_package(folder);
    RealScene scene;
    scene.run<SyntaxReport>(SyntaxTask{"c", right});
    scene.submit(run_task(sleeps));
    scene.submit(judge_task(package, right));
    REQUIRE(scene.reactor.run_until([&] { return scene.pool->stats().workers_busy == 1; }));
    scene.reactor.run_for(100);
    scene.workers.kill_nth(0);
    scene.pool->cancel("job1");
    REQUIRE(scene.until_done(3));
    scene.reactor.run_for(50);
    REQUIRE(scene.done.size() == 3);
    CHECK(std::get<JudgeReport>(scene.done[2].outcome).verdict == Verdict::AC);
}

TEST_CASE("worker: a hundred random kills lose no job and judge none twice", "[sandbox]") {
    const TemporaryFolder folder;
    const std::string package = write_package(folder);
    JudgePoolSettings settings = quick_settings();
    settings.breaker.results_min = 1'000'000;  // deaths are the point here
    QueueSettings queue;
    queue.deliveries_max = 1000;
    RealScene scene(2, settings, queue);
    scene.run<SyntaxReport>(SyntaxTask{"c", right});
    std::uint64_t state = 7;
    int kills = 0;
    const int at_once = 4;
    int submitted = 1;
    while (kills < 100) {
        while (submitted - static_cast<int>(scene.done.size()) < at_once) {
            scene.submit(judge_task(package, right));
            ++submitted;
        }
        state = state * 6364136223846793005u + 1442695040888963407u;
        scene.reactor.run_for(static_cast<int>((state >> 33) % 25));
        if (scene.pool->stats().workers_busy == 0) continue;
        scene.workers.kill_nth((state >> 40) % 2);
        ++kills;
    }
    REQUIRE(scene.until_done(static_cast<std::size_t>(submitted)));
    scene.reactor.run_for(50);
    std::map<std::string, int> times;
    for (const JobDone& job : scene.done) {
        ++times[job.id];
        const auto* report = std::get_if<JudgeReport>(&job.outcome);
        if (report != nullptr) CHECK(report->verdict == Verdict::AC);
        CHECK(std::get_if<JobFault>(&job.outcome) == nullptr);
    }
    CHECK(scene.done.size() == static_cast<std::size_t>(submitted));
    CHECK(times.size() == scene.done.size());
}

TEST_CASE("worker: holds no environment, no descriptor of the server and leaves nothing behind",
          "[sandbox]") {
    const int secret = open("/dev/zero", O_RDONLY);
    REQUIRE(secret > STDERR_FILENO);
    REQUIRE_FALSE(text_of("/proc/self/environ").empty());
    int seen = 0;
    {
        RealScene scene;
        scene.run<EmptyReport>(EmptyTask{});
        for (const int pid : sandbox::descendants(getpid())) {
            const std::string proc = "/proc/" + std::to_string(pid);
            if (text_of(proc + "/comm") != "arena-worker\n") continue;
            ++seen;
            const std::string environment = text_of(proc + "/environ");
            CHECK(environment.find_first_not_of('\0') == std::string::npos);
            for (const auto& entry : std::filesystem::directory_iterator(proc + "/fd")) {
                std::error_code gone;
                const auto target = std::filesystem::read_symlink(entry.path(), gone);
                CHECK(target != "/dev/zero");
            }
        }
    }
    close(secret);
    CHECK(seen == 1);
    const auto gone = [] { return sandbox::descendants(getpid()).empty(); };
    for (int i = 0; i < 500 && !gone(); ++i) usleep(10'000);
    CHECK(gone());
}

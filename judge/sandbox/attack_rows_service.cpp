// Against the judge as a program: names that leave the box, hostile requests, neighbours, and a
// supervisor that dies in the middle of a run.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "judge/sandbox/attack_table.hpp"
#include "judge/sandbox/leftover.hpp"

namespace arena::sandbox {
namespace {

constexpr int settle_ms_max = 8'000;

BoxFile file_of(std::string name, std::string content, bool executable = false) {
    BoxFile file;
    file.name = std::move(name);
    file.content = std::move(content);
    file.executable = executable;
    return file;
}

std::shared_ptr<const Box> box_of(const char* key, std::vector<BoxFile> files) {
    auto box = std::make_shared<Box>();
    box->key = key;
    box->files = std::move(files);
    return box;
}

constexpr const char* escaping_names[] = {
    "../escape", "a/../../escape", "/tmp/arena-escape", "..", "a/../../../x", "", "a//../../x",
    "./.."};

// A file name that leads out must be refused before anything is written.
Played box_escape(Stage& stage, const Attack&) {
    int serial = 0;
    for (const char* name : escaping_names) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        const std::string key = "escape-" + std::to_string(serial++);
        request.box = box_of(key.c_str(), {file_of(name, "escaped")});
        if (stage.runner.run(request)) return broken(std::string("taken: '") + name + "'");
    }
    return held("all refused");
}

Played work_escape(Stage& stage, const Attack&) {
    for (const char* name : escaping_names) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        request.work_files = {file_of(name, "escaped")};
        if (stage.runner.run(request)) return broken(std::string("taken: '") + name + "'");
    }
    return held("all refused");
}

Played collect_escape(Stage& stage, const Attack&) {
    for (const char* name : {"..", "../..", "/etc", "/", "a/../../..", "../../../../etc"}) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        Collect collect;
        collect.directory = name;
        request.collect = {collect};
        const Result<RunReport> report = stage.runner.run(request);
        if (report && !report->files.empty())
            return broken(std::string(name) + " gave " + report->files[0].name);
    }
    return held("nothing collected");
}

// Each of these must be refused or not started; the next run must be fine.
Played bad_command(Stage& stage, const Attack&) {
    const std::vector<std::vector<std::string>> commands = {
        {"{box}/nothing"},
        {"/usr"},
        {"{box}"},
        {""},
        {std::string(70000, 'x')},
        {"{box}/arena_attacks", std::string(8u << 20, 'x')},
        std::vector<std::string>(300000, "x"),
        {}};
    for (std::size_t i = 0; i < commands.size(); ++i) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        request.argv = commands[i];
        const Result<RunReport> report = stage.runner.run(request);
        if (report && report->ending != Ending::not_started)
            return broken("command " + std::to_string(i) + ": " + describe(*report));
        const std::string next = stage.census();
        if (!next.empty()) return broken("after command " + std::to_string(i) + ", " + next);
    }
    return held("refused or not started");
}

// A NUL inside a word must not become a second word, nor an environment variable.
Played hidden_word(Stage& stage, const Attack&) {
    RunRequest request = stage.request({"own-surroundings"}, attack_limits());
    request.argv.push_back(std::string("x\0INJECTED=1", 12));
    const Result<RunReport> report = stage.runner.run(request);
    if (!report) return held(report.error().message);
    if (report->output.find("BROKEN") != std::string::npos) return broken(report->output);
    RunRequest settings = stage.request({"own-surroundings"}, attack_limits());
    settings.env.push_back(std::string("LC_ALL=C\0INJECTED=1", 19));
    const Result<RunReport> second = stage.runner.run(settings);
    if (!second) return held(second.error().message);
    if (second->output.find("BROKEN") != std::string::npos) return broken(second->output);
    return held("cut or refused");
}

Played bad_images(Stage& stage, const Attack&) {
    const std::string garbage(
        "\x7f"
        "ELF garbage",
        12);
    const struct {
        const char* name;
        BoxFile file;
    } images[] = {{"garbage", file_of("program", garbage, true)},
                  {"empty", file_of("program", "", true)},
                  {"not executable", file_of("program", "#!/bin/sh\nexit 0\n", false)},
                  {"its own interpreter", file_of("program", "#!/box/program\n", true)},
                  {"no interpreter", file_of("program", "#!/nothing\n", true)}};
    for (const auto& image : images) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        request.box = box_of((std::string("image-") + image.name).c_str(), {image.file});
        request.argv = {"{box}/program"};
        const Result<RunReport> report = stage.runner.run(request);
        if (!report) return broken(std::string(image.name) + ": " + report.error().message);
        if (report->ending != Ending::not_started && report->ending != Ending::signaled)
            return broken(std::string(image.name) + ": " + describe(*report));
    }
    return held("none started");
}

// Inputs that would hang or feed the judge for ever.
Played bad_input(Stage& stage, const Attack&) {
    for (const char* path : {"/no/such/input", "/dev/zero", "/dev/random", "/", "/proc/self/mem"}) {
        RunRequest request = stage.request({"noop"}, attack_limits());
        request.input = InputFile{path};
        const Result<RunReport> report = stage.runner.run(request);
        if (report && std::string(path) != "/proc/self/mem")
            return broken(std::string(path) + " was taken: " + describe(*report));
    }
    return held("all refused");
}

Played old_box(Stage& stage, const Attack&) {
    RunRequest first = stage.request({"noop"}, attack_limits());
    first.box = box_of("first-submission", {file_of("solution.txt", "the first one's secret"),
                                            file_of("show", "#!/bin/sh\ncat *", true)});
    first.argv = {"/bin/sh", "-c", "cat {box}/*.txt"};
    const Result<RunReport> one = stage.runner.run(first);
    if (!one) return broken(one.error().message);
    if (one->output.find("secret") == std::string::npos) return broken("its own box is not there");
    first.box = box_of("second-submission", {file_of("other", "x")});
    first.argv = {"/bin/sh", "-c", "cat {box}/* {box}/.* 2>/dev/null"};
    const Result<RunReport> two = stage.runner.run(first);
    if (!two) return broken(two.error().message);
    if (two->output.find("secret") != std::string::npos)
        return broken("it reads the box before it");
    return held("the box before it is gone");
}

// While one lane is full of left things, the other must see none of them.
Played neighbours(Stage& stage, const Attack&) {
    if (stage.sandbox.lanes() < 2) return skipped("there is one lane only");
    RunLimits limits = attack_limits();
    limits.wall_ns = 300 * ms_in_ns;
    const RunRequest staying = stage.request({"stay"}, limits);
    Runner& other = stage.sandbox.lane(1);
    std::thread neighbour([&] { static_cast<void>(other.run(staying)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    Attack finder;
    finder.argv = {"find-all"};
    const Result<RunReport> found = stage.runner.run(stage.request(finder));
    Attack killer;
    killer.argv = {"kill-group"};
    const Result<RunReport> killed = stage.runner.run(stage.request(killer));
    neighbour.join();
    if (!found || !killed) return broken("a run failed");
    std::string wrong = fault(stage, finder, *found);
    if (wrong.empty()) wrong = fault(stage, killer, *killed);
    return wrong.empty() ? held(one_line(found->output)) : broken(wrong);
}

SandboxOptions options_like(const Stage& stage) {
    SandboxOptions options;
    options.tier = stage.tier;
    options.allow_restricted = stage.tier == Tier::restricted;
    return options;
}

Played cancelled(Stage& stage, const Attack&) {
    Result<Sandbox> second = Sandbox::open(options_like(stage));
    if (!second) return broken(second.error().message);
    RunLimits limits = attack_limits();
    limits.wall_ns = 20 * s_in_ns;
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        second->cancel_all();
    });
    const Result<RunReport> report = second->lane(0).run(stage.request({"idle"}, limits));
    canceller.join();
    if (!report) return broken(report.error().message);
    if (report->ending != Ending::cancelled) return broken(describe(*report));
    return held(describe(*report));
}

// The life of a supervisor that is about to be killed. Never returns.
[[noreturn]] void doomed_supervisor(const Stage& stage, int ready_fd) {
    Result<Sandbox> own = Sandbox::open(options_like(stage));
    if (own) {
        RunLimits limits = attack_limits();
        limits.wall_ns = 60 * s_in_ns;
        limits.cpu_ns = 60 * s_in_ns;
        if (::write(ready_fd, "r", 1) == 1)
            static_cast<void>(own->lane(0).run(stage.request({"stay"}, limits)));
    }
    ::_exit(1);
}

bool any_alive(const std::vector<int>& pids) {
    for (int pid : pids) {
        const std::string stat = "/proc/" + std::to_string(pid) + "/exe";
        char target[16];
        if (::readlink(stat.c_str(), target, sizeof target) > 0) return true;  // zombies have none
    }
    return false;
}

// kill -9 of the supervisor: everything below it must go, its cgroups too.
Played supervisor_killed(Stage& stage, const Attack&) {
    int ready[2];
    if (::pipe(ready)) return broken("no pipe");
    const pid_t supervisor = ::fork();
    if (supervisor < 0) return broken("cannot fork");
    if (supervisor == 0) doomed_supervisor(stage, ready[1]);
    ::close(ready[1]);
    char byte = 0;
    const bool began = ::read(ready[0], &byte, 1) == 1;
    ::close(ready[0]);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    const std::vector<int> orphans = descendants(supervisor);
    ::kill(supervisor, SIGKILL);
    ::waitpid(supervisor, nullptr, 0);
    if (!began) return broken("the second judge did not start");
    if (orphans.empty()) return broken("the second judge had no processes to leave");
    const std::string prefix = "arena-" + std::to_string(supervisor) + "-";
    int waited_ms = 0;
    while ((any_alive(orphans) || count_cgroups(prefix) > 0) && waited_ms < settle_ms_max) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        waited_ms += 20;
    }
    for (int pid : orphans) ::waitpid(pid, nullptr, WNOHANG);  // ours by adoption
    if (any_alive(orphans)) return broken("processes outlive the judge");
    if (count_cgroups(prefix) > 0) return broken("cgroups outlive the judge");
    return held(std::to_string(orphans.size()) + " processes gone within " +
                std::to_string(waited_ms + 20) + " ms");
}

Attack row(const char* name, const char* about, const char* expected, Play play) {
    return {.id = std::string("service/") + name,
            .about = about,
            .expected = expected,
            .play = play,
            .brisk = false};
}

}  // namespace

std::vector<Attack> service_rows() {
    std::vector<Attack> rows = {
        row("box-escape", "program files named ../x and /x", "refused", box_escape),
        row("work-escape", "work files named ../x and /x", "refused", work_escape),
        row("collect-escape", "collect folders named .. and /etc", "nothing", collect_escape),
        row("bad-command", "missing, empty, huge command lines", "refused or not started",
            bad_command),
        row("hidden-word", "a NUL inside a command line word", "no new word, no variable",
            hidden_word),
        row("bad-images", "garbage, empty, unexecutable, self-interpreting programs", "not started",
            bad_images),
        row("bad-input", "input from nowhere, devices and folders", "refused", bad_input),
        row("old-box", "read the submission that ran before", "it is gone", old_box),
        row("neighbours", "find the run on the next core", "nothing is found", neighbours),
        row("cancelled", "interrupt the judge", "the run ends as cancelled", cancelled),
        row("supervisor-killed", "kill -9 the judge in the middle of a run",
            "no process and no cgroup outlives it", supervisor_killed),
    };
    for (Attack& attack : rows) {
        if (attack.id != "service/neighbours") continue;
        attack.tiers = in_namespaces;
        attack.why_not = "claimed only where runs have namespaces of their own";
    }
    return rows;
}

}  // namespace arena::sandbox

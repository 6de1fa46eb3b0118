// Each tier, forced, with small real programs of the host. What a tier cannot do it must say.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "judge/sandbox/sandbox.hpp"
#include "judge/sandbox/slot_handle.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using sandbox::Sandbox;
using sandbox::SandboxOptions;

namespace {

RunRequest shell(const std::string& script) {
    RunRequest request;
    request.argv = {"/bin/sh", "-c", script};
    request.limits.cpu_ns = s_in_ns / 2;
    request.limits.wall_ns = 2 * s_in_ns;
    return request;
}

std::vector<Tier> tiers() {
    return {Tier::standard, Tier::rootless, Tier::restricted};
}

/// nullopt, said aloud, when the host does not give the tier.
std::optional<Sandbox> open_tier(Tier tier) {
    SandboxOptions options;
    options.tier = tier;
    options.allow_restricted = true;
    Result<Sandbox> opened = Sandbox::open(options);
    if (!opened) {
        WARN("skipped: tier " << name(tier) << ": " << opened.error().message);
        return std::nullopt;
    }
    return std::move(*opened);
}

}  // namespace

TEST_CASE("tiers: every tier runs, limits, hides and names itself", "[sandbox]") {
    for (Tier tier : tiers()) {
        std::optional<Sandbox> box = open_tier(tier);
        if (!box) continue;
        INFO("tier " << name(tier));
        Runner& lane = box->lane(0);

        RunRequest echo = shell("cat; echo oops >&2; exit 3");
        echo.input = InputBytes{"hello\n"};
        const auto said = lane.run(echo);
        REQUIRE_OK(said);
        CHECK(said->ending == Ending::exited);
        CHECK(said->exit_code == 3);
        CHECK(said->output == "hello\n");
        CHECK(said->error_output == "oops\n");
        CHECK(said->isolation.tier == tier);

        RunRequest spin = shell("while :; do :; done");
        spin.limits.wall_ns = 30 * s_in_ns;  // other load may take most of the core
        const auto spun = lane.run(spin);
        REQUIRE_OK(spun);
        CHECK(spun->ending == Ending::cpu_limit);
        CHECK(spun->cpu_ns >= s_in_ns / 2);
        CHECK(spun->cpu_ns < s_in_ns);

        const auto slept = lane.run(shell("sleep 60"));
        REQUIRE_OK(slept);
        CHECK(slept->ending == Ending::wall_limit);

        const auto left = lane.run(shell("echo x > file; echo x > $TMPDIR/file; ls"));
        REQUIRE_OK(left);
        CHECK(left->output == "file\n");
        const auto clean = lane.run(shell("ls; ls $TMPDIR"));
        REQUIRE_OK(clean);
        CHECK(clean->output.empty());

        const auto poked = lane.run(shell("echo x > /etc/arena-was-here"));
        REQUIRE_OK(poked);
        CHECK(poked->exit_code != 0);
        CHECK_FALSE(std::filesystem::exists("/etc/arena-was-here"));

        const auto crashed = lane.run(shell("kill -SEGV $$; sleep 60"));
        REQUIRE_OK(crashed);
        if (tier == Tier::restricted)
            CHECK(crashed->ending == Ending::wall_limit);
        else
            CHECK(crashed->signal == SIGSEGV);

        const auto missing = lane.run([] {
            RunRequest request;
            request.argv = {"/no/such/program"};
            return request;
        }());
        REQUIRE_OK(missing);
        CHECK(missing->ending == Ending::not_started);
        CHECK(missing->start_errno == ENOENT);
    }
}

TEST_CASE("tiers: a daemon does not outlive its run", "[sandbox]") {
    for (Tier tier : tiers()) {
        std::optional<Sandbox> box = open_tier(tier);
        if (!box) continue;
        INFO("tier " << name(tier));
        // Durations that no other program of this machine sleeps for.
        const std::string mark = "." + std::to_string(1'000'000 + ::getpid());
        const auto first =
            box->lane(0).run(shell("(setsid sh -c 'sleep 1" + mark + "; echo late' &) ; (sleep 30" +
                                   mark + " &) ; echo now"));
        REQUIRE_OK(first);
        CHECK(first->output == "now\n");
        CHECK(first->wall_ns < s_in_ns);
        std::set<std::string> sleepers;
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            std::ifstream file(entry.path() / "cmdline");
            const std::string words{std::istreambuf_iterator<char>(file), {}};
            if (words.find(mark) != std::string::npos) sleepers.insert(entry.path().string());
        }
        CHECK(sleepers.empty());
    }
}

TEST_CASE("tiers: memory over the limit is a memory verdict, with a number near it", "[sandbox]") {
    for (Tier tier : {Tier::standard, Tier::rootless}) {
        std::optional<Sandbox> box = open_tier(tier);
        if (!box) continue;
        INFO("tier " << name(tier));
        RunRequest hog = shell("head -c 400000000 /dev/zero | tail");
        hog.limits.memory_bytes = 64 * mib;
        hog.limits.cpu_ns = hog.limits.wall_ns = 30 * s_in_ns;  // emulated hosts are slow
        const auto report = box->lane(0).run(hog);
        REQUIRE_OK(report);
        CHECK(report->ending == Ending::memory_limit);
        CHECK(report->memory_bytes >= 63 * mib);
        CHECK(report->memory_bytes <= 96 * mib);
    }
}

TEST_CASE("tiers: the restricted tier is never taken without being asked for", "[sandbox]") {
    SandboxOptions options;
    options.tier = Tier::restricted;
    const auto opened = Sandbox::open(options);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == ErrorCode::usage);
}

TEST_CASE("tiers: a family of many generations is ended whole", "[sandbox]") {
    for (Tier tier : tiers()) {
        std::optional<Sandbox> box = open_tier(tier);
        if (!box) continue;
        INFO("tier " << name(tier));
        RunRequest request = shell(
            "d() { if [ $1 -gt 0 ]; then (d $(($1 - 1))) & wait; else : > deep; sleep 60; fi; }\n"
            "d 45 & while [ ! -e deep ]; do sleep 0.05; done");
        request.limits.cpu_ns = request.limits.wall_ns = 20 * s_in_ns;
        for (int round = 0; round < 2; ++round) {
            const auto report = box->lane(0).run(request);
            REQUIRE_OK(report);
            CHECK(report->ending == Ending::exited);
            CHECK(report->exit_code == 0);
            CHECK_FALSE(report->isolation.slot_recycled);
        }
    }
}

TEST_CASE("lane: two programs talk, and who owed a word at the end is known", "[sandbox]") {
    std::optional<Sandbox> box = open_tier(Tier::standard);
    if (!box) box = open_tier(Tier::rootless);
    if (!box) return;
    Runner& lane = box->lane(0);
    const auto pair =
        lane.run_pair(shell("echo 1; read x; echo $x >&2"), shell("read a; echo got$a; exit 42"));
    REQUIRE_OK(pair);
    CHECK(pair->program.error_output == "got1\n");
    CHECK(pair->interactor.exit_code == 42);
    CHECK(pair->transcript == "< 1\n> got1\n");

    const auto deadlock = lane.run_pair(shell("read x"), shell("read a; exit 42"));
    REQUIRE_OK(deadlock);
    CHECK(deadlock->program.ending == Ending::wall_limit);
    CHECK(deadlock->program_owed_output);

    // An interactor that worked for most of the time before it asked waits all the same; one that
    // still works does not.
    RunRequest worker = shell(
        "end=$(($(date +%s%N) + 2000000000)); while [ $(date +%s%N) -lt $end ]; do :; done\n"
        "read a; exit 42");
    RunRequest spinner = shell("while :; do :; done");
    worker.limits.cpu_ns = spinner.limits.cpu_ns = 20 * s_in_ns;
    worker.limits.wall_ns = spinner.limits.wall_ns = 20 * s_in_ns;
    RunRequest silent = shell("read x");
    silent.limits.wall_ns = 3 * s_in_ns;
    const auto worked = lane.run_pair(silent, worker);
    REQUIRE_OK(worked);
    CHECK(worked->program.ending == Ending::wall_limit);
    CHECK(worked->program_owed_output);
    const auto spinning = lane.run_pair(silent, spinner);
    REQUIRE_OK(spinning);
    CHECK_FALSE(spinning->program_owed_output);

    const auto hung = lane.run_pair(shell("echo 1; read x"), shell("sleep 50"));
    REQUIRE_OK(hung);
    CHECK_FALSE(hung->program_owed_output);

    // A judge with much to compute is, once the program has ended well.
    RunRequest thinker = shell(
        "while read a; do :; done\n"
        "end=$(($(date +%s%N) + 7000000000)); while [ $(date +%s%N) -lt $end ]; do :; done\n"
        "exit 42");
    thinker.limits.cpu_ns = thinker.limits.wall_ns = 60 * s_in_ns;
    const auto thought = lane.run_pair(shell("echo 1"), thinker);
    REQUIRE_OK(thought);
    CHECK(thought->interactor.exit_code == 42);

    // A judge that sleeps is not waited for once the program has failed.
    for (const char* failure : {"read x", "exit 3"}) {
        RunRequest sleeper = shell("sleep 90");
        sleeper.limits.wall_ns = 90 * s_in_ns;
        RunRequest failing = shell(failure);
        failing.limits.wall_ns = 2 * s_in_ns;
        const auto ended = lane.run_pair(failing, sleeper);
        REQUIRE_OK(ended);
        CHECK(ended->program_first);
        CHECK(ended->interactor.ending == Ending::cancelled);
        CHECK(ended->interactor.wall_ns < 30 * s_in_ns);
    }
}

TEST_CASE("tiers: root of a container with few ids is as an ordinary user", "[sandbox]") {
    CHECK(sandbox::maps_all_ids("         0          0 4294967295\n"));
    CHECK_FALSE(sandbox::maps_all_ids("0 100000 65536\n"));            // docker's userns-remap
    CHECK_FALSE(sandbox::maps_all_ids("0 1000 1\n1 100000 65536\n"));  // rootless podman
    CHECK_FALSE(sandbox::maps_all_ids(""));
}

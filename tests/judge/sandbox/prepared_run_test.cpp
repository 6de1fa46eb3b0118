// Runs are prepared before they are known. What may happen to one that was not begun yet, to an
// order that comes too early or too late, and what a run tells that waited for its core.
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <thread>

#include "judge/sandbox/active_run.hpp"
#include "judge/sandbox/leftover.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "judge/sandbox/tier_plan.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::sandbox;

namespace {

constexpr int starved_tries_max = 8;

RunRequest shell(const std::string& script) {
    RunRequest request;
    request.argv = {"/bin/sh", "-c", script};
    request.limits.wall_ns = 20 * s_in_ns;  // whatever else this machine does
    return request;
}

Result<Sandbox> open_lanes(const SlotPlan& plan, int lanes = SandboxOptions().lanes) {
    SandboxOptions options;
    options.tier = plan.tier;
    options.allow_restricted = true;
    options.lanes = lanes;
    return Sandbox::open(options);
}

std::vector<SlotPlan> all_plans() {
    SandboxOptions options;
    options.allow_restricted = true;
    Result<std::vector<SlotPlan>> plans = slot_plans(options);
    return plans ? *std::move(plans) : std::vector<SlotPlan>{};
}

/// A slot of one plan; null when the host does not give it.
std::unique_ptr<SlotHandle> open_slot(const SlotPlan& plan) {
    static int serial = 40;
    if (plan.tier == Tier::restricted) return nullptr;  // wants folders that a Sandbox makes
    auto begun = SlotHandle::begin(plan, serial++, -1);
    if (!begun || !(*begun)->await_ready(plan)) {
        WARN("skipped: tier " << name(plan.tier));
        return nullptr;
    }
    return std::move(*begun);
}

struct Pipe {
    Pipe() {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        from = Descriptor(ends[0]);
        to = Descriptor(ends[1]);
    }
    std::string rest() {
        to.reset();
        std::string text(64, '\0');
        const ssize_t length = ::read(from.get(), text.data(), text.size());
        text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
        return text;
    }
    Descriptor from, to;
};

void wait_for(ActiveRun& run) {
    while (!run.finished()) {
        run.tick(clock_ns());
        run.on_socket();
    }
}

/// What `echo WORD` says on this slot; "?" and more when the run is not an ordinary one.
std::string echo(SlotHandle& slot, const SlotPlan& plan, const std::string& word) {
    const RunRequest request = shell("echo " + word);
    Pipe output;
    const Descriptor null = open_file("/dev/null", O_RDONLY);
    ActiveRun run(slot, request, plan);
    const Result<void> started = run.start(null.get(), output.to.get());
    REQUIRE_OK(started);
    wait_for(run);
    const Result<RunReport> report = run.report(0);
    if (!report) return "?" + report.error().message;
    if (report->ending != Ending::exited || report->exit_code != 0)
        return "?ending " + std::to_string(static_cast<int>(report->ending)) + ", signal " +
               std::to_string(report->signal) + ": " + report->error_output;
    return output.rest();
}

/// Processes of the one slot that is not in `others`, once there are `count`: keeper, zygote, init
/// and target, in that order.
std::vector<int> family_of(const std::vector<int>& others, std::size_t count) {
    std::vector<int> family;
    for (int tries = 0; tries < 2000; ++tries) {
        family.clear();
        for (int pid : descendants(::getpid()))
            if (std::find(others.begin(), others.end(), pid) == others.end()) family.push_back(pid);
        if (family.size() == count) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return family;
}

/// Descendants of this process when none of them is about to start or end another.
std::vector<int> settled_descendants() {
    for (int tries = 0; tries < 2000 && count_host().awake > 0; ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return descendants(::getpid());
}

class BusyCore {
public:
    explicit BusyCore(int core, int threads) {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this, core] {
                cpu_set_t cores;
                CPU_ZERO(&cores);
                CPU_SET(static_cast<std::size_t>(core), &cores);
                ::sched_setaffinity(0, sizeof cores, &cores);
                while (!over_) {
                }
            });
    }
    ~BusyCore() {
        over_ = true;
        for (std::thread& thread : threads_) thread.join();
    }

private:
    std::atomic<bool> over_{false};
    std::vector<std::thread> threads_;
};

/// One try of a few is not called disturbed. Tries between which the machine has other work, seen
/// by `spinner`, say nothing.
bool is_quiet(Runner& lane, const RunRequest& request, const RunRequest& spinner) {
    int fair_tries = 0;
    for (int tries = 0; tries < 5; ++tries) {
        const Result<RunReport> before = lane.run(spinner);
        const Result<RunReport> report = lane.run(request);
        const Result<RunReport> after = lane.run(spinner);
        if (!before || !report || !after) return false;
        if (!report->disturbed) return true;
        fair_tries += !before->disturbed && !after->disturbed;
    }
    if (fair_tries == 0) WARN("skipped: this machine has too much other work");
    return fair_tries == 0;
}

}  // namespace

TEST_CASE("prepared run: one that is killed before it began is not the next one", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        const std::vector<int> others = settled_descendants();
        const auto slot = open_slot(plan);
        if (!slot) continue;
        INFO("tier " << name(plan.tier));
        for (int round = 0; round < 10; ++round) {
            const std::vector<int> family = family_of(others, 4);
            REQUIRE(family.size() == 4);
            if (round % 2) ::kill(family[3], SIGSTOP);  // so that it can not take the run
            const RunRequest request = shell("echo stale");
            Pipe output;
            const Descriptor null = open_file("/dev/null", O_RDONLY);
            ActiveRun run(*slot, request, plan);
            const Result<void> started = run.start(null.get(), output.to.get());
            REQUIRE_OK(started);
            run.stop(Ending::cancelled);
            wait_for(run);
            const Result<RunReport> killed = run.report(0);
            REQUIRE_OK(killed);
            REQUIRE(echo(*slot, plan, "next") == "next\n");
        }
    }
}

TEST_CASE("prepared run: an order for a run that has ended harms no other", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        const auto slot = open_slot(plan);
        if (!slot) continue;
        INFO("tier " << name(plan.tier));
        for (int round = 0; round < 30; ++round) {
            const slot::Order late{slot::Kind::kill, slot->runs()};
            REQUIRE(echo(*slot, plan, "first") == "first\n");
            REQUIRE(::send(slot->socket(), &late, sizeof late, MSG_NOSIGNAL) == sizeof late);
            REQUIRE(echo(*slot, plan, "second") == "second\n");
        }
    }
}

TEST_CASE("prepared run: when it dies unused another one takes its place", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        const std::vector<int> others = settled_descendants();
        const auto slot = open_slot(plan);
        if (!slot) continue;
        INFO("tier " << name(plan.tier));
        for (int round = 0; round < 5; ++round) {
            REQUIRE(echo(*slot, plan, "first") == "first\n");
            const std::vector<int> family = family_of(others, 4);
            REQUIRE(family.size() == 4);
            ::kill(family[round % 2 ? 2 : 3], SIGKILL);
            REQUIRE(family_of(others, 2).size() == 2);
            CHECK(echo(*slot, plan, "second") == "second\n");
        }
    }
}

TEST_CASE("prepared run: a run that stood in line for its core is called disturbed", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        Result<Sandbox> opened = open_lanes(plan, 1);
        if (!opened) continue;
        INFO("tier " << name(plan.tier));
        Runner& lane = opened->lane(0);
        RunRequest starved = shell("while :; do :; done");
        starved.limits.cpu_ns = 50 * s_in_ns;
        starved.limits.wall_ns = s_in_ns / 2;
        const Result<RunReport> first = lane.run(shell(":"));  // pins this thread, too
        REQUIRE_OK(first);
        // The scheduler may favour a newcomer for half a second: seen at least once is what counts.
        bool was_seen = false;
        for (int tries = 0; tries < starved_tries_max && !was_seen; ++tries) {
            const BusyCore busy(::sched_getcpu(), 3);
            const Result<RunReport> report = lane.run(starved);
            REQUIRE_OK(report);
            CHECK(report->ending == Ending::wall_limit);
            was_seen = report->disturbed;
        }
        CHECK(was_seen);
        // Sleep does not count, nor do processes that stand in each other's way.
        RunRequest sleeper = starved, crowd = starved;
        sleeper.argv[2] = "sleep 60";
        crowd.argv[2] = "for i in 1 2 3 4; do (while :; do :; done) & done; wait";
        CHECK(is_quiet(lane, sleeper, starved));
        CHECK(is_quiet(lane, crowd, starved));
    }
}

TEST_CASE("prepared run: what stood in line for its core is not called idle", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        Result<Sandbox> opened = open_lanes(plan);
        if (!opened) continue;
        INFO("tier " << name(plan.tier));
        Runner& lane = opened->lane(0);
        RunRequest work = shell("i=0; while [ $i -lt 600000 ]; do i=$((i+1)); done");
        const Result<RunReport> alone = lane.run(work);
        REQUIRE_OK(alone);
        REQUIRE(alone->ending == Ending::exited);
        // Alone it fits the wall limit easily; with a tenth of a core it does not.
        work.limits.wall_ns = std::max(alone->cpu_ns * 2, s_in_ns / 4);
        const BusyCore busy(::sched_getcpu(), 9);
        const Result<RunReport> starved = lane.run(work);
        REQUIRE_OK(starved);
        CHECK(starved->ending == Ending::exited);
        CHECK(starved->exit_code == 0);
        RunRequest idle = shell("sleep 60");
        idle.limits.wall_ns = s_in_ns / 4;
        const Result<RunReport> slept = lane.run(idle);
        REQUIRE_OK(slept);
        CHECK(slept->ending == Ending::wall_limit);
    }
}

TEST_CASE("prepared run: what waits for a partner that stands in line is not called idle",
          "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        Result<Sandbox> opened = open_lanes(plan);
        if (!opened) continue;
        INFO("tier " << name(plan.tier));
        Runner& lane = opened->lane(0);
        const std::string work = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; ";
        const Result<RunReport> alone = lane.run(shell(work));
        REQUIRE_OK(alone);
        RunRequest program = shell("read word; test \"$word\" = done");
        program.limits.wall_ns = std::max(alone->cpu_ns * 2, s_in_ns / 5);
        const BusyCore busy(::sched_getcpu(), 5);
        const Result<PairReport> starved =
            lane.run_pair(program, shell(work + "echo done; exit 42"));
        REQUIRE_OK(starved);
        CHECK(starved->program.ending == Ending::exited);
        CHECK(starved->program.exit_code == 0);
        CHECK(starved->interactor.exit_code == 42);
        RunRequest sleeper = shell("sleep 60");
        sleeper.limits.wall_ns = program.limits.wall_ns;
        const Result<PairReport> asleep = lane.run_pair(program, sleeper);
        REQUIRE_OK(asleep);
        CHECK(asleep->program.ending == Ending::wall_limit);
    }
}

TEST_CASE("prepared run: a slot that died while it idled is replaced", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        const std::vector<int> others = settled_descendants();
        Result<Sandbox> opened = open_lanes(plan);
        if (!opened) continue;
        INFO("tier " << name(plan.tier));
        for (int round = 0; round < 3; ++round) {
            const std::vector<int> family = family_of(others, 4);
            REQUIRE(family.size() == 4);
            ::kill(family[1], SIGKILL);
            REQUIRE(family_of(others, 1).size() == 1);  // the keeper cleans up and ends
            const Result<RunReport> report = opened->lane(0).run(shell("echo well"));
            REQUIRE_OK(report);
            CHECK(report->output == "well\n");
            CHECK(report->ending == Ending::exited);
        }
        // So is one that dies while its run has said nothing yet.
        const int zygote = family_of(others, 4).at(1);
        std::thread stranger([zygote] {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            ::kill(zygote, SIGKILL);
        });
        const Result<RunReport> report = opened->lane(0).run(shell("sleep 1; echo well"));
        stranger.join();
        REQUIRE_OK(report);
        CHECK(report->output == "well\n");
    }
}

TEST_CASE("prepared run: folders that a run shut are open for the next", "[sandbox]") {
    for (const SlotPlan& plan : all_plans()) {
        const auto slot = open_slot(plan);
        if (!slot) continue;
        INFO("tier " << name(plan.tier));
        const std::string look = "$(stat -c %a:%Y /work /tmp /dev/shm)";
        const std::string before = echo(*slot, plan, look);
        CHECK(before == "700:0 1777:0 1777:0\n");
        echo(*slot, plan, "$(chmod 0 /tmp /dev/shm /work; :) 2> /dev/null");
        REQUIRE(slot->clean_files());
        CHECK(echo(*slot, plan, look) == before);
        echo(*slot, plan, "$(mkdir /tmp/x; echo > /dev/shm/y; rmdir /tmp/x; rm /dev/shm/y)");
        REQUIRE(slot->clean_files());
        CHECK(echo(*slot, plan, look) == before);
    }
}

TEST_CASE("lane: a program is not busy because another lane makes a slot", "[sandbox]") {
    const std::vector<SlotPlan> plans = all_plans();
    if (plans.empty()) return;
    auto running = open_lanes(plans.front());
    REQUIRE_OK(running);
    std::atomic<bool> enough{false};
    std::thread maker([&] {
        while (!enough) (void)open_lanes(plans.front());
    });
    int busy = 0;
    for (int i = 0; i < 200; ++i) {
        auto box = std::make_shared<Box>();
        box->key = std::to_string(i);
        // A large file is open for long.
        box->files = {{"program", "", "#!/bin/true\n" + std::string(4 * mib, '#'), true}};
        RunRequest request;
        request.box = box;
        request.argv = {"{box}/program"};
        const auto report = running->lane(0).run(request);
        if (!report) break;
        busy += report->start_errno == ETXTBSY;
    }
    enough = true;
    maker.join();
    CHECK(busy == 0);
}

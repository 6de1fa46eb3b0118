#include "judge/sandbox/hostile_runs.hpp"

#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "judge/sandbox/leftover.hpp"

namespace arena::sandbox {
namespace {

constexpr std::uint32_t seed = 20240229;
constexpr int census_every = 50;
constexpr int settle_ms_max = 5'000;
constexpr int steady_ms = 200;
constexpr int settle_step_ms = 20;

unsigned tier_bit(Tier tier) {
    return tier == Tier::standard   ? in_standard
           : tier == Tier::rootless ? in_rootless
                                    : in_restricted;
}

std::vector<const Attack*> brisk_rows(const Stage& stage, const std::vector<Attack>& table) {
    std::vector<const Attack*> rows;
    for (const Attack& attack : table)
        if (attack.brisk && !attack.play && (attack.tiers & tier_bit(stage.tier)))
            rows.push_back(&attack);
    return rows;
}

AttackResult row(const char* name, const std::string& about, const std::string& expected) {
    AttackResult result;
    result.id = std::string("leftover/") + name;
    result.group = "leftover";
    result.about = about;
    result.expected = expected;
    return result;
}

AttackResult compare(const char* what, int before, int after) {
    AttackResult result =
        row(what, std::string(what) + " after all hostile runs", "as many as before");
    result.seen = std::to_string(before) + " before, " + std::to_string(after) + " after";
    result.state = after <= before ? AttackResult::State::held : AttackResult::State::broken;
    return result;
}

bool more(const HostCount& now, const HostCount& before) {
    return now.processes > before.processes || now.mounts > before.mounts ||
           now.cgroups > before.cgroups || now.files > before.files ||
           now.descriptors > before.descriptors;
}

// Counts when the slots are asleep: one that was just replaced may be on its way out, one whose run
// has just ended prepares the next.
HostCount settled_count(const std::function<bool(const HostCount&)>& wait_on) {
    HostCount now = count_host();
    for (int waited_ms = 0; (now.awake > 0 || wait_on(now)) && waited_ms < settle_ms_max;
         waited_ms += settle_step_ms) {
        std::this_thread::sleep_for(std::chrono::milliseconds(settle_step_ms));
        now = count_host();
    }
    return now;
}

/// The same count twice: on a busy machine a slot may sleep for a moment in the middle of
/// preparing.
HostCount steady_count() {
    const auto settled = [] { return settled_count([](const HostCount&) { return false; }); };
    HostCount last = settled();
    for (int waited_ms = 0; waited_ms < settle_ms_max; waited_ms += steady_ms) {
        std::this_thread::sleep_for(std::chrono::milliseconds(steady_ms));
        const HostCount now = settled();
        if (!more(now, last) && !more(last, now)) return now;
        last = now;
    }
    return last;
}

AttackResult run_all(Stage& stage, const std::vector<const Attack*>& rows, int runs) {
    AttackResult result = row("verdicts", std::to_string(runs) + " mixed hostile runs",
                              "each holds, ordinary runs between them are ordinary");
    std::mt19937 draw(seed);
    int recycled = 0;
    for (int i = 0; i < runs; ++i) {
        const Attack& attack = *rows[draw() % rows.size()];
        const Result<RunReport> report = stage.runner.run(stage.request(attack));
        std::string wrong = report ? fault(stage, attack, *report) : report.error().message;
        if (report) recycled += report->isolation.slot_recycled;
        if (wrong.empty() && i % census_every == 0) wrong = stage.census();
        if (wrong.empty()) continue;
        result.seen = "run " + std::to_string(i) + ", " + attack.id + ": " + one_line(wrong);
        return result;
    }
    result.state = AttackResult::State::held;
    result.seen = "all held, " + std::to_string(recycled) + " slots were replaced on doubt";
    return result;
}

}  // namespace

std::vector<AttackResult> hostile_runs(Stage& stage, const std::vector<Attack>& table, int runs,
                                       const AttackProgress& progress) {
    static_cast<void>(stage.census());  // the first run opens what later ones keep
    stage.sandbox.drop_spare_slots();
    const HostCount before = steady_count();
    std::vector<AttackResult> results;
    results.push_back(run_all(stage, brisk_rows(stage, table), runs));
    const std::string unclean = stage.census();
    stage.sandbox.drop_spare_slots();
    const HostCount after = settled_count([&](const HostCount& now) { return more(now, before); });
    results.push_back(compare("processes", before.processes, after.processes));
    results.push_back(compare("mounts", before.mounts, after.mounts));
    results.push_back(compare("cgroups", before.cgroups, after.cgroups));
    results.push_back(compare("files", before.files, after.files));
    results.push_back(compare("descriptors", before.descriptors, after.descriptors));
    AttackResult room = row("room", "what a harmless run meets after all of them", "a clean room");
    room.state = unclean.empty() ? AttackResult::State::held : AttackResult::State::broken;
    room.seen = unclean.empty() ? "clean" : one_line(unclean);
    results.push_back(room);
    for (const AttackResult& result : results)
        if (progress) progress(result);
    return results;
}

}  // namespace arena::sandbox

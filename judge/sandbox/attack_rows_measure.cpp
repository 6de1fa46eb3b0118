// Cheats on time: hidden work is found, idling is bounded, honest work is measured as it was.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* by_samples =
    "without cgroups, work of processes that are gone at the sample is not claimed";

RunLimits limits_of(std::int64_t cpu_ms, std::int64_t wall_ms) {
    RunLimits limits = attack_limits();
    limits.cpu_ns = cpu_ms * ms_in_ns;
    limits.wall_ns = wall_ms * ms_in_ns;
    return limits;
}

std::string killed_in_time(const Stage& stage, const Attack& attack, const RunReport& report) {
    const std::int64_t late = report.cpu_ns - attack.limits.cpu_ns;
    const std::int64_t allowed = (stage.exact_memory ? 20 : 40) * ms_in_ns;
    if (late >= -attack.limits.cpu_ns / 20 && late <= allowed) return "";
    return "killed " + std::to_string(late / 1000) + " us after the limit";
}

std::string idled(const Stage&, const Attack&, const RunReport& report) {
    return report.cpu_ns < 20 * ms_in_ns ? "" : describe(report);
}

std::string charged_nothing(const Stage&, const Attack&, const RunReport& report) {
    const bool little = report.cpu_ns < 10 * ms_in_ns && report.memory_bytes < 2 * mib;
    return little ? "" : describe(report);
}

// No more than a tenth over what it did, beside a start-up allowance.
std::string no_surcharge(const Stage&, const Attack& attack, const RunReport& report) {
    const std::int64_t most = attack.cpu_ms_min * ms_in_ns * 11 / 10 + 5 * ms_in_ns;
    return report.cpu_ns <= most ? "" : describe(report);
}

std::vector<Attack> hidden_work() {
    return {
        {.id = "measure/threads",
         .about = "100 ms of work in each of 4 threads",
         .expected = "400 ms are counted",
         .argv = {"burn-threads", "4", "100"},
         .cpu_ms_min = 400,
         .brisk = false},
        {.id = "measure/children",
         .about = "50 ms of work in each of 4 children",
         .expected = "200 ms are counted",
         .argv = {"burn-children", "4", "50"},
         .cpu_ms_min = 200,
         .brisk = false},
        {.id = "measure/unreaped",
         .about = "50 ms of work in each of 4 children that the kernel reaps",
         .expected = "200 ms are counted",
         .argv = {"burn-unreaped", "4", "50"},
         .cpu_ms_min = 200,
         .tiers = in_standard,
         .why_not = by_samples,
         .brisk = false},
        {.id = "measure/orphans",
         .about = "50 ms of work in each of 4 orphans in sessions of their own",
         .expected = "200 ms are counted",
         .argv = {"burn-orphans", "4", "50"},
         .cpu_ms_min = 200,
         .brisk = false},
        {.id = "measure/short-lives",
         .about = "200 ms of work in 100 lives of 2 ms",
         .expected = "200 ms are counted",
         .argv = {"burn-short", "100", "2"},
         .cpu_ms_min = 200,
         .brisk = false},
    };
}

std::vector<Attack> unsampled_work() {
    return {
        {.id = "measure/dodge-ticks",
         .about = "100 ms of work between clock ticks",
         .expected = "100 ms are counted",
         .argv = {"dodge-ticks", "100"},
         .cpu_ms_min = 100,
         .brisk = false},
        {.id = "measure/kernel-time",
         .about = "150 ms of work in getrandom",
         .expected = "150 ms are counted",
         .argv = {"kernel-time", "150"},
         .cpu_ms_min = 150,
         .brisk = false},
        {.id = "measure/fault-time",
         .about = "150 ms of work in page faults",
         .expected = "150 ms are counted",
         .argv = {"fault-time", "150"},
         .cpu_ms_min = 150,
         .brisk = false},
        {.id = "measure/vfork-time",
         .about = "100 ms of work behind vfork",
         .expected = "100 ms are counted",
         .argv = {"vfork-time", "100"},
         .cpu_ms_min = 100,
         .brisk = false},
        {.id = "measure/zombie-time",
         .about = "100 ms of work in each of 2 children that die, unwaited for, with the program",
         .expected = "200 ms are counted",
         .argv = {"zombie-time", "100"},
         .cpu_ms_min = 200,
         .brisk = false},
        {.id = "measure/exec-time",
         .about = "100 ms of work, then a new image",
         .expected = "100 ms are counted",
         .argv = {"exec-time", "100"},
         .cpu_ms_min = 100,
         .brisk = false},
    };
}

std::vector<Attack> clocks() {
    return {
        {.id = "measure/idle",
         .about = "sleep to dodge the CPU limit",
         .expected = "wall limit",
         .argv = {"idle"},
         .endings = {Ending::wall_limit},
         .limits = limits_of(1000, 150),
         .check = idled,
         .brisk = false},
        {.id = "measure/spin",
         .about = "burn for ever",
         .expected = "killed at the CPU limit, at most 20 ms late",
         .argv = {"spin"},
         .endings = {Ending::cpu_limit},
         .limits = limits_of(200, 30000),
         .check = killed_in_time,
         .brisk = false},
        {.id = "measure/spin-threads",
         .about = "burn in 4 threads for ever",
         .expected = "killed at the CPU limit, at most 20 ms late",
         .argv = {"burn-threads", "4", "100000"},
         .endings = {Ending::cpu_limit},
         .limits = limits_of(200, 30000),
         .check = killed_in_time,
         .brisk = false},
        {.id = "measure/spin-children",
         .about = "burn in 4 children for ever while the program sleeps",
         .expected = "killed at the CPU limit",
         .argv = {"burn-children", "4", "100000"},
         .endings = {Ending::cpu_limit},
         .limits = limits_of(200, 30000),
         .check = killed_in_time,
         .brisk = false},
        {.id = "measure/timer-flood",
         .about = "flood itself with timer signals and catch SIGXCPU",
         .expected = "killed at the CPU limit",
         .argv = {"timer-flood"},
         .endings = {Ending::cpu_limit},
         .limits = limits_of(150, 30000),
         .brisk = false},
        {.id = "measure/stop-and-go",
         .about = "be stopped nearly always",
         .expected = "wall limit",
         .argv = {"stop-and-go"},
         .endings = {Ending::wall_limit},
         .limits = limits_of(1000, 200),
         .tiers = in_namespaces,
         .why_not = "signals are refused without a pid namespace",
         .brisk = false},
        {.id = "measure/no-counter",
         .about = "switch the time-stamp counter off for later runs",
         .expected = "the next run has it",
         .argv = {"no-counter"}},
        {.id = "measure/noop",
         .about = "do nothing",
         .expected = "nothing is charged: start-up belongs to the judge",
         .argv = {"noop"},
         .check = charged_nothing},
        {.id = "measure/honest-work",
         .about = "work for 100 ms",
         .expected = "100 ms are counted, and no more",
         .argv = {"burn", "100"},
         .cpu_ms_min = 100,
         .check = no_surcharge,
         .brisk = false},
    };
}

}  // namespace

std::vector<Attack> measure_rows() {
    std::vector<Attack> rows = hidden_work();
    for (Attack& row : unsampled_work()) rows.push_back(std::move(row));
    for (Attack& row : clocks()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox

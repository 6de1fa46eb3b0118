// Processes and threads: bombs, daemons, signals to the judge, limits and priority.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* no_pid_namespace =
    "claimed only where runs have a pid namespace of their own";

/// A limit that a hanging row runs into soon.
RunLimits short_wall(std::int64_t ms) {
    RunLimits limits = attack_limits();
    limits.wall_ns = ms * ms_in_ns;
    return limits;
}

RunLimits short_cpu(std::int64_t ms) {
    RunLimits limits = attack_limits();
    limits.cpu_ns = ms * ms_in_ns;
    return limits;
}

std::string late_words(const Stage&, const Attack&, const RunReport& report) {
    if (report.wall_ns > 1500 * ms_in_ns) return "it was waited for: " + describe(report);
    return "";
}

std::string waited_little(const Stage&, const Attack&, const RunReport& report) {
    if (report.cpu_ns > 100 * ms_in_ns) return "too much CPU: " + describe(report);
    return "";
}

std::string by_signal_9(const Stage&, const Attack&, const RunReport& report) {
    return report.signal == 9 ? "" : "signal " + std::to_string(report.signal);
}

std::string by_signal_6(const Stage&, const Attack&, const RunReport& report) {
    return report.signal == 6 ? "" : "signal " + std::to_string(report.signal);
}

std::vector<Attack> bombs() {
    const Endings over_time = {Ending::cpu_limit, Ending::wall_limit};
    return {
        {.id = "process/fork-bomb",
         .about = "fork until it fails",
         .expected = "refused at 64 processes",
         .argv = {"fork-bomb", "64"}},
        {.id = "process/fork-bomb-wild",
         .about = "every process forks for ever",
         .expected = "killed whole at the limit",
         .argv = {"fork-wild"},
         .endings = {Ending::cpu_limit, Ending::wall_limit, Ending::memory_limit},
         .limits = short_cpu(100),
         .brisk = false},
        {.id = "process/thread-bomb",
         .about = "start threads until it fails",
         .expected = "refused at 64 threads",
         .argv = {"thread-bomb", "64"}},
        {.id = "process/zombie-swarm",
         .about = "leave zombies until fork fails",
         .expected = "zombies count as processes",
         .argv = {"zombie-swarm", "64"}},
        {.id = "process/exec-loop",
         .about = "replace itself by itself for ever",
         .expected = "killed at the limit",
         .argv = {"exec-loop"},
         .endings = over_time,
         .limits = short_cpu(150),
         .brisk = false},
        {.id = "process/exec-chain",
         .about = "start itself, each level waiting for the next",
         .expected = "refused at 64 processes",
         .argv = {"exec-chain"}},
        {.id = "process/pid-hopper",
         .about = "hop from process to process so that no kill finds it",
         .expected = "gone with its pid namespace",
         .argv = {"pid-hopper"}},
        {.id = "process/vfork-hang",
         .about = "suspend itself behind a vfork that never ends",
         .expected = "wall limit",
         .argv = {"vfork-hang"},
         .endings = {Ending::wall_limit},
         .limits = short_wall(150),
         .check = waited_little,
         .brisk = false},
    };
}

std::vector<Attack> survivors() {
    return {
        {.id = "process/daemon",
         .about = "fork and setsid a daemon that ignores all signals and burns",
         .expected = "killed when the program ends",
         .argv = {"daemon"}},
        {.id = "process/late-output",
         .about = "a grandchild holds stdout and prints after the end",
         .expected = "the run ends with the program; late words are cut",
         .argv = {"late-output"},
         .check = late_words},
        {.id = "process/subreaper",
         .about = "adopt orphans and leave them",
         .expected = "killed when the program ends",
         .argv = {"subreaper"}},
        {.id = "process/sibling-outlives",
         .about = "leave a sibling made with CLONE_PARENT",
         .expected = "killed when the program ends",
         .argv = {"sibling-outlives"}},
        {.id = "process/false-exit",
         .about = "pass off a sibling's exit 0 as its own exit 3",
         .expected = "exit 3 is reported",
         .argv = {"false-exit"},
         .exit_code = 3},
        {.id = "process/leader-leaves",
         .about = "end the first thread, go on in another",
         .expected = "the run ends with the last thread",
         .argv = {"leader-leaves"}},
        {.id = "process/thread-exec",
         .about = "exec from a thread that is not the first",
         .expected = "the new program's exit 7 is reported",
         .argv = {"thread-exec"},
         .exit_code = 7},
        {.id = "process/ignore-signals",
         .about = "ignore and block every signal, then burn",
         .expected = "killed at the CPU limit",
         .argv = {"ignore-signals"},
         .endings = {Ending::cpu_limit},
         .limits = short_cpu(100),
         .brisk = false},
        {.id = "process/stop-self",
         .about = "stop itself by SIGSTOP",
         .expected = "wall limit",
         .argv = {"stop-self"},
         .endings = {Ending::wall_limit},
         .limits = short_wall(150),
         .brisk = false},
        {.id = "process/suicide",
         .about = "die by SIGKILL to look like a limit",
         .expected = "a signal, no limit",
         .argv = {"suicide", "9"},
         .endings = {Ending::signaled},
         .check = by_signal_9,
         .tiers = in_namespaces,
         .why_not = "signals are refused without a pid namespace"},
        {.id = "process/core-limit",
         .about = "abort with a core dump",
         .expected = "core limit 0, SIGABRT reported",
         .argv = {"core-limit"},
         .endings = {Ending::signaled},
         .check = by_signal_6},
    };
}

std::vector<Attack> controls() {
    return {
        {.id = "process/kill-everyone",
         .about = "kill(-1) with every signal",
         .expected = "reaches nobody else",
         .argv = {"kill-everyone"},
         .tiers = in_namespaces,
         .why_not = no_pid_namespace},
        {.id = "process/kill-parent",
         .about = "every signal to the parent, SIGSTOP and SIGKILL among them",
         .expected = "no effect",
         .argv = {"kill-judge", "parent"},
         .tiers = in_namespaces,
         .why_not = no_pid_namespace},
        {.id = "process/kill-init",
         .about = "every signal to pid 1",
         .expected = "no effect",
         .argv = {"kill-judge", "init"},
         .tiers = in_namespaces,
         .why_not = no_pid_namespace},
        {.id = "process/kill-group",
         .about = "signal other pids and process groups",
         .expected = "nobody is there",
         .argv = {"kill-group"},
         .tiers = in_namespaces,
         .why_not = no_pid_namespace},
        {.id = "process/raise-rlimits",
         .about = "raise every hard limit",
         .expected = "refused",
         .argv = {"raise-rlimits"}},
        {.id = "process/parent-limits",
         .about = "prlimit the parent and init",
         .expected = "refused",
         .argv = {"parent-limits"}},
        {.id = "process/real-time",
         .about = "take SCHED_FIFO, RR, DEADLINE, negative nice, real-time disk priority",
         .expected = "refused",
         .argv = {"real-time"}},
        {.id = "process/other-core",
         .about = "spread over all cores",
         .expected = "confined to one core",
         .argv = {"other-core"},
         .brisk = false},
        {.id = "process/parent-core",
         .about = "move the parent to another core, lower its priority",
         .expected = "refused",
         .argv = {"parent-core"}},
        {.id = "process/oom-score",
         .about = "steer the OOM killer to the judge",
         .expected = "refused",
         .argv = {"oom-score"}},
    };
}

}  // namespace

std::vector<Attack> process_rows() {
    std::vector<Attack> rows = bombs();
    for (Attack& row : survivors()) rows.push_back(std::move(row));
    for (Attack& row : controls()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox

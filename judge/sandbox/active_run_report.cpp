// What became of a run, from what the slot and the cgroup say of it: see active_run.hpp.
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>

#include "judge/sandbox/active_run.hpp"
#include "judge/sandbox/resource_limits.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t disturbed_floor_ns = 20 * ms_in_ns;
constexpr unsigned disturbed_switches_max = 50;

}  // namespace

void ActiveRun::measure(RunReport& report) {
    const std::int64_t tree_ns = static_cast<std::int64_t>(done_.tree_cpu_ns);
    const std::int64_t target_ns = static_cast<std::int64_t>(done_.target_cpu_ns);
    if (slot_.cgroup()) {
        reading_ = slot_.cgroup()->end_run();
        const std::int64_t own =
            slot_.cgroup()->joins_each_run() ? 0 : static_cast<std::int64_t>(done_.slot_cpu_ns);
        report.cpu_ns = std::max({reading_.cpu_ns - own, tree_ns, target_ns});
        report.memory_bytes = reading_.memory_bytes;
    } else {
        report.cpu_ns = std::max({sampled_cpu_ns_, tree_ns, target_ns});
        report.memory_bytes =
            std::max(sampled_memory_bytes_, static_cast<std::int64_t>(done_.max_rss_bytes));
    }
    const bool stamped = done_.start_ns && done_.end_ns > done_.start_ns;
    report.wall_ns =
        stamped ? static_cast<std::int64_t>(done_.end_ns - done_.start_ns) : end_ns_ - begin_ns_;
    report.disturbed = was_disturbed(report);
}

// A program that sleeps says so by its voluntary switches. One that was killed at its wall limit
// has no such account, but the slot saw how long it stood in line for its core.
bool ActiveRun::was_disturbed(const RunReport& report) const {
    if (done_.init_killed) {
        const std::int64_t delay_ns =
            std::max(static_cast<std::int64_t>(done_.delay_ns), delay_ns_);
        return delay_ns > disturbed_floor_ns + report.wall_ns / 10;
    }
    return done_.voluntary_switches < disturbed_switches_max &&
           report.wall_ns - report.cpu_ns > disturbed_floor_ns + report.cpu_ns / 10;
}

void ActiveRun::decide_ending(RunReport& report) const {
    const int status = done_.wait_status;
    const bool oom = reading_.out_of_memory;
    const RunLimits& limits = request_.limits;
    if (!done_.init_killed && !slot_died_) {
        if (WIFSIGNALED(status))
            report.signal = WTERMSIG(status);
        else
            report.exit_code = WEXITSTATUS(status);
    } else {
        report.signal = SIGKILL;
    }
    if (oom)
        report.ending = Ending::memory_limit;
    else if (stopping_ && (done_.init_killed || slot_died_))
        report.ending = stopped_for_;
    else if (stopping_ && stopped_for_ != Ending::cancelled)
        report.ending = stopped_for_;
    else if (report.cpu_ns > limits.cpu_ns)
        report.ending = Ending::cpu_limit;
    else if (report.signal == SIGXCPU)
        report.ending = Ending::cpu_limit;
    else if (report.output_bytes > limits.output_bytes)
        report.ending = Ending::output_limit;
    else if (!slot_.cgroup() && report.memory_bytes > limits.memory_bytes)
        report.ending = Ending::memory_limit;
    else if (report.signal == SIGSYS)
        report.ending = Ending::forbidden_call;
    else if (report.signal)
        report.ending = Ending::signaled;
    else
        report.ending = Ending::exited;
}

bool ActiveRun::exited_with(int exit_code) const {
    return !slot_died_ && !done_.init_killed && done_.failed_step == slot::Step::none &&
           WIFEXITED(done_.wait_status) && WEXITSTATUS(done_.wait_status) == exit_code;
}

Result<RunReport> ActiveRun::report(std::int64_t output_bytes) {
    RunReport report;
    report.output_bytes = output_bytes;
    report.error_output = std::move(error_output_);
    report.error_truncated = error_truncated_;
    measure(report);
    if (done_.failed_step == slot::Step::exec_target && !slot_died_) {
        report.ending = Ending::not_started;
        report.start_errno = done_.failed_errno;
        return report;
    }
    if (done_.failed_step == slot::Step::resource_limits && !slot_died_)
        return fail(ErrorCode::host, limit_fault(done_.failed_index));
    if (done_.failed_step != slot::Step::none && !slot_died_ && !reading_.out_of_memory)
        return fail(ErrorCode::host, std::string("a sandboxed run failed while ") +
                                         describe(done_.failed_step) + ": " +
                                         std::strerror(done_.failed_errno));
    const bool unexplained =
        (slot_died_ || done_.init_killed) && !stopping_ && !reading_.out_of_memory;
    if (unexplained)
        return fail(ErrorCode::internal, "a sandbox slot died during a run (no limit explains it)");
    decide_ending(report);
    return report;
}

}  // namespace arena::sandbox

// Ending and limits to verdict: one function, its order is the rule.
#include "judge/verdict_of.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include "judge/amount.hpp"

namespace arena {
namespace {

std::string signal_text(int signal) {
    const std::string named = signal_name(signal);
    std::string text = "signal " + std::to_string(signal);
    if (!named.empty()) text += " (" + named + ")";
    return text;
}

std::string start_text(int error) {
    std::string text = "could not be started";
    if (error != 0) text += ": " + std::string(std::strerror(error));
    return text;
}

bool crashed(const RunReport& report) {
    if (report.ending == Ending::exited) return report.exit_code != 0;
    return report.ending == Ending::signaled;
}

// The allocation that failed is seen as an exit status or an abort, not as an ending of its own.
bool memory_is_to_blame(const RunReport& report, const RunLimits& limits) {
    if (!crashed(report)) return false;
    if (report.ending == Ending::signaled && report.signal != SIGABRT) return false;
    const double share =
        static_cast<double>(report.memory_bytes) / static_cast<double>(limits.memory_bytes);
    return share >= memory_blame_share;
}

Finding time_limit_finding(const RunReport& report, const ProgramLimits& limits) {
    return {Verdict::TLE, "used " + seconds_text(report.cpu_ns) + " of CPU, limit " +
                              seconds_text(limits.time_limit_ns)};
}

Finding idle_finding(const RunReport& report) {
    const bool worked = report.cpu_ns > report.wall_ns / 2;
    return {Verdict::TLE, std::string(worked ? "over its wall limit" : "idle") + ": used " +
                              seconds_text(report.cpu_ns) + " of CPU in " +
                              seconds_text(report.wall_ns)};
}

Finding memory_finding(const RunReport& report, const RunLimits& limits) {
    std::string reason = "limit " + bytes_text(limits.memory_bytes);
    if (crashed(report)) {
        reason += ", " + ending_text(report, limits) + " at " + bytes_text(report.memory_bytes);
    }
    return {Verdict::MLE, reason};
}

// A program that the memory limit keeps from being loaded fails by its own doing; anything else
// that keeps a compiled program from starting is ours.
Finding start_finding(const RunReport& report, const RunLimits& limits) {
    const std::string reason = start_text(report.start_errno);
    if (report.start_errno == ENOMEM) {
        return {Verdict::MLE, reason + " (memory limit " + bytes_text(limits.memory_bytes) + ")"};
    }
    return {Verdict::JE, reason};
}

bool over_time(const RunReport& report, const ProgramLimits& limits) {
    return report.ending == Ending::cpu_limit || report.cpu_ns > limits.time_limit_ns;
}

}  // namespace

std::string signal_name(int signal) {
    const char* abbreviation = sigabbrev_np(signal);
    return abbreviation == nullptr ? std::string() : "SIG" + std::string(abbreviation);
}

std::string ending_text(const RunReport& report, const RunLimits& limits) {
    switch (report.ending) {
        case Ending::exited: return "exit status " + std::to_string(report.exit_code);
        case Ending::signaled: return signal_text(report.signal);
        case Ending::cpu_limit: return "over its CPU limit of " + seconds_text(limits.cpu_ns);
        case Ending::wall_limit: return "over its wall limit of " + seconds_text(limits.wall_ns);
        case Ending::memory_limit:
            return "over its memory limit of " + bytes_text(limits.memory_bytes);
        case Ending::output_limit:
            return "over its output limit of " + bytes_text(limits.output_bytes);
        case Ending::forbidden_call: return "forbidden system call";
        case Ending::not_started: return start_text(report.start_errno);
        case Ending::cancelled: return "cancelled";
    }
    return "ended in an unknown way";
}

Finding verdict_of(const RunReport& report, const ProgramLimits& limits) {
    const RunLimits& run = limits.run;
    if (report.ending == Ending::not_started) return start_finding(report, run);
    if (report.ending == Ending::cancelled) return {Verdict::JE, "cancelled"};
    // Over the limit is over the limit, however the margin above it was spent.
    if (over_time(report, limits)) return time_limit_finding(report, limits);
    if (report.ending == Ending::wall_limit) return idle_finding(report);
    if (report.ending == Ending::memory_limit || memory_is_to_blame(report, run) ||
        report.memory_bytes > run.memory_bytes) {
        return memory_finding(report, run);
    }
    if (report.ending == Ending::output_limit) {
        const bool on_stdout = report.output_bytes > run.output_bytes;
        return {Verdict::OLE, "more than " + bytes_text(run.output_bytes) +
                                  (on_stdout ? " of output" : " of output on stderr")};
    }
    if (report.ending == Ending::exited && report.exit_code == 0) return {};
    return {Verdict::RTE, ending_text(report, run)};
}

}  // namespace arena

// See task_runner.hpp. Who is to blame for an error decides whether the job is tried again: what
// the package or the request did would happen again, what the host did might not.
#include "serve/judging/task_runner.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "judge/case_limits.hpp"
#include "judge/excerpt.hpp"
#include "judge/language.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t run_cpu_ns_max = 60 * s_in_ns;
constexpr std::int64_t run_memory_bytes_max = 4096 * mib;
constexpr std::int64_t run_output_bytes_max = 4 * mib;
constexpr double time_limit_s_max = 600;
constexpr std::size_t fault_bytes_max = 400;

FaultKind kind_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
        case ErrorCode::not_found:
        case ErrorCode::unreadable:
        case ErrorCode::invalid_package:
        case ErrorCode::unsupported: return FaultKind::package;
        case ErrorCode::host:
        case ErrorCode::internal: return FaultKind::infrastructure;
        case ErrorCode::interrupted: return FaultKind::cancelled;
    }
    return FaultKind::infrastructure;
}

JobFault fault_of(const Error& error, const std::atomic<bool>& stop) {
    if (stop.load()) return {FaultKind::cancelled, "cancelled"};
    return {kind_of(error.code), excerpt(error.message, 0, fault_bytes_max)};
}

// A JE of the problem's own programs would come again with the next try.
JobFault fault_of_judge_error(const std::string& message) {
    const bool of_package = message.find("output validator") != std::string::npos ||
                            message.find("interactor") != std::string::npos;
    return {of_package ? FaultKind::package : FaultKind::infrastructure,
            excerpt(message, 0, fault_bytes_max)};
}

SubmissionSources sources_of(const Language& language, const std::string& source) {
    const std::string name =
        "main" + (language.extensions.empty() ? std::string() : language.extensions.front());
    return {name, {{name, source}}};
}

CompileReport report_of(const CompileOutcome& compiled) {
    return {compiled.ok, compiled.from_cache, compiled.message, compiled.cpu_ns, compiled.wall_ns};
}

JudgedTest to_test(const CaseResult& result, const problem::Package& package) {
    return {static_cast<std::int64_t>(result.case_index),
            result.name,
            package.cases[result.case_index].is_sample,
            result.verdict.value_or(Verdict::JE),
            result.cpu_ns,
            result.memory_bytes,
            result.reason};
}

TestProgress to_progress(const CaseResult& result, const problem::Package& package,
                         std::size_t done, std::size_t total) {
    return {static_cast<std::int64_t>(result.case_index),
            static_cast<std::int64_t>(done),
            static_cast<std::int64_t>(total),
            package.cases[result.case_index].is_sample,
            result.verdict.value_or(Verdict::JE),
            result.cpu_ns,
            result.memory_bytes};
}

Outcome to_outcome(const Judgement& judgement, const problem::Package& package) {
    if (judgement.verdict == Verdict::JE) return fault_of_judge_error(judgement.message);
    JudgeReport report;
    report.verdict = judgement.verdict;
    report.score = judgement.grade.score;
    if (report.score) report.score_max = judgement.grade.max_score;
    report.compile = {judgement.verdict != Verdict::CE, judgement.compile_cached,
                      judgement.compile_message, judgement.compile_cpu_ns,
                      judgement.compile_wall_ns};
    report.language = judgement.language_id;
    report.time_limit_ns = judgement.time_limit_ns;
    report.memory_limit_bytes = judgement.memory_limit_bytes;
    report.cpu_max_ns = judgement.cpu_max_ns;
    report.memory_max_bytes = judgement.memory_max_bytes;
    report.wall_ns = judgement.wall_total_ns;
    report.tests_total = static_cast<std::int64_t>(judgement.cases.size());
    for (const CaseResult& result : judgement.cases) {
        if (result.state != scoring::CaseState::counted) continue;
        if (result.verdict == Verdict::JE) return fault_of_judge_error(result.reason);
        report.tests.push_back(to_test(result, package));
    }
    return report;
}

bool sound_limits(const RunTask& task) {
    return task.cpu_ns > 0 && task.cpu_ns <= run_cpu_ns_max && task.memory_bytes > 0 &&
           task.memory_bytes <= run_memory_bytes_max && task.output_bytes > 0 &&
           task.output_bytes <= run_output_bytes_max && task.wall_ns > 0;
}

ProgramLimits limits_of(const RunTask& task, const Language& language) {
    const problem::Package none;  // no problem: what the task does not say is the sandbox's default
    JudgeOptions options;
    options.memory_bytes = task.memory_bytes;
    options.output_bytes = task.output_bytes;
    ProgramLimits limits = program_limits(none, options, {task.cpu_ns, "task", false}, language);
    limits.run.wall_ns = std::min(limits.run.wall_ns, task.wall_ns);
    return limits;
}

}  // namespace

TaskRunner::TaskRunner(Runner& runner, const CompileSettings& compile, std::size_t packages_max)
    : runner_(runner), compile_(compile), shelf_(runner, compile, packages_max) {}

Outcome TaskRunner::run(const Task& task, const TaskEvents& events, const std::atomic<bool>& stop) {
    struct Visitor {
        TaskRunner& self;
        const TaskEvents& events;
        const std::atomic<bool>& stop;
        Outcome operator()(const EmptyTask&) const { return EmptyReport{}; }
        Outcome operator()(const JudgeTask& judge) const { return self.judge(judge, events, stop); }
        Outcome operator()(const RunTask& run) const { return self.run_source(run, events, stop); }
        Outcome operator()(const SyntaxTask& syntax) const {
            return self.check_syntax(syntax, stop);
        }
    };
    Outcome outcome = std::visit(Visitor{*this, events, stop}, task);
    // What a stopped sandbox says of the program is not true of it.
    if (stop.load()) return JobFault{FaultKind::cancelled, "cancelled"};
    return outcome;
}

Outcome TaskRunner::judge(const JudgeTask& task, const TaskEvents& events,
                          const std::atomic<bool>& stop) {
    if (task.time_limit_s && !(*task.time_limit_s > 0 && *task.time_limit_s <= time_limit_s_max)) {
        return JobFault{FaultKind::package, "a time limit must be above 0 s and at most 600 s"};
    }
    const auto language = LanguageTable::built_in().by_name(task.language);
    if (!language) return fault_of(language.error(), stop);
    const problem::Package* package = nullptr;
    JudgeObserver observer;
    const auto alive = [&] {
        if (events.alive) events.alive(0);
    };
    observer.preparing = [&](const std::string&) { alive(); };
    observer.compiled = [&](const CompileOutcome&) { alive(); };
    observer.case_done = [&](const CaseResult& result, std::size_t done, std::size_t total) {
        if (events.progress && result.verdict != Verdict::JE && !stop.load()) {
            events.progress(to_progress(result, *package, done, total));
        }
    };
    const auto ready = shelf_.find(task, **language, observer);
    if (!ready) return fault_of(ready.error(), stop);
    package = ready->package;
    if (events.alive) events.alive(ready->judge->case_ns_max() / ms_in_ns);
    const auto judgement = ready->judge->judge(sources_of(**language, task.source), observer, stop);
    if (!judgement) return fault_of(judgement.error(), stop);
    return to_outcome(*judgement, *package);
}

Outcome TaskRunner::run_source(const RunTask& task, const TaskEvents& events,
                               const std::atomic<bool>& stop) {
    if (!sound_limits(task)) {
        return JobFault{FaultKind::package, "the limits of a run are out of range"};
    }
    const auto language = LanguageTable::built_in().by_name(task.language);
    if (!language) return fault_of(language.error(), stop);
    // one start of an interpreter instead of two: its own message tells a syntax error as well
    CompileSettings unchecked = compile_;
    unchecked.check_sources = false;
    const auto compiled =
        compile(runner_, **language, sources_of(**language, task.source).files, unchecked);
    if (!compiled) return fault_of(compiled.error(), stop);
    if (events.alive) events.alive(0);
    RunOutput out;
    out.compile = report_of(*compiled);
    if (!compiled->ok) {
        out.verdict = Verdict::CE;
        return out;
    }
    const ProgramLimits limits = limits_of(task, **language);
    RunRequest request;
    request.box = compiled->artifact.box;
    request.limits = limits.run;
    request.input = InputBytes{task.input};
    request.argv = run_argv(compiled->artifact, limits.run, {}, request.env);
    auto report = runner_.run(request);
    if (!report) return fault_of(report.error(), stop);
    report->ending = ending_of(**language, *report);
    Finding finding = verdict_of(*report, limits);
    if (finding.verdict == Verdict::JE) return fault_of_judge_error(finding.reason);
    out.verdict = finding.verdict;
    out.reason = std::move(finding.reason);
    out.output = std::move(report->output);
    out.error_output = std::move(report->error_output);
    out.error_truncated = report->error_truncated;
    out.cpu_ns = report->cpu_ns;
    out.wall_ns = report->wall_ns;
    out.memory_bytes = report->memory_bytes;
    return out;
}

Outcome TaskRunner::check_syntax(const SyntaxTask& task, const std::atomic<bool>& stop) {
    const auto language = LanguageTable::built_in().by_name(task.language);
    if (!language) return fault_of(language.error(), stop);
    const auto compiled =
        compile(runner_, **language, sources_of(**language, task.source).files, compile_);
    if (!compiled) return fault_of(compiled.error(), stop);
    return SyntaxReport{report_of(*compiled)};
}

}  // namespace arena::serve

// Builds the request, and reads the ending of a compiler: its own refusal, a limit, or nonsense
// made.
#include "judge/compile_run.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstring>

#include "judge/source_rules.hpp"

namespace arena {
namespace {

constexpr int wall_factor = 3;  // others may want the core too
constexpr int compiler_processes = 128;
constexpr int compiler_open_files = 1024;
constexpr std::int64_t compiler_output_bytes = 1 * mib;
constexpr const char* keeper = ".keep";  // makes the output folder exist before the compiler runs

RunRequest request_of(const CompileRun& run) {
    PlaceholderValues values = run.values;
    values["out"] = compile_output_directory;
    RunRequest request;
    request.box = run.box;
    for (const std::string& word : run.argv) {
        if (word == "{sources}") {
            request.argv.insert(request.argv.end(), run.sources.begin(), run.sources.end());
        } else {
            request.argv.push_back(fill_placeholders(word, values));
        }
    }
    request.env = fill_placeholders(run.env, values);
    request.work_files = run.files;
    for (const auto& [name, text] : run.texts) {
        request.work_files.push_back({".in/" + name, "", text, false});
    }
    request.limits.cpu_ns = run.time_ns;
    request.limits.wall_ns = wall_factor * run.time_ns;
    request.limits.memory_bytes = run.memory_bytes;
    request.limits.output_bytes = compiler_output_bytes;
    request.limits.file_bytes = run.file_bytes_max;
    request.limits.processes = compiler_processes;
    request.limits.open_files = compiler_open_files;
    if (!run.result.empty()) {
        request.work_files.push_back(
            {std::string(compile_output_directory) + '/' + keeper, "", "", false});
        request.collect.push_back(
            {compile_output_directory, run.files_max, run.file_bytes_max + kib});
    }
    return request;
}

std::string seconds(std::int64_t ns) {
    const std::int64_t tenths = ns / (s_in_ns / 10);
    return std::to_string(tenths / 10) +
           (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " s";
}

/// Near a limit the compiler's own failure may be the limit's work, so it is not remembered.
bool far_from_limits(const CompileRun& run, const RunReport& report) {
    return report.cpu_ns < run.time_ns / 10 * 9 &&
           report.memory_bytes < run.memory_bytes / 10 * 9 &&
           report.error_output.find("No space left") == std::string::npos;
}

/// Why a compiler that did not end by itself failed; "" if it did.
std::string limit_reason(const CompileRun& run, const RunReport& report) {
    switch (report.ending) {
        case Ending::exited: return "";
        case Ending::signaled:
            return "the compiler was killed by signal " + std::to_string(report.signal) + " (" +
                   strsignal(report.signal) + ")";
        case Ending::cpu_limit:
            return "compiling takes more than " + seconds(run.time_ns) + " of CPU time";
        case Ending::wall_limit:
            return "compiling takes more than " + seconds(wall_factor * run.time_ns);
        case Ending::memory_limit:
            return "compiling takes more than " + std::to_string(run.memory_bytes / mib) +
                   " MiB of memory";
        case Ending::output_limit: return "the compiler prints without end";
        case Ending::forbidden_call: return "the compiler made a forbidden system call";
        case Ending::not_started: return "";
        case Ending::cancelled: return "";
    }
    return "";
}

/// Moves the collected files over; returns why they are not a program, or "".
std::string keep_files(const CompileRun& run, RunReport& report, std::vector<BoxFile>& kept) {
    if (report.files_truncated) {
        return "the compiler wrote too much (over " + std::to_string(run.files_max) + " files or " +
               std::to_string(run.file_bytes_max / mib) + " MiB)";
    }
    bool found = false;
    for (CollectedFile& file : report.files) {
        if (file.name == keeper) continue;
        if (!is_safe_relative_name(file.name)) return "the compiler wrote a file with an odd name";
        if (fnmatch(run.result.c_str(), file.name.c_str(), 0) == 0 && !file.content.empty()) {
            found = true;
        }
        kept.push_back({file.name, "", std::move(file.content), file.executable});
    }
    report.files.clear();
    if (!found) {
        kept.clear();
        return "the compiler produced no program";
    }
    std::sort(kept.begin(), kept.end(),
              [](const BoxFile& a, const BoxFile& b) { return a.name < b.name; });
    return "";
}

}  // namespace

Result<CompileRunResult> run_compiler(Runner& runner, const CompileRun& run) {
    const RunRequest request = request_of(run);
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::not_started) {
        return fail(ErrorCode::host, "cannot start '" + request.argv[0] +
                                         "' in the sandbox: " + std::strerror(report->start_errno));
    }
    if (report->ending == Ending::cancelled) {
        return fail(ErrorCode::interrupted, "the compiler was stopped");
    }
    CompileRunResult result;
    result.output = report->error_output;
    if (!report->output.empty()) {
        if (!result.output.empty() && result.output.back() != '\n') result.output += '\n';
        result.output += report->output;
    }
    result.reason = limit_reason(run, *report);
    if (result.reason.empty() && report->exit_code == 0) {
        if (!run.result.empty()) result.reason = keep_files(run, *report, result.kept);
        result.ok = result.reason.empty();
        result.repeatable = result.ok;
    } else if (result.reason.empty()) {
        result.repeatable = far_from_limits(run, *report);
        if (result.output.find_first_not_of(" \t\r\n") == std::string::npos) {
            result.reason = "the compiler ended with exit status " +
                            std::to_string(report->exit_code) + " and said nothing";
        }
    }
    result.report = std::move(*report);
    return result;
}

}  // namespace arena

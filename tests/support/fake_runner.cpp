// The fake's own conduct: limits, cuts and collected files are handled as a real Runner would.
#include "tests/support/fake_runner.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace arena::testing {
namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string box_text(const BoxFile& file) {
    return file.host_path.empty() ? file.content : file_text(file.host_path);
}

bool concerns(const RunRequest& request, const std::string& word) {
    if (request.box && request.box->key.find(word) != std::string::npos) return true;
    return std::any_of(request.argv.begin(), request.argv.end(), [&](const std::string& argument) {
        return argument.find(word) != std::string::npos;
    });
}

// The order of Ending: a limit is seen before the way the program would have ended.
void hold_to_limits(RunReport& report, const RunRequest& request) {
    const RunLimits& limits = request.limits;
    const auto error_bytes = static_cast<std::int64_t>(report.error_output.size());
    report.output_bytes = std::max(report.output_bytes, std::int64_t(report.output.size()));
    if (report.ending != Ending::exited && report.ending != Ending::signaled) return;
    if (report.cpu_ns > limits.cpu_ns) {
        report.ending = Ending::cpu_limit;
        report.cpu_ns = limits.cpu_ns;
        report.wall_ns = std::min(report.wall_ns, limits.cpu_ns);
    } else if (report.wall_ns > limits.wall_ns) {
        report.ending = Ending::wall_limit;
        report.wall_ns = limits.wall_ns;
    } else if (report.memory_bytes > limits.memory_bytes) {
        report.ending = Ending::memory_limit;
        report.memory_bytes = limits.memory_bytes;
    } else if (report.output_bytes > limits.output_bytes ||
               (request.live && error_bytes > limits.output_bytes)) {
        report.ending = Ending::output_limit;
    }
}

void cut(RunReport& report, const RunLimits& limits) {
    const auto output_max = static_cast<std::size_t>(limits.output_bytes);
    const auto error_max = static_cast<std::size_t>(limits.error_bytes);
    if (report.output.size() > output_max) report.output.resize(output_max);
    report.error_truncated = report.error_output.size() > error_max;
    if (report.error_truncated) report.error_output.resize(error_max);
}

std::string name_in(const CollectedFile& file, const std::string& directory) {
    if (directory.empty()) return file.name;
    const std::string prefix = directory + "/";
    return file.name.rfind(prefix, 0) == 0 ? file.name.substr(prefix.size()) : "";
}

void collect_files(RunReport& report, const std::vector<Collect>& wanted) {
    std::vector<CollectedFile> kept;
    for (const Collect& collect : wanted) {
        int files = 0;
        std::int64_t bytes = 0;
        for (const CollectedFile& file : report.files) {
            const std::string name = name_in(file, collect.directory);
            if (name.empty()) continue;
            bytes += static_cast<std::int64_t>(file.content.size());
            if (++files > collect.files_max || bytes > collect.bytes_max) {
                report.files_truncated = true;
                break;
            }
            kept.push_back({name, file.content, file.executable});
        }
    }
    report.files = std::move(kept);
}

void finish(RunReport& report, const RunRequest& request) {
    hold_to_limits(report, request);
    const auto output_max = static_cast<std::size_t>(request.limits.output_bytes);
    const std::string errors = report.error_output.substr(0, output_max);
    cut(report, request.limits);
    collect_files(report, request.collect);
    if (request.live) {
        const bool wanted = request.live->output(report.output) && request.live->errors(errors);
        if (!wanted) report.ending = Ending::cancelled;
        report.output.clear();
    }
    report.isolation.tier = Tier::fake;
}

std::string named(const RunRequest& request) {
    return request.argv.empty() ? std::string("nothing") : "'" + request.argv.front() + "'";
}

}  // namespace

void FakeRunner::on(std::string word, Script script) {
    scripts_.emplace_back(std::move(word), std::move(script));
}

void FakeRunner::on(std::string word, RunReport report) {
    on(std::move(word), [report](const RunRequest&) { return report; });
}

void FakeRunner::on_pair(PairScript script) {
    pair_script_ = std::move(script);
}

Result<RunReport> FakeRunner::run(const RunRequest& request) {
    asked.push_back(request);
    for (auto script = scripts_.rbegin(); script != scripts_.rend(); ++script) {
        if (!concerns(request, script->first)) continue;
        RunReport report = script->second(request);
        finish(report, request);
        return report;
    }
    return fail(ErrorCode::internal, "fake runner: nothing is scripted for " + named(request));
}

Result<PairReport> FakeRunner::run_pair(const RunRequest& program, const RunRequest& interactor) {
    asked_pairs.emplace_back(program, interactor);
    if (!pair_script_) return fail(ErrorCode::internal, "fake runner: no conversation is scripted");
    PairReport report = pair_script_(program, interactor);
    finish(report.program, program);
    finish(report.interactor, interactor);
    return report;
}

std::vector<RunRequest> FakeRunner::asked_of(const std::string& word) const {
    std::vector<RunRequest> found;
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(found),
                 [&](const RunRequest& request) { return concerns(request, word); });
    return found;
}

RunReport exits(int code) {
    RunReport report;
    report.exit_code = code;
    return report;
}

RunReport prints(std::string output) {
    RunReport report;
    report.output = std::move(output);
    return report;
}

RunReport dies(int signal) {
    RunReport report;
    report.ending = Ending::signaled;
    report.signal = signal;
    return report;
}

RunReport uses_cpu(std::int64_t cpu_ns, std::string output) {
    RunReport report = prints(std::move(output));
    report.cpu_ns = cpu_ns;
    report.wall_ns = cpu_ns;
    return report;
}

RunReport sleeps(std::int64_t wall_ns) {
    RunReport report;
    report.wall_ns = wall_ns;
    return report;
}

RunReport ends(Ending ending) {
    RunReport report;
    report.ending = ending;
    return report;
}

RunReport validates(int code, const std::vector<std::pair<std::string, std::string>>& feedback) {
    RunReport report = exits(code);
    for (const auto& [name, content] : feedback) {
        report.files.push_back({"feedback/" + name, content, false});
    }
    return report;
}

std::string input_text(const RunRequest& request) {
    if (const auto* file = std::get_if<InputFile>(&request.input))
        return file_text(file->host_path);
    if (const auto* bytes = std::get_if<InputBytes>(&request.input)) return bytes->content;
    if (const auto* stream = std::get_if<InputStream>(&request.input))
        return file_text("/proc/self/fd/" + std::to_string(stream->descriptor));
    return "";
}

std::string work_text(const RunRequest& request, const std::string& name) {
    for (const BoxFile& file : request.work_files) {
        if (file.name == name) return box_text(file);
    }
    return "";
}

bool has_work_file(const RunRequest& request, const std::string& name) {
    return std::any_of(request.work_files.begin(), request.work_files.end(),
                       [&](const BoxFile& file) { return file.name == name; });
}

}  // namespace arena::testing

// The passes of one case: run, check, again with nextpass.in, until the validator is content.
//
// Source: problem package format 2025-09, "Multi-pass validation". Limits are per pass, so a case
// reports its worst pass. Output and conversation are kept only where somebody asked for them.
#include "judge/case_run.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "core/assert.hpp"
#include "judge/answer_submission.hpp"
#include "judge/batch.hpp"
#include "judge/case_limits.hpp"
#include "judge/interactor.hpp"
#include "judge/static_check.hpp"

namespace arena {
namespace {

namespace fs = std::filesystem;

std::int64_t file_bytes(const std::string& path) {
    std::error_code error;
    const auto size = path.empty() ? 0 : fs::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

Result<PassOutcome> run_pass(Runner& runner, const CaseSetting& setting, const problem::Case& test,
                             const Pass& pass) {
    if (setting.answers != nullptr) return answer_pass(runner, setting, test, pass);
    return setting.package->interactive ? interactive_pass(runner, setting, test, pass)
                                        : batch_pass(runner, setting, test, pass);
}

void add_pass(Attempt& attempt, PassOutcome& outcome, const CaseSetting& setting) {
    RunReport& program = outcome.program;
    attempt.finding = outcome.finding;
    attempt.passes += 1;
    attempt.cpu_ns = std::max(attempt.cpu_ns, program.cpu_ns);
    attempt.wall_ns = std::max(attempt.wall_ns, program.wall_ns);
    attempt.memory_bytes = std::max(attempt.memory_bytes, program.memory_bytes);
    attempt.disturbed = attempt.disturbed || program.disturbed;
    attempt.judge_message = outcome.feedback.judge_message;
    attempt.team_message = outcome.feedback.team_message;
    attempt.difference = std::move(outcome.difference);
    attempt.error_output = program.error_output.substr(0, error_head_bytes_max);
    if (setting.answers == nullptr) attempt.isolation = std::move(program.isolation);
    if (setting.keep_output) {
        attempt.output_head = program.output.substr(0, output_head_bytes_max);
        attempt.transcript += outcome.transcript;
    }
}

// After the last pass: score.txt is read once, since it persists between passes. A program that
// failed by itself has no score, whatever its interactor thought of it.
void add_scores(Attempt& attempt, const PassOutcome& last, const CaseSetting& setting,
                const problem::Case& test) {
    const Verdict verdict = attempt.finding.verdict;
    if (verdict != Verdict::AC && verdict != Verdict::WA) return;
    const CaseScore scores = read_scores(last.feedback, *setting.package, test);
    attempt.score = scores.score;
    attempt.score_multiplier = scores.multiplier;
    if (!scores.fault.empty()) attempt.finding = {Verdict::JE, scores.fault};
}

// What lies beside the program, and over it what the test brings: of two that cannot both be there
// the test's own stays.
std::vector<BoxFile> with_beside(const std::vector<BoxFile>& beside, std::vector<BoxFile> own) {
    std::vector<BoxFile> out;
    const auto excludes = [](const std::string& a, const std::string& b) {
        return a == b || a.starts_with(b + "/") || b.starts_with(a + "/");
    };
    for (const BoxFile& file : beside) {
        const bool hidden = std::any_of(own.begin(), own.end(), [&](const BoxFile& other) {
            return excludes(file.name, other.name);
        });
        if (!hidden) out.push_back(file);
    }
    std::move(own.begin(), own.end(), std::back_inserter(out));
    return out;
}

// Some validators say the pass themselves.
std::string pass_reason(const std::string& reason, int pass) {
    const std::string prefix = "pass " + std::to_string(pass) + ": ";
    if (pass == 1 || reason.empty() || reason.starts_with(prefix)) return reason;
    return prefix + reason;
}

bool asks_again(const CaseSetting& setting, const PassOutcome& outcome) {
    return setting.package->multi_pass && outcome.finding.verdict == Verdict::AC &&
           outcome.feedback.next_input.has_value();
}

Result<Attempt> run_passes(Runner& runner, const CaseSetting& setting, const problem::Case& test) {
    Attempt attempt;
    Pass pass{InputFile{test.input_path}, {}};
    for (int number = 1;; ++number) {
        auto outcome = run_pass(runner, setting, test, pass);
        if (!outcome) return tl::unexpected(outcome.error());
        add_pass(attempt, *outcome, setting);
        attempt.finding.reason = pass_reason(attempt.finding.reason, number);
        if (!asks_again(setting, *outcome)) {
            add_scores(attempt, *outcome, setting, test);
            return attempt;
        }
        if (number == setting.package->passes_max) {
            attempt.finding = {Verdict::JE, "output validator: asked for more than " +
                                                std::to_string(number) + " passes"};
            return attempt;
        }
        pass.input = InputBytes{std::move(*outcome->feedback.next_input)};
        pass.feedback = std::move(outcome->feedback.files);
        if (!attempt.transcript.empty()) attempt.transcript += "---\n";
    }
}

}  // namespace

Result<std::vector<BoxFile>> case_files(const problem::Case& test) {
    std::vector<BoxFile> out;
    if (test.files_directory.empty()) return out;
    std::error_code error;
    fs::recursive_directory_iterator at(test.files_directory, error), end;
    for (; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        const fs::path name = at->path().lexically_relative(test.files_directory);
        out.push_back({name.string(), at->path().string(), "", false});
    }
    if (error) {
        return fail(ErrorCode::unreadable,
                    "cannot read '" + test.files_directory + "': " + error.message());
    }
    std::sort(out.begin(), out.end(),
              [](const BoxFile& a, const BoxFile& b) { return a.name < b.name; });
    return out;
}

Result<RunRequest> program_request(const CaseSetting& setting, const problem::Case& test,
                                   const Input& input) {
    auto files = case_files(test);
    if (!files) return tl::unexpected(files.error());
    RunRequest request;
    request.box = setting.program->box;
    request.limits = setting.limits.run;
    if (!setting.output_limit_stated) {
        request.limits.output_bytes =
            output_limit_for_case(request.limits.output_bytes, file_bytes(test.answer_path));
    }
    request.argv = run_argv(*setting.program, request.limits, test.program_args, request.env);
    request.work_files = with_beside(setting.program->beside, std::move(*files));
    request.input = input;
    const problem::Package& package = *setting.package;
    request.work_read_only =
        package.format == problem::Format::kattis_2025_09 && !package.allow_file_writing;
    return request;
}

void apply_runtime_ending(const CaseSetting& setting, RunReport& report) {
    const Language* language = setting.program->language;
    if (language != nullptr) report.ending = ending_of(*language, report);
}

Result<Attempt> run_case(Runner& runner, const CaseSetting& setting, const problem::Case& test) {
    ARENA_ASSERT(setting.package != nullptr);
    ARENA_ASSERT((setting.program != nullptr) != (setting.answers != nullptr));
    auto attempt =
        test.is_static ? run_static_case(runner, setting, test) : run_passes(runner, setting, test);
    if (attempt || attempt.error().code == ErrorCode::interrupted) return attempt;
    Attempt failed;
    failed.finding = {Verdict::JE, attempt.error().message};
    failed.machine_failed = true;
    failed.passes = 1;
    return failed;
}

}  // namespace arena

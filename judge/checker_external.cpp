// Custom output validators: the request, the exit status, and what the feedback folder adds.
//
// A validator's stdout is ignored (bounded by its limits); the last line of its stderr goes into a
// judge error's reason, because that is where a failed assertion speaks.
#include "judge/checker_external.hpp"

#include <algorithm>
#include <filesystem>
#include <type_traits>

#include "core/assert.hpp"

namespace arena {
namespace {

constexpr std::size_t quoted_bytes_max = 200;

// More than {work} is made for lies in the box, where a lane has room for it.
constexpr std::int64_t work_bytes_max = 128 * mib;
constexpr const char* data_directory = "arena-data";

// The input of a pass as a file in {work}: validators open it by name, whatever it came from.
BoxFile input_file(const Input& input) {
    return std::visit(
        [](const auto& from) -> BoxFile {
            using From = std::decay_t<decltype(from)>;
            if constexpr (std::is_same_v<From, InputFile>) {
                return {"input", from.host_path, "", false};
            } else if constexpr (std::is_same_v<From, InputBytes>) {
                return {"input", "", from.content, false};
            } else {
                return {"input", "", "", false};
            }
        },
        input);
}

std::int64_t file_bytes(const std::string& path) {
    std::error_code error;
    const auto size = path.empty() ? 0 : std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

/// The validator's box with the files of one test in it.
std::shared_ptr<const Box> box_with(const Box& validator, const std::vector<BoxFile>& files) {
    Box out = validator;
    for (BoxFile file : files) {
        std::error_code error;  // a package may change while a server lives
        const auto changed = std::filesystem::last_write_time(file.host_path, error);
        out.key += '\n' + file.host_path + ' ' + std::to_string(changed.time_since_epoch().count());
        file.name = std::string(data_directory) + "/" + file.name;
        out.files.push_back(std::move(file));
    }
    return std::make_shared<const Box>(std::move(out));
}

}  // namespace

std::string last_line(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    const std::size_t start = text.rfind('\n');
    if (start != std::string_view::npos) text.remove_prefix(start + 1);
    return std::string(text.substr(0, quoted_bytes_max));
}

RunRequest validator_request(const CaseSetting& setting, const problem::Case& test,
                             const Pass& pass) {
    ARENA_ASSERT(setting.validator != nullptr);
    RunRequest request;
    request.box = setting.validator->box;
    request.limits = setting.validator_limits;
    request.work_files = feedback_box_files(pass.feedback);
    // The format promises that both files exist; a case without an answer gets an empty one.
    const std::vector<BoxFile> files{input_file(pass.input),
                                     {"answer", test.answer_path, "", false}};
    std::string place = "{work}/";
    if (file_bytes(files[0].host_path) + file_bytes(files[1].host_path) > work_bytes_max) {
        request.box = box_with(*request.box, files);
        place = "{box}/" + std::string(data_directory) + "/";
    } else {
        request.work_files.insert(request.work_files.end(), files.begin(), files.end());
    }
    std::vector<std::string> args{place + "input", place + "answer",
                                  "{work}/" + std::string(feedback_directory) + "/"};
    args.insert(args.end(), test.validator_args.begin(), test.validator_args.end());
    request.argv = run_argv(*setting.validator, request.limits, args, request.env);
    request.collect.push_back(collect_feedback());
    return request;
}

Finding validator_finding(const RunReport& report, const RunLimits& limits) {
    if (report.ending == Ending::exited && report.exit_code == exit_accepted) return {};
    if (report.ending == Ending::exited && report.exit_code == exit_rejected) {
        return {Verdict::WA, "rejected by the output validator"};
    }
    std::string reason = "output validator: " + ending_text(report, limits);
    if (report.ending == Ending::exited) reason += " (42 accepts, 43 rejects)";
    const std::string said = last_line(report.error_output);
    if (!said.empty()) reason += ": " + said;
    return {Verdict::JE, reason};
}

// A validator that asks for another pass, or gives points, where the problem has none speaks of
// another problem: what it meant was never done, so nothing is known.
Finding with_feedback_rules(Finding finding, const Feedback& feedback,
                            const problem::Package& package) {
    if (finding.verdict == Verdict::JE) return finding;
    const auto wrote = [](const std::string& what) {
        return Finding{Verdict::JE, "output validator: " + what};
    };
    if (!feedback.fault.empty()) return wrote(feedback.fault);
    if (feedback.next_input && finding.verdict != Verdict::AC) {
        return wrote("rejected the output and wrote nextpass.in");
    }
    if (feedback.next_input && !package.multi_pass) {
        return wrote("wrote nextpass.in, but the problem's type is not multi-pass");
    }
    if (!package.scoring && (feedback.score_text || feedback.multiplier_text)) {
        const std::string file = feedback.score_text ? "score.txt" : "score_multiplier.txt";
        return wrote("wrote " + file + ", but the problem's type is not scoring");
    }
    if (finding.verdict == Verdict::WA && !feedback.reason.empty())
        finding.reason = feedback.reason;
    return finding;
}

Result<void> check_output(Runner& runner, const CaseSetting& setting, const problem::Case& test,
                          const Pass& pass, Input output, PassOutcome& outcome) {
    RunRequest request = validator_request(setting, test, pass);
    request.input = std::move(output);
    auto report = runner.run(request);
    if (!report) return tl::unexpected(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    outcome.feedback = read_feedback(*report, pass.feedback);
    const Finding decided = validator_finding(*report, request.limits);
    outcome.finding = with_feedback_rules(decided, outcome.feedback, *setting.package);
    return {};
}

}  // namespace arena

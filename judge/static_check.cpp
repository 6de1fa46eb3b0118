#include "judge/static_check.hpp"

#include <limits>

#include "core/assert.hpp"
#include "judge/checker_external.hpp"
#include "judge/source_language.hpp"
#include "judge/source_rules.hpp"

namespace arena {
namespace {

// Ours differ by version and runtime; the format's table has one code for each language.
std::string language_code(const Language& language) {
    for (const char* code : {"cpp", "python3", "javascript", "typescript"}) {
        if (language.id.rfind(code, 0) == 0) return code;
    }
    return language.id == "pypy3" ? "python3" : language.id;
}

// A source where the feedback is collected could pass for the validator's own word.
bool forges_feedback(const StaticSubject& subject) {
    const std::string folder = feedback_directory;
    for (const SourceFile& source : subject.sources) {
        if (source.name == folder || source.name.rfind(folder + "/", 0) == 0) return true;
    }
    return false;
}

Finding as_static_validator(Finding finding) {
    const std::string from = "output validator";
    const std::size_t at = finding.reason.find(from);
    if (at != std::string::npos) finding.reason.replace(at, from.size(), "static validator");
    return finding;
}

RunRequest static_request(const CaseSetting& setting, const problem::Case& test) {
    const StaticSubject& subject = *setting.static_subject;
    RunRequest request;
    request.box = setting.static_validator->box;
    request.limits = setting.validator_limits;
    std::vector<std::string> args{subject.language, subject.entry_point,
                                  "{work}/" + std::string(feedback_directory) + "/"};
    args.insert(args.end(), test.validator_args.begin(), test.validator_args.end());
    request.argv = run_argv(*setting.static_validator, request.limits, args, request.env);
    request.work_files = feedback_box_files({});
    for (const SourceFile& source : subject.sources) {
        request.work_files.push_back({source.name, "", source.content, false});
    }
    request.collect.push_back(collect_feedback());
    return request;
}

}  // namespace

Result<StaticSubject> static_subject(const Language& language,
                                     const std::vector<SourceFile>& sources,
                                     const std::string& entry) {
    auto plan = plan_sources(language, sources, std::numeric_limits<std::int64_t>::max(), entry);
    if (!plan) return tl::unexpected<Error>(plan.error());
    return StaticSubject{language_code(language),
                         plan->class_name.empty() ? plan->main : plan->class_name,
                         std::move(plan->files)};
}

Result<Attempt> run_static_case(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test) {
    ARENA_ASSERT(setting.static_validator != nullptr && setting.static_subject != nullptr);
    Attempt attempt;
    attempt.passes = 1;
    if (forges_feedback(*setting.static_subject)) {
        attempt.finding = {Verdict::WA, "a source lies in a folder '" +
                                            std::string(feedback_directory) +
                                            "', which is the static validator's"};
        return attempt;
    }
    const RunRequest request = static_request(setting, test);
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    const Feedback feedback = read_feedback(*report);
    const Finding decided = validator_finding(*report, request.limits);
    attempt.finding = as_static_validator(with_feedback_rules(decided, feedback, *setting.package));
    attempt.judge_message = feedback.judge_message;
    attempt.team_message = feedback.team_message;
    attempt.isolation = std::move(report->isolation);
    if (attempt.finding.verdict == Verdict::JE) return attempt;
    const CaseScore scores = read_scores(feedback, *setting.package, test);
    attempt.score = scores.score;
    attempt.score_multiplier = scores.multiplier;
    if (!scores.fault.empty()) attempt.finding = {Verdict::JE, scores.fault};
    return attempt;
}

}  // namespace arena

#include "judge/verify/submission_work.hpp"

#include <algorithm>

#include "judge/source_language.hpp"
#include "judge/submission_compile.hpp"

namespace arena {
namespace {

std::string label(const problem::Submission& submission) {
    return submission.directory + "/" + submission.program.name;
}

}  // namespace

std::unique_ptr<SubmissionWork> work_of(const problem::Submission& submission,
                                        const problem::Package& package) {
    auto work = std::make_unique<SubmissionWork>();
    work->submission = &submission;
    work->check.path = label(submission);
    if (package.submit_answer) {
        work->is_answers = true;
        work->check.language_name = "answers";
        return work;
    }
    auto language = submission.language ? LanguageTable::built_in().by_name(*submission.language)
                                        : language_of(submission.program.files);
    if (!language) {
        work->check.status = CheckStatus::skipped;
        work->check.faults = {language.error().message};
    } else {
        const LanguageProbe probe = locate(**language);
        work->check.language_name = (*language)->name;
        work->language = *language;
        if (!probe.available) {
            work->check.status = CheckStatus::skipped;
            work->check.faults = {"this machine has no " + probe.missing + " for " +
                                  (*language)->name};
            work->language = nullptr;
        }
    }
    return work;
}

Result<void> compile_work(Runner& runner, const problem::Package& package,
                          const CompileSettings& settings, SubmissionWork& work) {
    auto sources = package_sources(package, work.submission->program);
    if (!sources) return tl::unexpected<Error>(sources.error());
    if (work.is_answers) {
        work.answers = std::move(*sources);
        return {};
    }
    const std::vector<SourceFile> submitted = *sources;
    CompileSettings own = settings;
    own.entry = work.submission->entrypoint;
    auto compiled = compile_submission(runner, package, *work.language, std::move(*sources), own);
    if (!compiled) return tl::unexpected<Error>(compiled.error());
    if (!compiled->from_cache) work.check.cpu_ns += compiled->cpu_ns;
    if (!compiled->ok) {
        work.check.compile_message = compiled->message;
        return {};
    }
    work.program = std::move(compiled->artifact);
    if (!package.static_validator) return {};
    auto subject = static_subject(*work.language, submitted, own.entry);
    if (!subject) return tl::unexpected<Error>(subject.error());
    work.static_subject = std::move(*subject);
    return {};
}

void take_results(SubmissionWork& work) {
    SubmissionCheck& check = work.check;
    if (work.queue == nullptr) {
        check.verdict = work.grade.verdict = Verdict::CE;
        return;
    }
    CasesJudged judged = work.queue->settle();
    check.cases = std::move(judged.cases);
    work.grade = std::move(judged.grade);
    check.verdict = work.grade.verdict;
    check.score = work.grade.score;
    check.max_score = work.grade.max_score;
    check.runs = 0;
    for (const CaseResult& test : check.cases) {
        if (!test.verdict) continue;
        // An answer is compared without a run; that counts as one, as the validator's would.
        check.runs += static_cast<std::size_t>(std::max(test.runs, 1));
        check.cpu_ns += test.cpu_ns * test.runs;
    }
}

}  // namespace arena

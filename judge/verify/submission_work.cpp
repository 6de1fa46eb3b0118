#include "judge/verify/submission_work.hpp"

#include "judge/source_language.hpp"

namespace arena {
namespace {

std::string label(const problem::Submission& submission) {
    return submission.directory + "/" + submission.program.name;
}

}  // namespace

std::unique_ptr<SubmissionWork> work_of(const problem::Submission& submission) {
    auto work = std::make_unique<SubmissionWork>();
    work->submission = &submission;
    work->check.path = label(submission);
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

void take_results(SubmissionWork& work) {
    SubmissionCheck& check = work.check;
    if (!work.program) {
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
        check.runs += static_cast<std::size_t>(test.runs);
        check.cpu_ns += test.cpu_ns * test.runs;
    }
}

}  // namespace arena

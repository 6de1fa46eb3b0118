// A submission on its way through verification: its key, its program, its queue of cases, its
// result.
#pragma once

#include <memory>

#include "judge/case_queue.hpp"
#include "judge/static_check.hpp"
#include "judge/verify/verification.hpp"

namespace arena {

/// One submission on its way. `pending`: it is to be run. `language` null: it cannot be run here,
/// or it is the answers of a submit-answer problem.
struct SubmissionWork {
    const problem::Submission* submission = nullptr;
    const Language* language = nullptr;
    bool is_answers = false;
    std::vector<SourceFile> answers;
    StaticSubject static_subject;
    std::string key;
    SubmissionCheck check;
    scoring::Grade grade;
    bool pending = false;
    std::optional<Artifact> program;
    CaseSetting setting, probing;
    std::unique_ptr<CaseQueue> queue;

    bool can_run() const { return language != nullptr || is_answers; }
};

/// With its language looked up; skipped, and saying why, when this machine has none for it.
std::unique_ptr<SubmissionWork> work_of(const problem::Submission& submission,
                                        const problem::Package& package);

/// Fills in the program, or why there is none, or the answers. Error: host, unreadable sources.
Result<void> compile_work(Runner& runner, const problem::Package& package,
                          const CompileSettings& settings, SubmissionWork& work);

/// Moves what the queue found into the check and the grade; CE without a program.
void take_results(SubmissionWork& work);

}  // namespace arena

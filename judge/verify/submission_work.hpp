// A submission on its way through verification: its key, its program, its queue of cases, its
// result.
#pragma once

#include <memory>

#include "judge/case_queue.hpp"
#include "judge/verify/verification.hpp"

namespace arena {

/// One submission on its way. `pending`: it is to be run; `language` null: it cannot be run here.
struct SubmissionWork {
    const problem::Submission* submission = nullptr;
    const Language* language = nullptr;
    std::string key;
    SubmissionCheck check;
    scoring::Grade grade;
    bool pending = false;
    std::optional<Artifact> program;
    CaseSetting setting, probing;
    std::unique_ptr<CaseQueue> queue;
};

/// With its language looked up; skipped, and saying why, when this machine has none for it.
std::unique_ptr<SubmissionWork> work_of(const problem::Submission& submission);

/// Moves what the queue found into the check and the grade; CE without a program.
void take_results(SubmissionWork& work);

}  // namespace arena

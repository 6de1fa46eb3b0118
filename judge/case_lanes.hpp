// All cases of one compiled submission, over all lanes, graded.
#pragma once

#include <atomic>
#include <vector>

#include "core/judgement.hpp"
#include "judge/case_queue.hpp"
#include "judge/judge.hpp"
#include "judge/repetition.hpp"

namespace arena {

struct CaseLanes {
    std::vector<Runner*> lanes;
    std::vector<bool> selected;  ///< one flag a case
    bool stop_at_first = false;
    RepetitionRule repetition;
    const JudgeObserver* observer = nullptr;
    const std::atomic<bool>* stop = nullptr;
};

/// The same for any number of lanes: a case that a serial judge would not have reached is not_run.
/// Error: interrupted.
Result<CasesJudged> judge_cases(const CaseLanes& how, const CaseSetting& setting);

}  // namespace arena

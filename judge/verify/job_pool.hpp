// Jobs over lanes: those that stand alone first, then the cases of submissions, slow ones first, so
// that no lane is left alone with a long tail.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "judge/case_queue.hpp"

namespace arena {

/// Runs on a lane without a lock; what it returns is done under the lock.
using Job = std::function<std::function<void()>(Runner& runner)>;

/// One submission's cases. `probing` is used while `wants_probe` is true: a longer leash for a
/// submission that must be too slow by a margin.
struct QueuedSubmission {
    std::string name;
    CaseQueue* queue = nullptr;
    const CaseSetting* probing = nullptr;
    std::int64_t probe_until_ns = 0;  ///< a case this slow ends the probing
    bool probed = false;
};

/// Returns when all is done. Error: the first of a queue, or interrupted.
Result<void> run_jobs(const std::vector<Runner*>& lanes, const std::vector<Job>& jobs,
                      std::vector<QueuedSubmission>& submissions,
                      const std::function<void(const std::string&)>& progress);

}  // namespace arena

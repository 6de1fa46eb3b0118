// The cases of one submission over all lanes: each lane runs, the queue records under the pool's
// lock.
#include "judge/case_lanes.hpp"

#include <algorithm>
#include <memory>

#include "core/assert.hpp"
#include "judge/lane_pool.hpp"

namespace arena {

Result<CasesJudged> judge_cases(const CaseLanes& how, const CaseSetting& setting) {
    ARENA_ASSERT(!how.lanes.empty());
    CaseQueue queue(setting, how.selected, how.stop_at_first, how.repetition, how.stop);
    LaneWork work;
    work.take = [&] { return queue.next(); };
    // A stop arrives as the error of the next run that is asked for.
    work.ended = [&] { return queue.error().has_value(); };
    work.perform = [&](std::size_t lane, std::size_t index) -> std::function<void()> {
        if (queue.is_grading(index)) return queue.grade(*how.lanes[lane]);
        auto outcome =
            std::make_shared<Result<RepeatedAttempt>>(queue.run(*how.lanes[lane], index));
        return [&, index, outcome] {
            const bool ran = outcome->has_value();
            queue.record(index, std::move(*outcome));
            if (ran && how.observer != nullptr && how.observer->case_done) {
                how.observer->case_done(queue.result(index), queue.done(), queue.total());
            }
        };
    };
    run_lanes(std::max<std::size_t>(std::min(how.lanes.size(), queue.total()), 1), work);
    if (queue.error()) return tl::unexpected(*queue.error());
    if (queue.stopped()) return fail(ErrorCode::interrupted, "interrupted");
    return queue.settle();
}

}  // namespace arena

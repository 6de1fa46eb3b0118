// Lanes at work: one thread a lane, pulling work until there is none.
//
// The pool knows nothing of cases. What is handed out and in which order is `take`'s business,
// under the pool's lock, so the answer cannot depend on which lane was quicker.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

namespace arena {

struct LaneWork {
    /// The next piece of work, nullopt when there is none at present. Called under the lock.
    std::function<std::optional<std::size_t>()> take;
    /// Does it. Called without the lock, by the thread of `lane`. Returns what to do under the lock
    /// when it is done: recording the result may bring new work.
    std::function<std::function<void()>(std::size_t lane, std::size_t work)> perform;
    /// True when nothing more is to be handed out (stop, error). Called under the lock.
    std::function<bool()> ended;
};

/// Returns when nothing is out and take() gives nothing, or when ended(). With one lane no thread
/// is made. REQUIRES: lanes >= 1; the functions do not throw.
void run_lanes(std::size_t lanes, const LaneWork& work);

}  // namespace arena

// Lane: the Runner over real slots. One core, one slot, and a second slot for interactors.
//
// The kernel gives a dead run's memory back some 10 ms later. Runs that are shorter than that would
// have to wait for it, so a lane makes further slots when it is fed faster, and uses the one that
// has come to rest.
#pragma once

#include <atomic>
#include <deque>
#include <memory>

#include "judge/runner.hpp"
#include "judge/sandbox/slot_handle.hpp"

namespace arena::sandbox {

/// For short runs: 1,650 a second leave 80 KiB each for up to 30 ms.
inline constexpr std::size_t lane_slots_max = 8;

class Lane final : public Runner {
public:
    /// REQUIRES: `plan` outlives this. `cancel_fd` becomes readable when all runs must end.
    Lane(const SlotPlan& plan, int core, int cancel_fd, std::atomic<int>& serial);

    /// Starts making the first slot, so that all lanes make theirs at once. Errors: host.
    Result<void> begin();

    /// Waits for the first slot. Errors: host.
    Result<void> open();

    Result<RunReport> run(const RunRequest& request) override;
    Result<PairReport> run_pair(const RunRequest& program, const RunRequest& interactor) override;

    void drop_spare_slots() { resting_.clear(); }

    const Isolation& isolation() const { return isolation_; }

private:
    /// `slot_lost`: the slot died, nothing tells why, and nothing was heard of the program.
    Result<RunReport> run_once(const RunRequest& request, bool& slot_lost);
    Result<SlotHandle*> slot(int which);
    Result<std::unique_ptr<SlotHandle>> make_slot();
    /// Sees to it that slots_[0], if there is one, has come to rest.
    void choose_rested();
    void pin_thread() const;
    void stamp(RunReport& report, int which, bool rested);

    const SlotPlan& plan_;
    const int core_, cancel_fd_;
    std::atomic<int>& serial_;
    std::unique_ptr<SlotHandle> slots_[2];
    std::deque<std::unique_ptr<SlotHandle>> resting_;  ///< the longest at rest first
    Isolation isolation_;
};

}  // namespace arena::sandbox

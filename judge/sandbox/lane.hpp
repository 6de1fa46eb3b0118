// Lane: the Runner over real slots. One core, one slot, and a second slot for interactors.
#pragma once

#include <atomic>
#include <memory>

#include "judge/runner.hpp"
#include "judge/sandbox/slot_handle.hpp"

namespace arena::sandbox {

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

    const Isolation& isolation() const { return isolation_; }

private:
    Result<SlotHandle*> slot(int which);
    void pin_thread() const;
    void stamp(RunReport& report, int which, bool rested);

    const SlotPlan& plan_;
    const int core_, cancel_fd_;
    std::atomic<int>& serial_;
    std::unique_ptr<SlotHandle> slots_[2];
    Isolation isolation_;
};

}  // namespace arena::sandbox

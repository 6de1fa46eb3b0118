// One run in progress on a slot: sent, watched against its deadlines, and turned into a report.
//
// The CPU deadline is computed and slept, not polled: on one core a program cannot use CPU time
// faster than the clock runs, so the next look is due exactly (limit - used) later. Tiers without
// cgroups must ask the slot for samples instead.
//
// The wall limit is there for programs that idle. What stood in line for its core meanwhile did
// not: so at the limit the slot is asked for how long, and so much later it falls due. Who waits
// for a partner that stands in line does not idle either: then both slots are asked.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "judge/runner.hpp"
#include "judge/sandbox/descriptor.hpp"
#include "judge/sandbox/slot_handle.hpp"

namespace arena::sandbox {

std::int64_t clock_ns();  ///< CLOCK_MONOTONIC

class ActiveRun {
public:
    /// REQUIRES: slot and request outlive this; the slot is at rest.
    ActiveRun(SlotHandle& slot, const RunRequest& request, const SlotPlan& plan);

    /// Loads the box and the work files, connects stdin and stdout to the given descriptors and
    /// starts. Errors: a file that cannot be read, the host.
    Result<void> start(int stdin_fd, int stdout_fd);

    int socket() const { return slot_.socket(); }
    int error_fd() const { return error_pipe_.get(); }
    bool finished() const { return finished_; }
    bool slot_died() const { return slot_died_; }
    std::int64_t end_ns() const { return end_ns_; }
    std::int64_t wall_deadline_ns() const { return wall_deadline_ns_; }

    /// When tick() must be called at the latest (clock_ns time).
    std::int64_t next_wake_ns() const;
    void tick(std::int64_t now);

    void on_socket();        ///< socket() is readable
    bool on_error_output();  ///< error_fd() is readable; false: nothing was there
    /// The wall limit of the partner in a conversation holds for this run too: never end sooner.
    void wait_for(const ActiveRun& partner);
    /// What the partner stood in line for its core counts as if this run had.
    /// REQUIRES: partner outlives this run, and both are served by one loop.
    void depend_on(ActiveRun& partner) { partner_ = &partner; }

    /// The wall limit counts from now; by so much later.
    void restart_wall(std::int64_t now);
    void extend_wall(std::int64_t by_ns);

    void stop(Ending why);  ///< kills the run; the report will say so

    /// Asks the slot for what the run waits; the answer comes by on_socket().
    void look_at_waits();
    /// The last two looks (the wall limit brings one) found it asleep, and it did not wake between
    /// them: it waits for no input. False where the host does not tell.
    bool slept() const { return slept_; }

    /// CPU time so far; a sample's age old in tiers without cgroups.
    std::int64_t used_cpu_ns();

    /// It ended by itself, with this exit status. REQUIRES: finished().
    bool exited_with(int exit_code) const;

    /// The report, without stdout. REQUIRES: finished(). Errors: the slot failed, not the program.
    Result<RunReport> report(std::int64_t output_bytes);

    /// Collects files and cleans the slot. False: the slot must be replaced.
    bool settle(RunReport& report);

private:
    Result<void> send(int stdin_fd, int stdout_fd, int stderr_fd, int cgroup_fd);
    std::string expand(const std::string& text) const;
    void hand_on_errors(std::string_view text);
    void look_at_usage(std::int64_t now);
    void meet_wall_limit(std::int64_t now);
    bool ask_delay(ActiveRun* asker);
    void answer_delay(std::int64_t delay_ns);
    void take_waits(const slot::Waits& waits);
    void take_delay(std::int64_t delay_ns);
    void judge_sample(const slot::Usage& usage);
    void decide_ending(RunReport& report) const;
    void measure(RunReport& report);
    bool was_disturbed(const RunReport& report) const;

    SlotHandle& slot_;
    const RunRequest& request_;
    const SlotPlan& plan_;
    Descriptor error_pipe_;
    std::string error_output_;
    bool error_truncated_ = false;
    std::int64_t error_bytes_ = 0;  ///< handed on live, or over the limit
    bool finished_ = false, slot_died_ = false, stopping_ = false;
    bool asked_usage_ = false;
    ActiveRun* partner_ = nullptr;
    std::deque<ActiveRun*> delay_askers_;  ///< of this run's delay; the slot answers in order.
                                           ///< Null: nobody waits for it
    int delays_due_ = 0;                   ///< answers that this run waits for
    std::int64_t delay_ns_ = 0;            ///< by the answers to the last question
    slot::Waits waits_;                    ///< at the last look
    bool slept_ = false;
    Ending stopped_for_ = Ending::exited;
    slot::Done done_;
    std::uint32_t run_ = 0;  ///< the slot's count when this one began
    CgroupReading reading_;
    std::int64_t begin_ns_ = 0, end_ns_ = 0, cpu_look_ns_ = 0;
    std::int64_t wall_begin_ns_ = 0, wall_deadline_ns_ = 0;
    std::int64_t memory_look_ns_ = 0;
    std::int64_t sampled_cpu_ns_ = 0, sampled_memory_bytes_ = 0;
};

}  // namespace arena::sandbox

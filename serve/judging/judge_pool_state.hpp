// The inside of JudgePool: see judge_pool.hpp. Submission and ending are in judge_pool_jobs.cpp,
// workers and dispatch in judge_pool_workers.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/judging/job_board.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/judging/percentiles.hpp"
#include "serve/judging/worker_link.hpp"

namespace arena::serve {

struct JudgePool::State : std::enable_shared_from_this<JudgePool::State> {
    State(Reactor& the_reactor, JudgeQueue& the_queue, WorkerSource& the_source,
          JudgePoolSettings the_settings);

    // One worker, from its coming to its loss.
    struct Work {
        std::string queue_id;
        int delivery = 1;
        JobClass job_class = JobClass::contest;
        std::int64_t heard_us = 0;  ///< last sign about this work
        std::int64_t quiet_ms = 0;
    };
    struct Seated {
        std::shared_ptr<WorkerLink> link;
        bool ready = false;
        bool asking = false;  ///< the queue was asked for a job for it
        std::optional<Work> work;
    };
    using SeatKey = std::pair<int, std::uint32_t>;  ///< seat, generation

    // judge_pool_jobs.cpp
    void submit(JudgeJob job, JobEvents events);
    void enqueued(const std::string& queue_id, BoardJob job, const Enqueued& answer);
    void refuse(const JobEvents& events, Submitted::Outcome why, std::int64_t retry_after_ms,
                std::size_t position = 0);
    void cancel(const std::string& queue_id);
    void end_job(const std::string& queue_id, Outcome outcome);
    void end_work(const Work& work, Outcome outcome);
    void retry(const Work& work, JobFault fault);
    std::int64_t retry_after_ms(std::size_t position) const;

    // judge_pool_workers.cpp
    void add_worker(const WorkerSeat& seat);
    void worker_ready(SeatKey key);
    void worker_done(SeatKey key, Outcome outcome);
    void worker_lost(SeatKey key, const std::string& why);
    void dispatch();
    void taken(SeatKey key, Result<TakeReply> reply);
    void start_work(Seated& seated, const TakenJob& taken);
    std::optional<SeatKey> idle_worker() const;
    bool may_take_all() const;
    void dispatch_in(std::int64_t delay_ms);
    void beat();
    void watch_silence();
    void tell_status();
    int alive() const;
    int busy() const;
    void finish_closing();

    std::int64_t now_ms() const { return reactor.now_us() / 1000; }

    Reactor& reactor;
    JudgeQueue& queue;
    WorkerSource& source;
    const JudgePoolSettings settings;
    Breaker breaker;
    JobBoard board;
    std::map<SeatKey, Seated> seats;
    JudgePoolStats counts;  ///< only its counters are kept here
    QueueStats last_queue_stats;
    Percentiles job_us, wait_us;
    std::function<void(const JudgeStatus&)> status_changed;
    JudgeStatus told;
    bool dispatching = false, starved = false, closing = false;
    std::int64_t last_heartbeat_ms = 0;
    Reactor::Timer dispatch_timer = 0, beat_timer = 0;
    std::function<void()> drained;
};

}  // namespace arena::serve

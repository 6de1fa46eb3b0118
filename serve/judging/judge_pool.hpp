// Judge pool: jobs in, outcomes out, over the queue of the bus and the worker processes.
//
// One job a worker at a time; jobs of class `run` never hold all workers, if there are several. A
// worker that dies, or is silent for longer than its task may take and is killed for it, is a fault
// of the infrastructure: the job goes to another worker, three times at most, with back-off; then
// it is a dead letter. Verdicts are never retried. `done` is called exactly once for each accepted
// job; the store's (submission, epoch) makes it count once across restarts.
//
// Strand: the reactor's thread; events are called on it, possibly before submit() returns.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "serve/bus/judge_queue.hpp"
#include "serve/judging/breaker.hpp"
#include "serve/judging/outcome.hpp"
#include "serve/judging/task.hpp"
#include "serve/judging/worker_source.hpp"
#include "serve/reactor.hpp"

namespace arena::serve {

struct JudgeJob {
    std::string id;  ///< of the submission, or any unique text for a run
    /// A job with a larger epoch takes the place of the one with this id, which ends as cancelled.
    std::int64_t epoch = 0;
    JobClass job_class = JobClass::contest;
    std::string dedup_key;  ///< user, match, problem, hash of the source; empty = id and epoch only
    Task task;
};

struct Submitted {
    enum class Outcome {
        accepted,
        duplicate,    ///< `duplicate_of` is waiting or being judged; no event follows
        busy,         ///< the class is at its limit: 503 with Retry-After
        unavailable,  ///< the breaker is open and this class is refused first, or we are closing
    };
    Outcome outcome = Outcome::accepted;
    std::size_t position = 0;
    std::int64_t retry_after_ms = 0;  ///< busy, unavailable
    std::string duplicate_of;
};

struct JobDone {
    std::string id;
    std::int64_t epoch = 0;
    int deliveries = 0;                         ///< 0: it never reached a worker
    std::int64_t waited_us = 0, worked_us = 0;  ///< in the queue; at the last worker
    Outcome outcome;  ///< JobFault infrastructure or package: a dead letter, JE for the jury
};

struct JobEvents {
    std::function<void(const Submitted&)> submitted;    ///< once, before the others
    std::function<void(const TestProgress&)> progress;  ///< may repeat from 0 when retried
    std::function<void(JobDone)> done;                  ///< once, if accepted
};

struct JudgePoolSettings {
    BreakerSettings breaker;
    std::int64_t retry_ms_first = 200, retry_ms_max = 5'000;  ///< doubling
    std::int64_t heartbeat_ms = 5'000;                        ///< to the bus, and its reclaim
    /// A worker that says nothing for so long (beside the task's own limits) is killed.
    std::int64_t silence_ms_max = 60'000;
    std::string consumer = "local";  ///< this node's name on the bus
    std::uint64_t seed = 1;          ///< of the breaker's jitter
};

struct JudgePoolStats {
    QueueStats queue;
    int workers_alive = 0, workers_busy = 0;
    BreakerState breaker = BreakerState::closed;
    std::int64_t breaker_opened = 0;
    std::int64_t jobs_done = 0, jobs_retried = 0, jobs_dead = 0, workers_lost = 0,
                 workers_killed = 0;
    std::int64_t job_p50_us = 0, job_p99_us = 0;    ///< at a worker, of the last 1024
    std::int64_t wait_p50_us = 0, wait_p99_us = 0;  ///< in the queue, of the last 1024
};

/// What `judge:status` says.
struct JudgeStatus {
    BreakerState breaker = BreakerState::closed;
    int workers_alive = 0;
};

class JudgePool {
public:
    /// REQUIRES: all outlive the pool.
    JudgePool(Reactor& reactor, JudgeQueue& queue, WorkerSource& workers,
              JudgePoolSettings settings);
    ~JudgePool();  ///< no event comes any more, also of jobs that have not ended
    JudgePool(const JudgePool&) = delete;
    JudgePool& operator=(const JudgePool&) = delete;

    /// Takes the workers and starts to judge.
    void start();

    void submit(JudgeJob job, JobEvents events);

    /// Its `done` comes with a JobFault of kind cancelled, unless the outcome is first. Nothing
    /// happens for an unknown id.
    void cancel(const std::string& id);

    /// Called when the breaker or the number of workers changed.
    void on_status(std::function<void(const JudgeStatus&)> changed);

    JudgePoolStats stats();

    /// Ready for work: a worker lives and the breaker is not open.
    bool ready();

    /// No job is started any more; `drained` is called when the workers are idle. What still waits
    /// is in the store and is submitted again at the next start.
    void close(std::function<void()> drained);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace arena::serve

// The judge queue: jobs wait by class, are taken by consumers, and leave when they are
// acknowledged.
//
// Delivery is at least once. A job that was taken is its consumer's until ack, retry, bury, or
// until the consumer has been silent for `consumer_silent_ms`: then it returns and `delivery`
// rises. The delivery number is the fence: what a paused consumer says of an older delivery is
// refused. The truth about submissions is in the store; losing this queue loses no submission.
//
// Classes are served in the order of JobClass, first come first served inside one; every eighth
// take starts at the low end, so that a flood of live matches cannot starve a rejudge.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/bus/reply.hpp"

namespace arena::serve {

enum class JobClass {
    live,     ///< a submission in a running match
    run,      ///< own input, nothing is scored
    contest,  ///< practice and contests
    rejudge,
};
inline constexpr std::size_t job_classes = 4;
inline constexpr std::array<JobClass, job_classes> all_job_classes{
    JobClass::live, JobClass::run, JobClass::contest, JobClass::rejudge};
std::string_view name(JobClass job_class);  ///< "live", ... Wire: metrics

struct QueueSettings {
    std::array<std::size_t, job_classes> depth_max{4096, 256, 4096, 16384};  ///< waiting jobs
    int deliveries_max = 3;                                                  ///< then it is dead
    int aging_period = 8;                      ///< 1 of so many takes starts at the low end
    std::int64_t consumer_silent_ms = 15'000;  ///< three heartbeats of 5 s
    std::size_t dead_letters_max = 1000;       ///< the oldest go first
};

struct QueueJob {
    std::string id;  ///< unique among the jobs in the queue
    JobClass job_class = JobClass::contest;
    std::string dedup_key;  ///< of two waiting or taken jobs with one key the second is refused
    std::string payload;    ///< opaque here
};

struct Enqueued {
    enum class Outcome { accepted, duplicate, busy };
    Outcome outcome = Outcome::accepted;
    std::size_t position = 0;  ///< 1 = next of its class; busy: what it would have been
    std::string duplicate_of;  ///< id of the job that has the key (or the id)
};

struct TakenJob {
    QueueJob job;
    int delivery = 1;              ///< 1 = the first time
    std::int64_t enqueued_ms = 0;  ///< by the bus's clock
};

struct TakeReply {
    std::optional<TakenJob> job;
    /// Without a job: when a delayed one falls due, in ms from now; none = nothing is delayed.
    std::optional<std::int64_t> due_in_ms;
};

enum class RetryOutcome {
    scheduled,
    dead,      ///< it had its last delivery: now a dead letter
    not_held,  ///< this delivery is not the caller's any more
};

struct DeadJob {
    QueueJob job;
    std::string reason;
    int deliveries = 0;
    std::int64_t dead_ms = 0;
};

struct QueueStats {
    struct Class {
        std::size_t waiting = 0;  ///< delayed ones included
        std::size_t delayed = 0;
        std::size_t taken = 0;
        std::int64_t oldest_age_ms = 0;  ///< of those that wait; 0 without
    };
    std::array<Class, job_classes> classes;
    std::size_t dead = 0;
};

/// What became of the jobs of silent consumers.
struct Reclaimed {
    std::vector<std::string> returned;
    std::vector<std::string> dead;
};

class JudgeQueue {
public:
    virtual ~JudgeQueue() = default;

    virtual void enqueue(QueueJob job, Reply<Enqueued> reply) = 0;

    /// The next job of `classes`, if there is one. Counts as a heartbeat of `consumer`.
    virtual void take(const std::string& consumer, const std::vector<JobClass>& classes,
                      Reply<TakeReply> reply) = 0;

    /// The job is done and leaves. False: this delivery is not the caller's any more.
    virtual void ack(const std::string& consumer, const std::string& id, int delivery,
                     Reply<bool> reply) = 0;

    /// Back into its class after `delay_ms`, in its old place; or dead after the last delivery.
    virtual void retry(const std::string& consumer, const std::string& id, int delivery,
                       std::int64_t delay_ms, const std::string& reason,
                       Reply<RetryOutcome> reply) = 0;

    /// Dead at once: trying again would not help. False: not the caller's any more.
    virtual void bury(const std::string& consumer, const std::string& id, int delivery,
                      const std::string& reason, Reply<bool> reply) = 0;

    /// Takes a waiting job out. False: it is not waiting (taken, done, never there).
    virtual void drop(const std::string& id, Reply<bool> reply) = 0;

    virtual void heartbeat(const std::string& consumer, Reply<void> reply) = 0;

    /// Returns the jobs of consumers that were silent too long. Any node may call it, every few s.
    virtual void reclaim(Reply<Reclaimed> reply) = 0;

    virtual void dead_letters(std::size_t limit,
                              Reply<std::vector<DeadJob>> reply) = 0;  ///< newest first
    virtual void stats(Reply<QueueStats> reply) = 0;

    /// `available` is called after something may have become takeable. Replaces the last one; null
    /// ends it.
    virtual void on_available(std::function<void()> available) = 0;
};

}  // namespace arena::serve

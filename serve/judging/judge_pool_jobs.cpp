// Jobs of the pool: how they come in, are cancelled, and end. See judge_pool.hpp.
#include <algorithm>

#include "core/assert.hpp"
#include "judge/case_limits.hpp"
#include "serve/judging/judge_pool_state.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t retry_after_ms_least = 1'000, retry_after_ms_most = 60'000;
constexpr std::int64_t job_us_guess = 200'000;  // before any job was measured
constexpr std::size_t task_bytes_max = frame_bytes_max / 2;

// What the task itself may take between two signs of life, beside compiling.
std::int64_t task_quiet_ms(const Task& task) {
    struct Visitor {
        std::int64_t operator()(const EmptyTask&) const { return 0; }
        std::int64_t operator()(const SyntaxTask&) const { return 0; }
        std::int64_t operator()(const RunTask& run) const {
            return wall_limit_ns(std::clamp<std::int64_t>(run.cpu_ns, 0, 600 * s_in_ns)) / ms_in_ns;
        }
        std::int64_t operator()(const JudgeTask& judge) const {
            const double limit_s = std::clamp(judge.time_limit_s.value_or(0), 0.0, 600.0);
            const auto limit_ns = static_cast<std::int64_t>(limit_s * double(s_in_ns));
            return 4 * wall_limit_ns(limit_ns) / ms_in_ns;  // close calls are run again, thrice
        }
    };
    return std::visit(Visitor{}, task);
}

void tell(const JobEvents& events, const Submitted& submitted) {
    if (events.submitted) events.submitted(submitted);
}

}  // namespace

void JudgePool::State::refuse(const JobEvents& events, Submitted::Outcome why, std::int64_t wait_ms,
                              std::size_t position) {
    Submitted answer;
    answer.outcome = why;
    answer.position = position;
    answer.retry_after_ms = std::clamp(wait_ms, retry_after_ms_least, retry_after_ms_most);
    tell(events, answer);
}

// When a place in a full class should be free: what is before it, by the measured pace.
std::int64_t JudgePool::State::retry_after_ms(std::size_t position) const {
    const std::int64_t measured = job_us.at(0.5);
    const std::int64_t pace_us = measured > 0 ? measured : job_us_guess;
    const auto lanes = static_cast<std::int64_t>(std::max(1, alive()));
    return static_cast<std::int64_t>(position) * pace_us / lanes / 1000;
}

void JudgePool::State::submit(JudgeJob job, JobEvents events) {
    const bool open = breaker.state(now_ms()) == BreakerState::open;
    if (closing || (open && job.job_class == JobClass::run)) {
        return refuse(events, Submitted::Outcome::unavailable, breaker.reopens_in_ms(now_ms()));
    }
    const std::string own_id = queue_id(job.id, job.epoch);
    if (const auto latest = board.latest(job.id)) {
        if (board.find(*latest)->epoch >= job.epoch) {
            Submitted answer;
            answer.outcome = Submitted::Outcome::duplicate;
            answer.duplicate_of = job.id;
            return tell(events, answer);
        }
        cancel(*latest);
    }
    std::string payload = encode(job.task);
    BoardJob kept;
    kept.id = std::move(job.id);
    kept.epoch = job.epoch;
    kept.job_class = job.job_class;
    kept.events = std::move(events);
    kept.submitted_us = reactor.now_us();
    kept.quiet_ms = settings.silence_ms_max + task_quiet_ms(job.task);
    if (payload.size() > task_bytes_max) {
        board.add(own_id, std::move(kept));
        tell(board.find(own_id)->events, {});
        return end_job(own_id, JobFault{FaultKind::package, "the task is too large to be sent"});
    }
    // A rejudge is not the double of what it replaces.
    const std::string key =
        job.dedup_key.empty() ? std::string() : queue_id(job.dedup_key, job.epoch);
    QueueJob queued{own_id, job.job_class, key, std::move(payload)};
    queue.enqueue(std::move(queued), [self = shared_from_this(), own_id, kept = std::move(kept)](
                                         const Result<Enqueued>& answer) mutable {
        if (answer) return self->enqueued(own_id, std::move(kept), *answer);
        self->refuse(kept.events, Submitted::Outcome::unavailable, retry_after_ms_least);
    });
}

void JudgePool::State::enqueued(const std::string& own_id, BoardJob job, const Enqueued& answer) {
    switch (answer.outcome) {
        case Enqueued::Outcome::busy:
            return refuse(job.events, Submitted::Outcome::busy, retry_after_ms(answer.position),
                          answer.position);
        case Enqueued::Outcome::duplicate: {
            const BoardJob* other = board.find(answer.duplicate_of);
            Submitted duplicate;
            duplicate.outcome = Submitted::Outcome::duplicate;
            duplicate.duplicate_of = other != nullptr ? other->id : job.id;
            return tell(job.events, duplicate);
        }
        case Enqueued::Outcome::accepted: break;
    }
    const auto submitted = job.events.submitted;  // the caller may cancel the job from inside
    board.add(own_id, std::move(job));
    if (!submitted) return;
    Submitted accepted;
    accepted.position = answer.position;
    submitted(accepted);
}

// Only the queue knows whether it waits; a worker that has it already is told to stop.
void JudgePool::State::cancel(const std::string& own_id) {
    BoardJob* job = board.find(own_id);
    if (job == nullptr || job->cancelled) return;
    job->cancelled = true;
    queue.drop(own_id, [self = shared_from_this(), own_id](const Result<bool>& dropped) {
        if (dropped && *dropped && self->board.find(own_id) != nullptr) {
            return self->end_job(own_id, JobFault{FaultKind::cancelled, "cancelled"});
        }
        for (auto& [key, seated] : self->seats) {
            if (seated.work && seated.work->queue_id == own_id) seated.link->send_cancel();
        }
    });
}

void JudgePool::State::end_job(const std::string& own_id, Outcome outcome) {
    BoardJob job = board.take(own_id);
    const std::int64_t now = reactor.now_us();
    JobDone done;
    done.id = job.id;
    done.epoch = job.epoch;
    done.deliveries = job.deliveries;
    done.waited_us = (job.started_us > 0 ? job.started_us : now) - job.submitted_us;
    done.worked_us = job.started_us > 0 ? now - job.started_us : 0;
    const auto* fault = std::get_if<JobFault>(&outcome);
    if (fault != nullptr && fault->kind != FaultKind::cancelled) ++counts.jobs_dead;
    done.outcome = std::move(outcome);
    ++counts.jobs_done;
    if (job.events.done) job.events.done(std::move(done));
}

// What one delivery came to. The job may be gone from the board (replaced by a later epoch, or
// already answered by another delivery); then only the queue is told.
void JudgePool::State::end_work(const Work& work, Outcome outcome) {
    auto* fault = std::get_if<JobFault>(&outcome);
    const bool infrastructure = fault != nullptr && fault->kind == FaultKind::infrastructure;
    const bool cancelled = fault != nullptr && fault->kind == FaultKind::cancelled;
    if (cancelled) {
        breaker.withdrawn();
    } else {
        breaker.record(now_ms(), !infrastructure);
    }
    const BoardJob* job = board.find(work.queue_id);
    // A stop that nobody asked for is the worker's own failure.
    const bool unasked = cancelled && job != nullptr && !job->cancelled;
    if ((infrastructure || unasked) && job != nullptr && !job->cancelled) {
        return retry(work, std::move(*fault));
    }
    const auto settle = [self = shared_from_this(), id = work.queue_id,
                         held = std::make_shared<Outcome>(std::move(outcome)),
                         was_cancelled = job != nullptr && job->cancelled &&
                                         (infrastructure || cancelled)](const Result<bool>&) {
        if (self->board.find(id) == nullptr) return;
        if (was_cancelled) *held = JobFault{FaultKind::cancelled, "cancelled"};
        self->end_job(id, std::move(*held));
    };
    const bool package = fault != nullptr && fault->kind == FaultKind::package;
    if (package) {
        const std::string reason = fault->message;
        return queue.bury(settings.consumer, work.queue_id, work.delivery, reason, settle);
    }
    queue.ack(settings.consumer, work.queue_id, work.delivery, settle);
}

void JudgePool::State::retry(const Work& work, JobFault fault) {
    std::int64_t delay_ms = settings.retry_ms_first;
    for (int i = 1; i < work.delivery; ++i)
        delay_ms = std::min(delay_ms * 2, settings.retry_ms_max);
    const std::string reason = fault.message;
    queue.retry(settings.consumer, work.queue_id, work.delivery, delay_ms, reason,
                [self = shared_from_this(), id = work.queue_id,
                 fault = std::move(fault)](const Result<RetryOutcome>& outcome) {
                    if (!outcome) return;  // the queue gives it back by itself when we stay silent
                    switch (*outcome) {
                        case RetryOutcome::scheduled: ++self->counts.jobs_retried; return;
                        case RetryOutcome::not_held: return;
                        case RetryOutcome::dead: break;
                    }
                    if (self->board.find(id) == nullptr) return;
                    self->end_job(id, JobFault{FaultKind::infrastructure, fault.message});
                });
}

}  // namespace arena::serve

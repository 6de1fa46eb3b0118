// Workers of the pool: how they come, get work, fall silent and are lost. See judge_pool.hpp.
#include <algorithm>

#include "core/assert.hpp"
#include "serve/judging/judge_pool_state.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t status_ms = 500;  // silence, breaker and status are looked at so often

const std::vector<JobClass> every_class(all_job_classes.begin(), all_job_classes.end());
const std::vector<JobClass> live_class{JobClass::live};

}  // namespace

int JudgePool::State::alive() const {
    return static_cast<int>(std::count_if(seats.begin(), seats.end(),
                                          [](const auto& item) { return item.second.ready; }));
}

int JudgePool::State::busy() const {
    return static_cast<int>(std::count_if(
        seats.begin(), seats.end(), [](const auto& item) { return item.second.work.has_value(); }));
}

void JudgePool::State::tell_status() {
    const JudgeStatus now{breaker.state(now_ms()), alive()};
    if (now.breaker == told.breaker && now.workers_alive == told.workers_alive) return;
    told = now;
    if (status_changed) status_changed(now);
}

void JudgePool::State::add_worker(const WorkerSeat& seat) {
    const SeatKey key{seat.seat, seat.generation};
    const std::weak_ptr<State> weak = shared_from_this();
    const auto with_self = [weak](auto act) {
        if (const auto self = weak.lock()) act(*self);
    };
    WorkerLink::Events events;
    events.ready = [=] { with_self([&](State& self) { self.worker_ready(key); }); };
    events.alive = [=](std::int64_t part_ms) {
        with_self([&](State& self) {
            Seated& seated = self.seats.at(key);
            if (!seated.work) return;
            seated.work->heard_us = self.reactor.now_us();
            // only the worker knows the package, and so what its validators may take
            if (part_ms > 0) seated.work->quiet_ms = self.settings.silence_ms_max + part_ms;
        });
    };
    events.progress = [=](const TestProgress& progress) {
        with_self([&](State& self) {
            Seated& seated = self.seats.at(key);
            if (!seated.work) return;
            seated.work->heard_us = self.reactor.now_us();
            const BoardJob* job = self.board.find(seated.work->queue_id);
            if (job == nullptr || job->cancelled || !job->events.progress) return;
            const auto tell = job->events.progress;  // it may end the job
            tell(progress);
        });
    };
    events.outcome = [=](Outcome outcome) {
        with_self([&](State& self) { self.worker_done(key, std::move(outcome)); });
    };
    events.lost = [=](const std::string& why) {
        with_self([&](State& self) { self.worker_lost(key, why); });
    };
    seats[key].link = WorkerLink::open(reactor, seat, std::move(events));
}

void JudgePool::State::worker_ready(SeatKey key) {
    seats.at(key).ready = true;
    tell_status();
    dispatch();
}

void JudgePool::State::worker_done(SeatKey key, Outcome outcome) {
    Seated& seated = seats.at(key);
    ARENA_ASSERT(seated.work.has_value());
    const Work work = *std::move(seated.work);
    seated.work.reset();
    if (const BoardJob* job = board.find(work.queue_id)) {
        job_us.add(reactor.now_us() - job->started_us);
    }
    end_work(work, std::move(outcome));
    tell_status();
    dispatch();
    finish_closing();
}

void JudgePool::State::worker_lost(SeatKey key, const std::string& why) {
    const auto found = seats.find(key);
    if (found == seats.end()) return;
    const std::optional<Work> work = std::move(found->second.work);
    seats.erase(found);
    ++counts.workers_lost;
    if (work) end_work(*work, JobFault{FaultKind::infrastructure, why});
    tell_status();
    dispatch();
    finish_closing();
}

// From the last seat: the first one prepares what compilers share while there is little to do.
std::optional<JudgePool::State::SeatKey> JudgePool::State::idle_worker() const {
    for (auto it = seats.rbegin(); it != seats.rend(); ++it) {
        const Seated& seated = it->second;
        if (seated.ready && !seated.asking && !seated.work) return it->first;
    }
    return std::nullopt;
}

// Anybody may run or practise anything, for a minute a job: where there are several workers, one is
// always left for live matches. A worker for which the queue is being asked may come back with a
// job of any class.
bool JudgePool::State::may_take_all() const {
    const auto lost = std::count_if(seats.begin(), seats.end(), [](const auto& item) {
        const Seated& seated = item.second;
        return seated.asking || (seated.work && seated.work->job_class != JobClass::live);
    });
    return alive() <= 1 || lost + 1 < alive();
}

// Asks the queue once for each idle worker. Replies may come at once or later; the flags keep the
// first kind from nesting and the second from asking twice.
void JudgePool::State::dispatch() {
    if (dispatching || closing) return;
    dispatching = true;
    starved = false;
    while (!starved && !closing) {
        const auto key = idle_worker();
        if (!key) break;
        if (!breaker.may_start(now_ms())) {
            const std::int64_t wait_ms = breaker.reopens_in_ms(now_ms());
            if (wait_ms > 0) dispatch_in(wait_ms);
            break;
        }
        const std::vector<JobClass>& classes = may_take_all() ? every_class : live_class;
        seats.at(*key).asking = true;
        queue.take(settings.consumer, classes,
                   [self = shared_from_this(), key = *key](Result<TakeReply> reply) {
                       self->taken(key, std::move(reply));
                   });
    }
    dispatching = false;
}

void JudgePool::State::dispatch_in(std::int64_t delay_ms) {
    reactor.cancel(dispatch_timer);
    dispatch_timer = reactor.after(delay_ms, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->dispatch();
    });
}

void JudgePool::State::taken(SeatKey key, Result<TakeReply> reply) {
    const auto found = seats.find(key);
    if (found != seats.end()) found->second.asking = false;
    if (!reply || !reply->job) {
        starved = true;
        const std::int64_t bus_retry_ms = 1000;
        if (!reply) return dispatch_in(bus_retry_ms);
        if (reply->due_in_ms) dispatch_in(*reply->due_in_ms);
        return;
    }
    const TakenJob& taken = *reply->job;
    const BoardJob* job = board.find(taken.job.id);
    if (job == nullptr || job->cancelled) {
        // Answered by an earlier delivery, or nobody waits for it any more.
        if (job != nullptr) end_job(taken.job.id, JobFault{FaultKind::cancelled, "cancelled"});
        queue.ack(settings.consumer, taken.job.id, taken.delivery, [](const Result<bool>&) {});
        return dispatch();
    }
    if (found == seats.end() || closing) {
        // The worker died while the queue was asked: another one gets it.
        const Work work{taken.job.id, taken.delivery, taken.job.job_class, 0, 0};
        retry(work, JobFault{FaultKind::infrastructure, "the judge worker ended"});
        return dispatch();
    }
    start_work(found->second, taken);
    dispatch();
}

void JudgePool::State::start_work(Seated& seated, const TakenJob& taken) {
    BoardJob& job = *board.find(taken.job.id);
    const std::int64_t now = reactor.now_us();
    job.deliveries = taken.delivery;
    job.started_us = now;
    if (taken.delivery == 1) wait_us.add(now - job.submitted_us);
    seated.work = Work{taken.job.id, taken.delivery, taken.job.job_class, now, job.quiet_ms};
    breaker.started(now_ms());
    seated.link->send_task(taken.job.payload);
}

void JudgePool::State::watch_silence() {
    const std::int64_t now = reactor.now_us();
    std::vector<SeatKey> silent;
    for (const auto& [key, seated] : seats) {
        if (seated.work && now - seated.work->heard_us > seated.work->quiet_ms * 1000) {
            silent.push_back(key);
        }
    }
    for (const SeatKey& key : silent) {
        ++counts.workers_killed;
        source.kill_worker(key.first, key.second);
        worker_lost(key, "the judge worker did not answer and was killed");
    }
}

// The regular look at everything that no event reports. The heartbeat is ten times rarer.
void JudgePool::State::beat() {
    watch_silence();
    queue.stats([self = shared_from_this()](const Result<QueueStats>& stats) {
        if (!stats) return;
        self->last_queue_stats = *stats;
        std::int64_t oldest_ms = 0;
        for (const auto& row : stats->classes) oldest_ms = std::max(oldest_ms, row.oldest_age_ms);
        self->breaker.see_oldest(self->now_ms(), oldest_ms);
    });
    if (now_ms() - last_heartbeat_ms >= settings.heartbeat_ms) {
        last_heartbeat_ms = now_ms();
        queue.heartbeat(settings.consumer, [](const Result<void>&) {});
        queue.reclaim([self = shared_from_this()](const Result<Reclaimed>& reclaimed) {
            if (!reclaimed) return;
            for (const std::string& id : reclaimed->dead) {
                if (self->board.find(id) == nullptr) continue;
                self->end_job(
                    id, JobFault{FaultKind::infrastructure, "its judge went silent, every time"});
            }
        });
    }
    tell_status();
    beat_timer = reactor.after(status_ms, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->beat();
    });
}

void JudgePool::State::finish_closing() {
    if (!closing || busy() > 0 || !drained) return;
    reactor.post(std::exchange(drained, nullptr));
}

}  // namespace arena::serve

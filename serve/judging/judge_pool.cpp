#include "serve/judging/judge_pool.hpp"

#include <random>

#include "serve/judging/judge_pool_state.hpp"

namespace arena::serve {
namespace {

std::function<double()> draws(std::uint64_t seed) {
    auto engine = std::make_shared<std::mt19937_64>(seed);
    return [engine] { return static_cast<double>((*engine)() >> 11) * 0x1p-53; };
}

}  // namespace

JudgePool::State::State(Reactor& the_reactor, JudgeQueue& the_queue, WorkerSource& the_source,
                        JudgePoolSettings the_settings)
    : reactor(the_reactor),
      queue(the_queue),
      source(the_source),
      settings(std::move(the_settings)),
      breaker(settings.breaker, draws(settings.seed)) {}

JudgePool::JudgePool(Reactor& reactor, JudgeQueue& queue, WorkerSource& workers,
                     JudgePoolSettings settings)
    : state_(std::make_shared<State>(reactor, queue, workers, std::move(settings))) {}

JudgePool::~JudgePool() {
    state_->queue.on_available(nullptr);
    state_->reactor.cancel(state_->dispatch_timer);
    state_->reactor.cancel(state_->beat_timer);
    state_->seats.clear();
}

void JudgePool::start() {
    const std::weak_ptr<State> weak = state_;
    state_->queue.on_available([weak] {
        if (const auto self = weak.lock()) self->dispatch();
    });
    state_->source.start([weak](const WorkerSeat& seat) {
        if (const auto self = weak.lock()) self->add_worker(seat);
    });
    state_->beat();
}

void JudgePool::submit(JudgeJob job, JobEvents events) {
    state_->submit(std::move(job), std::move(events));
}

void JudgePool::cancel(const std::string& id) {
    const auto queue_id = state_->board.latest(id);
    if (queue_id) state_->cancel(*queue_id);
}

void JudgePool::on_status(std::function<void(const JudgeStatus&)> changed) {
    state_->status_changed = std::move(changed);
}

JudgePoolStats JudgePool::stats() {
    State& state = *state_;
    state.queue.stats([weak = std::weak_ptr<State>(state_)](const Result<QueueStats>& stats) {
        const auto self = weak.lock();
        if (self && stats) self->last_queue_stats = *stats;
    });
    JudgePoolStats out = state.counts;
    out.queue = state.last_queue_stats;
    out.workers_alive = state.alive();
    out.workers_busy = state.busy();
    out.breaker = state.breaker.state(state.now_ms());
    out.breaker_opened = state.breaker.times_opened();
    out.job_p50_us = state.job_us.at(0.5);
    out.job_p99_us = state.job_us.at(0.99);
    out.wait_p50_us = state.wait_us.at(0.5);
    out.wait_p99_us = state.wait_us.at(0.99);
    return out;
}

bool JudgePool::ready() {
    return !state_->closing && state_->alive() > 0 &&
           state_->breaker.state(state_->now_ms()) != BreakerState::open;
}

void JudgePool::close(std::function<void()> drained) {
    state_->closing = true;
    state_->drained = std::move(drained);
    state_->finish_closing();
}

}  // namespace arena::serve

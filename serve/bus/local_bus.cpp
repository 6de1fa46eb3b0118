#include "serve/bus/local_bus.hpp"

#include "serve/bus/local_fanout.hpp"
#include "serve/bus/local_judge_queue.hpp"
#include "serve/bus/local_leases.hpp"
#include "serve/bus/local_match_pool.hpp"
#include "serve/bus/local_rate_limits.hpp"

namespace arena::serve {
namespace {

class LocalBus final : public Bus {
public:
    LocalBus(const BusClock& clock_ms, const QueueSettings& queue)
        : queue_(clock_ms, queue), pool_(clock_ms), leases_(clock_ms), limits_(clock_ms) {}

    JudgeQueue& judge_queue() override { return queue_; }
    MatchPool& match_pool() override { return pool_; }
    Fanout& fanout() override { return fanout_; }
    Leases& leases() override { return leases_; }
    RateLimits& rate_limits() override { return limits_; }

private:
    LocalJudgeQueue queue_;
    LocalMatchPool pool_;
    LocalFanout fanout_;
    LocalLeases leases_;
    LocalRateLimits limits_;
};

}  // namespace

std::unique_ptr<Bus> make_local_bus(const BusClock& clock_ms, const QueueSettings& queue) {
    return std::make_unique<LocalBus>(clock_ms, queue);
}

}  // namespace arena::serve

// Real judge workers for tests: processes with sandboxes, without a supervisor.
#pragma once

#include <csignal>
#include <functional>
#include <set>
#include <string>

#include "serve/judging/worker_source.hpp"
#include "serve/reactor.hpp"
#include "serve/supervisor/worker_bench.hpp"
#include "tests/support/catch.hpp"

#include <sys/wait.h>

namespace arena::testing {

class ForkedWorkers final : public serve::WorkerSource {
public:
    ForkedWorkers(serve::Reactor& reactor, const serve::WorkerSettings& settings, int seats)
        : reactor_(reactor), bench_(settings, seats) {}
    ~ForkedWorkers() override { bench_.clear(); }

    void start(std::function<void(serve::WorkerSeat)> came) override {
        came_ = std::move(came);
        refill();
    }
    void kill_worker(int seat, std::uint32_t generation) override {
        bench_.kill_worker(seat, generation);
    }

    /// Kills one of the living, the `n`th by age of its seat.
    void kill_nth(std::size_t n) {
        if (pids_.empty()) return;
        auto at = pids_.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(n % pids_.size()));
        kill(*at, SIGKILL);
    }

    std::size_t born() const { return born_; }

private:
    void refill() {
        const std::int64_t now_ms = reactor_.now_us() / 1000;
        for (auto it = pids_.begin(); it != pids_.end();) {
            const bool dead = waitpid(*it, nullptr, WNOHANG) == *it;
            if (dead) bench_.reaped(*it, now_ms);
            it = dead ? pids_.erase(it) : std::next(it);
        }
        const auto seats = bench_.fill(now_ms);
        REQUIRE_OK(seats);
        for (const serve::WorkerSeat& seat : *seats) {
            pids_.insert(seat.pid);
            ++born_;
            came_(seat);
        }
        reactor_.after(10, [this] { refill(); });
    }

    serve::Reactor& reactor_;
    serve::WorkerBench bench_;
    std::function<void(serve::WorkerSeat)> came_;
    std::set<pid_t> pids_;
    std::size_t born_ = 0;
};

}  // namespace arena::testing

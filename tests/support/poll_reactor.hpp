// The Reactor on poll(2), for tests: turns only when it is told to.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "serve/reactor.hpp"

namespace arena::testing {

class PollReactor final : public serve::Reactor {
public:
    std::int64_t now_us() const override;
    void watch(int fd, std::function<void()> readable) override;
    void when_writable(int fd, std::function<void()> writable) override;
    void forget(int fd) override;
    Timer after(std::int64_t delay_ms, std::function<void()> due) override;
    void cancel(Timer timer) override { timers_.erase(timer); }
    void post(std::function<void()> work) override { posted_.push_back(std::move(work)); }

    /// Waits for something to do, at most `timeout_ms`, and does it.
    void turn(int timeout_ms);

    /// Turns until `reached` holds; false when it does not within `timeout_ms`.
    bool run_until(const std::function<bool()>& reached, int timeout_ms = 60'000);

    void run_for(int duration_ms);

private:
    struct Watch {
        std::function<void()> readable, writable;
    };
    struct Due {
        std::int64_t at_us = 0;
        std::function<void()> act;
    };
    std::map<int, Watch> watches_;
    std::map<Timer, Due> timers_;
    std::vector<std::function<void()>> posted_;
    Timer next_timer_ = 1;
};

}  // namespace arena::testing

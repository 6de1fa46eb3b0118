#include "tests/support/poll_reactor.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/assert.hpp"

namespace arena::testing {

std::int64_t PollReactor::now_us() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void PollReactor::watch(int fd, std::function<void()> readable) {
    ARENA_ASSERT(watches_.emplace(fd, Watch{std::move(readable), nullptr}).second);
}

void PollReactor::when_writable(int fd, std::function<void()> writable) {
    watches_.at(fd).writable = std::move(writable);
}

void PollReactor::forget(int fd) {
    watches_.erase(fd);
}

PollReactor::Timer PollReactor::after(std::int64_t delay_ms, std::function<void()> due) {
    timers_.emplace(next_timer_, Due{now_us() + delay_ms * 1000, std::move(due)});
    return next_timer_++;
}

void PollReactor::turn(int timeout_ms) {
    std::int64_t wait_us = std::int64_t{timeout_ms} * 1000;
    for (const auto& [id, due] : timers_) wait_us = std::min(wait_us, due.at_us - now_us());
    if (!posted_.empty()) wait_us = 0;
    std::vector<pollfd> watched;
    for (const auto& [fd, watch] : watches_) {
        watched.push_back({fd, static_cast<short>(POLLIN | (watch.writable ? POLLOUT : 0)), 0});
    }
    (void)poll(watched.data(), watched.size(),
               static_cast<int>((std::max<std::int64_t>(wait_us, 0) + 999) / 1000));
    for (const auto& work : std::exchange(posted_, {})) work();
    for (const pollfd& seen : watched) {
        auto found = watches_.find(seen.fd);
        if (found != watches_.end() && (seen.revents & POLLOUT) && found->second.writable) {
            std::exchange(found->second.writable, nullptr)();
        }
        found = watches_.find(seen.fd);  // the callback may have forgotten it
        if (found != watches_.end() && (seen.revents & ~POLLOUT)) {
            const auto readable = found->second.readable;
            readable();
        }
    }
    std::vector<Timer> due;
    for (const auto& [id, timer] : timers_) {
        if (timer.at_us <= now_us()) due.push_back(id);
    }
    for (const Timer id : due) {
        auto node = timers_.extract(id);
        if (!node.empty()) node.mapped().act();
    }
}

bool PollReactor::run_until(const std::function<bool()>& reached, int timeout_ms) {
    const std::int64_t end_us = now_us() + std::int64_t{timeout_ms} * 1000;
    while (!reached()) {
        if (now_us() >= end_us) return false;
        turn(20);
    }
    return true;
}

void PollReactor::run_for(int duration_ms) {
    const std::int64_t end_us = now_us() + std::int64_t{duration_ms} * 1000;
    while (now_us() < end_us) turn(10);
}

}  // namespace arena::testing

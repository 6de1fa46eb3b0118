// A reactor whose clock runs faster, so that waits of seconds can be tested in milliseconds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "serve/reactor.hpp"

namespace arena::testing {

class QuickReactor final : public serve::Reactor {
public:
    QuickReactor(serve::Reactor& inner, int speed) : inner_(inner), speed_(speed) {}

    std::int64_t now_us() const override { return inner_.now_us() * speed_; }
    void watch(int fd, std::function<void()> readable) override {
        inner_.watch(fd, std::move(readable));
    }
    void when_writable(int fd, std::function<void()> writable) override {
        inner_.when_writable(fd, std::move(writable));
    }
    void forget(int fd) override { inner_.forget(fd); }
    Timer after(std::int64_t delay_ms, std::function<void()> due) override {
        return inner_.after(std::max<std::int64_t>(1, delay_ms / speed_), std::move(due));
    }
    void cancel(Timer timer) override { inner_.cancel(timer); }
    void post(std::function<void()> work) override { inner_.post(std::move(work)); }

private:
    serve::Reactor& inner_;
    const int speed_;
};

}  // namespace arena::testing

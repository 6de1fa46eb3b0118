// What the writer knows about the database's health, for everybody to read. A fact is recorded
// before anyone is told of what it caused: a caller who was refused finds the reason here.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "serve/store/store.hpp"

namespace arena::serve {

/// Thread-safe.
class HealthRecord {
public:
    void committed(std::size_t jobs) {
        const std::lock_guard lock(mutex_);
        good_us_ = now_us();
        ++health_.commits;
        health_.jobs += static_cast<std::int64_t>(jobs);
    }
    void is_there() {
        const std::lock_guard lock(mutex_);
        good_us_ = now_us();
    }
    void failed(const std::string& fault) {
        const std::lock_guard lock(mutex_);
        health_.writable = false;
        health_.fault = fault;
    }
    void recovered() {
        const std::lock_guard lock(mutex_);
        outage_ = {outage_.number + 1, good_us_};
        good_us_ = now_us();
        health_.writable = true;
        health_.fault.clear();
    }
    Store::Outage last_outage() const {
        const std::lock_guard lock(mutex_);
        return outage_;
    }
    Store::Health read() const {
        const std::lock_guard lock(mutex_);
        return health_;
    }

private:
    static std::int64_t now_us() {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    mutable std::mutex mutex_;
    Store::Health health_{.writable = true, .fault = {}, .waiting = 0, .commits = 0, .jobs = 0};
    Store::Outage outage_;
    std::int64_t good_us_ = now_us();  ///< when it was last known to be there
};

}  // namespace arena::serve

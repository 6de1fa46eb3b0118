// What the writer knows about the database's health, for everybody to read. A fact is recorded
// before anyone is told of what it caused: a caller who was refused finds the reason here.
#pragma once

#include <mutex>
#include <string>

#include "serve/store/store.hpp"

namespace arena::serve {

/// Thread-safe.
class HealthRecord {
public:
    void committed(std::size_t jobs) {
        const std::lock_guard lock(mutex_);
        ++health_.commits;
        health_.jobs += static_cast<std::int64_t>(jobs);
    }
    void failed(const std::string& fault) {
        const std::lock_guard lock(mutex_);
        health_.writable = false;
        health_.fault = fault;
    }
    void recovered() {
        const std::lock_guard lock(mutex_);
        health_.writable = true;
        health_.fault.clear();
    }
    Store::Health read() const {
        const std::lock_guard lock(mutex_);
        return health_;
    }

private:
    mutable std::mutex mutex_;
    Store::Health health_{.writable = true, .fault = {}, .waiting = 0, .commits = 0, .jobs = 0};
};

}  // namespace arena::serve

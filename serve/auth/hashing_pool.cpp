#include "serve/auth/hashing_pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "core/assert.hpp"

namespace arena::serve {

struct HashingPool::State {
    std::size_t waiting_max = 0;
    mutable std::mutex mutex;
    std::condition_variable arrived;
    std::deque<std::function<void()>> jobs;
    bool is_closed = false;
    std::vector<std::thread> threads;

    Result<void> push(std::function<void()> job) {
        {
            const std::lock_guard lock(mutex);
            if (jobs.size() >= waiting_max) {
                return fail(ErrorCode::host, "too many logins at once: try again");
            }
            jobs.push_back(std::move(job));
        }
        arrived.notify_one();
        return {};
    }

    void work() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock lock(mutex);
                arrived.wait(lock, [&] { return is_closed || !jobs.empty(); });
                if (is_closed) return;
                job = std::move(jobs.front());
                jobs.pop_front();
            }
            job();
        }
    }
};

HashingPool::HashingPool(const Settings& settings) : state_(std::make_unique<State>()) {
    ARENA_ASSERT(settings.threads > 0);
    state_->waiting_max = settings.waiting_max;
    for (int number = 0; number < settings.threads; ++number) {
        state_->threads.emplace_back([state = state_.get()] { state->work(); });
    }
}

HashingPool::~HashingPool() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->is_closed = true;
    }
    state_->arrived.notify_all();
    for (auto& thread : state_->threads) thread.join();
}

Result<void> HashingPool::hash(std::string password,
                               std::function<void(Result<std::string>)> done) {
    return state_->push([password = std::move(password), done = std::move(done)] {
        done(hash_password(password));
    });
}

Result<void> HashingPool::check(std::string password, std::string hash,
                                std::function<void(PasswordCheck)> done) {
    return state_->push([password = std::move(password), hash = std::move(hash),
                         done = std::move(done)] { done(check_password(password, hash)); });
}

std::size_t HashingPool::waiting() const {
    const std::lock_guard lock(state_->mutex);
    return state_->jobs.size();
}

}  // namespace arena::serve

#include "judge/lane_pool.hpp"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "core/assert.hpp"

namespace arena {
namespace {

struct Pool {
    const LaneWork& work;
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t out = 0;  ///< pieces handed out and not yet recorded

    // Waits until there is a piece; nullopt when there will be none.
    std::optional<std::size_t> take(std::unique_lock<std::mutex>& lock) {
        for (;;) {
            if (work.ended()) return std::nullopt;
            if (auto piece = work.take()) return piece;
            if (out == 0) return std::nullopt;
            changed.wait(lock);
        }
    }

    void run_lane(std::size_t lane) {
        std::unique_lock<std::mutex> lock(mutex);
        while (auto piece = take(lock)) {
            ++out;
            lock.unlock();
            const std::function<void()> record = work.perform(lane, *piece);
            lock.lock();
            record();
            --out;
            changed.notify_all();
        }
        changed.notify_all();
    }
};

}  // namespace

void run_lanes(std::size_t lanes, const LaneWork& work) {
    ARENA_ASSERT(lanes >= 1);
    Pool pool{work, {}, {}, 0};
    std::vector<std::thread> threads;
    try {
        for (std::size_t lane = 1; lane < lanes; ++lane) {
            threads.emplace_back([&pool, lane] { pool.run_lane(lane); });
        }
    } catch (const std::system_error&) {
        // No more threads here (ulimit -u, a full pids cgroup): the work takes the lanes there are.
    }
    pool.run_lane(0);
    for (std::thread& thread : threads) thread.join();
}

}  // namespace arena

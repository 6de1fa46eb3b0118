// Lanes: nothing lost, nothing twice, and an end that is heeded.
#include "judge/lane_pool.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

// Work 0..n-1; each piece is recorded once.
std::multiset<std::size_t> record_all(std::size_t lanes, std::size_t n) {
    std::size_t next = 0;
    std::multiset<std::size_t> recorded;
    LaneWork work;
    work.ended = [] { return false; };
    work.take = [&]() -> std::optional<std::size_t> {
        if (next == n) return std::nullopt;
        return next++;
    };
    work.perform = [&](std::size_t, std::size_t piece) -> std::function<void()> {
        return [&recorded, piece] { recorded.insert(piece); };
    };
    run_lanes(lanes, work);
    return recorded;
}

}  // namespace

TEST_CASE("lane_pool: every piece is done once, on any number of lanes", "[judge]") {
    std::multiset<std::size_t> all;
    for (std::size_t i = 0; i < 200; ++i) all.insert(i);
    CHECK(record_all(1, 200) == all);
    CHECK(record_all(4, 200) == all);
    CHECK(record_all(8, 3).size() == 3);
    CHECK(record_all(2, 0).empty());
}

TEST_CASE("lane_pool: work that appears only when other work is recorded is not missed",
          "[judge]") {
    std::size_t ready = 1, taken = 0, done = 0;
    LaneWork work;
    work.ended = [] { return false; };
    work.take = [&]() -> std::optional<std::size_t> {
        if (taken == ready) return std::nullopt;
        return taken++;
    };
    work.perform = [&](std::size_t, std::size_t) -> std::function<void()> {
        std::this_thread::yield();
        return [&] {
            ++done;
            if (ready < 50) ++ready;
        };
    };
    run_lanes(3, work);
    CHECK(done == 50);
}

TEST_CASE("lane_pool: an end is heeded before new work is taken", "[judge]") {
    std::size_t done = 0;
    LaneWork work;
    work.ended = [&] { return done >= 5; };
    work.take = [] { return std::optional<std::size_t>(0); };
    work.perform = [&](std::size_t, std::size_t) -> std::function<void()> {
        return [&] { ++done; };
    };
    run_lanes(1, work);
    CHECK(done == 5);
}

TEST_CASE("lane_pool: a lane is used by one thread at a time", "[judge]") {
    std::atomic<int> inside[3] = {};
    std::atomic<bool> shared{false};
    std::size_t next = 0;
    LaneWork work;
    work.ended = [] { return false; };
    work.take = [&]() -> std::optional<std::size_t> {
        if (next == 100) return std::nullopt;
        return next++;
    };
    work.perform = [&](std::size_t lane, std::size_t) -> std::function<void()> {
        if (++inside[lane] != 1) shared = true;
        std::this_thread::yield();
        --inside[lane];
        return [] {};
    };
    run_lanes(3, work);
    CHECK_FALSE(shared.load());
}

TEST_CASE("lane_pool: a lane without work waits for what another lane may bring", "[judge]") {
    // One piece first; recording it brings two, and each of those waits for the other to run.
    std::size_t ready = 1, taken = 0;
    std::atomic<int> together{0};
    std::atomic<int> met{0};
    LaneWork work;
    work.ended = [] { return false; };
    work.take = [&]() -> std::optional<std::size_t> {
        if (taken == ready) return std::nullopt;
        return taken++;
    };
    work.perform = [&](std::size_t, std::size_t piece) -> std::function<void()> {
        if (piece == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        } else {
            ++together;
            for (int i = 0; i < 5000 && together < 2; ++i) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            if (together == 2) ++met;
        }
        return [&] { ready = 3; };
    };
    run_lanes(2, work);
    CHECK(met == 2);
}

// A judge pool with fake workers on a poll reactor, and a record of every event.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "serve/bus/local_bus.hpp"
#include "serve/judging/judge_pool.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_workers.hpp"
#include "tests/support/poll_reactor.hpp"

namespace arena::testing {

inline serve::JudgePoolSettings quick_settings() {
    serve::JudgePoolSettings settings;
    settings.retry_ms_first = 1;
    settings.retry_ms_max = 4;
    return settings;
}

/// Tasks wait in `held` until the test answers them, unless `script` does.
struct PoolScene {
    struct Held {
        serve::Task task;
        FakeWorkers::Hands hands;
    };
    PollReactor reactor;
    std::unique_ptr<serve::Bus> bus;
    std::deque<Held> held;
    FakeWorkers::Script script;
    FakeWorkers workers;
    std::unique_ptr<serve::JudgePool> pool;
    std::map<std::string, serve::Submitted> submitted;
    std::vector<serve::JobDone> done;
    std::vector<serve::TestProgress> progress;

    explicit PoolScene(int seats = 1, const serve::JudgePoolSettings& settings = quick_settings(),
                       const serve::QueueSettings& queue = {})
        : bus(serve::make_local_bus([this] { return reactor.now_us() / 1000; }, queue)),
          workers(reactor, seats, [this](const serve::Task& task, FakeWorkers::Hands hands) {
              if (script) return script(task, hands);
              held.push_back({task, hands});
          }) {
        pool = std::make_unique<serve::JudgePool>(reactor, bus->judge_queue(), workers, settings);
        pool->start();
        REQUIRE(until([&] { return pool->stats().workers_alive == seats; }));
    }

    bool until(const std::function<bool()>& reached) { return reactor.run_until(reached, 20'000); }
    bool until_held(std::size_t count = 1) {
        return until([&] { return held.size() >= count; });
    }
    bool until_done(std::size_t count) {
        return until([&] { return done.size() >= count; });
    }

    Held next() {
        REQUIRE(until_held());
        Held first = held.front();
        held.pop_front();
        return first;
    }

    serve::JobEvents events(const std::string& label) {
        return {[this, label](const serve::Submitted& answer) { submitted[label] = answer; },
                [this](const serve::TestProgress& seen) { progress.push_back(seen); },
                [this](serve::JobDone job) { done.push_back(std::move(job)); }};
    }

    /// Returns how it was taken. The source of the task is the id, to tell tasks apart.
    serve::Submitted submit(const std::string& id,
                            serve::JobClass job_class = serve::JobClass::live,
                            const std::string& key = "", std::int64_t epoch = 0) {
        const std::string label = id + "#" + std::to_string(epoch);
        pool->submit({id, epoch, job_class, key, serve::SyntaxTask{"c", id}}, events(label));
        return submitted.at(label);
    }
};

inline serve::Outcome good() {
    return serve::SyntaxReport{};
}
inline serve::Outcome infrastructure_fault() {
    return serve::JobFault{serve::FaultKind::infrastructure, "the disk is on fire"};
}

}  // namespace arena::testing

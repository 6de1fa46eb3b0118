// Figures of the server's judging side: real workers and sandboxes behind the pool, on Asio, as the
// server runs them; without HTTP and store.

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <memory>

#include "serve/bus/local_bus.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/reactor_asio.hpp"
#include "serve/supervisor/worker_bench.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/serve_scene.hpp"

namespace arena::bench {
namespace {

using namespace serve;

class BenchWorkers final : public WorkerSource {
public:
    BenchWorkers(const WorkerSettings& settings, int seats) : bench_(settings, seats) {
        auto seats_made = bench_.fill(0);  // forked before anything here has a thread
        if (seats_made) seats_ = *std::move(seats_made);
    }
    void start(std::function<void(WorkerSeat)> came) override {
        for (const WorkerSeat& seat : seats_) came(seat);
    }
    void kill_worker(int, std::uint32_t) override {}
    ~BenchWorkers() override { bench_.clear(); }

private:
    WorkerBench bench_;
    std::vector<WorkerSeat> seats_;
};

struct Bench {
    static constexpr int seats = 2;
    TempFolder folder;
    BenchWorkers workers{settings(), seats};
    boost::asio::io_context context;
    std::unique_ptr<Reactor> reactor = make_asio_reactor(context);
    std::unique_ptr<Bus> bus = make_local_bus([this] { return reactor->now_us() / 1000; });
    JudgePool pool{*reactor, bus->judge_queue(), workers, {}};
    int jobs = 0;

    Bench() {
        pool.start();
        while (pool.stats().workers_alive < seats) context.run_one();
    }

    WorkerSettings settings() const {
        WorkerSettings out;
        out.cache_directory = folder / "cache";
        out.prepare_languages = false;
        return out;
    }

    void submit(Task task, std::function<void(const JobDone&)> done) {
        pool.submit({"j" + std::to_string(jobs++), 0, JobClass::live, "", std::move(task)},
                    {nullptr, nullptr, std::move(done)});
    }

    JobDone run(const Task& task) {
        JobDone out;
        bool ended = false;
        submit(task, [&](const JobDone& job) {
            out = job;
            ended = true;
        });
        while (!ended) context.run_one();
        return out;
    }

    /// Milliseconds from submit to done, of each run.
    std::vector<double> times(int runs, const std::function<Task(int)>& task) {
        std::vector<double> out;
        for (int i = 0; i < runs; ++i) {
            const Task made = task(i);
            out.push_back(seconds([&] { (void)run(made); }) * 1e3);
        }
        return out;
    }
};

double empty_jobs_per_second(Bench& bench) {
    constexpr int callers = 64, wanted = 40'000;
    int begun = 0, ended = 0;
    std::function<void()> begin;
    const auto end = [&](const JobDone&) {
        ++ended;
        if (begun < wanted) begin();
    };
    begin = [&] {
        ++begun;
        bench.submit(EmptyTask{}, end);
    };
    const double took = seconds([&] {
        for (int i = 0; i < callers; ++i) begin();
        while (ended < wanted) bench.context.run_one();
    });
    return wanted / took;
}

}  // namespace

std::vector<Figure> judging_figures() {
    Bench bench;
    std::vector<Figure> out;
    const auto empty = bench.times(2000, [](int) { return EmptyTask{}; });
    out.push_back(at_most("empty job to a worker and back, idle, p50", percentile(empty, 0.5), "ms",
                          "BullMQ: 0.79 ms", 2));
    out.push_back(at_most("empty job to a worker and back, idle, p99", percentile(empty, 0.99),
                          "ms", "BullMQ: 4.3 ms", 5));
    out.push_back(at_least("queue: 64 callers wait for empty jobs", empty_jobs_per_second(bench),
                           "1/s", "BullMQ: 3,100 /s", 20'000));
    return out;
}

}  // namespace arena::bench

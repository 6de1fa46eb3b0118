// Figures of the server's judging side: real workers and sandboxes behind the pool, on Asio, as the
// server runs them; without HTTP and store.

#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "judge/sandbox/leftover.hpp"
#include "serve/bus/local_bus.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/reactor_asio.hpp"
#include "serve/supervisor/worker_bench.hpp"
#include "tests/bench/figures.hpp"

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

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    return values.at(rank);
}

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

// Proportional share of each process, so that pages shared after fork() count once.
double resident_mib() {
    double kib = 0;
    std::vector<int> pids = sandbox::descendants(getpid());
    for (const int pid : pids) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string key;
            double value = 0;
            if (words >> key >> value && key == "Pss:") kib += value;
        }
    }
    return kib / 1024;
}

RunTask python_sum(int i) {
    RunTask task;
    task.language = "python3";
    task.source = "a, b = map(int, input().split())\nprint(a + b)  # " + std::to_string(i) + "\n";
    task.input = "1 2\n";
    return task;
}

RunTask cpp_sum(int i) {
    RunTask task;
    task.language = "cpp20";
    task.source =
        "#include <bits/stdc++.h>\nusing namespace std;\nint main() { int a, b; cin >> a "
        ">> b; cout << a + b << endl; }  // " +
        std::to_string(i) + "\n";
    task.input = "1 2\n";
    return task;
}

// All but compiling and the program itself.
double own_share_ms(const JobDone& job, double total_ms) {
    const auto* output = std::get_if<RunOutput>(&job.outcome);
    if (output == nullptr) return total_ms;
    const std::int64_t compile_ns = output->compile.cached ? 0 : output->compile.wall_ns;
    return total_ms - static_cast<double>(compile_ns + output->wall_ns) / 1e6;
}

}  // namespace

std::vector<Figure> judging_figures() {
    Bench bench;
    std::vector<Figure> out;
    const auto row = [&](const std::string& what, double value, const std::string& unit,
                         const std::string& against, double target, bool at_most = true) {
        out.push_back({what, value, unit, against, target, at_most, ""});
    };
    const double idle_mib = resident_mib();
    const auto empty = bench.times(2000, [](int) { return EmptyTask{}; });
    row("empty job to a worker and back, idle, p50", percentile(empty, 0.5), "ms",
        "BullMQ: 0.79 ms to the worker", 2);
    row("empty job to a worker and back, idle, p99", percentile(empty, 0.99), "ms",
        "BullMQ: 4.3 ms to the worker", 5);
    row("64 callers of empty jobs", empty_jobs_per_second(bench), "1/s", "BullMQ: 3,100 /s", 20'000,
        false);
    (void)bench.run(cpp_sum(-1));  // prepares <bits/stdc++.h>
    (void)bench.run(python_sum(-1));
    row("run a+b, Python, new source, p50",
        percentile(bench.times(40, [](int i) { return python_sum(i); }), 0.5), "ms",
        "without a sandbox: 23 ms", 25);
    row("run a+b, C++ with bits/stdc++.h, new source, p50",
        percentile(bench.times(8, [](int i) { return cpp_sum(i); }), 0.5), "ms",
        "without a sandbox: 1113 ms", 400);
    row("the same C++ source again, p50",
        percentile(bench.times(40, [](int) { return cpp_sum(0); }), 0.5), "ms",
        "without a cache: 1113 ms", 15);
    std::vector<double> own;
    for (int i = 0; i < 100; ++i) {
        JobDone job;
        const double total_ms = seconds([&] { job = bench.run(cpp_sum(0)); }) * 1e3;
        own.push_back(own_share_ms(job, total_ms));
    }
    row("own share of a job: all but compiler and program, p50", percentile(own, 0.5), "ms",
        "the seeds' budget: 62 ms", 5);
    row("own share of a job: all but compiler and program, p99", percentile(own, 0.99), "ms",
        "the seeds' budget: 62 ms", 20);
    row("resident memory of 2 idle workers with slots", idle_mib, "MiB",
        "all services of the seeds: some 512 MiB", 60);
    return out;
}

}  // namespace arena::bench

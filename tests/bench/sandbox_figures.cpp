// The sandbox against a bare posix_spawn, against bubblewrap, and against what it promises.
//
// Every ratio is taken in one interleaved run: one of ours, one of theirs, again and again, so that
// other load disturbs both. Medians. The bare side is posix_spawn + waitpid of the same binary with
// streams on /dev/null, pinned to the same core.
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>

#include "judge/sandbox/sandbox.hpp"
#include "tests/bench/figures.hpp"

namespace arena::bench {
namespace {

constexpr int spawn_rounds = 3000;
constexpr int throughput_rounds = 600;
constexpr int throughput_blocks = 5;
constexpr int bubblewrap_rounds = 100;
constexpr int lateness_rounds = 15;

constexpr const char* tiny_source = "int main(void) { return 0; }\n";
constexpr const char* touch_source = R"(#include <stdlib.h>
#include <sys/mman.h>
int main(int argc, char **argv) {
    size_t bytes = (size_t)atol(argv[1]) << 20;
    char *p = mmap(0, bytes, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (size_t i = 0; i < bytes; i += 4096) p[i] = 1;
    return argc > 9 && p[1];
}
)";
constexpr const char* spin_source = "int main(void) { for (volatile long i = 0;; ++i) {} }\n";

bool build(const TempFolder& folder, const char* name, const char* source) {
    const std::string file = folder / (std::string(name) + ".c");
    write_file(file, source);
    return spawn_and_wait({"gcc", "-O2", "-static", "-o", folder / name, file}) == 0;
}

void pin(int core) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<std::size_t>(core), &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

RunRequest request_for(const TempFolder& folder, const char* name) {
    Box box;
    box.key = folder / name;
    box.files.push_back(BoxFile{name, folder / name, "", true});
    RunRequest request;
    request.box = std::make_shared<const Box>(box);
    request.argv = {std::string("{box}/") + name};
    return request;
}

Figure overhead(Runner& lane, const TempFolder& folder) {
    const RunRequest request = request_for(folder, "tiny");
    const std::vector<std::string> bare = {folder / "tiny"};
    std::vector<double> ours, theirs;
    for (int i = -200; i < spawn_rounds; ++i) {
        const double run = seconds([&] { (void)lane.run(request); });
        const double spawn = seconds([&] { spawn_and_wait(bare); });
        if (i < 0) continue;
        ours.push_back(run * 1e6);
        theirs.push_back(spawn * 1e6);
    }
    char with[96];
    std::snprintf(with, sizeof with, "bare posix_spawn, %.0f us (ours %.0f us)", median(theirs),
                  median(ours));
    return {"default tier over bare spawn, static binary, p50",
            median(ours) - median(theirs),
            "us more",
            with,
            50,
            true,
            ""};
}

double runs_per_second(const std::function<void(int)>& run, int lanes) {
    std::vector<std::thread> threads;
    const double time = seconds([&] {
        for (int lane = 0; lane < lanes; ++lane)
            threads.emplace_back([&run, lane] {
                pin(lane);
                for (int i = 0; i < throughput_rounds; ++i) run(lane);
            });
        for (std::thread& thread : threads) thread.join();
    });
    return throughput_rounds * lanes / time;
}

Figure throughput(sandbox::Sandbox& sandbox) {
    RunRequest request;
    request.argv = {"/bin/true"};
    std::vector<double> ratios, bare_rates;
    for (int block = 0; block < throughput_blocks; ++block) {
        const double ours = runs_per_second(
            [&](int lane) { (void)sandbox.lane(lane).run(request); }, sandbox.lanes());
        const double bare =
            runs_per_second([](int) { spawn_and_wait({"/bin/true"}); }, sandbox.lanes());
        ratios.push_back(ours / bare);
        bare_rates.push_back(bare);
    }
    char with[96];
    std::snprintf(with, sizeof with, "bare posix_spawn, %.0f runs/s on %d cores",
                  median(bare_rates), sandbox.lanes());
    return {"/bin/true runs a second, all cores, over bare",
            median(ratios),
            "x",
            with,
            0.95,
            false,
            ""};
}

Figure against_bubblewrap(Runner& lane) {
    Figure figure{"/bin/true runs a second, over bubblewrap", 0, "x", "", 6, false, ""};
    const std::vector<std::string> bwrap = {
        "bwrap",    "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/usr",
        "/usr",     "--symlink",     "usr/bin",           "/bin",          "--symlink", "usr/lib",
        "/lib",     "--symlink",     "usr/lib64",         "/lib64",        "--proc",    "/proc",
        "--dev",    "/dev",          "--tmpfs",           "/tmp",          "--tmpfs",   "/work",
        "/bin/true"};
    if (spawn_and_wait(bwrap) != 0) {
        figure.note = "bubblewrap is not installed or does not run here";
        return figure;
    }
    RunRequest request;
    request.argv = {"/bin/true"};
    std::vector<double> ours, theirs;
    for (int i = 0; i < bubblewrap_rounds; ++i) {
        ours.push_back(seconds([&] { (void)lane.run(request); }) * 1e6);
        theirs.push_back(seconds([&] { spawn_and_wait(bwrap); }) * 1e6);
    }
    figure.value = median(theirs) / median(ours);
    char with[96];
    std::snprintf(with, sizeof with, "bwrap --unshare-all, %.0f us (ours %.0f us)", median(theirs),
                  median(ours));
    figure.compared_with = with;
    return figure;
}

Figure lateness(Runner& lane, const TempFolder& folder) {
    RunRequest request = request_for(folder, "spin");
    request.limits.cpu_ns = 100 * ms_in_ns;
    std::vector<double> late_ms;
    for (int i = 0; i < lateness_rounds; ++i) {
        const Result<RunReport> report = lane.run(request);
        if (report && report->ending == Ending::cpu_limit)
            late_ms.push_back(static_cast<double>(report->cpu_ns - request.limits.cpu_ns) / 1e6);
    }
    Figure figure{"kill after the CPU limit, median",
                  0,
                  "ms late",
                  "a limit of 100 ms of CPU time, by the cgroup's clock",
                  2,
                  true,
                  ""};
    if (late_ms.empty())
        figure.note = "no run ended at its CPU limit";
    else
        figure.value = median(late_ms);
    return figure;
}

Figure peak_error(Runner& lane, const TempFolder& folder) {
    Figure figure{"peak memory of a program that touches a known amount",
                  0,
                  "MiB off at most",
                  "1, 16, 64, 100 and 200 MiB touched by a static program",
                  0.5,
                  true,
                  ""};
    for (int touched : {1, 16, 64, 100, 200}) {
        RunRequest request = request_for(folder, "touch");
        request.argv.push_back(std::to_string(touched));
        for (int i = 0; i < 5; ++i) {
            const Result<RunReport> report = lane.run(request);
            if (!report || report->ending != Ending::exited) {
                figure.note = "a run failed";
                return figure;
            }
            const double seen = static_cast<double>(report->memory_bytes) / mib;
            figure.value = std::max(figure.value, std::fabs(seen - touched));
        }
    }
    return figure;
}

}  // namespace

std::vector<Figure> sandbox_figures() {
    const TempFolder folder;
    sandbox::SandboxOptions options;
    options.lanes = std::min(2, static_cast<int>(std::thread::hardware_concurrency()));
    Result<sandbox::Sandbox> opened = sandbox::Sandbox::open(options);
    const bool built = build(folder, "tiny", tiny_source) && build(folder, "touch", touch_source) &&
                       build(folder, "spin", spin_source);
    if (!opened || !built) {
        Figure none;
        none.what = "the sandbox";
        none.note = opened ? "gcc cannot build static programs here" : opened.error().message;
        return {none};
    }
    std::vector<Figure> figures;
    figures.push_back(throughput(*opened));
    cpu_set_t all_cores;
    ::sched_getaffinity(0, sizeof all_cores, &all_cores);
    pin(0);
    Runner& lane = opened->lane(0);
    figures.insert(figures.begin(), overhead(lane, folder));
    figures.push_back(against_bubblewrap(lane));
    figures.push_back(lateness(lane, folder));
    figures.push_back(peak_error(lane, folder));
    ::sched_setaffinity(0, sizeof all_cores, &all_cores);
    return figures;
}

}  // namespace arena::bench

// The zygote's serving life: have a run prepared, answer orders while it waits and lasts, report.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/slot/run.hpp"
#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr std::uint64_t init_exit_ns_max = 100'000;

std::uint64_t own_cpu_ns() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint64_t cpu_of(const struct rusage& usage) {
    return (static_cast<std::uint64_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000u +
            static_cast<std::uint64_t>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)) *
           1000u;
}

void subtract_ns(std::uint64_t& from, std::uint64_t ns) {
    from -= ns < from ? ns : from;
}

class Zygote {
public:
    Zygote(const Settings& settings, const Landlock& landlock)
        : settings_(settings),
          landlock_(landlock),
          restricted_(!(settings.config.walls & wall_namespaces)) {}

    void prepare() {
        progress_ = Progress{};
        killed_ = false;
        prepared_ = prepare_run(settings_, landlock_, progress_);
        if (prepared_.init_pid < 0)
            fail_run(Step::clone_init, static_cast<std::int32_t>(-prepared_.init_pid));
    }

    /// REQUIRES: prepare() was called.
    [[noreturn]] void live() {
        for (;;) {
            serve_run();
            report();
            prepare();
        }
    }

private:
    // The supervisor is gone or broken: everything below goes with us.
    [[noreturn]] void end() {
        if (restricted_) kill_descendants();
        _exit(0);
    }

    void fail_run(Step step, std::int32_t error) {
        progress_.done.failed_step = step;
        progress_.done.failed_errno = error;
    }

    // What was prepared may be gone before a run came (no memory, a stranger's kill): then it is
    // made again when one comes, once, and a second failure is that run's. A run that is ended but
    // never came went down with what was prepared.
    void serve_run() {
        if (attend()) return;
        await_run();
        if (!killed_) {
            prepare();
            if (attend()) return;
        }
        discard_run();
        if (progress_.done.failed_step == Step::none) fail_run(Step::clone_init, ECHILD);
    }

    void await_run() {
        pollfd watch[2] = {{runs_fd, POLLIN, 0}, {talk_fd, POLLIN, 0}};
        while (!watch[0].revents && !killed_) {
            if (poll(watch, 2, -1) < 0) watch[0].revents = watch[1].revents = 0;
            if (watch[1].revents) obey();
        }
    }

    // A run that its target did not live to take must not be the next one's.
    void discard_run() {
        Run run;
        int fds[1];
        int fd_count = 0;
        receive(runs_fd, &run, sizeof run, fds, 0, fd_count, Inherit::no, Wait::no);
    }

    // Waits for init, serving orders. The supervisor decides when time is up; we only carry it out.
    // False: there was no run, and there is no init.
    bool attend() {
        if (prepared_.init_pid < 0) return false;
        pollfd watch[2] = {{prepared_.init_pidfd, POLLIN, 0}, {talk_fd, POLLIN, 0}};
        for (;;) {
            if (poll(watch, 2, -1) < 0) continue;
            if (watch[0].revents) break;
            if (watch[1].revents) obey();
        }
        int status = 0;
        struct rusage usage;
        while (sys(SYS_wait4, prepared_.init_pid, ptr(&status), __WALL, ptr(&usage)) == -EINTR) {
        }
        close(prepared_.init_pidfd);
        prepared_ = Prepared{};
        if (restricted_) kill_descendants();
        if (killed_) discard_run();
        if (!progress_.taken && !killed_) return false;
        Done& done = progress_.done;
        done.init_killed = WIFSIGNALED(status);
        if (done.init_killed) done.end_ns = now_ns();
        add_exit_of_init(cpu_of(usage));
        subtract_preparation();
        return true;
    }

    // What init used after its own last look: ending itself. Processes that die with it are in
    // the same number, and their work is the program's: so only so much is taken as ours.
    void add_exit_of_init(std::uint64_t with_children_ns) {
        Done& done = progress_.done;
        const std::uint64_t seen = done.tree_cpu_ns + done.slot_cpu_ns;
        const std::uint64_t after = with_children_ns > seen ? with_children_ns - seen : 0;
        done.slot_cpu_ns += after < init_exit_ns_max ? after : init_exit_ns_max;
    }

    // The target was ours until exec.
    void subtract_preparation() {
        Done& done = progress_.done;
        subtract_ns(done.target_cpu_ns, progress_.before_exec_ns);
        subtract_ns(done.tree_cpu_ns, progress_.before_exec_ns);
        done.slot_cpu_ns += progress_.before_exec_ns;
    }

    void obey() {
        Order order;
        int fd_count = 0;
        const long bytes =
            receive(talk_fd, &order, sizeof order, nullptr, 0, fd_count, Inherit::no, Wait::yes);
        if (bytes <= 0) end();
        if (order.run != runs_) return;  // its run has ended meanwhile
        if (order.kind == Kind::ask_usage) {
            const int self = static_cast<int>(sys(SYS_getpid));
            Usage usage = sample_usage(restricted_, self);
            usage.has_waits = order.wants_waits;
            if (order.wants_waits) usage.waits = sample_waits(restricted_, self, init_pid());
            send_with_fds(talk_fd, &usage, sizeof usage, nullptr, 0);
            return;
        }
        killed_ = true;
        if (prepared_.init_pid < 0) return;
        last_look_before_kill(order.wants_waits);
        // Init's death is enough, but init would have to get the core first, from a program that
        // does not let go of it. In our pid namespace nobody else is left.
        sys(SYS_kill, restricted_ ? prepared_.init_pid : -1, SIGKILL);
    }

    // A killed run takes its accounts with it; without a cgroup nobody else has them.
    void last_look_before_kill(bool wants_waits) {
        const int self = static_cast<int>(sys(SYS_getpid));
        Done& done = progress_.done;
        if (wants_waits) done.delay_ns = sample_waits(restricted_, self, init_pid()).delay_ns;
        if (settings_.config.cgroup_fds > 0) return;
        const Usage usage = sample_usage(restricted_, self);
        done.tree_cpu_ns = usage.cpu_ns;
        done.max_rss_bytes = usage.memory_bytes;
    }

    int init_pid() const { return static_cast<int>(prepared_.init_pid); }

    void report() {
        const std::uint64_t own = own_cpu_ns();
        progress_.done.slot_cpu_ns += own - own_cpu_before_ns_;
        own_cpu_before_ns_ = own;
        if (send_with_fds(talk_fd, &progress_.done, sizeof progress_.done, nullptr, 0) < 0) end();
        ++runs_;
    }

    const Settings& settings_;
    const Landlock& landlock_;
    const bool restricted_;
    bool killed_ = false;  ///< by an order
    std::uint32_t runs_ = 0;
    Prepared prepared_;
    Progress progress_;
    std::uint64_t own_cpu_before_ns_ = own_cpu_ns();
};

}  // namespace

void serve(const Settings& settings, const Rooms& rooms, const Landlock& landlock) {
    Zygote zygote(settings, landlock);
    zygote.prepare();
    const Ready ready{Kind::ready, landlock.abi, rooms.has_proc};
    const int rooms_fds[2] = {rooms.scratch_fd, rooms.box_fd};
    if (send_with_fds(talk_fd, &ready, sizeof ready, rooms_fds, 2) < 0) _exit(1);
    close(rooms.scratch_fd);
    close(rooms.box_fd);
    zygote.live();
}

}  // namespace arena::slot

// Between clone and exec. Init and target share the zygote's memory and run beside it, so this file
// allocates nothing, calls nothing that could touch errno or a lock, and reports a failed step
// through `progress`.
//
// The target waits for its run as the guest's user without a capability, in a process group of its
// own, with no descriptor but the socket. While it waits there is no guest: the zygote makes it
// when everything of the run before is dead.
#include "judge/sandbox/slot/run.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include <initializer_list>
#include <utility>

#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr unsigned guest_id = 1000;
// Init walks down the run's family in the restricted tier, with some 6 KiB for each of at most 100
// generations. What is not touched costs nothing.
constexpr std::size_t init_stack_bytes = 1024 * 1024;
constexpr std::size_t target_stack_bytes = 64 * 1024;
alignas(64) char init_stack[init_stack_bytes];
alignas(64) char target_stack[target_stack_bytes];

constexpr int strings_max = 4096;
constexpr std::uint64_t memory_lock_bytes = 64 * 1024;
constexpr int streams = 3;
constexpr int run_cgroup_fd = 3;  // the descriptor after the streams

struct Shared {
    const Settings* settings;
    const Landlock* landlock;
    Progress* progress;
} shared;

// The run that was taken. Only the target touches these, until it is another program.
alignas(8) char message[message_bytes_max];
Run run;
char* argv[strings_max + 1];
char* env[strings_max + 1];

[[noreturn]] void leave(int status) {
    for (;;) sys(SYS_exit_group, status);
}

[[noreturn]] void stop_at(Step step, long error, int index = 0) {
    shared.progress->done.failed_step = step;
    shared.progress->done.failed_index = index;
    shared.progress->done.failed_errno = static_cast<std::int32_t>(-error);
    leave(127);
}

void require(Step step, long result) {
    if (result < 0) stop_at(step, result);
}

long limit(int resource, std::uint64_t value) {
    struct rlimit wish;
    wish.rlim_cur = wish.rlim_max = value;
    return sys(SYS_prlimit64, 0, resource, ptr(&wish), 0);
}

// A hard limit below the wish, which only the host can raise, would be a verdict of its own.
void set_limit(int resource, std::uint64_t value) {
    const long result = limit(resource, value);
    if (result < 0) stop_at(Step::resource_limits, result, resource);
}

void set_limits() {
    set_limit(RLIMIT_CPU, run.cpu_s);
    set_limit(RLIMIT_FSIZE, run.file_bytes);
    set_limit(RLIMIT_STACK, run.stack_bytes);
    set_limit(RLIMIT_NOFILE, run.open_files);
    if (run.data_bytes) set_limit(RLIMIT_DATA, run.data_bytes);
    if (run.processes) set_limit(RLIMIT_NPROC, run.processes);
}

void drop_identity() {
    const std::uint32_t walls = shared.settings->config.walls;
    if (!(walls & (wall_two_ids | wall_switch_ids))) return;
    const long id = walls & wall_two_ids ? guest_id : shared.settings->config.id_base + 1;
    require(Step::drop_identity, sys(SYS_setresgid, id, id, id));
    require(Step::drop_identity, sys(SYS_setresuid, id, id, id));
}

void drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    require(Step::drop_capabilities, sys(SYS_capset, ptr(&header), ptr(none)));
}

// Only in the restricted tier: elsewhere the zygote's own walls are inherited.
void confine() {
    if (shared.settings->config.walls & wall_namespaces) return;
    require(Step::confine_target, sys(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    require(Step::confine_target, enforce_landlock(shared.landlock->ruleset_fd));
    require(Step::confine_target, enforce_seccomp(*shared.settings));
}

// All but the socket, and what shuts the work folder: which run comes is not known yet. Both lie
// above the numbers that the run's streams will get.
void close_for_waiting() {
    require(Step::standard_streams, sys(SYS_close_range, 0, runs_fd - 1, 0));
    const int kept = shared.landlock->work_read_only_fd;
    if (kept > runs_fd + 1)
        require(Step::standard_streams, sys(SYS_close_range, runs_fd + 1, kept - 1, 0));
    const int next = kept > runs_fd ? kept + 1 : runs_fd + 1;
    require(Step::standard_streams, sys(SYS_close_range, next, ~0u, 0));
}

// Joins two strings into `path`; false when it does not fit.
bool join(char* path, std::size_t bytes, const char* directory, const char* name) {
    std::size_t at = 0;
    for (const char* part : {directory, name})
        for (; *part; ++part) {
            if (at + 1 >= bytes) return false;
            path[at++] = *part;
        }
    path[at] = 0;
    return true;
}

long exec_in_path() {
    if (strchr(argv[0], '/')) return sys(SYS_execve, ptr(argv[0]), ptr(argv), ptr(env));
    long result = -ENOENT;
    for (const char* directory : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
        char path[512];
        if (!join(path, sizeof path, directory, argv[0])) return -ENAMETOOLONG;
        result = sys(SYS_execve, ptr(path), ptr(argv), ptr(env));
        if (result != -ENOENT) return result;
    }
    return result;
}

bool take_strings(std::size_t bytes) {
    if (bytes != sizeof run + run.string_bytes || run.argc == 0) return false;
    if (run.argc > strings_max || run.envc > strings_max) return false;
    char* next = message + sizeof run;
    char* const end = message + bytes;
    for (std::uint32_t i = 0; i < run.argc + run.envc; ++i) {
        char* const zero =
            static_cast<char*>(memchr(next, 0, static_cast<std::size_t>(end - next)));
        if (!zero) return false;
        (i < run.argc ? argv[i] : env[i - run.argc]) = next;
        next = zero + 1;
    }
    argv[run.argc] = nullptr;
    env[run.envc] = nullptr;
    return true;
}

// Waits for the Run message. Its descriptors take the lowest free numbers: those of the standard
// streams, since the socket is all that is open.
void take_run() {
    const bool leaf = shared.settings->config.walls & wall_run_cgroup;
    int fds[streams + 1];
    int fd_count = 0;
    const long bytes = receive(runs_fd, message, sizeof message, fds, leaf ? streams + 1 : streams,
                               fd_count, Inherit::yes);
    if (bytes == 0) leave(0);  // the supervisor is gone, and we are about to be
    require(Step::receive_run, bytes);
    shared.progress->taken = true;
    if (fd_count != (leaf ? streams + 1 : streams)) stop_at(Step::receive_run, -EPROTO);
    for (int i = 0; i < fd_count; ++i)
        if (fds[i] != i) stop_at(Step::standard_streams, -EBADF);
    if (bytes < static_cast<long>(sizeof run)) stop_at(Step::receive_run, -EPROTO);
    memcpy(&run, message, sizeof run);
    if (!take_strings(static_cast<std::size_t>(bytes))) stop_at(Step::receive_run, -EPROTO);
}

std::uint64_t own_cpu_ns() {
    struct timespec time;
    sys(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, ptr(&time));
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(time.tv_nsec);
}

int target_main(void*) {
    const std::uint32_t walls = shared.settings->config.walls;
    // 1. A process group of its own, so that kill(0) stays inside. The slot is a session without a
    //    terminal already; a new one for each run would make and destroy a scheduler autogroup
    //    (+5 us, p90 +600 us). Without namespaces the run does get its own session.
    require(Step::new_session, walls & wall_namespaces ? sys(SYS_setpgid, 0, 0) : sys(SYS_setsid));
    // 2. Nobody, with no rights.
    drop_identity();
    drop_capabilities();
    // 3. Walls that are not inherited.
    confine();
    // 4. Nothing open but the socket; then wait to be wanted.
    close_for_waiting();
    take_run();
    // 5. Its accounts and its limits.
    if (walls & wall_run_cgroup)
        require(Step::run_cgroup, sys(SYS_write, run_cgroup_fd, ptr("0"), 1));
    set_limits();
    if (run.work_read_only)
        require(Step::confine_target, enforce_landlock(shared.landlock->work_read_only_fd));
    // 6. The standard streams stay, and nothing else.
    require(Step::standard_streams, sys(SYS_close_range, streams, ~0u, 0));
    // 7. The clocks start; the program takes over.
    shared.progress->before_exec_ns = own_cpu_ns();
    shared.progress->done.start_ns = now_ns();
    stop_at(Step::exec_target, exec_in_path());
}

std::uint64_t cpu_ns(const struct rusage& usage) {
    const auto time = [](const timeval& t) {
        return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u +
               static_cast<std::uint64_t>(t.tv_usec) * 1000u;
    };
    return time(usage.ru_utime) + time(usage.ru_stime);
}

// Reaps orphans until the target itself has ended. Returns when it has.
void wait_for(long target_pid) {
    Done& done = shared.progress->done;
    for (;;) {
        int status = 0;
        struct rusage usage;
        const long pid = sys(SYS_wait4, -1, ptr(&status), __WALL, ptr(&usage));
        if (pid == -EINTR) continue;
        if (pid < 0) leave(126);
        if (pid != target_pid) continue;
        done.end_ns = now_ns();
        done.wait_status = status;
        done.target_cpu_ns = cpu_ns(usage);
        done.max_rss_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
        done.voluntary_switches = static_cast<std::uint32_t>(usage.ru_nvcsw);
        return;
    }
}

// Whoever the target left behind ends now, and is waited for: the work of a zombie is the target's
// too, and nothing but wait4 adds it up. (Ending init would kill them as well, but uncounted.)
void end_the_rest() {
    long reaped = sys(SYS_wait4, -1, 0, __WALL | WNOHANG, 0);
    while (reaped != -ECHILD) {
        sys(SYS_kill, -1, SIGKILL);
        reaped = sys(SYS_wait4, -1, 0, __WALL, 0);
    }
}

int init_main(void*) {
    const bool namespaces = shared.settings->config.walls & wall_namespaces;
    if (!namespaces) sys(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    // Each has its own stack, so neither waits for the other.
    const long pid =
        ::clone(target_main, target_stack + target_stack_bytes, CLONE_VM | SIGCHLD, nullptr);
    if (pid < 0) stop_at(Step::clone_target, -errno);
    // The target has its own copy of the socket; ours would keep it open.
    sys(SYS_close_range, 0, ~0u, 0);
    wait_for(pid);
    if (namespaces)
        end_the_rest();
    else
        kill_descendants();
    Progress& progress = *shared.progress;
    struct rusage usage;
    sys(SYS_getrusage, RUSAGE_CHILDREN, ptr(&usage));
    progress.done.tree_cpu_ns = cpu_ns(usage);
    sys(SYS_getrusage, RUSAGE_SELF, ptr(&usage));
    progress.done.slot_cpu_ns = cpu_ns(usage);
    leave(0);
}

}  // namespace

long set_fixed_limits() {
    for (const auto& [resource, most] : {std::pair<int, std::uint64_t>{RLIMIT_CORE, 0},
                                         {RLIMIT_MEMLOCK, memory_lock_bytes},
                                         {RLIMIT_MSGQUEUE, 0}}) {
        struct rlimit now;
        long result = sys(SYS_prlimit64, 0, resource, 0, ptr(&now));
        if (result >= 0) result = limit(resource, now.rlim_max < most ? now.rlim_max : most);
        if (result < 0) return result;
    }
    return 0;
}

Prepared prepare_run(const Settings& settings, const Landlock& landlock, Progress& progress) {
    shared = {&settings, &landlock, &progress};
    const bool namespaces = settings.config.walls & wall_namespaces;
    const int fresh = namespaces ? CLONE_NEWPID | CLONE_NEWIPC : 0;
    Prepared prepared;
    const int pid =
        ::clone(init_main, init_stack + init_stack_bytes, CLONE_VM | CLONE_PIDFD | SIGCHLD | fresh,
                nullptr, &prepared.init_pidfd);
    prepared.init_pid = pid < 0 ? -errno : pid;
    return prepared;
}

}  // namespace arena::slot

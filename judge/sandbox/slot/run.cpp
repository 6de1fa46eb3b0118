// Between clone and exec. Init and target share the zygote's memory, so this file allocates
// nothing, calls nothing that could touch errno or a lock, and reports a failed step through
// `done`.
#include "judge/sandbox/slot/run.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <initializer_list>

#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr unsigned guest_id = 1000;
constexpr std::size_t stack_bytes = 64 * 1024;
alignas(64) char init_stack[stack_bytes];
alignas(64) char target_stack[stack_bytes];

struct Shared {
    Target* target;
    Done* done;
} shared;

[[noreturn]] void leave(int status) {
    for (;;) sys(SYS_exit_group, status);
}

[[noreturn]] void stop_at(Step step, long error) {
    shared.done->failed_step = step;
    shared.done->failed_errno = static_cast<std::int32_t>(-error);
    leave(127);
}

void require(Step step, long result) {
    if (result < 0) stop_at(step, result);
}

// A hard limit below the wish (a judge without CAP_SYS_RESOURCE) is taken as it is.
long limit(int resource, std::uint64_t value) {
    struct rlimit wish;
    wish.rlim_cur = wish.rlim_max = value;
    long result = sys(SYS_prlimit64, 0, resource, ptr(&wish), 0);
    if (result != -EPERM) return result;
    struct rlimit now;
    result = sys(SYS_prlimit64, 0, resource, 0, ptr(&now));
    if (result < 0) return result;
    wish.rlim_cur = wish.rlim_max = now.rlim_max < value ? now.rlim_max : value;
    return sys(SYS_prlimit64, 0, resource, ptr(&wish), 0);
}

void set_limits(const Run& run) {
    require(Step::resource_limits, limit(RLIMIT_CPU, run.cpu_s));
    require(Step::resource_limits, limit(RLIMIT_FSIZE, run.file_bytes));
    require(Step::resource_limits, limit(RLIMIT_STACK, run.stack_bytes));
    require(Step::resource_limits, limit(RLIMIT_NOFILE, run.open_files));
    require(Step::resource_limits, limit(RLIMIT_CORE, 0));
    require(Step::resource_limits, limit(RLIMIT_MEMLOCK, 64 * 1024));
    require(Step::resource_limits, limit(RLIMIT_MSGQUEUE, 0));
    if (run.data_bytes) require(Step::resource_limits, limit(RLIMIT_DATA, run.data_bytes));
    if (run.processes) require(Step::resource_limits, limit(RLIMIT_NPROC, run.processes));
}

void drop_identity(const Settings& settings) {
    const std::uint32_t walls = settings.config.walls;
    if (!(walls & (wall_two_ids | wall_switch_ids))) return;
    const long id = walls & wall_two_ids ? guest_id : settings.config.id_base + 1;
    require(Step::drop_identity, sys(SYS_setgroups, 0, 0));
    require(Step::drop_identity, sys(SYS_setresgid, id, id, id));
    require(Step::drop_identity, sys(SYS_setresuid, id, id, id));
}

void drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    require(Step::drop_capabilities, sys(SYS_capset, ptr(&header), ptr(none)));
}

// Only in the restricted tier: elsewhere the zygote's own walls are inherited.
void confine(const Target& target) {
    if (target.settings->config.walls & wall_namespaces) return;
    require(Step::confine_target, sys(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    require(Step::confine_target, enforce_landlock(target.landlock->ruleset_fd));
    require(Step::confine_target, enforce_seccomp(*target.settings));
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

long exec_in_path(char** argv, char** env) {
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

int target_main(void*) {
    const Target& target = *shared.target;
    // 1. Standard streams, and nothing else.
    for (int i = 0; i < 3; ++i)
        require(Step::standard_streams, sys(SYS_dup3, target.streams[i], i, 0));
    // 2. A process group of its own, so that kill(0) stays inside. The slot is a session without a
    //    terminal already; a new one for each run would make and destroy a scheduler autogroup
    //    (+5 us, p90 +600 us). Without namespaces the run does get its own session.
    const bool namespaces = target.settings->config.walls & wall_namespaces;
    require(Step::new_session, namespaces ? sys(SYS_setpgid, 0, 0) : sys(SYS_setsid));
    // 3. Limits, while we may still set them.
    set_limits(target.run);
    // 4. The working folder, by the rights of the slot's root.
    require(Step::enter_work, sys(SYS_chdir, ptr(target.work_path)));
    // 5. Nobody, with no rights.
    drop_identity(*target.settings);
    drop_capabilities();
    // 6. Walls that are not inherited.
    confine(target);
    require(Step::standard_streams, sys(SYS_close_range, 3, ~0u, 0));
    // 7. The clock starts; the program takes over.
    shared.done->start_ns = now_ns();
    stop_at(Step::exec_target, exec_in_path(target.argv, target.env));
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
    Done& done = *shared.done;
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
    long reaped;
    do {
        sys(SYS_kill, -1, SIGKILL);
        reaped = sys(SYS_wait4, -1, 0, __WALL, 0);
    } while (reaped > 0 || reaped == -EINTR);
}

int init_main(void*) {
    const Target& target = *shared.target;
    const bool namespaces = target.settings->config.walls & wall_namespaces;
    if (!namespaces) sys(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (target.cgroup_fd >= 0) {
        const long wrote = sys(SYS_write, target.cgroup_fd, ptr("0"), 1);
        if (wrote < 0) stop_at(Step::run_cgroup, wrote);
    }
    const long pid =
        ::clone(target_main, target_stack + stack_bytes, CLONE_VM | CLONE_VFORK | SIGCHLD, nullptr);
    if (pid < 0) stop_at(Step::clone_target, -errno);
    // The target has its own copies; ours would keep pipes open after it closed them.
    sys(SYS_close_range, 0, ~0u, 0);
    wait_for(pid);
    if (namespaces)
        end_the_rest();
    else
        kill_descendants();
    struct rusage usage;
    sys(SYS_getrusage, RUSAGE_CHILDREN, ptr(&usage));
    shared.done->tree_cpu_ns = cpu_ns(usage);
    sys(SYS_getrusage, RUSAGE_SELF, ptr(&usage));
    shared.done->slot_cpu_ns = cpu_ns(usage);
    leave(0);
}

}  // namespace

Started start_run(Target& target, Done& done) {
    shared.target = &target;
    shared.done = &done;
    const bool namespaces = target.settings->config.walls & wall_namespaces;
    const int fresh = namespaces ? CLONE_NEWPID | CLONE_NEWIPC : 0;
    Started started;
    const int pid = ::clone(init_main, init_stack + stack_bytes,
                            CLONE_VM | CLONE_PIDFD | SIGCHLD | fresh, nullptr, &started.init_pidfd);
    started.init_pid = pid < 0 ? -errno : pid;
    return started;
}

}  // namespace arena::slot

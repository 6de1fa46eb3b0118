// Groups of system calls by what they are for. The zygote lives under the same filter, so what it
// needs for a run (clone, set*id, setgroups, capset, setsid, prlimit64, landlock_restrict_self) is
// on the list: those give a guest nothing, since it has no capability and no_new_privs is set.
#include "judge/sandbox/seccomp_policy.hpp"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>

namespace arena::sandbox {
namespace {

// clang-format off
constexpr const char* allowed[] = {
    // files by descriptor
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2",
    "pwritev2", "lseek", "close", "close_range", "dup", "dup2", "dup3", "fstat", "ftruncate",
    "fallocate", "fsync", "fdatasync", "fadvise64", "readahead", "sendfile", "copy_file_range",
    "splice", "tee", "pipe", "pipe2", "getdents", "getdents64", "fchmod", "fchown", "fchdir",
    "fstatfs", "flistxattr", "fgetxattr",
    // files by name (the mount namespace and Landlock decide)
    "open", "openat", "openat2", "creat", "stat", "lstat", "newfstatat", "statx", "access",
    "faccessat", "faccessat2", "readlink", "readlinkat", "mkdir", "mkdirat", "rmdir", "unlink",
    "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
    "chmod", "fchmodat", "chown", "lchown", "fchownat", "utime", "utimes", "utimensat",
    "futimesat", "truncate", "mknod", "mknodat", "umask", "getcwd", "chdir", "statfs", "getxattr",
    "lgetxattr", "listxattr", "llistxattr",
    // memory
    "brk", "mmap", "munmap", "mprotect", "mremap", "madvise", "mincore", "msync", "mlock",
    "mlock2", "munlock", "mlockall", "munlockall", "membarrier", "memfd_create", "pkey_alloc",
    "pkey_free", "pkey_mprotect",
    // processes and threads
    "fork", "vfork", "execve", "execveat", "exit", "exit_group", "wait4", "waitid",
    "set_tid_address", "set_robust_list", "get_robust_list", "rseq", "futex", "futex_waitv",
    "gettid", "getpid", "getppid", "getpgid", "getpgrp", "getsid", "setsid", "setpgid",
    "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler",
    "sched_get_priority_max", "sched_get_priority_min", "sched_rr_get_interval", "getpriority",
    "getcpu", "prctl", "arch_prctl", "pidfd_open", "restart_syscall",
    // identity and limits
    "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups", "setuid",
    "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid",
    "setfsgid", "capget", "capset", "getrlimit", "setrlimit", "getrusage", "times", "sysinfo",
    "uname", "getrandom",
    // signals
    "rt_sigaction", "rt_sigprocmask", "rt_sigpending", "rt_sigreturn", "rt_sigsuspend",
    "rt_sigtimedwait", "sigaltstack", "pause", "signalfd", "signalfd4",
    // time
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time",
    "alarm", "getitimer", "setitimer", "timer_create", "timer_settime", "timer_gettime",
    "timer_getoverrun", "timer_delete", "timerfd_create", "timerfd_settime", "timerfd_gettime",
    // waiting
    "poll", "ppoll", "select", "pselect6", "epoll_create", "epoll_create1", "epoll_ctl",
    "epoll_wait", "epoll_pwait", "epoll_pwait2", "eventfd", "eventfd2",
    // local sockets, between processes of one run (socket and socketpair are checked below)
    "bind", "listen", "accept", "accept4", "connect", "shutdown", "sendto", "recvfrom", "sendmsg",
    "recvmsg", "sendmmsg", "recvmmsg", "getsockname", "getpeername", "getsockopt", "setsockopt",
};
// clang-format on

// Signals stay inside the run's pid namespace; without one they are refused.
constexpr const char* signalling[] = {"kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
                                      "pidfd_send_signal"};

// No honest solution, compiler or runtime makes these: whoever does is ended and named.
// clang-format off
constexpr const char* hostile[] = {
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "process_madvise", "mount",
    "umount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "setns", "unshare", "open_by_handle_at", "bpf",
    "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "fanotify_init",
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot",
    "swapon", "swapoff", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "stime",
    "iopl", "ioperm", "modify_ldt", "acct", "quotactl", "quotactl_fd", "syslog", "vhangup",
    "sethostname", "setdomainname", "lookup_dcookie", "vmsplice",
};
// clang-format on

struct Refusal {
    const char* call;
    int error;  ///< 0: pretend that it was done
};

// Refused with an errno that programs know how to live with.
constexpr Refusal refused[] = {
    {"sched_setaffinity", EPERM},
    {"sched_setparam", EPERM},
    {"sched_setattr", EPERM},
    {"setpriority", EPERM},
    {"ioprio_set", EPERM},
    {"setxattr", EOPNOTSUPP},
    {"lsetxattr", EOPNOTSUPP},
    {"fsetxattr", EOPNOTSUPP},
    {"removexattr", EOPNOTSUPP},
    {"lremovexattr", EOPNOTSUPP},
    {"fremovexattr", EOPNOTSUPP},
    {"sync", 0},
    {"syncfs", 0},
};

class Policy {
public:
    Policy() : context_(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), seccomp_release) {
        note(context_ ? 0 : -ENOMEM);
        if (!context_) return;
        note(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
        note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
        note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 0));
    }

    /// A call that this architecture does not have needs no rule.
    void rule(std::uint32_t action, const char* call,
              std::initializer_list<scmp_arg_cmp> when = {}) {
        if (error_) return;
        const int number = seccomp_syscall_resolve_name(call);
        if (number == __NR_SCMP_ERROR || number < 0) return;
        note(seccomp_rule_add_array(context_.get(), action, number,
                                    static_cast<unsigned>(when.size()), when.begin()));
    }

    Result<std::string> compile() {
        const int fd = memfd_create("filter", MFD_CLOEXEC);
        if (fd < 0) note(-errno);
        if (!error_) note(seccomp_export_bpf(context_.get(), fd));
        std::string program;
        if (!error_) {
            program.resize(static_cast<std::size_t>(lseek(fd, 0, SEEK_END)));
            if (pread(fd, program.data(), program.size(), 0) !=
                static_cast<ssize_t>(program.size()))
                note(-EIO);
        }
        if (fd >= 0) close(fd);
        if (error_)
            return fail(ErrorCode::host, "the seccomp filter cannot be built (error " +
                                             std::to_string(-error_) + ")");
        return program;
    }

private:
    void note(int result) {
        if (result < 0 && !error_) error_ = result;
    }

    std::unique_ptr<void, void (*)(void*)> context_;
    int error_ = 0;
};

scmp_arg_cmp is(unsigned argument, std::uint64_t value) {
    return SCMP_CMP64(argument, SCMP_CMP_EQ, value);
}

scmp_arg_cmp has(unsigned argument, std::uint64_t bits) {
    return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, bits, bits);
}

constexpr std::uint64_t namespace_flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWUTS,
                                             CLONE_NEWCGROUP};

// clone: threads and processes yes, new namespaces no. CLONE_NEWPID and CLONE_NEWIPC are the
// zygote's own; a guest lacks the capability for them.
void add_clone(Policy& policy) {
    std::uint64_t any = 0;
    for (std::uint64_t flag : namespace_flags) {
        policy.rule(SCMP_ACT_KILL_PROCESS, "clone", {has(0, flag)});
        any |= flag;
    }
    policy.rule(SCMP_ACT_ALLOW, "clone", {SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, any, 0)});
}

// Locks and leases act on inodes that other runs see too (the read-only binds): a channel.
void add_fcntl(Policy& policy) {
    constexpr int shared_with_others[] = {F_SETLK,      F_SETLKW,   F_OFD_SETLK,
                                          F_OFD_SETLKW, F_SETLEASE, F_NOTIFY};
    constexpr int fine[] = {F_DUPFD,      F_DUPFD_CLOEXEC, F_GETFD,     F_SETFD,
                            F_GETFL,      F_SETFL,         F_GETLK,     F_SETOWN,
                            F_GETOWN,     F_SETSIG,        F_GETSIG,    F_SETPIPE_SZ,
                            F_GETPIPE_SZ, F_ADD_SEALS,     F_GET_SEALS, F_GETLEASE};
    for (int command : shared_with_others)
        policy.rule(SCMP_ACT_ERRNO(ENOLCK), "fcntl", {is(1, static_cast<std::uint64_t>(command))});
    for (int command : fine)
        policy.rule(SCMP_ACT_ALLOW, "fcntl", {is(1, static_cast<std::uint64_t>(command))});
}

void add_ioctl(Policy& policy) {
    constexpr unsigned long fine[] = {TCGETS,  TIOCGWINSZ, FIONREAD, FIONBIO,
                                      FIOCLEX, FIONCLEX,   FIOASYNC, TIOCGPGRP};
    for (unsigned long request : fine) policy.rule(SCMP_ACT_ALLOW, "ioctl", {is(1, request)});
}

void add_sockets(Policy& policy) {
    for (const char* call : {"socket", "socketpair"}) {
        policy.rule(SCMP_ACT_ALLOW, call, {is(0, AF_UNIX)});
        policy.rule(SCMP_ACT_ERRNO(EAFNOSUPPORT), call, {SCMP_CMP64(0, SCMP_CMP_NE, AF_UNIX)});
    }
}

void add_checked(Policy& policy, bool own_processes_only) {
    add_clone(policy);
    add_fcntl(policy);
    add_ioctl(policy);
    add_sockets(policy);
    // personality: the query, and plain Linux.
    policy.rule(SCMP_ACT_ALLOW, "personality", {is(0, 0xffffffff)});
    policy.rule(SCMP_ACT_ALLOW, "personality", {is(0, 0)});
    // Mono sets each new thread to the policy it has, and complains on stdout when that fails: the
    // ordinary policy is "set" without a change, all others stay refused.
    policy.rule(SCMP_ACT_ERRNO(0), "sched_setscheduler", {is(1, SCHED_OTHER)});
    policy.rule(SCMP_ACT_ERRNO(EPERM), "sched_setscheduler",
                {SCMP_CMP64(1, SCMP_CMP_NE, SCHED_OTHER)});
    // Limits of oneself only.
    policy.rule(SCMP_ACT_ALLOW, "prlimit64", {is(0, 0)});
    policy.rule(SCMP_ACT_ALLOW, "landlock_restrict_self", {is(1, 0)});
    for (const char* call : signalling)
        policy.rule(own_processes_only ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW, call);
    // abort() and the threads of every runtime signal by tgkill.
    policy.rule(SCMP_ACT_ALLOW, "tgkill");
}

}  // namespace

Result<std::string> seccomp_filter(bool own_processes_only) {
    Policy policy;
    for (const char* call : allowed) policy.rule(SCMP_ACT_ALLOW, call);
    for (const char* call : hostile) policy.rule(SCMP_ACT_KILL_PROCESS, call);
    for (const Refusal& refusal : refused)
        policy.rule(SCMP_ACT_ERRNO(static_cast<std::uint32_t>(refusal.error)), refusal.call);
    add_checked(policy, own_processes_only);
    return policy.compile();
}

}  // namespace arena::sandbox

// The attempts of host_probe.hpp: a forked child takes the namespaces in the order of a slot and
// writes one errno each into a page that it shares with us; its own child, pid 1 of the new pid
// namespace, mounts and installs a filter. Both end at once; the namespaces end with them.
//
// After fork only async-signal-safe calls are made, so that a threaded caller is safe.
#include "judge/sandbox/host_probe.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/resource_limits.hpp"

#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000
#endif
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

namespace arena::sandbox {
namespace {

constexpr unsigned landlock_version_flag = 1;  // LANDLOCK_CREATE_RULESET_VERSION

using Outcome = std::array<int, attempts>;

void note(Outcome& outcome, Attempt attempt, int result) {
    outcome[static_cast<std::size_t>(attempt)] = result < 0 ? errno : 0;
}

int write_file(const char* path, const char* text, std::size_t length) {
    const int file = ::open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    const auto written = ::write(file, text, length);
    const int error = errno;
    ::close(file);
    errno = error;
    return written == static_cast<ssize_t>(length) ? 0 : -1;
}

// Pid 1 of the new pid namespace. The filter allows everything: only its installation is tried.
[[noreturn]] void try_inner_walls(Outcome& outcome) {
    note(outcome, Attempt::private_mounts,
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
    note(outcome, Attempt::mount_tmpfs, ::mount("tmpfs", "/tmp", "tmpfs", 0, "size=64k"));
    note(outcome, Attempt::mount_proc, ::mount("proc", "/proc", "proc", 0, nullptr));
    sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog program{1, &allow};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    note(outcome, Attempt::seccomp_filter, ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program));
    ::_exit(0);
}

// `map` was written before the fork: formatting is not async-signal-safe.
[[noreturn]] void try_outer_walls(Outcome& outcome, const char* uid_map, const char* gid_map) {
    note(outcome, Attempt::user_namespace, ::unshare(CLONE_NEWUSER));
    if (outcome[0] == 0) {
        write_file("/proc/self/setgroups", "deny", 4);
        int mapped = write_file("/proc/self/uid_map", uid_map, std::strlen(uid_map));
        if (mapped == 0) mapped = write_file("/proc/self/gid_map", gid_map, std::strlen(gid_map));
        note(outcome, Attempt::identity_map, mapped);
    }
    constexpr std::array kinds{
        std::pair{Attempt::mount_namespace, CLONE_NEWNS},
        std::pair{Attempt::net_namespace, CLONE_NEWNET},
        std::pair{Attempt::ipc_namespace, CLONE_NEWIPC},
        std::pair{Attempt::uts_namespace, CLONE_NEWUTS},
        std::pair{Attempt::cgroup_namespace, CLONE_NEWCGROUP},
        std::pair{Attempt::pid_namespace, CLONE_NEWPID},
    };
    for (const auto& [attempt, flag] : kinds) note(outcome, attempt, ::unshare(flag));
    // Without a mount namespace of its own the mounts would be the host's: never try them there.
    const auto mount_wall = static_cast<std::size_t>(Attempt::mount_namespace);
    if (outcome[mount_wall] != 0) ::_exit(0);
    const pid_t inner = ::fork();
    if (inner == 0) try_inner_walls(outcome);
    if (inner > 0) ::waitpid(inner, nullptr, 0);
    ::_exit(0);
}

Outcome try_walls() {
    Outcome nothing;
    nothing.fill(-1);
    void* page =
        ::mmap(nullptr, sizeof(Outcome), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return nothing;
    auto& outcome = *static_cast<Outcome*>(page);
    outcome = nothing;
    std::array<char, 64> uid_map{}, gid_map{};
    std::snprintf(uid_map.data(), uid_map.size(), "0 %u 1\n", static_cast<unsigned>(::geteuid()));
    std::snprintf(gid_map.data(), gid_map.size(), "0 %u 1\n", static_cast<unsigned>(::getegid()));
    const pid_t child = ::fork();
    if (child == 0) try_outer_walls(outcome, uid_map.data(), gid_map.data());
    if (child > 0) {
        while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    const Outcome seen = outcome;
    ::munmap(page, sizeof(Outcome));
    return seen;
}

}  // namespace

std::string_view name(Attempt attempt) {
    switch (attempt) {
        case Attempt::user_namespace: return "user";
        case Attempt::identity_map: return "uid map";
        case Attempt::mount_namespace: return "mount";
        case Attempt::pid_namespace: return "pid";
        case Attempt::net_namespace: return "net";
        case Attempt::ipc_namespace: return "ipc";
        case Attempt::uts_namespace: return "uts";
        case Attempt::cgroup_namespace: return "cgroup";
        case Attempt::private_mounts: return "private mounts";
        case Attempt::mount_tmpfs: return "tmpfs";
        case Attempt::mount_proc: return "proc";
        case Attempt::seccomp_filter: return "seccomp filter";
    }
    return "";
}

HostProbe probe_host() {
    HostProbe probe;
    probe.outcome = try_walls();
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, landlock_version_flag);
    probe.landlock_abi = abi > 0 ? static_cast<int>(abi) : 0;
    const CgroupHost cgroup = find_cgroup_host();
    leave_cgroup_host(cgroup);
    probe.cgroup = name(cgroup.kind);
    probe.cgroup_finding = cgroup.finding;
    const int self = static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0));
    probe.pidfd = self >= 0;
    if (self >= 0) ::close(self);
    probe.as_root = ::geteuid() == 0;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) == 0) probe.cores = CPU_COUNT(&set);
    rlimit stack{};
    if (::getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_max != RLIM_INFINITY) {
        probe.stack_bytes_hard = static_cast<std::int64_t>(stack.rlim_max);
    }
    probe.limit_fault = find_limit_fault();
    const char* wanted = std::getenv("TMPDIR");
    probe.temporary_directory = wanted && *wanted ? wanted : "/tmp";
    struct statvfs space {};
    if (::statvfs(probe.temporary_directory.c_str(), &space) == 0) {
        probe.temporary_bytes_free =
            static_cast<std::int64_t>(space.f_bavail) * static_cast<std::int64_t>(space.f_frsize);
    }
    return probe;
}

}  // namespace arena::sandbox

// CPU and memory of live processes, for tiers without cgroups; for what a run waits; and the hunt
// for stragglers in the tier without namespaces.
//
// CPU by the per-process CPU clock (all threads, ns); memory as resident anonymous pages from
// /proc/PID/statm, so shared libraries are not counted once for each process. Both miss what was
// reaped by its own parent: rusage adds that when the run ends.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr int straggler_rounds_max = 2000;
constexpr long straggler_pause_ns = 1'000'000;
constexpr int descent_max = 100;
constexpr std::uint64_t page_bytes = 4096;

long read_proc(int pid, const char* name, char* text, std::size_t bytes) {
    char path[128];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    const long fd = sys(SYS_openat, AT_FDCWD, ptr(path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    const long length = sys(SYS_read, fd, ptr(text), static_cast<long>(bytes - 1));
    sys(SYS_close, fd);
    text[length > 0 ? length : 0] = 0;
    return length;
}

std::uint64_t cpu_of(int pid) {
    const clockid_t clock = static_cast<clockid_t>((~static_cast<unsigned>(pid) << 3) | 2);
    timespec time{};
    if (clock_gettime(clock, &time)) return 0;
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint64_t memory_of(int pid) {
    char text[256];
    unsigned long total = 0, resident = 0, shared = 0;
    if (read_proc(pid, "statm", text, sizeof text) <= 0) return 0;
    if (sscanf(text, "%lu %lu %lu", &total, &resident, &shared) != 3) return 0;
    return (resident - (shared < resident ? shared : resident)) * page_bytes;
}

// Waits in a call that no input ends. /proc/PID/syscall is "running", or the number of the call and
// its arguments; -1 outside of one. What cannot be read is not known to sleep.
bool sleeps(int pid, int task) {
    char name[64], text[256];
    snprintf(name, sizeof name, "task/%d/syscall", task);
    long call = -1;
    unsigned long first = 1, second = 1;
    if (read_proc(pid, name, text, sizeof text) <= 0) return false;
    if (sscanf(text, "%ld %lx %lx", &call, &first, &second) != 3) return false;
    switch (call) {
        case SYS_nanosleep:
        case SYS_clock_nanosleep:
        case SYS_rt_sigsuspend:
        case SYS_rt_sigtimedwait:
        case SYS_futex:
        case SYS_wait4:
        case SYS_waitid: return true;
        case SYS_pselect6: return first == 0;  // without a descriptor
        case SYS_ppoll: return second == 0;
#ifdef SYS_pause  // not on architectures younger than these calls
        case SYS_pause: return true;
        case SYS_select: return first == 0;
        case SYS_poll: return second == 0;
#endif
        default: return false;
    }
}

struct Entry {  // struct linux_dirent64, which no header of the C library declares
    std::uint64_t inode;
    std::int64_t offset;
    unsigned short bytes;
    unsigned char type;
    char name[1];
};

// Visits the entries of a folder that are numbers: processes of /proc, threads of /proc/PID/task.
// Without opendir, which allocates: zygote and init share their memory and may both be here.
template <class Visit>
void each_number(const char* path, Visit visit) {
    const long fd = sys(SYS_openat, AT_FDCWD, ptr(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    alignas(Entry) char entries[1024];
    for (;;) {
        const long length = sys(SYS_getdents64, fd, ptr(entries), sizeof entries);
        if (length <= 0) break;
        for (long at = 0; at < length;) {
            const Entry* entry = reinterpret_cast<const Entry*>(entries + at);
            const int number = atoi(entry->name);
            if (number > 0) visit(number);
            at += entry->bytes;
        }
    }
    sys(SYS_close, fd);
}

// Walks down the family tree by /proc/PID/task/TID/children, so its cost is that of the run, not of
// the host. Depth is bounded; a deeper family is still bounded by RLIMIT_NPROC and rusage.
template <class Visit>
void each_descendant(int pid, Visit& visit, int depth) {
    if (depth >= descent_max) return;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    each_number(path, [&](int task) {
        char name[64], text[4096];
        snprintf(name, sizeof name, "task/%d/children", task);
        if (read_proc(pid, name, text, sizeof text) <= 0) return;
        char* next = text;
        while (const long child = strtol(next, &next, 10)) {
            visit(static_cast<int>(child));
            each_descendant(static_cast<int>(child), visit, depth + 1);
        }
    });
}

// In a pid namespace of our own everything but us belongs to the run. Without one, descendants do.
template <class Visit>
void each_of_run(bool restricted, int zygote_pid, Visit visit) {
    if (restricted)
        each_descendant(zygote_pid, visit, 0);
    else
        each_number("/proc", [&](int pid) {
            if (pid != zygote_pid) visit(pid);
        });
}

}  // namespace

Usage sample_usage(bool restricted, int zygote_pid) {
    Usage usage;
    each_of_run(restricted, zygote_pid, [&](int pid) {
        usage.cpu_ns += cpu_of(pid);
        usage.memory_bytes += memory_of(pid);
    });
    return usage;
}

// Threads of one run wait for each other too, on their one core. While one waited, the others can
// have used at most what they used in all: the rest of its wait is the doing of strangers.
Waits sample_waits(bool restricted, int zygote_pid, int init_pid) {
    Waits waits;
    std::uint64_t all_cpu_ns = 0, longest_ns = 0;
    bool any = false, all_asleep = true;
    each_of_run(restricted, zygote_pid, [&](int pid) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/task", pid);
        each_number(path, [&](int task) {
            if (pid != init_pid) {
                any = true;
                all_asleep = all_asleep && sleeps(pid, task);
            }
            char name[64], text[128];
            snprintf(name, sizeof name, "task/%d/schedstat", task);
            unsigned long long on_core_ns = 0, waited_ns = 0, turns = 0;
            if (read_proc(pid, name, text, sizeof text) <= 0) return;
            if (sscanf(text, "%llu %llu %llu", &on_core_ns, &waited_ns, &turns) != 3) return;
            waits.turns += turns;
            all_cpu_ns += on_core_ns;
            if (on_core_ns + waited_ns > longest_ns) longest_ns = on_core_ns + waited_ns;
        });
    });
    waits.delay_ns = longest_ns > all_cpu_ns ? longest_ns - all_cpu_ns : 0;
    waits.asleep = any && all_asleep;
    return waits;
}

void kill_descendants() {
    const int self = static_cast<int>(sys(SYS_getpid));
    for (int round = 0; round < straggler_rounds_max; ++round) {
        int found = 0, reaped = 0;
        auto kill = [&](int pid) {
            ++found;
            sys(SYS_kill, pid, SIGKILL);
        };
        each_descendant(self, kill, 0);
        while (sys(SYS_wait4, -1, 0, WNOHANG | __WALL, 0) > 0) ++reaped;
        if (found == 0 && reaped == 0) return;
        // The dead give their memory back first, on this very core: leave it to them.
        const timespec pause{0, straggler_pause_ns};
        if (reaped == 0) sys(SYS_nanosleep, ptr(&pause), 0);
    }
}

std::uint64_t now_ns() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace arena::slot

// Attacks on the kernel: one call each, `call NAME`, aimed so that success would be harmless.
//
// The call is made in this very process, so that a kill by the filter is what the Runner reports.
// Numbers are spelled out where the C library has no name; above 423 they are the same on every
// architecture.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

enum {
    call_io_uring_setup = 425,
    call_pidfd_getfd = 438,
    call_process_madvise = 440,
    call_memfd_secret = 447,
};

static char text[64] = "untouched";

static long ptrace_attach(void) {
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long ptrace_child(void) {
    pid_t child = fork();
    if (child == 0) {
        for (;;) pause();
    }
    return ptrace(PTRACE_SEIZE, child, NULL, NULL);
}

static long ptrace_me(void) {
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long read_process(void) {
    struct iovec here = {text, 8}, there = {text, 8};
    return process_vm_readv(getpid(), &here, 1, &there, 1, 0);
}

static long write_process(void) {
    struct iovec here = {text, 8}, there = {text, 8};
    return process_vm_writev(getpid(), &here, 1, &there, 1, 0);
}

static long steal_descriptor(void) {
    int pidfd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    return syscall(call_pidfd_getfd, pidfd, 1, 0);
}

static long advise_process(void) {
    struct iovec range = {(void*)((unsigned long)text & ~4095ul), 4096};
    int pidfd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    return syscall(call_process_madvise, pidfd, &range, 1, 20 /* MADV_COLD */, 0);
}

static long compare_processes(void) {
    return syscall(SYS_kcmp, getpid(), getpid(), 0, 0, 1);
}

static long bpf_map(void) {
    struct {
        unsigned type, key, value, entries;
        char rest[100];
    } map = {2, 4, 8, 1, {0}};
    return syscall(SYS_bpf, 0, &map, sizeof map);
}

static long perf_event(void) {
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE,
                                    .size = sizeof event,
                                    .config = PERF_COUNT_SW_CPU_CLOCK,
                                    .exclude_kernel = 1};
    return syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

static long userfault(void) {
    return syscall(SYS_userfaultfd, 1 /* user mode only */);
}

static long io_uring(void) {
    char parameters[120] = {0};
    return syscall(call_io_uring_setup, 2, parameters);
}

static long key_add(void) {
    return syscall(SYS_add_key, "user", "arena", "secret", 6, -3 /* session */);
}

static long key_session(void) {
    return syscall(SYS_keyctl, 1 /* join session keyring */, "arena");
}

static long key_request(void) {
    return syscall(SYS_request_key, "user", "arena", NULL, -3);
}

static long kexec(void) {
    return syscall(SYS_kexec_load, 0, 0, NULL, 1ul << 40 /* no such flag */);
}

static long module_load(void) {
    return syscall(SYS_init_module, text, sizeof text, "");
}

static long module_file(void) {
    return syscall(SYS_finit_module, open("/proc/self/exe", O_RDONLY), "", 0);
}

static long module_remove(void) {
    return syscall(SYS_delete_module, "no_such_module_as_arena", O_NONBLOCK);
}

// Wrong magic: whoever lets us answers EINVAL, and nothing restarts.
static long restart(void) {
    return syscall(SYS_reboot, 1, 2, 3, NULL);
}

static long swap_on(void) {
    return syscall(SYS_swapon, "/tmp/no-swap", 0);
}

static long swap_off(void) {
    return syscall(SYS_swapoff, "/tmp/no-swap");
}

static long set_time(void) {
    struct timeval wrong = {1, 2000000};
    return syscall(SYS_settimeofday, &wrong, NULL);
}

static long set_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return syscall(SYS_clock_settime, CLOCK_REALTIME, &now);
}

static long adjust_time(void) {
    struct timex change = {.modes = ADJ_TICK, .tick = 1};
    return syscall(SYS_adjtimex, &change);
}

static long adjust_clock(void) {
    struct timex change = {.modes = ADJ_TICK, .tick = 1};
    return syscall(SYS_clock_adjtime, CLOCK_REALTIME, &change);
}

static long persona(unsigned long flags) {
    return syscall(SYS_personality, flags);
}

static long no_randomizing(void) {
    return persona(ADDR_NO_RANDOMIZE);
}

static long read_implies_exec(void) {
    return persona(READ_IMPLIES_EXEC);
}

static long old_mmap(void) {
    return persona(ADDR_COMPAT_LAYOUT | MMAP_PAGE_ZERO);
}

static long host_name(void) {
    return sethostname("arena-was-here", 14);
}

static long accounting(void) {
    return syscall(SYS_acct, "/tmp/no-accounting");
}

static long quota(void) {
    return syscall(SYS_quotactl, 0x800001 << 8, NULL, 0, NULL);
}

static long kernel_log(void) {
    return syscall(SYS_syslog, 3 /* read all */, text, sizeof text);
}

static long fanotify(void) {
    return syscall(SYS_fanotify_init, 0, O_RDONLY);
}

static long hang_up(void) {
    return syscall(SYS_vhangup);
}

static long secret_memory(void) {
    return syscall(call_memfd_secret, 0);
}

static long tty_input(void) {
    char byte = 'x';
    for (int fd = 0; fd < 3; ++fd) {
        if (ioctl(fd, TIOCSTI, &byte) == 0) return 0;
        if (errno == ENOTTY) errno = EPERM;
    }
    return -1;
}

static long set_memory_map(void) {
    return prctl(PR_SET_MM, PR_SET_MM_START_BRK, (unsigned long)text, 0, 0);
}

static long move_pages(void) {
    void* page = text;
    int status = 0;
    return syscall(SYS_move_pages, getppid(), 1ul, &page, NULL, &status, 0);
}

static long migrate(void) {
    unsigned long nodes = 1;
    return syscall(SYS_migrate_pages, 0, 8, &nodes, &nodes);
}

#if defined(__x86_64__)
static long local_descriptors(void) {
    char table[16] = {0};
    return syscall(SYS_modify_ldt, 0 /* read */, table, sizeof table);
}

static long io_level(void) {
    return syscall(SYS_iopl, 3);
}

static long io_ports(void) {
    return syscall(SYS_ioperm, 0x80, 1, 1);
}

// getpid by the 32-bit gate: a filter that looks at 64-bit numbers only would see another call.
static long gate_32(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
    if (result >= 0) return result;
    errno = (int)-result;
    return -1;
}

// getpid with the x32 bit.
static long x32(void) {
    return syscall(0x40000000 + 39);
}
#else
static long not_here(void) {
    errno = ENOSYS;
    return -1;
}
#define local_descriptors not_here
#define io_level not_here
#define io_ports not_here
#define gate_32 not_here
#define x32 not_here
#endif

// A filter of our own that allows all must not lift the one above it.
static long hide_filter(void) {
    struct {
        unsigned short code;
        unsigned char yes, no;
        unsigned value;
    } allow = {6, 0, 0, 0x7fff0000};
    struct {
        unsigned short count;
        void* rules;
    } program = {1, &allow};
    prctl(PR_SET_SECCOMP, 2, &program, 0, 0);
    return unshare(CLONE_NEWUSER);
}

// Numbers that no kernel has yet, and negative ones.
static long unknown_calls(void) {
    static const long numbers[] = {500, 511, 1000, 0x7fffffff, -2, -1, 1l << 32, (1l << 32) | 39};
    long worked = 0;
    for (size_t i = 0; i < 6; ++i) {
        errno = 0;
        if (syscall(numbers[i]) != -1 || errno != ENOSYS) ++worked;
    }
    if (worked != 0) return worked;
    errno = ENOSYS;
    return -1;
}

static const struct kernel_call calls[] = {
    {"ptrace-attach", ptrace_attach},
    {"ptrace-child", ptrace_child},
    {"ptrace-me", ptrace_me},
    {"process-vm-readv", read_process},
    {"process-vm-writev", write_process},
    {"pidfd-getfd", steal_descriptor},
    {"process-madvise", advise_process},
    {"kcmp", compare_processes},
    {"bpf", bpf_map},
    {"perf-event-open", perf_event},
    {"userfaultfd", userfault},
    {"io-uring", io_uring},
    {"add-key", key_add},
    {"keyctl", key_session},
    {"request-key", key_request},
    {"kexec-load", kexec},
    {"init-module", module_load},
    {"finit-module", module_file},
    {"delete-module", module_remove},
    {"reboot", restart},
    {"swapon", swap_on},
    {"swapoff", swap_off},
    {"settimeofday", set_time},
    {"clock-settime", set_clock},
    {"adjtimex", adjust_time},
    {"clock-adjtime", adjust_clock},
    {"personality-no-randomize", no_randomizing},
    {"personality-read-implies-exec", read_implies_exec},
    {"personality-old-layout", old_mmap},
    {"sethostname", host_name},
    {"acct", accounting},
    {"quotactl", quota},
    {"syslog", kernel_log},
    {"fanotify-init", fanotify},
    {"vhangup", hang_up},
    {"memfd-secret", secret_memory},
    {"tiocsti", tty_input},
    {"set-mm", set_memory_map},
    {"move-pages", move_pages},
    {"migrate-pages", migrate},
    {"modify-ldt", local_descriptors},
    {"iopl", io_level},
    {"ioperm", io_ports},
    {"int-0x80", gate_32},
    {"x32", x32},
    {"hide-filter", hide_filter},
    {"unknown-calls", unknown_calls},
    {NULL, NULL},
};

static const struct kernel_call* find_call(const struct kernel_call* row, const char* name) {
    while (row->name != NULL && strcmp(row->name, name) != 0) ++row;
    return row->name != NULL ? row : NULL;
}

static int make_call(int argc, char** argv) {
    const char* name = argc > 1 ? argv[1] : "";
    const struct kernel_call* row = find_call(calls, name);
    if (row == NULL) row = find_call(namespace_calls, name);
    if (row == NULL) row = find_call(lock_calls, name);
    if (row == NULL) return broken("no call is named '%s'", name);
    trying("%s", name);
    return refused(name, row->make());
}

const struct attack kernel_attacks[] = {
    {"call", make_call},
    {NULL, NULL},
};

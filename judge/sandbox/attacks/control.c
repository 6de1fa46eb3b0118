// Attacks on whoever runs us: signals to the judge, limits raised, priority and cores taken.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static int kill_everyone(int argc, char** argv) {
    trying("kill(-1) with every signal");
    signal(SIGTERM, SIG_IGN);
    int sent = 0;
    for (int s = 1; s < 65; ++s) {
        if (kill(-1, s) == 0) ++sent;
    }
    return held("nobody else was there (%d signals sent)", sent);
}

// argv: parent | init. Every signal, the two that cannot be caught among them.
static int kill_judge(int argc, char** argv) {
    pid_t target = argc > 1 && strcmp(argv[1], "init") == 0 ? 1 : getppid();
    trying("every signal to pid %d", (int)target);
    if (target == 0) return held("the parent is not visible");
    for (int s = 1; s < 65; ++s) kill(target, s);
    kill(target, SIGSTOP);
    sleep_ms(20);
    for (int s = 1; s < 65; ++s) kill(target, s);
    return held("still here");
}

static int kill_group(int argc, char** argv) {
    trying("signal process groups and low pids");
    pid_t self = getpid();
    if (getpgrp() != self && getsid(0) != self) {
        return broken("shares group %d with somebody", (int)getpgrp());
    }
    for (pid_t pid = 2; pid < 400; ++pid) {
        if (pid != self && kill(pid, 0) == 0) return broken("pid %d can be signalled", (int)pid);
        if (pid != self && kill(-pid, 0) == 0) return broken("group %d is reachable", (int)pid);
    }
    return held("alone");
}

// Pushes every limit above what it was given; the hard limit must not move.
static int raise_rlimits(int argc, char** argv) {
    trying("raise every hard limit");
    int refusals = 0;
    for (int which = 0; which < RLIM_NLIMITS; ++which) {
        struct rlimit limit, after;
        if (getrlimit(which, &limit) != 0 || limit.rlim_max == RLIM_INFINITY) continue;
        struct rlimit more = {limit.rlim_max + 1, limit.rlim_max + 1};
        struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY};
        if (setrlimit(which, &more) == 0) return broken("limit %d was raised", which);
        if (setrlimit(which, &endless) == 0) return broken("limit %d was lifted", which);
        getrlimit(which, &after);
        if (after.rlim_max > limit.rlim_max) return broken("limit %d grew", which);
        ++refusals;
    }
    if (refusals == 0) return broken("no limit was set at all");
    return held("%d limits stayed", refusals);
}

static int core_limit(int argc, char** argv) {
    struct rlimit limit;
    trying("dump core");
    getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max != 0) return broken("RLIMIT_CORE may be %lu", (unsigned long)limit.rlim_max);
    abort();
}

static int parent_limits(int argc, char** argv) {
    trying("prlimit the parent and init");
    struct rlimit none = {0, 0};
    pid_t targets[] = {getppid(), 1};
    for (int i = 0; i < 2; ++i) {
        if (targets[i] == 0) continue;
        if (syscall(SYS_prlimit64, targets[i], RLIMIT_NOFILE, &none, NULL) == 0) {
            return broken("limits of pid %d were changed", (int)targets[i]);
        }
    }
    return held("errno=%d", errno);
}

struct sched_attributes {
    unsigned size, policy;
    unsigned long flags;
    int nice;
    unsigned priority;
    unsigned long runtime, deadline, period;
};

static int real_time(int argc, char** argv) {
    trying("take real-time and negative-nice priority");
    struct sched_param one = {.sched_priority = 1};
    if (sched_setscheduler(0, SCHED_FIFO, &one) == 0) return broken("SCHED_FIFO was given");
    if (sched_setscheduler(0, SCHED_RR, &one) == 0) return broken("SCHED_RR was given");
    struct sched_attributes deadline = {.size = sizeof deadline,
                                        .policy = 6,
                                        .runtime = 5000000,
                                        .deadline = 10000000,
                                        .period = 10000000};
    if (syscall(SYS_sched_setattr, 0, &deadline, 0) == 0) return broken("SCHED_DEADLINE was given");
    if (setpriority(PRIO_PROCESS, 0, -20) == 0 && getpriority(PRIO_PROCESS, 0) < 0) {
        return broken("nice became %d", getpriority(PRIO_PROCESS, 0));
    }
    if (syscall(SYS_ioprio_set, 1, 0, 1 << 13) == 0) return broken("real-time disk priority");
    return held("errno=%d", errno);
}

// Asks for all cores, then looks where it runs while burning on two processes.
static int other_core(int argc, char** argv) {
    cpu_set_t before, all, after;
    trying("spread over all cores");
    if (sched_getaffinity(0, sizeof before, &before) != 0) CPU_ZERO(&before);
    memset(&all, 0xff, sizeof all);
    long result = sched_setaffinity(0, sizeof all, &all);
    int error = errno;
    CPU_ZERO(&after);
    sched_getaffinity(0, sizeof after, &after);
    if (CPU_COUNT(&after) > CPU_COUNT(&before)) {
        return broken("%d cores instead of %d", CPU_COUNT(&after), CPU_COUNT(&before));
    }
    long start = wall_ms();
    pid_t child = fork();
    burn_ms(60);
    if (child == 0) _exit(0);
    wait_child(child);
    long took = wall_ms() - start;
    if (took < 100) return broken("120 ms of work in %ld ms: two cores", took);
    return held("setaffinity %ld errno=%d", result, error);
}

static int parent_core(int argc, char** argv) {
    trying("move the parent to another core and lower its priority");
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    pid_t targets[] = {getppid(), 1};
    for (int i = 0; i < 2; ++i) {
        if (targets[i] == 0) continue;
        if (sched_setaffinity(targets[i], sizeof first, &first) == 0) {
            return broken("affinity of pid %d was set", (int)targets[i]);
        }
        if (setpriority(PRIO_PROCESS, targets[i], 19) == 0) {
            return broken("priority of pid %d was set", (int)targets[i]);
        }
    }
    return held("errno=%d", errno);
}

static int oom_score(int argc, char** argv) {
    trying("steer the OOM killer away from itself");
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);
    if (fd < 0) return held("oom_score_adj cannot be opened: errno=%d", errno);
    if (write(fd, "-1000", 5) == 5) return broken("oom_score_adj is -1000");
    int parent = open("/proc/1/oom_score_adj", O_WRONLY);
    if (parent >= 0 && write(parent, "1000", 4) == 4) return broken("the judge would die first");
    return held("errno=%d", errno);
}

const struct attack control_attacks[] = {
    {"kill-everyone", kill_everyone},
    {"kill-judge", kill_judge},
    {"kill-group", kill_group},
    {"raise-rlimits", raise_rlimits},
    {"core-limit", core_limit},
    {"parent-limits", parent_limits},
    {"real-time", real_time},
    {"other-core", other_core},
    {"parent-core", parent_core},
    {"oom-score", oom_score},
    {NULL, NULL},
};

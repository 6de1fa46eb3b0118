// Cheats on time: idle away the clock, hide work in the kernel, in threads, in children that nobody
// waits for. The rows compare the work that is stated here with what the Runner reported.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static long number(int argc, char** argv, int index, long otherwise) {
    return argc > index ? atol(argv[index]) : otherwise;
}

static int noop(int argc, char** argv) {
    return held("nothing done");
}

static int spin(int argc, char** argv) {
    trying("burn for ever");
    for (;;) burn_ms(1000);
}

static int idle(int argc, char** argv) {
    trying("sleep for ever");
    for (;;) pause();
}

// argv: MS. Honest work, to check the ruler itself.
static int burn(int argc, char** argv) {
    burn_ms(number(argc, argv, 1, 100));
    return held("burned %ld ms", number(argc, argv, 1, 100));
}

static void* burn_thread(void* ms) {
    burn_ms((long)ms);
    return NULL;
}

// argv: THREADS MS-EACH
static int burn_threads(int argc, char** argv) {
    long count = number(argc, argv, 1, 4), ms = number(argc, argv, 2, 50);
    pthread_t threads[64];
    trying("hide %ld ms in threads", count * ms);
    for (long i = 0; i < count; ++i) pthread_create(&threads[i], NULL, burn_thread, (void*)ms);
    for (long i = 0; i < count; ++i) pthread_join(threads[i], NULL);
    return held("burned %ld ms", count * ms);
}

static int burn_child(void* ms) {
    burn_ms((long)ms);
    return 0;
}

// argv: CHILDREN MS-EACH. Children are waited for.
static int burn_children(int argc, char** argv) {
    long count = number(argc, argv, 1, 4), ms = number(argc, argv, 2, 50);
    trying("hide %ld ms in children", count * ms);
    for (long i = 0; i < count; ++i) start_child(burn_child, (void*)ms);
    while (wait(NULL) > 0) {
    }
    return held("burned %ld ms", count * ms);
}

// argv: CHILDREN MS-EACH. The kernel reaps them at once, so their time is in nobody's rusage.
static int burn_unreaped(int argc, char** argv) {
    long count = number(argc, argv, 1, 4), ms = number(argc, argv, 2, 50);
    trying("hide %ld ms in children that nobody waits for", count * ms);
    signal(SIGCHLD, SIG_IGN);
    for (long i = 0; i < count; ++i) {
        start_child(burn_child, (void*)ms);
        while (wait(NULL) > 0) {
        }
    }
    return held("burned %ld ms", count * ms);
}

// argv: ROUNDS MS-EACH. Orphans in sessions of their own; the program only sleeps.
static int burn_orphans(int argc, char** argv) {
    long count = number(argc, argv, 1, 4), ms = number(argc, argv, 2, 50);
    int ends[2];
    char byte;
    trying("hide %ld ms in orphans", count * ms);
    if (pipe(ends) != 0) return broken("no pipe");
    for (long i = 0; i < count; ++i) {
        if (fork() == 0) {
            setsid();
            if (fork() != 0) _exit(0);
            burn_ms(ms);
            _exit(0);
        }
        wait(NULL);
    }
    close(ends[1]);
    while (read(ends[0], &byte, 1) > 0) {
    }
    return held("burned %ld ms", count * ms);
}

// Many short lives, each shorter than a clock tick.
static int burn_short(int argc, char** argv) {
    long count = number(argc, argv, 1, 100), ms = number(argc, argv, 2, 2);
    trying("hide %ld ms in %ld short lives", count * ms, count);
    for (long i = 0; i < count; ++i) wait_child(start_child(burn_child, (void*)ms));
    return held("burned %ld ms", count * ms);
}

// Runs just after each tick and sleeps over the next one: sampled clocks see nothing.
static int dodge_ticks(int argc, char** argv) {
    long total = number(argc, argv, 1, 150);
    trying("hide %ld ms between clock ticks", total);
    for (long i = 0; i < total; ++i) {
        burn_ms(1);
        struct timespec rest = {0, 1000000};
        nanosleep(&rest, NULL);
    }
    return held("burned %ld ms", total);
}

// argv: MS. All of it in system calls.
static int kernel_time(int argc, char** argv) {
    static char block[1 << 20];
    long ms = number(argc, argv, 1, 150);
    trying("hide %ld ms in the kernel", ms);
    struct timespec now;
    do {
        getrandom(block, sizeof block, 0);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    } while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < ms);
    return held("burned %ld ms", ms);
}

static int fault_time(int argc, char** argv) {
    long ms = number(argc, argv, 1, 150);
    trying("hide %ld ms in page faults", ms);
    struct timespec now;
    do {
        char* memory =
            mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        for (size_t i = 0; i < 1 << 20; i += 4096) memory[i] = 1;
        munmap(memory, 1 << 20);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    } while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < ms);
    return held("burned %ld ms", ms);
}

// Works in a child behind vfork, whose parent is suspended.
static int vfork_time(int argc, char** argv) {
    long ms = number(argc, argv, 1, 100);
    trying("hide %ld ms behind vfork", ms);
    pid_t child = vfork();
    if (child == 0) {
        burn_ms(ms);
        _exit(0);
    }
    return held("burned %ld ms", ms);
}

// argv: MS. The work is done by children that are never waited for: zombies when the program ends
// (they inherit the reading end, and die when its other end goes).
static int zombie_time(int argc, char** argv) {
    long ms = number(argc, argv, 1, 100);
    int life[2], ready[2];
    char byte;
    trying("hide %ld ms in children that die with the program", 2 * ms);
    if (pipe(life) != 0 || pipe(ready) != 0) return broken("no pipe");
    if (fork() == 0) {
        burn_ms(ms);
        _exit(0);
    }
    if (fork() == 0) {
        close(life[1]);
        burn_ms(ms);
        write(ready[1], "r", 1);
        read(life[0], &byte, 1);
        _exit(0);
    }
    siginfo_t dead;
    waitid(P_ALL, 0, &dead, WEXITED | WNOWAIT);
    read(ready[0], &byte, 1);
    return held("burned %ld ms", 2 * ms);
}

// A new image in the same process: counters that restart at exec would forget.
static int exec_time(int argc, char** argv) {
    burn_ms(number(argc, argv, 1, 100));
    char* again[] = {getenv("SELF"), "noop", NULL};
    execv(again[0], again);
    return broken("exec failed: errno=%d", errno);
}

static void nothing(int signal) {}

// Timers and signals without end, against whoever measures by signals.
static int timer_flood(int argc, char** argv) {
    struct itimerval fast = {{0, 100}, {0, 100}};
    trying("flood itself with timer signals");
    signal(SIGALRM, nothing);
    signal(SIGPROF, nothing);
    signal(SIGVTALRM, nothing);
    signal(SIGXCPU, nothing);
    setitimer(ITIMER_REAL, &fast, NULL);
    setitimer(ITIMER_PROF, &fast, NULL);
    setitimer(ITIMER_VIRTUAL, &fast, NULL);
    for (;;) burn_ms(1000);
}

// Turns the time-stamp counter off for itself and for its heirs.
static int no_counter(int argc, char** argv) {
    trying("switch the time-stamp counter off");
    prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
    prctl(PR_SET_TIMERSLACK, 1000000000ul, 0, 0, 0);
    return held("done to itself");
}

// Is stopped nearly always: neither clock nor limit may stop with it.
static int stop_and_go(int argc, char** argv) {
    trying("sleep stopped while a child wakes it late");
    pid_t self = getpid();
    if (fork() == 0) {
        for (;;) {
            kill(self, SIGSTOP);
            sleep_ms(20);
            kill(self, SIGCONT);
            sleep_ms(1);
        }
    }
    for (;;) sleep_ms(10);
}

const struct attack measure_attacks[] = {
    {"noop", noop},
    {"spin", spin},
    {"idle", idle},
    {"burn", burn},
    {"burn-threads", burn_threads},
    {"burn-children", burn_children},
    {"burn-unreaped", burn_unreaped},
    {"burn-orphans", burn_orphans},
    {"burn-short", burn_short},
    {"dodge-ticks", dodge_ticks},
    {"kernel-time", kernel_time},
    {"fault-time", fault_time},
    {"vfork-time", vfork_time},
    {"zombie-time", zombie_time},
    {"exec-time", exec_time},
    {"timer-flood", timer_flood},
    {"no-counter", no_counter},
    {"stop-and-go", stop_and_go},
    {NULL, NULL},
};

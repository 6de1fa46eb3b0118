// Attacks by processes and threads: bombs, daemons, and ways to outlive or confuse the judge.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static int number(int argc, char** argv, int index, int otherwise) {
    return argc > index ? atoi(argv[index]) : otherwise;
}

// Children that only wait, until fork fails. The count of all processes must stay in the limit.
static int fork_bomb(int argc, char** argv) {
    int limit = number(argc, argv, 1, 64);
    trying("fork until it fails");
    for (int count = 1; count < 4 * limit; ++count) {
        pid_t pid = fork();
        if (pid == 0) {
            for (;;) pause();
        }
        if (pid < 0) {
            if (errno != EAGAIN) return broken("fork failed with errno=%d", errno);
            if (count > limit) return broken("%d processes under a limit of %d", count, limit);
            return held("stopped at %d processes", count);
        }
    }
    return broken("no fork was refused at %d", 4 * limit);
}

static int fork_wild(int argc, char** argv) {
    trying("every process forks for ever");
    signal(SIGCHLD, SIG_IGN);
    for (;;) fork();
}

static void* wait_for_ever(void* nothing) {
    for (;;) pause();
    return nothing;
}

static int thread_bomb(int argc, char** argv) {
    int limit = number(argc, argv, 1, 64);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    trying("start threads until it fails");
    for (int count = 1; count < 4 * limit; ++count) {
        pthread_t thread;
        int error = pthread_create(&thread, &attributes, wait_for_ever, NULL);
        if (error == 0) continue;
        if (error != EAGAIN) return broken("pthread_create failed with %d", error);
        if (count > limit) return broken("%d threads under a limit of %d", count, limit);
        return held("stopped at %d threads", count);
    }
    return broken("no thread was refused at %d", 4 * limit);
}

static int zombie_swarm(int argc, char** argv) {
    int limit = number(argc, argv, 1, 64);
    trying("leave zombies until fork fails");
    for (int count = 1; count < 4 * limit; ++count) {
        pid_t pid = fork();
        if (pid == 0) _exit(0);
        if (pid < 0) return held("zombies count: stopped at %d", count);
    }
    return broken("zombies are not counted");
}

// argv: [ms]. A grandchild in a session of its own that ignores everything and burns.
static int daemon_left(int argc, char** argv) {
    trying("leave a daemon behind");
    if (fork() == 0) {
        setsid();
        if (fork() != 0) _exit(0);
        for (int s = 1; s < 65; ++s) signal(s, SIG_IGN);
        for (;;) burn_ms(1000);
    }
    sleep_ms(number(argc, argv, 1, 5));
    return held("daemon started");
}

// Each process forks the next and ends at once, so that no pid lives long enough to be killed.
static int pid_hopper(int argc, char** argv) {
    trying("hop from process to process");
    if (fork() == 0) {
        for (;;) {
            if (fork() != 0) _exit(0);
        }
    }
    sleep_ms(20);
    return held("hopper started");
}

static int late_output(int argc, char** argv) {
    trying("let a grandchild hold stdout and speak late");
    if (fork() == 0) {
        setsid();
        if (fork() != 0) _exit(0);
        sleep_ms(2000);
        return broken("late output was taken");
    }
    return held("main ended");
}

static int exec_loop(int argc, char** argv) {
    if (argc < 2) trying("replace itself for ever");
    char* again[] = {"/proc/self/exe", argv[0], "again", NULL};
    if (getenv("SELF") != NULL) again[0] = getenv("SELF");
    execv(again[0], again);
    return broken("exec of itself failed: errno=%d", errno);
}

// Like system(argv[0]): each level waits for the next.
static int exec_chain(int argc, char** argv) {
    if (argc < 2) trying("start itself for ever, each level waiting");
    char* again[] = {getenv("SELF"), argv[0], "again", NULL};
    pid_t pid = fork();
    if (pid < 0) return held("the chain was cut: errno=%d", errno);
    if (pid == 0) {
        execv(again[0], again);
        _exit(99);
    }
    return wait_child(pid);
}

static int subreaper(int argc, char** argv) {
    trying("adopt orphans and leave them");
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    for (int i = 0; i < 10; ++i) {
        if (fork() == 0) {
            if (fork() != 0) _exit(0);
            for (;;) pause();
        }
    }
    sleep_ms(5);
    return held("ten orphans left");
}

static int vfork_hang(int argc, char** argv) {
    trying("suspend itself behind a vfork that never ends");
    if (vfork() == 0) {
        for (;;) pause();
    }
    return broken("vfork returned");
}

static int ignore_signals(int argc, char** argv) {
    trying("ignore and block every signal, then burn");
    sigset_t all;
    sigfillset(&all);
    for (int s = 1; s < 65; ++s) signal(s, SIG_IGN);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;) burn_ms(1000);
}

static int stop_self(int argc, char** argv) {
    trying("stop itself");
    raise(SIGSTOP);
    return broken("somebody continued a stopped program");
}

static int suicide(int argc, char** argv) {
    trying("die by signal %d", number(argc, argv, 1, SIGKILL));
    signal(number(argc, argv, 1, SIGKILL), SIG_DFL);
    kill(getpid(), number(argc, argv, 1, SIGKILL));
    sleep_ms(1000);
    return broken("survived");
}

// A sibling made with CLONE_PARENT ends with 0 and hopes to be taken for the program, which then
// exits with 3.
static int false_exit(int argc, char** argv) {
    trying("pass off a sibling's end as its own");
    long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0) _exit(0);
    sleep_ms(30);
    held("sibling %ld", pid);
    return 3;
}

static int sibling_outlives(int argc, char** argv) {
    trying("leave a sibling made with CLONE_PARENT");
    long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0) {
        setsid();
        for (;;) burn_ms(1000);
    }
    sleep_ms(5);
    return held("sibling %ld", pid);
}

static void* finish_later(void* nothing) {
    sleep_ms(40);
    held("the second thread finished the program");
    _exit(0);
    return nothing;
}

static int leader_leaves(int argc, char** argv) {
    pthread_t thread;
    trying("end the first thread and go on in another");
    if (pthread_create(&thread, NULL, finish_later, NULL) != 0) return broken("no thread");
    pthread_exit(NULL);
}

static void* exec_from_here(void* name) {
    char* again[] = {getenv("SELF"), "exit-seven", NULL};
    execv(again[0], again);
    broken("exec from a thread failed: errno=%d", errno);
    _exit(1);
    return name;
}

static int thread_exec(int argc, char** argv) {
    pthread_t thread;
    trying("exec from a thread that is not the first");
    pthread_create(&thread, NULL, exec_from_here, NULL);
    for (;;) pause();
}

static int exit_seven(int argc, char** argv) {
    held("still the same program");
    return 7;
}

const struct attack process_attacks[] = {
    {"fork-bomb", fork_bomb},         {"fork-wild", fork_wild},
    {"thread-bomb", thread_bomb},     {"zombie-swarm", zombie_swarm},
    {"daemon", daemon_left},          {"pid-hopper", pid_hopper},
    {"late-output", late_output},     {"exec-loop", exec_loop},
    {"exec-chain", exec_chain},       {"subreaper", subreaper},
    {"vfork-hang", vfork_hang},       {"ignore-signals", ignore_signals},
    {"stop-self", stop_self},         {"suicide", suicide},
    {"false-exit", false_exit},       {"sibling-outlives", sibling_outlives},
    {"leader-leaves", leader_leaves}, {"thread-exec", thread_exec},
    {"exit-seven", exit_seven},       {NULL, NULL},
};

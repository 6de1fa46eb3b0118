// Two-run attacks: `leave KIND` in the first run, `find KIND` in the second; and `census`, the
// harmless program that follows every hostile run and must find everything as it should be.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

enum { key = 0x61726e61 };

static const char* const corners[] = {"",     ".",           "/tmp",      "/dev/shm", "/var/tmp",
                                      "/run", "/run/lock",   "/var/lock", "/box",     "/work",
                                      "/dev", "/dev/mqueue", "/",         "/home",    "/root",
                                      "/mnt", "/var/crash",  "/usr/tmp"};

static int leave_files(void) {
    char path[64];
    int made = 0;
    for (size_t i = 1; i < sizeof corners / sizeof *corners; ++i) {
        snprintf(path, sizeof path, "%s/arena-left", corners[i]);
        int fd = open(path, O_CREAT | O_WRONLY, 0666);
        if (fd >= 0 && write(fd, "left", 4) == 4) ++made;
        snprintf(path, sizeof path, "%s/.arena-left", corners[i]);
        mkdir(path, 0777);
    }
    return made == 0 ? broken("no place to write at all") : held("%d files", made);
}

static int find_files(void) {
    char path[64];
    struct stat facts;
    for (size_t i = 1; i < sizeof corners / sizeof *corners; ++i) {
        snprintf(path, sizeof path, "%s/arena-left", corners[i]);
        if (lstat(path, &facts) == 0) return broken("%s is still there", path);
        snprintf(path, sizeof path, "%s/.arena-left", corners[i]);
        if (lstat(path, &facts) == 0) return broken("%s is still there", path);
    }
    return held("no file left");
}

static int leave_shm(void) {
    int id = shmget(key, 4096, IPC_CREAT | 0666);
    if (id < 0) return held("shmget errno=%d", errno);
    char* memory = shmat(id, NULL, 0);
    if (memory != (char*)-1) memcpy(memory, "left", 5);
    return held("segment %d", id);
}

static int find_shm(void) {
    int id = shmget(key, 0, 0);
    return id >= 0 ? broken("segment %d is still there", id) : held("errno=%d", errno);
}

static int leave_semaphore(void) {
    int id = semget(key, 1, IPC_CREAT | 0666);
    if (id < 0) return held("semget errno=%d", errno);
    semctl(id, 0, SETVAL, 7);
    return held("semaphore %d", id);
}

static int find_semaphore(void) {
    int id = semget(key, 0, 0);
    return id >= 0 ? broken("semaphore is %d", semctl(id, 0, GETVAL)) : held("errno=%d", errno);
}

static int leave_message(void) {
    struct {
        long kind;
        char text[8];
    } message = {1, "left"};
    int id = msgget(key, IPC_CREAT | 0666);
    if (id < 0) return held("msgget errno=%d", errno);
    msgsnd(id, &message, sizeof message.text, IPC_NOWAIT);
    return held("queue %d", id);
}

static int find_message(void) {
    int id = msgget(key, 0);
    return id >= 0 ? broken("queue %d is still there", id) : held("errno=%d", errno);
}

static int leave_mq(void) {
    long queue = syscall(SYS_mq_open, "arena-left", O_CREAT | O_RDWR, 0666, NULL);
    if (queue < 0) return held("mq_open errno=%d", errno);
    syscall(SYS_mq_timedsend, queue, "left", 4, 0, NULL);
    return held("queue made");
}

static int find_mq(void) {
    long queue = syscall(SYS_mq_open, "arena-left", O_RDONLY, 0, NULL);
    return queue >= 0 ? broken("the queue is still there") : held("errno=%d", errno);
}

static socklen_t abstract_name(struct sockaddr_un* name) {
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    memcpy(name->sun_path + 1, "arena-left", 10);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 11);
}

static void serve_name(void) {
    struct sockaddr_un name;
    socklen_t length = abstract_name(&name);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(fd, (struct sockaddr*)&name, length);
    listen(fd, 5);
}

static int leave_socket(void) {
    if (fork() == 0) {
        setsid();
        if (fork() != 0) _exit(0);
        serve_name();
        for (;;) pause();
    }
    sleep_ms(5);
    return held("a daemon listens");
}

static int find_socket(void) {
    struct sockaddr_un name;
    socklen_t length = abstract_name(&name);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return held("no socket: errno=%d", errno);
    if (connect(fd, (struct sockaddr*)&name, length) == 0) return broken("somebody answers");
    return held("errno=%d", errno);
}

static int leave_settings(void) {
    for (int which = 0; which < RLIM_NLIMITS; ++which) {
        struct rlimit limit;
        if (which == RLIMIT_CPU || getrlimit(which, &limit) != 0) continue;
        limit.rlim_cur = limit.rlim_max = which == RLIMIT_NOFILE ? 16 : 1 << 22;
        setrlimit(which, &limit);
    }
    setpriority(PRIO_PROCESS, 0, 19);
    setpriority(PRIO_USER, 0, 19);
    struct sched_param none = {0};
    sched_setscheduler(0, SCHED_IDLE, &none);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(1, &one);
    sched_setaffinity(0, sizeof one, &one);
    sched_setaffinity(getppid(), sizeof one, &one);
    umask(0777);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int s = 1; s < 65; ++s) signal(s, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, 1000000000ul, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    prctl(PR_SET_NAME, "arena-left", 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
    return held("all settings changed");
}

static int census(int argc, char** argv);

static int find_settings(void) {
    return census(0, NULL);
}

static int leave_charge(void) {
    static char block[65536];
    memset(block, 1, sizeof block);
    for (int file = 0; file < 16; ++file) {
        char path[32];
        snprintf(path, sizeof path, "/tmp/charge%d", file);
        int fd = open(path, O_CREAT | O_WRONLY, 0600);
        for (int i = 0; i < 16 && fd >= 0; ++i) write(fd, block, sizeof block);
    }
    int fd = (int)syscall(SYS_memfd_create, "left", 0);
    for (int i = 0; i < 256 && fd >= 0; ++i) write(fd, block, sizeof block);
    burn_ms(20);
    return held("charged");
}

static int find_charge(void) {
    struct statvfs facts;
    if (statvfs("/tmp", &facts) == 0 && facts.f_blocks != 0) {
        unsigned long used_kib = (facts.f_blocks - facts.f_bfree) * facts.f_frsize / 1024;
        if (facts.f_blocks < 1 << 20 && used_kib > 1024) return broken("%lu KiB in use", used_kib);
    }
    return held("nothing charged");
}

static const struct {
    const char* kind;
    int (*leave)(void);
    int (*find)(void);
} pairs[] = {
    {"files", leave_files, find_files},
    {"shm", leave_shm, find_shm},
    {"semaphore", leave_semaphore, find_semaphore},
    {"message", leave_message, find_message},
    {"mq", leave_mq, find_mq},
    {"socket", leave_socket, find_socket},
    {"settings", leave_settings, find_settings},
    {"charge", leave_charge, find_charge},
};

static int leave(int argc, char** argv) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
        if (strcmp(pairs[i].kind, argv[1]) != 0) continue;
        trying("leave %s", argv[1]);
        return pairs[i].leave();
    }
    return broken("nothing to leave");
}

// Leaves everything and stays: a run on the next core must find none of it meanwhile.
static int stay(int argc, char** argv) {
    trying("leave everything and stay");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
        if (strcmp(pairs[i].kind, "settings") != 0) pairs[i].leave();
    }
    for (;;) pause();
}

static int find_all(int argc, char** argv) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
        if (strcmp(pairs[i].kind, "settings") == 0) continue;
        if (pairs[i].find() != 0) return 1;
    }
    return held("nothing of the neighbour's");
}

static int find(int argc, char** argv) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
        if (strcmp(pairs[i].kind, argv[1]) == 0) return pairs[i].find();
    }
    return broken("nothing to find");
}

static int count_entries(const char* path) {
    DIR* folder = opendir(path);
    int count = 0;
    if (folder == NULL) return -1;
    for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(folder);
    return count;
}

static int clean_rooms(void) {
    char here[4096];
    if (getcwd(here, sizeof here) == NULL) return broken("no current folder: errno=%d", errno);
    if (count_entries(".") != 0) return broken("%s holds %d", here, count_entries("."));
    if (count_entries("/tmp") > 0) return broken("/tmp holds %d", count_entries("/tmp"));
    if (count_entries("/dev/shm") > 0) return broken("/dev/shm is not empty");
    int fd = open("probe", O_CREAT | O_RDWR | O_EXCL, 0600);
    if (fd < 0 || write(fd, "x", 1) != 1) return broken("cannot write: errno=%d", errno);
    close(fd);
    unlink("probe");
    return 0;
}

static int clean_settings(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < 32) return broken("only %d descriptors", (int)files.rlim_cur);
    if (getpriority(PRIO_PROCESS, 0) < 0) return broken("nice %d", getpriority(PRIO_PROCESS, 0));
    if (sched_getscheduler(0) != SCHED_OTHER) return broken("policy %d", sched_getscheduler(0));
    sigset_t blocked;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int s = 1; s < 65; ++s) {
        struct sigaction action;
        if (sigismember(&blocked, s) == 1) return broken("signal %d is blocked", s);
        if (sigaction(s, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
            return broken("signal %d is ignored", s);
        }
    }
    mode_t mask = umask(022);
    if (mask == 0777) return broken("umask 0777");
    if (prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0) > 1000000) return broken("timer slack");
    int counter = 0;
    if (prctl(PR_GET_TSC, &counter, 0, 0, 0) == 0 && counter != PR_TSC_ENABLE) {
        return broken("the time-stamp counter is off");
    }
    return 0;
}

// What an honest program may count on. argv: [tier-restricted]
static int census(int argc, char** argv) {
    if (clean_rooms() != 0 || clean_settings() != 0) return 1;
    for (int fd = 3; fd < 64; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) return broken("descriptor %d is open", fd);
    }
    if (argc < 2) {
        for (pid_t pid = 2; pid < 200; ++pid) {
            if (pid != getpid() && kill(pid, 0) == 0) return broken("pid %d lives", (int)pid);
        }
    }
    pid_t child = fork();
    if (child == 0) _exit(5);
    if (wait_child(child) != 5) return broken("cannot fork and wait");
    return held("clean");
}

const struct attack leave_attacks[] = {
    {"leave", leave},       {"find", find},     {"stay", stay},
    {"find-all", find_all}, {"census", census}, {NULL, NULL},
};

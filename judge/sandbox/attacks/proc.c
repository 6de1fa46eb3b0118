// Attacks through /proc and /sys: other processes, the kernel's switches, the judge itself.
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

// /proc may belong to an outer pid namespace: getpid() is not our name there.
static int own_name(void) {
    char name[32] = "0";
    ssize_t length = readlink("/proc/self", name, sizeof name - 1);
    name[length < 0 ? 0 : length] = 0;
    return atoi(name);
}

static int other_processes(int argc, char** argv) {
    DIR* folder = opendir("/proc");
    trying("find other processes in /proc");
    if (folder == NULL) return held("no /proc: errno=%d", errno);
    int seen = 0;
    for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        if (atoi(entry->d_name) == own_name()) continue;
        char path[300], text[4096];
        ++seen;
        static const char* const parts[] = {"environ", "mem", "maps", "root", "cwd", "exe", "fd/0"};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i) {
            snprintf(path, sizeof path, "/proc/%s/%s", entry->d_name, parts[i]);
            int fd = open(path, O_RDONLY);
            if (fd >= 0 && (i >= 3 || read(fd, text, sizeof text) > 0)) {
                return broken("%s can be read", path);
            }
        }
    }
    return held("%d others visible, none readable", seen);
}

// Every pid by number, also those that hidepid leaves out of the listing.
static int guess_pids(int argc, char** argv) {
    char path[64], text[64];
    trying("read /proc by guessed pid");
    int self = own_name();
    for (int pid = 1; pid < 70000; ++pid) {
        if (pid == self) continue;
        snprintf(path, sizeof path, "/proc/%d/environ", pid);
        int fd = open(path, O_RDONLY);
        if (fd < 0) continue;
        if (read(fd, text, sizeof text) > 0) return broken("%s can be read", path);
        close(fd);
    }
    return held("no other pid opens");
}

static int kernel_switches(int argc, char** argv) {
    static const char* const writable[] = {"/proc/sys/kernel/core_pattern",
                                           "/proc/sys/kernel/hostname",
                                           "/proc/sys/kernel/pid_max",
                                           "/proc/sys/kernel/ns_last_pid",
                                           "/proc/sys/kernel/modprobe",
                                           "/proc/sys/vm/drop_caches",
                                           "/proc/sys/kernel/shmmax",
                                           "/proc/sys/fs/mqueue/queues_max",
                                           "/proc/sysrq-trigger",
                                           "/proc/self/setgroups",
                                           "/proc/self/uid_map",
                                           "/proc/self/timerslack_ns",
                                           "/proc/self/sched",
                                           "/sys/kernel/mm/transparent_hugepage/enabled",
                                           "/sys/power/state",
                                           "/proc/mtrr",
                                           "/sys/fs/cgroup/cgroup.procs",
                                           "/sys/fs/cgroup/memory/memory.limit_in_bytes"};
    static const char* const readable[] = {
        "/proc/kmsg",           "/proc/kcore",      "/proc/keys",        "/proc/kallsyms",
        "/proc/kpagecount",     "/proc/timer_list", "/proc/vmallocinfo", "/sys/kernel/debug",
        "/sys/kernel/security", "/sys/firmware",    "/proc/1/environ",   "/proc/sched_debug",
        "/proc/modules",        "/proc/slabinfo"};
    char text[16];
    trying("turn the kernel's switches");
    for (size_t i = 0; i < sizeof writable / sizeof *writable; ++i) {
        int fd = open(writable[i], O_WRONLY);
        if (fd < 0) continue;
        if (strstr(writable[i], "/self/") != NULL) continue;
        return broken("%s opens for writing", writable[i]);
    }
    for (size_t i = 0; i < sizeof readable / sizeof *readable; ++i) {
        int fd = open(readable[i], O_RDONLY | O_NONBLOCK);
        if (fd >= 0 && read(fd, text, sizeof text) > 0)
            return broken("%s can be read", readable[i]);
    }
    return held("errno=%d", errno);
}

static int sys_tree(int argc, char** argv) {
    trying("look into /sys");
    DIR* folder = opendir("/sys");
    if (folder == NULL) return held("no /sys: errno=%d", errno);
    for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') return broken("/sys/%s is there", entry->d_name);
    }
    return held("/sys is empty");
}

// argv: a word that only the judge's own environment or command line holds.
static int own_surroundings(int argc, char** argv) {
    extern char** environ;
    static const char* const allowed[] = {"PATH=",    "HOME=",   "LANG=", "LC_",
                                          "SELF=",    "TMPDIR=", "PWD=",  "USER=",
                                          "LOGNAME=", "SHELL=",  "TZ="};
    trying("read the judge's environment");
    for (char** entry = environ; *entry != NULL; ++entry) {
        int known = 0;
        for (size_t i = 0; i < sizeof allowed / sizeof *allowed; ++i) {
            known |= strncmp(*entry, allowed[i], strlen(allowed[i])) == 0;
        }
        if (!known) return broken("inherited %s", *entry);
    }
    return held("nothing inherited");
}

// Writes its own memory through /proc: allowed, but only its own, and never the read-only image.
static int write_memory(int argc, char** argv) {
    trying("write memory of init and of the parent through /proc");
    int fd = open("/proc/1/mem", O_RDWR);
    if (fd >= 0) return broken("/proc/1/mem opens for writing");
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)getppid());
    fd = open(path, O_RDWR);
    if (fd >= 0) return broken("%s opens for writing", path);
    return held("errno=%d", errno);
}

// A write to our own files in /proc hurts nobody and no mount refuses it: only Landlock does.
static int second_wall(int argc, char** argv) {
    static const char* const own[] = {"/proc/self/comm", "/proc/self/oom_score_adj"};
    trying("write where only the second wall refuses");
    if (open("/dev/urandom", O_WRONLY) >= 0) return broken("/dev/urandom opens for writing");
    if (errno != EACCES) return broken("/dev/urandom: errno=%d", errno);
    for (size_t i = 0; i < sizeof own / sizeof *own; ++i) {
        if (open(own[i], O_WRONLY) >= 0) return broken("%s opens for writing", own[i]);
        if (errno != EACCES && errno != EROFS && errno != ENOENT)
            return broken("%s: errno=%d", own[i], errno);
    }
    return held("errno=%d", errno);
}

const struct attack proc_attacks[] = {
    {"other-processes", other_processes},   {"guess-pids", guess_pids},
    {"kernel-switches", kernel_switches},   {"sys-tree", sys_tree},
    {"own-surroundings", own_surroundings}, {"write-memory", write_memory},
    {"second-wall", second_wall},           {NULL, NULL},
};

// Attacks on who we are: user ids, capabilities, setuid programs, and what protects a process.
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static int become_root(int argc, char** argv) {
    trying("become another user");
    gid_t group = 0;
    if (getuid() == 0 || geteuid() == 0) return broken("already root");
    if (setuid(0) == 0) return broken("setuid(0)");
    if (setresuid(0, 0, 0) == 0) return broken("setresuid(0)");
    if (setreuid(-1, 0) == 0) return broken("setreuid(0)");
    if (setgid(0) == 0) return broken("setgid(0)");
    if (setgroups(1, &group) == 0) return broken("setgroups");
    setfsuid(0);
    if (setfsuid(0) == 0) return broken("setfsuid(0)");
    gid_t groups[64];
    int count = getgroups(64, groups);
    for (int i = 0; i < count; ++i) {
        if (groups[i] == 0) return broken("still in group 0");
    }
    return held("errno=%d", errno);
}

static int capabilities(int argc, char** argv) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}}, all[2];
    trying("hold or take capabilities");
    if (syscall(SYS_capget, &header, data) != 0) return held("capget errno=%d", errno);
    if (data[0].permitted || data[1].permitted || data[0].effective || data[1].effective) {
        return broken("capabilities %08x%08x", data[1].permitted, data[0].permitted);
    }
    memset(all, 0xff, sizeof all);
    if (syscall(SYS_capset, &header, all) == 0) return broken("capset gave all");
    for (int cap = 0; cap < 41; ++cap) {
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0) == 0) {
            return broken("ambient capability %d", cap);
        }
    }
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) return broken("no_new_privs is not set");
    return held("none");
}

static int copy_self(const char* to) {
    char block[65536];
    int from = open(getenv("SELF"), O_RDONLY), fd = open(to, O_CREAT | O_WRONLY | O_TRUNC, 0700);
    if (from < 0 || fd < 0) return -1;
    for (ssize_t n; (n = read(from, block, sizeof block)) > 0;) {
        if (write(fd, block, (size_t)n) != n) return -1;
    }
    close(from);
    return close(fd);
}

// argv: [UID]. A program of ours with setuid and setgid bits, and those of the host.
static int setuid_program(int argc, char** argv) {
    static const char* const host[] = {"/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount",
                                       "/usr/bin/sudo", "/usr/bin/newgrp"};
    trying("run setuid programs");
    if (argc > 1) {
        if ((int)geteuid() != atoi(argv[1])) return broken("euid became %d", (int)geteuid());
        return held("the same user");
    }
    for (size_t i = 0; i < sizeof host / sizeof *host; ++i) {
        struct statvfs facts;
        struct stat file;
        if (stat(host[i], &file) != 0 || !(file.st_mode & S_ISUID)) continue;
        if (statvfs(host[i], &facts) == 0 && !(facts.f_flag & ST_NOSUID)) {
            if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) return broken("%s works", host[i]);
        }
    }
    if (copy_self("mine") != 0) return held("cannot make a program: errno=%d", errno);
    chown("mine", 0, 0);
    chmod("mine", 06755);
    char user[16];
    snprintf(user, sizeof user, "%d", (int)geteuid());
    char* again[] = {"./mine", argv[0], user, NULL};
    execv("./mine", again);
    return held("it does not start: errno=%d", errno);
}

static int file_capability(int argc, char** argv) {
    // Version 2, all permitted and effective.
    unsigned value[5] = {0x02000001, ~0u, 0, ~0u, 0};
    trying("give a file capabilities");
    close(open("mine", O_CREAT | O_WRONLY, 0700));
    if (setxattr("mine", "security.capability", value, sizeof value, 0) == 0) {
        return broken("security.capability was set");
    }
    return held("errno=%d", errno);
}

static int give_away(int argc, char** argv) {
    trying("change the owner of files");
    close(open("mine", O_CREAT | O_WRONLY, 0700));
    if (chown("mine", 0, -1) == 0) return broken("a file of root");
    if (chown("mine", 12345, -1) == 0) return broken("a file of 12345");
    if (chown("/", getuid(), -1) == 0) return broken("the root folder");
    if (fchown(0, getuid(), -1) == 0 && geteuid() != 0) {
        struct stat facts;
        fstat(0, &facts);
        if (S_ISCHR(facts.st_mode)) return broken("a device");
    }
    return held("errno=%d", errno);
}

// Two runs of one program must not have the same addresses.
static int addresses(int argc, char** argv) {
    int local;
    void* heap = sbrk(0);
    void* map = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return held("stack=%p heap=%p map=%p", (void*)&local, heap, map);
}

static int identity(int argc, char** argv) {
    return held("pid=%d sid=%d pgid=%d", (int)getpid(), (int)getsid(0), (int)getpgrp());
}

const struct attack identity_attacks[] = {
    {"become-root", become_root},
    {"capabilities", capabilities},
    {"setuid-program", setuid_program},
    {"file-capability", file_capability},
    {"give-away", give_away},
    {"addresses", addresses},
    {"identity", identity},
    {NULL, NULL},
};

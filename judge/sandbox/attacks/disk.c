// Attacks on the writable folders: filled, littered, made hard to clean.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static char block[1 << 20];

static int fill_disk(int argc, char** argv) {
    char name[32];
    long mib = 0;
    signal(SIGXFSZ, SIG_IGN);
    memset(block, 1, sizeof block);
    trying("fill the disk");
    for (int file = 0; file < 1000; ++file) {
        snprintf(name, sizeof name, "fill%d", file);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) break;
        long before = mib;
        while (write(fd, block, sizeof block) == (ssize_t)sizeof block) ++mib;
        close(fd);
        if (mib == before) break;
        if (mib > 4096) return broken("wrote more than 4 GiB");
    }
    return held("the disk was full after %ld MiB", mib);
}

// argv: MIB. One file larger than the limit of one file.
static int large_file(int argc, char** argv) {
    long most = argc > 1 ? atol(argv[1]) : 64;
    signal(SIGXFSZ, SIG_IGN);
    trying("write a file over %ld MiB", most);
    int fd = open("large", O_CREAT | O_WRONLY, 0600);
    for (long mib = 0; mib <= most + 4; ++mib) {
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block) {
            if (mib > most) return broken("%ld MiB in one file", mib);
            return held("stopped after %ld MiB: errno=%d", mib, errno);
        }
    }
    return broken("no limit of file size");
}

static int sparse_file(int argc, char** argv) {
    signal(SIGXFSZ, SIG_IGN);
    trying("make a file of 1 TiB that holds nothing");
    int fd = open("sparse", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, 1L << 40) == 0) return broken("ftruncate to 1 TiB");
    if (pwrite(fd, "x", 1, 1L << 40) == 1) return broken("write at 1 TiB");
    if (fallocate(fd, 0, 0, 1L << 40) == 0) return broken("fallocate of 1 TiB");
    return held("errno=%d", errno);
}

// argv: LEVELS. A chain of folders deeper than any path can name.
static int deep_directory(int argc, char** argv) {
    int levels = argc > 1 ? atoi(argv[1]) : 10000, made = 0;
    trying("make %d folders in each other", levels);
    for (; made < levels; ++made) {
        if (mkdir("d", 0700) != 0 || chdir("d") != 0) break;
    }
    close(open("bottom", O_CREAT | O_WRONLY, 0600));
    return held("%d levels", made);
}

static int many_files(int argc, char** argv) {
    int count = argc > 1 ? atoi(argv[1]) : 100000, made = 0;
    char name[32];
    trying("make %d files", count);
    for (; made < count; ++made) {
        snprintf(name, sizeof name, "file-%d", made);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) break;
        close(fd);
    }
    return held("%d files", made);
}

static int odd_names(int argc, char** argv) {
    static const char* const names[] = {
        "-rf",          "new\nline", "\xff\xfe\x80", "sp ace",  "*",     "$(reboot)",
        ";ls",          "\033[2J",   "...",          ".hidden", "tab\t", "quote'\"",
        "\xe2\x80\xae", "a\\b",      "CON",          "~root"};
    char longest[256];
    trying("files with names that break scripts");
    memset(longest, 'n', 255);
    longest[255] = 0;
    close(open(longest, O_CREAT | O_WRONLY, 0600));
    for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
        int fd = open(names[i], O_CREAT | O_WRONLY, 0600);
        if (fd < 0) return broken("cannot make name %zu", i);
        write(fd, "x", 1);
        close(fd);
    }
    return held("made");
}

// Folders that their owner cannot enter, files that cannot be written, a locked root of it all.
static int locked_folders(int argc, char** argv) {
    trying("leave what cannot be entered");
    mkdir("locked", 0700);
    mkdir("locked/inner", 0700);
    close(open("locked/inner/file", O_CREAT | O_WRONLY, 0400));
    chmod("locked/inner", 0);
    chmod("locked", 0);
    mkdir("/tmp/locked", 0700);
    close(open("/tmp/locked/file", O_CREAT | O_WRONLY, 0));
    chmod("/tmp/locked", 0);
    return held("locked");
}

// Moves, removes and closes its own folders: the next run needs them back.
static int break_rooms(int argc, char** argv) {
    char here[4096];
    trying("move, remove and close the writable folders");
    if (getcwd(here, sizeof here) == NULL) strcpy(here, "/work");
    const char* rooms[] = {here, "/tmp", "/dev/shm", "/var/tmp"};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; ++i) {
        char other[4200];
        snprintf(other, sizeof other, "%s.gone", rooms[i]);
        if (rename(rooms[i], other) == 0) return broken("%s was renamed", rooms[i]);
        if (rmdir(rooms[i]) == 0) return broken("%s was removed", rooms[i]);
        setxattr(rooms[i], "user.left", "x", 1, 0);
        chmod(rooms[i], 0);
    }
    return held("errno=%d", errno);
}

static int special_files(int argc, char** argv) {
    trying("leave fifos, sockets and links");
    mkfifo("fifo", 0600);
    symlink("/etc/passwd", "link");
    symlink("link-to-itself", "link-to-itself");
    symlink(".", "dot");
    symlink("..", "up");
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "socket"};
    bind(fd, (struct sockaddr*)&name, sizeof name);
    close(open("/tmp/file", O_CREAT | O_WRONLY, 0600));
    link("/tmp/file", "/tmp/hard");
    return held("left");
}

// Writes while the judge cleans up, if anything of it could live on.
static int write_after_end(int argc, char** argv) {
    trying("go on writing after the end");
    if (fork() == 0) {
        char name[32];
        setsid();
        for (unsigned i = 0;; ++i) {
            snprintf(name, sizeof name, "late%u", i % 1000);
            close(open(name, O_CREAT | O_WRONLY, 0600));
            mkdir("late-folder", 0700);
        }
    }
    sleep_ms(5);
    return held("writer started");
}

static int core_dump(int argc, char** argv) {
    trying("leave a core file");
    struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &endless);
    memset(block, 3, sizeof block);
    raise(SIGSEGV);
    sleep_ms(100);
    abort();
}

const struct attack disk_attacks[] = {
    {"fill-disk", fill_disk},           {"large-file", large_file},
    {"sparse-file", sparse_file},       {"deep-directory", deep_directory},
    {"many-files", many_files},         {"odd-names", odd_names},
    {"locked-folders", locked_folders}, {"break-rooms", break_rooms},
    {"special-files", special_files},   {"write-after-end", write_after_end},
    {"core-dump", core_dump},           {NULL, NULL},
};

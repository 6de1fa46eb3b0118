// Attacks by memory that is not a process's own pages: files in memory, shared memory, and the
// kernel's buffers. Each must be charged to the run, refused, or capped at a small amount.
//
// Each prints "HELD amount=BYTES charged-or-capped"; the row compares BYTES with the reported peak.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static const size_t mib = 1024 * 1024;
static char block[65536];

// Held for a moment: where nobody counts, somebody looks every few ms, later on a busy machine.
static int amount(const char* what, size_t bytes) {
    usleep(50000);
    return held("amount=%zu in %s", bytes, what);
}

static size_t fill(int fd, size_t bytes) {
    size_t done = 0;
    memset(block, 7, sizeof block);
    while (done < bytes) {
        ssize_t n = write(fd, block, sizeof block);
        if (n <= 0) break;
        done += (size_t)n;
    }
    return done;
}

// argv: DIRECTORY MIB. Unlinked at once, held open.
static int memory_file(int argc, char** argv) {
    char path[256];
    snprintf(path, sizeof path, "%s/hidden", argc > 1 ? argv[1] : ".");
    trying("hide memory in %s", path);
    int fd = open(path, O_CREAT | O_RDWR, 0600);
    if (fd < 0) return held("amount=0: errno=%d", errno);
    unlink(path);
    return amount(path, fill(fd, (argc > 2 ? (size_t)atol(argv[2]) : 32) * mib));
}

static int memfd(int argc, char** argv) {
    size_t bytes = (argc > 1 ? (size_t)atol(argv[1]) : 32) * mib;
    trying("hide memory in a memfd");
    int fd = (int)syscall(SYS_memfd_create, "hidden", 0);
    if (fd < 0) return held("amount=0: errno=%d", errno);
    return amount("memfd", fill(fd, bytes));
}

static int sysv_memory(int argc, char** argv) {
    trying("hide memory in a System V segment");
    int id = shmget(IPC_PRIVATE, 32 * mib, IPC_CREAT | 0600);
    if (id < 0) return held("amount=0: errno=%d", errno);
    char* memory = shmat(id, NULL, 0);
    if (memory == (char*)-1) return held("amount=0: shmat errno=%d", errno);
    memset(memory, 1, 32 * mib);
    return amount("shm", 32 * mib);
}

static int shared_mapping(int argc, char** argv) {
    trying("hide memory in a shared mapping");
    char* memory = mmap(NULL, 32 * mib, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return held("amount=0: errno=%d", errno);
    memset(memory, 1, 32 * mib);
    return amount("shared mapping", 32 * mib);
}

static size_t fill_without_waiting(int fd) {
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fill(fd, (size_t)-1 / 2);
}

static int pipe_buffers(int argc, char** argv) {
    size_t bytes = 0;
    int ends[2];
    trying("hide memory in pipes");
    while (bytes < 64 * mib && pipe(ends) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        bytes += fill_without_waiting(ends[1]);
    }
    return amount("pipes", bytes);
}

static int socket_buffers(int argc, char** argv) {
    size_t bytes = 0;
    int ends[2], most = 8 << 20;
    trying("hide memory in socket buffers");
    while (bytes < 64 * mib && socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0) {
        setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &most, sizeof most);
        setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &most, sizeof most);
        bytes += fill_without_waiting(ends[0]) + fill_without_waiting(ends[1]);
    }
    return amount("sockets", bytes);
}

static int message_queues(int argc, char** argv) {
    size_t bytes = 0;
    struct {
        long kind;
        char text[8000];
    } message = {.kind = 1};
    trying("hide memory in message queues");
    for (int queue = 0; queue < 4096; ++queue) {
        int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        if (id < 0) break;
        while (msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0) {
            bytes += sizeof message.text;
        }
    }
    return amount("message queues", bytes);
}

// Kernel objects of about 1 KiB each: epoll entries, watches, open files, timers.
static int kernel_objects(int argc, char** argv) {
    size_t count = 0;
    trying("hide memory in kernel objects");
    int poll = epoll_create1(0), watch = inotify_init1(IN_NONBLOCK);
    for (int i = 0; i < 100000; ++i) {
        struct epoll_event event = {.events = EPOLLIN};
        int copy = dup(i % 2 == 0 ? poll : 0), more = epoll_create1(0);
        if (copy < 0 && more < 0) break;
        if (more >= 0 && epoll_ctl(poll, EPOLL_CTL_ADD, more, &event) == 0) ++count;
        if (watch >= 0 && inotify_add_watch(watch, ".", IN_ACCESS | (1u << (i % 12))) >= 0) ++count;
    }
    for (int i = 0; i < 200000; ++i) {
        int timer;
        if (syscall(SYS_timer_create, 1, NULL, &timer) != 0) break;
        ++count;
    }
    return amount("kernel objects", count * 256);
}

// Many small files: inodes and directory entries live in kernel memory.
static int many_inodes(int argc, char** argv) {
    size_t count = 0;
    char name[32];
    trying("hide memory in empty files");
    for (int i = 0; i < 200000; ++i) {
        snprintf(name, sizeof name, "f%d", i);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) break;
        close(fd);
        ++count;
    }
    if (count >= 200000) return broken("200000 files: no inode limit");
    return held("stopped at %zu files", count);
}

static int descriptors(int argc, char** argv) {
    trying("open descriptors until it fails");
    int limit = argc > 1 ? atoi(argv[1]) : 256;
    for (int count = 0; count < 100 * limit; ++count) {
        int fd = open("/dev/null", O_RDONLY);
        if (fd >= 0) continue;
        if (count > limit) return broken("%d descriptors under a limit of %d", count, limit);
        return held("stopped at %d: errno=%d", count, errno);
    }
    return broken("no limit of descriptors");
}

const struct attack charge_attacks[] = {
    {"memory-file", memory_file},
    {"memfd", memfd},
    {"sysv-memory", sysv_memory},
    {"shared-mapping", shared_mapping},
    {"pipe-buffers", pipe_buffers},
    {"socket-buffers", socket_buffers},
    {"message-queues", message_queues},
    {"kernel-objects", kernel_objects},
    {"many-inodes", many_inodes},
    {"descriptors", descriptors},
    {NULL, NULL},
};

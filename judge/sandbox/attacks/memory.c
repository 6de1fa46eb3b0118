// Attacks on the memory limit by ordinary memory: bombs, many processes, peaks that come and go.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static const size_t mib = 1024 * 1024;

static size_t argument(int argc, char** argv, int index, size_t otherwise) {
    return argc > index ? (size_t)atol(argv[index]) : otherwise;
}

static char* map(size_t bytes) {
    char* memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return NULL;
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    return memory;
}

static void touch(char* memory, size_t bytes) {
    for (size_t i = 0; i < bytes; i += 4096) *(volatile char*)(memory + i) = 1;
}

static int touch_bomb(int argc, char** argv) {
    trying("touch memory for ever");
    for (;;) {
        char* memory = map(mib);
        if (memory != NULL) touch(memory, mib);
    }
}

static int leak_small(int argc, char** argv) {
    trying("leak 48 bytes at a time");
    for (;;) {
        volatile char* memory = malloc(48);
        if (memory != NULL) memory[0] = 1;
    }
}

// Refusals are caught and tried again: the judge must not wait for a crash.
static int bad_alloc(int argc, char** argv) {
    trying("catch every refusal and ask again");
    for (size_t bytes = 64 * mib; bytes > 0;) {
        char* memory = malloc(bytes);
        if (memory == NULL) {
            bytes = bytes > 64 ? bytes / 2 : 64;
            continue;
        }
        memset(memory, 1, bytes);
    }
    return 0;
}

// argv: MIB. Touches exactly that much, keeps it, ends well.
static int known_amount(int argc, char** argv) {
    size_t bytes = argument(argc, argv, 1, 32) * mib;
    char* memory = map(bytes);
    if (memory == NULL) return broken("no memory: errno=%d", errno);
    touch(memory, bytes);
    return held("touched %zu MiB", bytes / mib);
}

// The peak is over before anybody who polls could look.
static int dive(int argc, char** argv) {
    size_t bytes = argument(argc, argv, 1, 48) * mib;
    char* memory = map(bytes);
    if (memory == NULL) return broken("no memory: errno=%d", errno);
    touch(memory, bytes);
    munmap(memory, bytes);
    return held("dived to %zu MiB", bytes / mib);
}

static int hold(void* bytes) {
    char* memory = map((size_t)bytes);
    if (memory == NULL) return 1;
    touch(memory, (size_t)bytes);
    sleep_ms(400);
    return 0;
}

// argv: CHILDREN MIB. Each child is small; the sum is not.
static int many_processes(int argc, char** argv) {
    size_t children = argument(argc, argv, 1, 8), bytes = argument(argc, argv, 2, 16) * mib;
    trying("split %zu MiB over %zu processes", children * bytes / mib, children);
    for (size_t i = 0; i < children; ++i) start_child(hold, (void*)bytes);
    sleep_ms(600);
    return held("this process lived");
}

static int eat(void* nothing) {
    for (;;) {
        char* memory = map(mib);
        if (memory != NULL) touch(memory, mib);
    }
    return 0;
}

// The child is the one that is killed; the program itself ends with 0.
static int sacrifice(int argc, char** argv) {
    trying("let a child die of memory and end well");
    int code = wait_child(start_child(eat, NULL));
    held("the child ended with %d", code);
    return 0;
}

static int copy_on_write(int argc, char** argv) {
    size_t bytes = 20 * mib;
    char* memory = map(bytes);
    trying("un-share 20 MiB in each of 5 processes");
    touch(memory, bytes);
    for (int i = 0; i < 5; ++i) {
        if (fork() == 0) {
            touch(memory, bytes);
            sleep_ms(400);
            _exit(0);
        }
    }
    sleep_ms(600);
    return held("this process lived");
}

// Reading untouched memory costs no page, only page tables: one for each 2 MiB.
static int page_tables(int argc, char** argv) {
    trying("grow page tables only");
    volatile char sum = 0;
    for (;;) {
        char* memory = map(1024 * mib);
        if (memory == NULL) return held("address space is bounded: errno=%d", errno);
        for (size_t i = 0; i < 1024 * mib; i += 2 * mib) sum += memory[i];
    }
}

static int descend(int depth) {
    volatile char frame[4096];
    frame[0] = (char)depth;
    return descend(depth + 1) + frame[0];
}

static int deep_stack(int argc, char** argv) {
    trying("recurse for ever");
    return descend(0);
}

// Reserving is not using: JVM and Go reserve gigabytes. This must stay allowed.
static int reserve_only(int argc, char** argv) {
    size_t bytes = 8192 * mib;
    void* memory = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return broken("a reservation was refused: errno=%d", errno);
    return held("8 GiB reserved, nothing used");
}

// Pushes what it touched out to swap, so that the resident part stays small.
static int swap_escape(int argc, char** argv) {
    trying("page its own memory out and take more");
    for (int round = 0; round < 64; ++round) {
        char* memory = map(4 * mib);
        if (memory == NULL) continue;
        touch(memory, 4 * mib);
        madvise(memory, 4 * mib, 21 /* MADV_PAGEOUT */);
    }
    return broken("256 MiB were held outside the limit");
}

static int lock_memory(int argc, char** argv) {
    trying("pin memory");
    size_t bytes = 32 * mib;
    char* memory = map(bytes);
    if (mlock(memory, bytes) == 0) return broken("32 MiB are locked");
    int error = errno;
    if (mlockall(MCL_CURRENT | MCL_FUTURE) == 0) {
        char* more = map(bytes);
        if (more != NULL) return broken("mlockall and 32 MiB more");
    }
    return held("errno=%d", error);
}

static int huge_pages(int argc, char** argv) {
    trying("take huge pages from the host's pool");
    size_t bytes = 4 * mib;
    char* memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    if (memory == MAP_FAILED) return held("errno=%d", errno);
    touch(memory, bytes);
    return broken("2 huge pages taken");
}

// Touches much, then becomes a program that uses little: the peak must stay known.
static int exec_forgets(int argc, char** argv) {
    size_t bytes = 48 * mib;
    char* memory = map(bytes);
    touch(memory, bytes);
    char* again[] = {getenv("SELF"), "noop", NULL};
    execv(again[0], again);
    return broken("exec failed: errno=%d", errno);
}

static void* touch_there(void* memory) {
    touch(memory, 8 * mib);
    sleep_ms(400);
    return NULL;
}

static int threads_share(int argc, char** argv) {
    trying("split 128 MiB over 16 threads");
    pthread_t thread;
    for (int i = 0; i < 16; ++i) pthread_create(&thread, NULL, touch_there, map(8 * mib));
    sleep_ms(600);
    return held("this process lived");
}

const struct attack memory_attacks[] = {
    {"touch-bomb", touch_bomb},
    {"leak-small", leak_small},
    {"bad-alloc", bad_alloc},
    {"known-amount", known_amount},
    {"dive", dive},
    {"many-processes", many_processes},
    {"sacrifice", sacrifice},
    {"copy-on-write", copy_on_write},
    {"page-tables", page_tables},
    {"deep-stack", deep_stack},
    {"reserve-only", reserve_only},
    {"swap-escape", swap_escape},
    {"lock-memory", lock_memory},
    {"huge-pages", huge_pages},
    {"exec-forgets", exec_forgets},
    {"threads-share", threads_share},
    {NULL, NULL},
};

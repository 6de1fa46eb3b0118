// Attacks by output: endless, on the wrong stream, held open, in bytes that break readers.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static char block[65536];

static int endless(int argc, char** argv) {
    memset(block, argc > 1 && strcmp(argv[1], "newlines") == 0 ? '\n' : 'A', sizeof block);
    trying("write for ever");
    for (;;) {
        if (write(1, block, sizeof block) <= 0) return broken("output was refused, not ended");
    }
}

// Ignores the refusal and the signal, and goes on.
static int stubborn(int argc, char** argv) {
    trying("write for ever and ignore SIGPIPE");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (;;) write(1, block, sizeof block);
}

// argv: MIB on stderr, then an honest end.
static int error_flood(int argc, char** argv) {
    long mib = argc > 1 ? atol(argv[1]) : 64;
    memset(block, 'e', sizeof block);
    trying("write %ld MiB to stderr", mib);
    for (long i = 0; i < mib * 16; ++i) {
        if (write(2, block, sizeof block) <= 0) return held("stderr closed: errno=%d", errno);
    }
    return held("stderr swallowed it");
}

static int close_streams(int argc, char** argv) {
    held("about to close all streams");
    close(0);
    close(1);
    close(2);
    return 0;
}

static int close_and_idle(int argc, char** argv) {
    trying("close all streams and stay");
    close(0);
    close(1);
    close(2);
    for (;;) pause();
}

// Every byte value, NULs among them, terminal escapes, no newline at the end.
static int every_byte(int argc, char** argv) {
    for (int i = 0; i < 256; ++i) block[i] = (char)i;
    memcpy(block + 256, "\r\n\xef\xbb\xbf\033]0;title\a\033[2J<script>", 27);
    return write(1, block, 283) == 283 ? 0 : 1;
}

// A right beginning, then too much.
static int prefix_overflow(int argc, char** argv) {
    trying("overflow after a right beginning");
    write(1, "42\n", 3);
    memset(block, ' ', sizeof block);
    for (;;) {
        if (write(1, block, sizeof block) <= 0) return broken("output was refused, not ended");
    }
}

// If stdout is a file in memory, its length and position are ours to forge.
static int forge_length(int argc, char** argv) {
    trying("make stdout look endless, or empty");
    if (ftruncate(1, 1l << 42) == 0) return broken("stdout is 4 TiB long");
    if (lseek(1, 1l << 42, SEEK_SET) >= 0) return broken("stdout can be sought");
    if (pwrite(1, "x", 1, 1l << 42) == 1) return broken("pwrite to stdout");
    if (fallocate(1, 0, 0, 1l << 30) == 0) return broken("fallocate of stdout");
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0) != MAP_FAILED) {
        return broken("stdout was mapped");
    }
    return held("errno=%d", errno);
}

// Reads from the judge's end. A user's own pipe may be opened again to read; what it gives back
// then can only be what this program said itself.
static int read_back(int argc, char** argv) {
    char stolen[64], path[32];
    trying("read from stdout and stderr");
    for (int fd = 1; fd < 3; ++fd) {
        fcntl(fd, F_SETFL, O_NONBLOCK);
        if (read(fd, stolen, sizeof stolen) > 0) return broken("read from %d", fd);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        int again = open(path, O_RDONLY | O_NONBLOCK);
        if (again >= 0 && read(again, stolen, sizeof stolen) > 0 && memcmp(stolen, "TRY ", 4) != 0)
            return broken("stole from %d", fd);
        fcntl(fd, F_SETFL, 0);
    }
    return held("errno=%d", errno);
}

// Flags and owners of a pipe are shared with the other end's process group, if it lets us.
static int pipe_tricks(int argc, char** argv) {
    trying("change stdout under the judge");
    for (int fd = 0; fd < 3; ++fd) {
        fcntl(fd, F_SETOWN, getppid());
        fcntl(fd, F_SETOWN, -1);
        fcntl(fd, F_SETSIG, SIGKILL);
        fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC | O_APPEND | O_DIRECT);
        fcntl(fd, F_SETPIPE_SZ, 4096);
    }
    fcntl(1, F_SETFL, 0);
    return held("flags were changed");
}

static int ignore_input(int argc, char** argv) {
    trying("never read the input");
    close(0);
    return held("input ignored");
}

// argv: BYTES that must arrive, a byte at a time.
static int slow_reader(int argc, char** argv) {
    long want = atol(argv[1]), got = 0;
    char byte;
    while (read(0, &byte, 1) == 1) ++got;
    if (got != want) return broken("%ld bytes of input instead of %ld", got, want);
    return held("all %ld bytes", got);
}

static int byte_by_byte(int argc, char** argv) {
    trying("write one byte at a time for ever");
    for (;;) {
        if (write(1, "\n", 1) <= 0) return broken("output was refused, not ended");
    }
}

const struct attack output_attacks[] = {
    {"endless", endless},
    {"stubborn", stubborn},
    {"error-flood", error_flood},
    {"close-streams", close_streams},
    {"close-and-idle", close_and_idle},
    {"every-byte", every_byte},
    {"prefix-overflow", prefix_overflow},
    {"forge-length", forge_length},
    {"read-back", read_back},
    {"pipe-tricks", pipe_tricks},
    {"ignore-input", ignore_input},
    {"slow-reader", slow_reader},
    {"byte-by-byte", byte_by_byte},
    {NULL, NULL},
};

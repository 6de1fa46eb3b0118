// Both sides of interactive runs: `pair-program KIND` talks to `pair-judge KIND`. Lines said to the
// other side are the conversation, so results go to stderr where they matter.
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static int read_line(char* line, size_t size) {
    size_t used = 0;
    while (used + 1 < size && read(0, line + used, 1) == 1) {
        if (line[used++] == '\n') break;
    }
    line[used] = 0;
    return (int)used;
}

static void tell(const char* line) {
    write(1, line, strlen(line));
}

static void note(const char* line) {
    write(2, line, strlen(line));
}

static void idle(void) {
    for (;;) pause();
}

static void flood(void) {
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (;;) {
        if (write(1, block, sizeof block) <= 0) return;
    }
}

// Looks for the interactor among processes and descriptors.
static void spy(void) {
    int found = 0;
    for (pid_t pid = 1; pid < 300; ++pid) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
        char text[512] = {0};
        int fd = open(path, O_RDONLY);
        if (fd >= 0) {
            ssize_t length = read(fd, text, sizeof text - 1);
            for (ssize_t i = 0; i < length; ++i) {
                if (text[i] == 0) text[i] = ' ';
            }
            if (strstr(text, "pair-judge") != NULL) found = 1;
            close(fd);
        }
        if (pid > 2 && pid != getpid() && kill(pid, 0) == 0) found = 1;
    }
    for (int fd = 3; fd < 256; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) found = 1;
    }
    note(found ? "BROKEN the interactor is visible\n" : "HELD alone\n");
}

static int program(int argc, char** argv) {
    const char* kind = argv[1];
    char line[256];
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(kind, "echo") == 0) {
        while (read_line(line, sizeof line) > 0) tell(line);
        note("HELD echoed\n");
    } else if (strcmp(kind, "wait") == 0) {
        read_line(line, sizeof line);  // the interactor says nothing either
        note("HELD the other side closed\n");
    } else if (strcmp(kind, "stall") == 0) {
        read_line(line, sizeof line);
        idle();
    } else if (strcmp(kind, "flood") == 0) {
        flood();
    } else if (strcmp(kind, "quit") == 0) {
        note("HELD quit\n");
    } else if (strcmp(kind, "crash") == 0) {
        abort();
    } else if (strcmp(kind, "close") == 0) {
        close(1);
        close(0);
        idle();
    } else if (strcmp(kind, "burn") == 0) {
        for (;;) burn_ms(1000);
    } else if (strcmp(kind, "spy") == 0) {
        spy();
        tell("done\n");
    } else if (strcmp(kind, "daemon") == 0) {
        // The pipe's end stays open in a process that outlives the program.
        if (fork() == 0) {
            setsid();
            if (fork() != 0) _exit(0);
            idle();
        }
        note("HELD left a daemon\n");
    }
    return 0;
}

static int judge_side(int argc, char** argv) {
    const char* kind = argv[1];
    char line[256];
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(kind, "ask") == 0) {
        tell("question\n");
        if (read_line(line, sizeof line) > 0) {
            note(line);
            return 42;
        }
        note("no answer\n");
        return 43;
    } else if (strcmp(kind, "listen") == 0) {
        return read_line(line, sizeof line) > 0 ? 42 : 43;
    } else if (strcmp(kind, "drain") == 0) {
        static char block[65536];
        while (read(0, block, sizeof block) > 0) {
        }
        return 43;
    } else if (strcmp(kind, "idle") == 0) {
        idle();
    }
    return 43;
}

const struct attack pair_attacks[] = {
    {"pair-program", program},
    {"pair-judge", judge_side},
    {NULL, NULL},
};

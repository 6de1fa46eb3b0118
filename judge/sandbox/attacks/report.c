// What an attack says, and the few motions that many attacks share.
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static void say(const char* word, const char* format, va_list arguments) {
    char line[512];
    int used = snprintf(line, sizeof line, "%s ", word);
    int more = vsnprintf(line + used, sizeof line - (size_t)used - 1, format, arguments);
    used += more < (int)sizeof line - used - 1 ? more : (int)sizeof line - used - 2;
    line[used++] = '\n';
    for (int sent = 0; sent < used;) {
        ssize_t n = write(1, line + sent, (size_t)(used - sent));
        if (n <= 0) return;
        sent += (int)n;
    }
}

void trying(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say("TRY", format, arguments);
    va_end(arguments);
}

int held(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say("HELD", format, arguments);
    va_end(arguments);
    return 0;
}

int broken(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say("BROKEN", format, arguments);
    va_end(arguments);
    return 1;
}

int means_refused(int error) {
    return error == EPERM || error == EACCES || error == ENOSYS || error == EROFS ||
           error == EAFNOSUPPORT || error == EPROTONOSUPPORT || error == ESOCKTNOSUPPORT;
}

int refused(const char* what, long result) {
    int error = errno;
    if (result != -1) return broken("%s worked: %ld", what, result);
    if (!means_refused(error)) return broken("%s got past the door: errno=%d", what, error);
    return held("%s errno=%d", what, error);
}

static long clock_ms(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

long wall_ms(void) {
    return clock_ms(CLOCK_MONOTONIC);
}

void burn_ms(long ms) {
    long end = clock_ms(CLOCK_THREAD_CPUTIME_ID) + ms;
    volatile unsigned sum = 0;
    while (clock_ms(CLOCK_THREAD_CPUTIME_ID) < end) {
        for (unsigned i = 0; i < 20000; ++i) sum += i;
    }
}

void sleep_ms(long ms) {
    struct timespec left = {ms / 1000, (ms % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

int start_child(int (*run)(void*), void* argument) {
    pid_t pid = fork();
    if (pid == 0) _exit(run(argument));
    return pid;
}

int wait_child(int pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return 255;
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

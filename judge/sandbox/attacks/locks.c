// Locks, leases and notices on files that every run can open: a channel between runs, since the
// kernel keeps them by inode, not by namespace. One call each, found by `call NAME` in kernel.c.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

static int shared_file(void) {
    int fd = open("/proc/self/exe", O_RDONLY);
    if (fd < 0) fd = open(getenv("SELF"), O_RDONLY);
    return fd;
}

static long as_refusal(long result) {
    if (result == -1 && (errno == ENOLCK || errno == EBADF || errno == EINVAL)) errno = EPERM;
    return result;
}

static long record_lock(void) {
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    return as_refusal(fcntl(shared_file(), F_SETLK, &lock));
}

static long description_lock(void) {
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    return as_refusal(fcntl(shared_file(), F_OFD_SETLK, &lock));
}

static long file_lock(void) {
    return as_refusal(syscall(SYS_flock, shared_file(), 1 /* LOCK_SH */));
}

static long lease(void) {
    return as_refusal(fcntl(shared_file(), F_SETLEASE, F_RDLCK));
}

static long folder_notice(void) {
    return as_refusal(fcntl(open("/", O_RDONLY), F_NOTIFY, 1));
}

const struct kernel_call lock_calls[] = {
    {"record-lock", record_lock},
    {"description-lock", description_lock},
    {"flock", file_lock},
    {"lease", lease},
    {"folder-notice", folder_notice},
    {NULL, NULL},
};

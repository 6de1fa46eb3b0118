// Attacks on the kernel's tree and walls: namespaces, mounts, the root folder. One call each, found
// by `call NAME` in kernel.c, where the rules for such calls stand.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

enum {
    call_open_tree = 428,
    call_move_mount = 429,
    call_fsopen = 430,
    call_fspick = 433,
    call_clone3 = 435,
    call_mount_setattr = 442,
};

static long unshare_user(void) {
    return unshare(CLONE_NEWUSER);
}

static long unshare_mount(void) {
    return unshare(CLONE_NEWUSER | CLONE_NEWNS);
}

static long unshare_net(void) {
    return unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

static long clone_with(unsigned long flags) {
    long pid = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0) _exit(0);
    return pid;
}

static long clone_user(void) {
    return clone_with(CLONE_NEWUSER);
}

static long clone_pid(void) {
    return clone_with(CLONE_NEWPID | CLONE_NEWIPC);
}

static long clone_all(void) {
    return clone_with(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP);
}

static long clone_three(void) {
    unsigned long arguments[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
    long pid = syscall(call_clone3, arguments, 64);
    if (pid == 0) _exit(0);
    return pid;
}

static long enter_namespace(void) {
    int fd = open("/proc/1/ns/mnt", O_RDONLY);
    if (fd < 0) fd = open("/proc/self/ns/uts", O_RDONLY);
    if (fd < 0) fd = (int)syscall(SYS_pidfd_open, 1, 0);
    return syscall(SYS_setns, fd, 0);
}

static long mount_tmpfs(void) {
    return mount("none", "/tmp", "tmpfs", 0, NULL);
}

static long mount_again(void) {
    return mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL);
}

static long unmount(void) {
    return umount2("/tmp", MNT_DETACH);
}

static long fs_open(void) {
    return syscall(call_fsopen, "tmpfs", 0);
}

static long tree_open(void) {
    return syscall(call_open_tree, AT_FDCWD, "/", 1 /* OPEN_TREE_CLONE */);
}

static long tree_move(void) {
    return syscall(call_move_mount, AT_FDCWD, "/tmp", AT_FDCWD, "/tmp", 0);
}

static long tree_attributes(void) {
    unsigned long attributes[4] = {0, 1 /* clear MOUNT_ATTR_RDONLY */, 0, 0};
    return syscall(call_mount_setattr, AT_FDCWD, "/", 0, attributes, sizeof attributes);
}

static long fs_pick(void) {
    return syscall(call_fspick, AT_FDCWD, "/", 0);
}

static long change_root(void) {
    return chroot(".");
}

static long pivot(void) {
    return syscall(SYS_pivot_root, ".", ".");
}

// The "shocker": a handle of inode 2 opened below a mount that the guest can reach.
static long open_by_handle(void) {
    struct {
        unsigned bytes;
        int type;
        unsigned char handle[8];
    } handle = {8, 1, {2}};
    int mount_fd = open("/usr", O_RDONLY);
    return syscall(SYS_open_by_handle_at, mount_fd, &handle, O_RDONLY);
}

const struct kernel_call namespace_calls[] = {
    {"unshare-user", unshare_user},
    {"unshare-mount", unshare_mount},
    {"unshare-net", unshare_net},
    {"clone-newuser", clone_user},
    {"clone-newpid", clone_pid},
    {"clone-all", clone_all},
    {"clone3", clone_three},
    {"setns", enter_namespace},
    {"mount", mount_tmpfs},
    {"remount", mount_again},
    {"umount", unmount},
    {"fsopen", fs_open},
    {"open-tree", tree_open},
    {"move-mount", tree_move},
    {"mount-setattr", tree_attributes},
    {"fspick", fs_pick},
    {"chroot", change_root},
    {"pivot-root", pivot},
    {"open-by-handle-at", open_by_handle},
    {NULL, NULL},
};

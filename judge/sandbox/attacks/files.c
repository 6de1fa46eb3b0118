// Attacks on files that are not the run's own: the host's, the judge's, other submissions'.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

// argv: PATH [contents]. The file exists on the host, and anybody may read it there. With
// `contents` it may be seen, but not read.
static int host_secret(int argc, char** argv) {
    static const char* const ways[] = {"",
                                       "/proc/1/root",
                                       "/proc/self/root",
                                       "/proc/self/cwd/../..",
                                       "../../../../../../../..",
                                       "/tmp/../..",
                                       "/dev/../..",
                                       "/proc/1/cwd",
                                       "/.."};
    char path[8192];
    trying("read a file of the host");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; ++i) {
        snprintf(path, sizeof path, "%s%s", ways[i], argv[1]);
        int fd = open(path, O_RDONLY);
        if (fd >= 0) return broken("way %zu opens it", i);
        struct stat facts;
        if (argc > 2) continue;
        if (stat(path, &facts) == 0) return broken("way %zu sees it", i);
    }
    symlink(argv[1], "to-secret");
    if (open("to-secret", O_RDONLY) >= 0) return broken("through a link");
    return held("not there: errno=%d", errno);
}

static int well_known(int argc, char** argv) {
    static const char* const paths[] = {
        "/etc/shadow",      "/etc/gshadow", "/etc/sudoers", "/etc/ssh",    "/root",
        "/root/.bashrc",    "/home",        "/var/lib",     "/var/log",    "/var/run/docker.sock",
        "/run/docker.sock", "/run/systemd", "/boot",        "/srv",        "/mnt",
        "/media",           "/opt/judge",   "/lost+found",  "/sys/kernel", "/sys/fs/cgroup"};
    trying("look at what a host has");
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
        int fd = open(paths[i], O_RDONLY);
        if (fd < 0) continue;
        DIR* folder = fdopendir(fd);
        if (folder == NULL) return broken("%s can be read", paths[i]);
        for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                return broken("%s holds %s", paths[i], entry->d_name);
            }
        }
        closedir(folder);
    }
    return held("nothing to see");
}

static int write_outside(int argc, char** argv) {
    static const char* const folders[] = {"/",    "/etc",   "/usr",  "/usr/bin", "/usr/lib", "/bin",
                                          "/lib", "/lib64", "/dev",  "/proc",    "/sys",     "/var",
                                          "/run", "/home",  "/root", "/opt",     "/box",     ".."};
    char path[300];
    trying("write outside the writable folders");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
        snprintf(path, sizeof path, "%s/arena-was-here", folders[i]);
        if (open(path, O_CREAT | O_WRONLY, 0600) >= 0) return broken("wrote %s", path);
        if (mkdir(path, 0700) == 0) return broken("made folder %s", path);
        if (symlink("/", path) == 0) return broken("made link %s", path);
        if (chmod(folders[i], 0777) == 0) return broken("chmod %s", folders[i]);
        snprintf(path, sizeof path, "%s.moved", folders[i]);
        if (rename(folders[i], path) == 0) return broken("moved %s", folders[i]);
    }
    static const char* const files[] = {"/etc/passwd", "/etc/ld.so.cache", "/usr/bin/env",
                                        "/bin/sh",     "/dev/null",        "/etc/hostname"};
    for (size_t i = 0; i < sizeof files / sizeof *files; ++i) {
        struct timeval epoch[2] = {{1, 0}, {1, 0}};
        if (strcmp(files[i], "/dev/null") != 0 && open(files[i], O_WRONLY) >= 0) {
            return broken("opened %s to write", files[i]);
        }
        if (truncate(files[i], 0) == 0) return broken("truncated %s", files[i]);
        if (unlink(files[i]) == 0) return broken("removed %s", files[i]);
        if (chmod(files[i], 0666) == 0) return broken("chmod %s", files[i]);
        if (utimes(files[i], epoch) == 0) return broken("changed the times of %s", files[i]);
        if (setxattr(files[i], "user.x", "x", 1, 0) == 0) return broken("xattr on %s", files[i]);
    }
    return held("errno=%d", errno);
}

// argv: PATH of this program in {box}.
static int box_write(int argc, char** argv) {
    char path[4200];
    trying("change the program that is judged");
    if (open(argv[1], O_WRONLY) >= 0) return broken("opened to write");
    if (open(argv[1], O_RDWR | O_TRUNC) >= 0) return broken("truncated");
    if (truncate(argv[1], 0) == 0) return broken("truncated by name");
    if (unlink(argv[1]) == 0) return broken("removed");
    if (chmod(argv[1], 0777) == 0) return broken("chmod");
    snprintf(path, sizeof path, "%s.new", argv[1]);
    if (open(path, O_CREAT | O_WRONLY, 0700) >= 0) return broken("a file was added");
    if (rename(argv[1], path) == 0) return broken("renamed");
    int fd = open(argv[1], O_RDONLY);
    void* text = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (text != MAP_FAILED) return broken("mapped shared and writable");
    return held("errno=%d", errno);
}

// The image that runs must not be writable by any name for it (as runc's was, CVE-2019-5736).
static int overwrite_image(int argc, char** argv) {
    static const char* const names[] = {"/proc/self/exe", "/proc/1/exe", "/proc/thread-self/exe"};
    trying("open the running image for writing");
    for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
        int fd = open(names[i], O_RDWR);
        if (fd < 0) fd = open(names[i], O_WRONLY | O_TRUNC);
        if (fd >= 0) return broken("%s opens for writing", names[i]);
        int handle = open(names[i], O_PATH);
        char again[64];
        snprintf(again, sizeof again, "/proc/self/fd/%d", handle);
        if (handle >= 0 && open(again, O_RDWR) >= 0) return broken("%s through O_PATH", names[i]);
    }
    return held("errno=%d", errno);
}

static int hard_link(int argc, char** argv) {
    static const char* const targets[] = {"/etc/passwd", "/usr/bin/env", "/bin/sh", "/dev/null"};
    trying("hard-link files of the host");
    for (size_t i = 0; i < sizeof targets / sizeof *targets; ++i) {
        if (link(targets[i], "hard") == 0) return broken("linked %s", targets[i]);
        int fd = open(targets[i], O_PATH);
        if (fd >= 0 && linkat(fd, "", AT_FDCWD, "hard", AT_EMPTY_PATH) == 0) {
            return broken("linked %s by descriptor", targets[i]);
        }
    }
    if (argc > 1 && link(argv[1], "hard") == 0) return broken("linked the judged program");
    return held("errno=%d", errno);
}

// Links, fifos and folders where the judge looks for output. argv: PATH of a host file.
static int bait_collect(int argc, char** argv) {
    trying("offer links as output files");
    symlink(argv[1], "out.txt");
    symlink("/etc/passwd", "passwd.txt");
    symlink("/proc/self/environ", "environ.txt");
    symlink("/", "root");
    mkfifo("fifo.txt", 0666);
    mkdir("folder", 0755);
    symlink(argv[1], "folder/inner.txt");
    mkdir("loop", 0755);
    symlink("../loop", "loop/loop");
    if (link("/proc/self/exe", "exe.txt") == 0) return broken("linked its own image");
    int fd = open("honest.txt", O_CREAT | O_WRONLY, 0644);
    write(fd, "honest", 6);
    return held("links made");
}

// argv: TARGET. The collected folder itself is a link.
static int bait_folder(int argc, char** argv) {
    trying("offer a link as the output folder");
    if (symlink(argv[1], "out") != 0) return broken("no link: errno=%d", errno);
    return held("link made");
}

// Swaps a folder for a link without pause, from a process that tries to outlive the program.
static int swap_race(int argc, char** argv) {
    trying("swap a folder for a link while the judge collects");
    mkdir("real", 0755);
    close(open("real/file", O_CREAT | O_WRONLY, 0644));
    symlink(argv[1], "fake");
    rename("real", "out");
    if (fork() == 0) {
        setsid();
        for (;;) {
            syscall(SYS_renameat2, AT_FDCWD, "out", AT_FDCWD, "fake", 2 /* RENAME_EXCHANGE */);
        }
    }
    sleep_ms(5);
    return held("swapping");
}

static int leaked_descriptors(int argc, char** argv) {
    trying("find descriptors above 2");
    for (int fd = 3; fd < 4096; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) return broken("descriptor %d is open", fd);
    }
    for (int fd = 0; fd < 3; ++fd) {
        struct stat facts;
        if (fstat(fd, &facts) == 0 && S_ISDIR(facts.st_mode)) return broken("%d is a folder", fd);
        int kind = 0;
        socklen_t length = sizeof kind;
        if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &length) == 0) {
            return broken("%d is a socket", fd);
        }
    }
    return held("only 0, 1 and 2");
}

// Changes to standard input reach the host's file if the descriptor is the host's own.
static int stdin_write(int argc, char** argv) {
    char path[32];
    trying("write to the test's input");
    if (write(0, "spoiled", 7) > 0) return broken("write(0) worked");
    if (pwrite(0, "spoiled", 7, 0) > 0) return broken("pwrite(0) worked");
    if (ftruncate(0, 0) == 0) return broken("ftruncate(0) worked");
    if (fallocate(0, 0, 0, 1 << 20) == 0) return broken("fallocate(0) worked");
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0) != MAP_FAILED) {
        return broken("mapped input shared and writable");
    }
    for (int fd = 0; fd < 3; ++fd) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        int again = fd == 0 ? open(path, O_RDWR) : -1;
        if (again >= 0 && write(again, "spoiled", 7) > 0) return broken("reopened input to write");
        if (again >= 0 && ftruncate(again, 0) == 0) return broken("truncated the input");
    }
    fchmod(0, 0777);
    fchown(0, getuid(), getgid());
    struct timeval epoch[2] = {{1, 0}, {1, 0}};
    futimes(0, epoch);
    fsetxattr(0, "user.spoiled", "x", 1, 0);
    return held("errno=%d", errno);
}

// argv: a word of the host's path that must not show.
static int stdin_path(int argc, char** argv) {
    char path[32], target[4096], text[65536];
    trying("learn where the input comes from");
    for (int fd = 0; fd < 3; ++fd) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length < 0) continue;
        target[length] = 0;
        if (strstr(target, argv[1]) != NULL) return broken("%d is %s", fd, target);
    }
    static const char* const maps[] = {"/proc/self/maps", "/proc/self/mountinfo",
                                       "/proc/self/environ", "/proc/self/cmdline"};
    for (size_t i = 0; i < 3; ++i) {
        int fd = open(maps[i], O_RDONLY);
        ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
        text[length < 0 ? 0 : length] = 0;
        if (strstr(text, argv[1]) != NULL) return broken("%s tells it", maps[i]);
    }
    return held("nothing told");
}

// Leaves the shared file position at the end: the next test of the same file must start at 0.
static int stdin_seek(int argc, char** argv) {
    char text[16] = {0};
    trying("read the input and move its position");
    ssize_t length = read(0, text, 5);
    lseek(0, 0, SEEK_END);
    if (length != 5 || strncmp(text, "arena", 5) != 0) return broken("input is '%s'", text);
    return held("started at the beginning");
}

static int bad_paths(int argc, char** argv) {
    static char longest[70000];
    trying("paths that confuse tracers");
    memset(longest, 'a', sizeof longest - 1);
    if (open(NULL, O_RDONLY) >= 0 || errno != EFAULT) return broken("null: errno=%d", errno);
    if (open((char*)16, O_RDONLY) >= 0 || errno != EFAULT) return broken("low: errno=%d", errno);
    if (open((char*)-4096, O_RDONLY) >= 0 || errno != EFAULT) return broken("high");
    if (open(longest, O_RDONLY) >= 0 || errno != ENAMETOOLONG) return broken("long: %d", errno);
    if (open("\xff\xfe\xc0\x80", O_RDONLY) >= 0 || errno != ENOENT) return broken("bytes");
    if (open("", O_RDONLY) >= 0 || errno != ENOENT) return broken("empty: errno=%d", errno);
    if (open("no/such/../../etc", O_RDONLY) >= 0) return broken("through nothing");
    return held("ordinary errors");
}

static int make_devices(int argc, char** argv) {
    trying("make device files");
    if (mknod("block", S_IFBLK | 0666, makedev(8, 0)) == 0) return broken("block device");
    if (mknod("/tmp/mem", S_IFCHR | 0666, makedev(1, 1)) == 0) return broken("/dev/mem");
    if (mknod("kmsg", S_IFCHR | 0666, makedev(1, 11)) == 0) return broken("/dev/kmsg");
    return refused("mknod", mknod("zero", S_IFCHR | 0666, makedev(1, 5)));
}

static int devices(int argc, char** argv) {
    static const char* const allowed[] = {".",       "..",     "null", "zero",   "random",
                                          "urandom", "full",   "fd",   "shm",    "stdin",
                                          "stdout",  "stderr", "pts",  "mqueue", NULL};
    static const char* const never[] = {
        "/dev/mem",     "/dev/kmem",        "/dev/port",         "/dev/kmsg", "/dev/sda",
        "/dev/vda",     "/dev/loop0",       "/dev/loop-control", "/dev/fuse", "/dev/kvm",
        "/dev/net/tun", "/dev/tty",         "/dev/console",      "/dev/tty0", "/dev/ptmx",
        "/dev/vsock",   "/dev/userfaultfd", "/dev/snapshot",     "/dev/log"};
    trying("open devices");
    for (size_t i = 0; i < sizeof never / sizeof *never; ++i) {
        if (open(never[i], O_RDONLY) >= 0) return broken("%s opens", never[i]);
    }
    DIR* folder = opendir("/dev");
    for (struct dirent* entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        int known = 0;
        for (size_t i = 0; allowed[i] != NULL; ++i) known |= !strcmp(entry->d_name, allowed[i]);
        char path[300];
        snprintf(path, sizeof path, "/dev/%s", entry->d_name);
        if (!known && open(path, O_RDONLY) >= 0) return broken("%s opens", path);
    }
    return held("only harmless ones");
}

const struct attack files_attacks[] = {
    {"host-secret", host_secret},
    {"well-known", well_known},
    {"write-outside", write_outside},
    {"box-write", box_write},
    {"overwrite-image", overwrite_image},
    {"hard-link", hard_link},
    {"bait-collect", bait_collect},
    {"bait-folder", bait_folder},
    {"swap-race", swap_race},
    {"leaked-descriptors", leaked_descriptors},
    {"stdin-write", stdin_write},
    {"stdin-path", stdin_path},
    {"stdin-seek", stdin_seek},
    {"bad-paths", bad_paths},
    {"make-devices", make_devices},
    {"devices", devices},
    {NULL, NULL},
};

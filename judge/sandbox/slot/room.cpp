// The slot's room: a root file system that holds what compilers and runtimes need, read-only, and
// three writable corners (work, tmp, shm) on one tmpfs.
//
// One straight line of numbered steps; the order is the security argument. It runs once per slot,
// as the namespaces' root, before Landlock, seccomp and any guest.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "judge/sandbox/slot/slot.hpp"

namespace arena::slot {
namespace {

// Covered by the new root while it is built; nothing is ever bound from below it.
constexpr const char* site = "/sys";
constexpr unsigned guest_id = 1000;
constexpr std::size_t path_bytes_max = 4096;

Failure failed(Step step, int index = 0) {
    return Failure{step, errno, index};
}

struct SitePath {
    char text[path_bytes_max];
    explicit SitePath(const char* guest) { snprintf(text, sizeof text, "%s%s", site, guest); }
};

// mkdir -p of the parents of `path`, below the site.
void make_parents(char* path) {
    for (char* slash = strchr(path + strlen(site) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
}

int touch(const char* path) {
    const int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd >= 0) close(fd);
    return fd < 0 ? -1 : 0;
}

int write_file(const char* guest, const char* text) {
    const SitePath path(guest);
    const int fd = open(path.text, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return -1;
    const bool all = write(fd, text, strlen(text)) == static_cast<ssize_t>(strlen(text));
    close(fd);
    return all ? 0 : -1;
}

int make_read_only(const char* path) {
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
    return mount_setattr(AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes);
}

// A host path appears at the same kind of place: a link as the same link, a file or folder as a
// read-only bind with everything mounted below it.
int show_host_path(const char* host, const char* guest) {
    SitePath to(guest);
    make_parents(to.text);
    struct stat status;
    if (lstat(host, &status)) return -1;
    if (S_ISLNK(status.st_mode)) {
        char link[path_bytes_max];
        const ssize_t length = readlink(host, link, sizeof link - 1);
        if (length < 0) return -1;
        link[length] = 0;
        return symlink(link, to.text);
    }
    if (S_ISDIR(status.st_mode) ? mkdir(to.text, 0755) && errno != EEXIST : touch(to.text))
        return -1;
    if (mount(host, to.text, nullptr, MS_BIND | MS_REC, nullptr)) return -1;
    return make_read_only(to.text);
}

// Read-only keeps mode and owner, should the guest's id own the node; data flow all the same.
Failure make_devices() {
    static const char* const devices[] = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom",
                                          "/dev/full"};
    if (mkdir(SitePath("/dev").text, 0755)) return failed(Step::bind_device, -1);
    int index = 0;
    for (const char* device : devices) {
        const SitePath to(device);
        if (touch(to.text) || mount(device, to.text, nullptr, MS_BIND, nullptr) ||
            mount(nullptr, to.text, nullptr,
                  MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NOEXEC, nullptr))
            return failed(Step::bind_device, index);
        ++index;
    }
    static const char* const links[][2] = {{"/proc/self/fd", "/dev/fd"},
                                           {"/proc/self/fd/0", "/dev/stdin"},
                                           {"/proc/self/fd/1", "/dev/stdout"},
                                           {"/proc/self/fd/2", "/dev/stderr"}};
    for (const auto& link : links) {
        if (symlink(link[0], SitePath(link[1]).text)) return failed(Step::bind_device, ++index);
    }
    return {};
}

// hidepid: nobody sees a process of another user, so not the zygote; subset=pid: no /proc/sys,
// kcore, kmsg, sysrq at all. A container may refuse a fresh proc: then there is none.
bool mount_proc() {
    const SitePath to("/proc");
    mkdir(to.text, 0555);
    const unsigned long flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC;
    return mount("proc", to.text, "proc", flags, "hidepid=invisible,subset=pid") == 0;
}

int make_corner(int scratch_fd, const char* name, mode_t mode, bool own) {
    if (mkdirat(scratch_fd, name, 0700)) return -1;
    if (own && fchownat(scratch_fd, name, guest_id, guest_id, AT_SYMLINK_NOFOLLOW)) return -1;
    return fchmodat(scratch_fd, name, mode, 0);
}

int bind_corner(const char* corner, const char* guest) {
    char from[path_bytes_max];
    snprintf(from, sizeof from, "%s/scratch/%s", site, corner);
    SitePath to(guest);
    make_parents(to.text);
    if (mkdir(to.text, 0755) && errno != EEXIST) return -1;
    return mount(from, to.text, nullptr, MS_BIND, nullptr);
}

Failure make_scratch(const Config& config, Rooms& rooms) {
    const SitePath scratch("/scratch");
    char options[128];
    snprintf(options, sizeof options, "mode=755,size=%llu,nr_inodes=%llu",
             static_cast<unsigned long long>(config.scratch_bytes),
             static_cast<unsigned long long>(config.scratch_inodes));
    if (mkdir(scratch.text, 0755) ||
        mount("scratch", scratch.text, "tmpfs", MS_NOSUID | MS_NODEV, options))
        return failed(Step::mount_scratch);
    rooms.scratch_fd = open(scratch.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (rooms.scratch_fd < 0) return failed(Step::open_rooms);
    if (make_corner(rooms.scratch_fd, "work", 0700, true) ||
        make_corner(rooms.scratch_fd, "tmp", 01777, false) ||
        make_corner(rooms.scratch_fd, "shm", 01777, false))
        return failed(Step::mount_scratch, 1);
    if (bind_corner("work", "/work") || bind_corner("tmp", "/tmp") ||
        bind_corner("tmp", "/var/tmp") || bind_corner("shm", "/dev/shm"))
        return failed(Step::mount_scratch, 2);
    // The binds and the descriptor keep it; nobody can name it as a whole any more.
    if (umount2(scratch.text, MNT_DETACH) || rmdir(scratch.text))
        return failed(Step::mount_scratch, 3);
    return {};
}

// The descriptor opened first leads to the writable mount; the guest sees the read-only one on top.
Failure make_box(Rooms& rooms) {
    const SitePath box("/box");
    if (mkdir(box.text, 0755) ||
        mount("box", box.text, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=2g,nr_inodes=64k"))
        return failed(Step::mount_box);
    rooms.box_fd = open(box.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (rooms.box_fd < 0) return failed(Step::open_rooms, 1);
    if (mount(box.text, box.text, nullptr, MS_BIND, nullptr) || make_read_only(box.text))
        return failed(Step::mount_box, 1);
    return {};
}

int make_etc() {
    mkdir(SitePath("/etc").text, 0755);
    return write_file("/etc/passwd",
                      "root:x:0:0::/:/bin/false\narena:x:1000:1000::/work:/bin/sh\n") ||
           write_file("/etc/group", "root:x:0:\narena:x:1000:\n") ||
           write_file("/etc/hosts", "127.0.0.1 localhost\n") ||
           write_file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
}

}  // namespace

Failure build_root(const Settings& settings, Rooms& rooms) {
    umask(022);
    // 1. Nothing mounted here reaches the host, nothing mounted there appears here.
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr))
        return failed(Step::private_mounts);
    // 2. An empty root.
    if (mount("root", site, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m,nr_inodes=1k"))
        return failed(Step::mount_root);
    if (make_etc()) return failed(Step::mount_root, 1);
    // 3. What the host shows, read-only.
    for (std::uint32_t i = 0; i < settings.config.bind_count; ++i) {
        if (show_host_path(settings.binds[i].host, settings.binds[i].guest))
            return failed(Step::bind_host_path, static_cast<int>(i));
    }
    // 4. Five harmless devices.
    if (Failure failure = make_devices()) return failure;
    // 5. /proc of this pid namespace, processes only.
    if (settings.config.walls & wall_proc) rooms.has_proc = mount_proc();
    // 6. The writable corners and the box.
    if (Failure failure = make_scratch(settings.config, rooms)) return failure;
    if (Failure failure = make_box(rooms)) return failure;
    // 7. The host's tree goes away for good.
    if (chdir(site) || syscall(SYS_pivot_root, ".", ".")) return failed(Step::pivot_root);
    if (umount2(".", MNT_DETACH) || chdir("/")) return failed(Step::detach_host);
    // 8. And the new root itself becomes read-only.
    if (mount(nullptr, "/", nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV,
              nullptr))
        return failed(Step::seal_root);
    return {};
}

Failure open_restricted_rooms(const Settings& settings, Rooms& rooms) {
    umask(022);
    char path[path_bytes_max];
    snprintf(path, sizeof path, "%s/scratch", settings.temp_path);
    rooms.scratch_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    snprintf(path, sizeof path, "%s/box", settings.temp_path);
    rooms.box_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (rooms.scratch_fd < 0 || rooms.box_fd < 0) return failed(Step::open_rooms, 2);
    rooms.has_proc = true;
    return {};
}

}  // namespace arena::slot

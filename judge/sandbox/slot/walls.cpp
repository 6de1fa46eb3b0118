// Landlock, the second wall behind the mount namespace (the first in the restricted tier), and the
// door for seccomp. Source: kernel documentation userspace-api/landlock; ABI 1 (5.13) to 6 (6.12).
//
// Headers of Debian 12 know ABI 2 at most, so later flags are defined here and the kernel is asked.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr std::uint64_t access_execute = 1u << 0;
constexpr std::uint64_t access_write_file = 1u << 1;
constexpr std::uint64_t access_read_file = 1u << 2;
constexpr std::uint64_t access_read_dir = 1u << 3;
constexpr std::uint64_t access_make_char = 1u << 6;
constexpr std::uint64_t access_make_block = 1u << 11;
constexpr std::uint64_t access_abi1 = (1u << 13) - 1;
constexpr std::uint64_t access_refer = 1u << 13;                    // ABI 2
constexpr std::uint64_t access_truncate = 1u << 14;                 // ABI 3
constexpr std::uint64_t access_ioctl_dev = 1u << 15;                // ABI 5
constexpr std::uint64_t net_bind_tcp = 1, net_connect_tcp = 2;      // ABI 4
constexpr std::uint64_t scope_abstract_unix = 1, scope_signal = 2;  // ABI 6

struct RulesetAttributes {  // landlock_ruleset_attr as of ABI 6
    std::uint64_t handled_access_fs = 0;
    std::uint64_t handled_access_net = 0;
    std::uint64_t scoped = 0;
};

constexpr std::uint64_t look = access_execute | access_read_file | access_read_dir;
constexpr std::uint64_t file_only =
    access_execute | access_write_file | access_read_file | access_truncate | access_ioctl_dev;

// A path that does not exist needs no rule: what has no rule is denied.
int allow(int ruleset_fd, const char* path, std::uint64_t access) {
    const int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) return 0;
    struct stat status;
    if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode)) access &= file_only;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = fd;
    const long result = access == 0 ? 0
                                    : sys(SYS_landlock_add_rule, ruleset_fd,
                                          LANDLOCK_RULE_PATH_BENEATH, ptr(&rule), 0);
    close(fd);
    return static_cast<int>(result);
}

RulesetAttributes attributes_for(unsigned abi) {
    RulesetAttributes attributes;
    attributes.handled_access_fs = access_abi1;
    if (abi >= 2) attributes.handled_access_fs |= access_refer;
    if (abi >= 3) attributes.handled_access_fs |= access_truncate;
    if (abi >= 4) attributes.handled_access_net = net_bind_tcp | net_connect_tcp;
    if (abi >= 5) attributes.handled_access_fs |= access_ioctl_dev;
    if (abi >= 6) attributes.scoped = scope_abstract_unix | scope_signal;
    return attributes;
}

int allow_room(int fd, std::uint64_t handled) {
    const std::uint64_t all = handled & ~(access_make_char | access_make_block | access_ioctl_dev);
    int error = allow(fd, "/box", look);
    for (const char* corner : {"/work", "/tmp", "/var/tmp", "/dev/shm"})
        error |= allow(fd, corner, all);
    error |= allow(fd, "/etc", access_read_file | access_read_dir);
    error |= allow(fd, "/", access_read_dir);
    return error;
}

int allow_temp(int fd, const char* temp, std::uint64_t handled) {
    const std::uint64_t all = handled & ~(access_make_char | access_make_block | access_ioctl_dev);
    char path[4096];
    snprintf(path, sizeof path, "%s/box", temp);
    int error = allow(fd, path, look);
    snprintf(path, sizeof path, "%s/scratch", temp);
    return error | allow(fd, path, all);
}

// Handles nothing but changes, and allows them wherever the ruleset below may, save in the work
// folder.
int make_work_read_only(const Settings& settings, unsigned abi) {
    RulesetAttributes attributes;
    attributes.handled_access_fs = access_abi1 & ~look;
    if (abi >= 2) attributes.handled_access_fs |= access_refer;
    if (abi >= 3) attributes.handled_access_fs |= access_truncate;
    const long made = sys(SYS_landlock_create_ruleset, ptr(&attributes), 8, 0);
    if (made < 0) return static_cast<int>(made);
    const int fd = static_cast<int>(made);
    char temp[4096];
    snprintf(temp, sizeof temp, "%s/scratch/tmp", settings.temp_path);
    const char* const own = settings.config.walls & wall_namespaces ? "/tmp" : temp;
    for (const char* path : {own, "/var/tmp", "/dev", "/proc"}) {
        const int error = allow(fd, path, attributes.handled_access_fs);
        if (error) return error;
    }
    return fd;
}

}  // namespace

Failure make_landlock(const Settings& settings, Landlock& landlock) {
    const long abi = sys(SYS_landlock_create_ruleset, 0, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (!(settings.config.walls & wall_landlock) || abi <= 0) return {};
    landlock.abi = static_cast<unsigned>(abi);
    const RulesetAttributes attributes = attributes_for(landlock.abi);
    const std::size_t bytes = landlock.abi >= 6 ? 24 : landlock.abi >= 4 ? 16 : 8;
    const long fd = sys(SYS_landlock_create_ruleset, ptr(&attributes), static_cast<long>(bytes), 0);
    if (fd < 0) return {Step::landlock, static_cast<int>(-fd), 0};
    landlock.ruleset_fd = static_cast<int>(fd);

    const int ruleset = landlock.ruleset_fd;
    int error = 0;
    for (std::uint32_t i = 0; i < settings.config.bind_count; ++i)
        error |= allow(ruleset, settings.binds[i].guest, look);
    const std::uint64_t read_write = access_read_file | access_write_file | access_truncate;
    for (const char* device : {"/dev/null", "/dev/zero", "/dev/full"})
        error |= allow(ruleset, device, read_write & attributes.handled_access_fs);
    for (const char* device : {"/dev/random", "/dev/urandom"})
        error |= allow(ruleset, device, access_read_file);
    error |= allow(ruleset, "/proc", access_read_file | access_read_dir);
    error |= settings.config.walls & wall_namespaces
                 ? allow_room(ruleset, attributes.handled_access_fs)
                 : allow_temp(ruleset, settings.temp_path, attributes.handled_access_fs);
    if (error) return {Step::landlock, -error, 1};
    landlock.work_read_only_fd = make_work_read_only(settings, landlock.abi);
    if (landlock.work_read_only_fd < 0) return {Step::landlock, -landlock.work_read_only_fd, 3};
    return {};
}

long enforce_landlock(int ruleset_fd) {
    return ruleset_fd < 0 ? 0 : sys(SYS_landlock_restrict_self, ruleset_fd, 0);
}

long enforce_seccomp(const Settings& settings) {
    if (!(settings.config.walls & wall_seccomp)) return 0;
    sock_fprog program{};
    program.len = static_cast<unsigned short>(settings.config.filter_length);
    program.filter = static_cast<sock_filter*>(const_cast<void*>(settings.filter));
    return sys(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, ptr(&program));
}

}  // namespace arena::slot

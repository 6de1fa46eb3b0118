// What each attempt and each setting means for the walls of a slot, and how to mend it.
#include "judge/sandbox/host_walls.hpp"

#include <cerrno>
#include <cstring>

namespace arena::sandbox {
namespace {

using State = HostCheck::State;

constexpr std::int64_t stack_bytes_wanted = 256 * mib;
constexpr std::int64_t temporary_bytes_wanted = 512 * mib;
constexpr int landlock_abi_files_only = 2;

HostCheck made(std::string id, State state, std::string finding, std::string mend = "") {
    HostCheck check;
    check.id = std::move(id);
    check.state = state;
    check.finding = std::move(finding);
    check.mend = std::move(mend);
    return check;
}

std::string in_mib(std::int64_t bytes) {
    return std::to_string(bytes / mib) + " MiB";
}

// How a container is started so that it may make user namespaces and mount /proc.
std::string container_mend(Container container) {
    switch (container) {
        case Container::docker:
            return "docker run --security-opt seccomp=unconfined --security-opt "
                   "apparmor=unconfined --security-opt systempaths=unconfined";
        case Container::podman:
            return "podman run --security-opt seccomp=unconfined --security-opt unmask=ALL";
        case Container::lxc: return "set security.nesting=true (lxc.include nesting.conf)";
        case Container::kubernetes:
            return "in the pod's securityContext: seccompProfile type Unconfined, procMount "
                   "Unmasked (with hostUsers: false), or privileged";
        case Container::nspawn: return "systemd-nspawn --private-users=no --capability=all";
        case Container::none:
        case Container::wsl:
        case Container::other: break;
    }
    return "";
}

bool is_set(const ReadFile& read, const std::string& path) {
    return number_of_file(read, path).value_or(0) != 0;
}

bool namespaces_work(const HostProbe& probe) {
    return probe.works(Attempt::user_namespace) && probe.works(Attempt::identity_map) &&
           probe.works(Attempt::mount_namespace) && probe.works(Attempt::pid_namespace) &&
           probe.works(Attempt::net_namespace) && probe.works(Attempt::ipc_namespace) &&
           probe.works(Attempt::uts_namespace) && probe.works(Attempt::cgroup_namespace) &&
           probe.works(Attempt::private_mounts) && probe.works(Attempt::mount_tmpfs);
}

}  // namespace

HostCheck check_user_namespaces(const ReadFile& read, const HostProbe& probe) {
    const std::string id = "user-namespaces";
    const bool refused = !probe.works(Attempt::user_namespace);
    // AppArmor lets the namespace come to be and then withholds every capability in it.
    const bool powerless = !refused && (!probe.works(Attempt::identity_map) ||
                                        !probe.works(Attempt::mount_namespace) ||
                                        !probe.works(Attempt::private_mounts));
    if (!refused && !powerless) return made(id, State::good, "can be made");
    if (is_set(read, "/proc/sys/kernel/apparmor_restrict_unprivileged_userns")) {
        return made(id, State::missing, "AppArmor refuses them to unprivileged programs",
                    "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or give arena "
                    "an AppArmor profile with the rule `userns,`");
    }
    if (number_of_file(read, "/proc/sys/kernel/unprivileged_userns_clone") == 0 && !probe.as_root) {
        return made(id, State::missing, "kernel.unprivileged_userns_clone is 0",
                    "sudo sysctl -w kernel.unprivileged_userns_clone=1");
    }
    if (number_of_file(read, "/proc/sys/user/max_user_namespaces") == 0) {
        return made(id, State::missing, "user.max_user_namespaces is 0",
                    "sudo sysctl -w user.max_user_namespaces=16384");
    }
    const int error = probe.error_of(Attempt::user_namespace);
    if (error == EINVAL || error == ENOSYS) {
        return made(id, State::missing, "the kernel was built without them",
                    "use a kernel with CONFIG_USER_NS=y");
    }
    if (error == ENOSPC) {
        return made(id, State::missing, "too many exist, or they are nested too deep",
                    "sudo sysctl -w user.max_user_namespaces=16384");
    }
    const Container container = find_container(read);
    const std::string mend = container_mend(container);
    if (!mend.empty()) {
        return made(id, State::missing,
                    "refused by the container (" + std::string(name(container)) + ")",
                    mend + ", or judge with --allow-tier restricted");
    }
    if (powerless) {
        return made(id, State::missing,
                    "they give no power over mounts: a security module is at work",
                    "allow arena to use user namespaces in SELinux or AppArmor");
    }
    return made(id, State::missing, std::string("refused: ") + std::strerror(error),
                "leave the chroot or seccomp filter that refuses unshare(2), or judge with "
                "--allow-tier restricted");
}

HostCheck check_namespaces(const HostProbe& probe) {
    std::string works, fails;
    for (const Attempt attempt :
         {Attempt::mount_namespace, Attempt::pid_namespace, Attempt::net_namespace,
          Attempt::ipc_namespace, Attempt::uts_namespace, Attempt::cgroup_namespace}) {
        std::string& list = probe.works(attempt) ? works : fails;
        list += (list.empty() ? "" : ", ") + std::string(name(attempt));
    }
    if (fails.empty()) return made("namespaces", State::good, works);
    return made("namespaces", State::missing, "refused: " + fails,
                probe.works(Attempt::user_namespace)
                    ? "raise user.max_*_namespaces, or use a kernel with all of CONFIG_*_NS"
                    : "they follow when user namespaces work");
}

HostCheck check_mounts(const ReadFile& read, const HostProbe& probe) {
    if (probe.error_of(Attempt::mount_proc) == -1) {
        return made("mounts", State::missing, "not tried: no mount namespace",
                    "they follow when user namespaces work");
    }
    if (!probe.works(Attempt::mount_tmpfs)) {
        return made(
            "mounts", State::missing,
            std::string("tmpfs is refused: ") + std::strerror(probe.error_of(Attempt::mount_tmpfs)),
            container_mend(find_container(read)));
    }
    if (!probe.works(Attempt::mount_proc)) {
        return made("mounts", State::degraded,
                    "tmpfs works, a fresh /proc is refused (parts of /proc are masked): programs "
                    "run without /proc",
                    container_mend(find_container(read)));
    }
    return made("mounts", State::good, "tmpfs and a fresh /proc");
}

HostCheck check_cgroup(const ReadFile& read, const HostProbe& probe) {
    if (probe.cgroup != "none") return made("cgroup", State::good, probe.cgroup_finding);
    const std::string mounts = read("/proc/self/mountinfo").value_or("");
    const bool unified = mounts.find(" - cgroup2 ") != std::string::npos;
    const bool legacy = mounts.find(" - cgroup ") != std::string::npos;
    const Container container = find_container(read);
    std::string mend;
    if (container == Container::docker || container == Container::podman) {
        mend = std::string(name(container)) + " run --privileged --cgroupns=private";
        if (!probe.as_root) mend += ", and run arena as root in it";
    } else if (container == Container::kubernetes) {
        mend = "a privileged pod, or one whose runtime mounts cgroups writable";
    } else if (container == Container::wsl && legacy) {
        mend =
            "in .wslconfig under [wsl2]: kernelCommandLine=cgroup_no_v1=all; then wsl --shutdown";
    } else if (!unified && !legacy) {
        mend = "sudo mount -t cgroup2 none /sys/fs/cgroup";
    } else if (line_of_file(read, "/proc/1/comm") == "systemd" && unified && !probe.as_root) {
        mend = "systemd-run --user --scope -p Delegate=yes arena ...";
    } else if (!probe.as_root) {
        mend = "run arena as root, or have root delegate a cgroup to you";
    } else {
        mend = "boot with systemd.unified_cgroup_hierarchy=1, so that v2 has the controllers";
    }
    return made("cgroup", State::degraded,
                probe.cgroup_finding + "; memory is sampled instead (tier rootless)", mend);
}

HostCheck check_landlock(const ReadFile& read, const HostProbe& probe) {
    if (probe.landlock_abi >= landlock_abi_files_only) {
        return made("landlock", State::good, "ABI " + std::to_string(probe.landlock_abi));
    }
    const auto kernel = parse_kernel_version(line_of_file(read, "/proc/sys/kernel/osrelease"));
    const bool old = kernel && kernel->before(5, 19);
    const std::string finding = probe.landlock_abi ? "ABI 1: renames between folders are not held"
                                                   : "absent: no second wall";
    return made("landlock", State::degraded, finding,
                old ? "use Linux 5.19 or newer" : "add landlock to the lsm= kernel parameter");
}

HostCheck check_seccomp(const HostProbe& probe) {
    const int error = probe.error_of(Attempt::seccomp_filter);
    if (error == 0) return made("seccomp", State::good, "filters can be installed");
    if (error == -1) {
        return made("seccomp", State::degraded, "not tried: no mount namespace",
                    "it follows when user namespaces work");
    }
    return made("seccomp", State::missing, std::string("refused: ") + std::strerror(error),
                "use a kernel with CONFIG_SECCOMP_FILTER=y");
}

HostCheck check_pidfd(const HostProbe& probe) {
    if (probe.pidfd) return made("pidfd", State::good, "pidfd_open works");
    return made("pidfd", State::missing, "pidfd_open is refused",
                "use Linux 5.3 or newer, and a container filter that knows pidfd_open");
}

HostCheck check_kernel(const ReadFile& read) {
    const std::string release = line_of_file(read, "/proc/sys/kernel/osrelease");
    const auto kernel = parse_kernel_version(release);
    if (!kernel)
        return made("kernel", State::degraded, "version '" + release + "' is not understood");
    if (kernel->before(5, 10)) {
        return made("kernel", State::missing, release + " lacks calls that a slot needs",
                    "use Linux 5.10 or newer");
    }
    if (kernel->before(6, 3)) {
        HostCheck check = made("kernel", State::degraded,
                               release + ": making cgroups can stall under load before 6.3",
                               "use Linux 6.3 or newer for steady times");
        check.timing_only = true;
        return check;
    }
    return made("kernel", State::good, release);
}

HostCheck check_container(const ReadFile& read) {
    const Container container = find_container(read);
    if (container == Container::none) return made("container", State::good, "none");
    return made("container", State::good, std::string(name(container)));
}

HostCheck check_core_pattern(const ReadFile& read) {
    const std::string pattern = line_of_file(read, "/proc/sys/kernel/core_pattern");
    if (pattern.starts_with("|")) {
        return made("core-pattern", State::degraded,
                    "crashes start a program on the host: " + pattern.substr(0, 60),
                    "sudo sysctl -w kernel.core_pattern=core");
    }
    return made("core-pattern", State::good, "'" + pattern + "' is a file, and runs write none");
}

HostCheck check_stack_limit(const HostProbe& probe) {
    if (probe.stack_bytes_hard < 0) return made("stack-limit", State::good, "unlimited");
    if (probe.stack_bytes_hard >= stack_bytes_wanted) {
        return made("stack-limit", State::good, in_mib(probe.stack_bytes_hard));
    }
    return made(
        "stack-limit", State::degraded,
        "hard limit " + in_mib(probe.stack_bytes_hard) + ": runs that need more are refused",
        "ulimit -Hs unlimited as root, or LimitSTACK=infinity in the service");
}

HostCheck check_resource_limits(const HostProbe& probe) {
    if (probe.limit_fault.empty())
        return made("resource-limits", State::good, "none is below what runs need");
    // The fault names its mend behind a colon.
    const std::size_t colon = probe.limit_fault.rfind(": ");
    return made("resource-limits", State::missing, probe.limit_fault.substr(0, colon),
                colon == std::string::npos ? "" : probe.limit_fault.substr(colon + 2));
}

HostCheck check_temporary_space(const HostProbe& probe) {
    const std::string found =
        in_mib(probe.temporary_bytes_free) + " free in " + probe.temporary_directory;
    if (probe.temporary_bytes_free >= temporary_bytes_wanted) {
        return made("temporary-space", State::good, found);
    }
    return made("temporary-space", State::degraded, found,
                "free some, or set TMPDIR to a folder with " + in_mib(temporary_bytes_wanted));
}

std::vector<HostCheck> check_walls(const ReadFile& read, const HostProbe& probe) {
    return {check_user_namespaces(read, probe),
            check_namespaces(probe),
            check_mounts(read, probe),
            check_cgroup(read, probe),
            check_landlock(read, probe),
            check_seccomp(probe),
            check_pidfd(probe),
            check_kernel(read),
            check_container(read),
            check_core_pattern(read),
            check_stack_limit(probe),
            check_resource_limits(probe),
            check_temporary_space(probe)};
}

std::optional<Tier> tier_of(const HostProbe& probe) {
    if (!probe.limit_fault.empty()) return std::nullopt;
    if (!namespaces_work(probe) || !probe.works(Attempt::seccomp_filter)) return std::nullopt;
    return probe.cgroup == "none" ? Tier::rootless : Tier::standard;
}

}  // namespace arena::sandbox

// What the host lets this process do, found out by doing it in short-lived children.
//
// Reading settings is not enough: AppArmor, seccomp filters of container engines and masked /proc
// answer only to the attempt. Nothing that is tried here outlives the call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arena::sandbox {

/// The walls that are tried, in the order in which a slot puts them up.
enum class Attempt {
    user_namespace,
    identity_map,  ///< writing uid_map of the new user namespace
    mount_namespace,
    pid_namespace,
    net_namespace,
    ipc_namespace,
    uts_namespace,
    cgroup_namespace,
    private_mounts,  ///< making / private: the first act that needs capabilities
    mount_tmpfs,
    mount_proc,
    seccomp_filter,
};
inline constexpr std::size_t attempts = 12;
std::string_view name(Attempt attempt);

struct HostProbe {
    /// errno of each attempt, 0 = it worked, -1 = not reached.
    std::array<int, attempts> outcome{};
    int landlock_abi = 0;         ///< 0 = none
    std::string cgroup = "none";  ///< "v1", "v2" or "none": what the sandbox may use
    std::string cgroup_finding;   ///< why, in one line
    bool pidfd = false;
    bool as_root = false;
    int cores = 1;                       ///< that this process may use
    std::int64_t stack_bytes_hard = -1;  ///< hard RLIMIT_STACK; -1 = unlimited
    std::string limit_fault;             ///< of the limits arena was started with; "" = none
    std::string temporary_directory;     ///< $TMPDIR or /tmp
    std::int64_t temporary_bytes_free = 0;

    bool works(Attempt attempt) const { return outcome[static_cast<std::size_t>(attempt)] == 0; }
    int error_of(Attempt attempt) const { return outcome[static_cast<std::size_t>(attempt)]; }
};

/// Makes and removes a probe cgroup besides. Cost: two short-lived processes, a few ms.
HostProbe probe_host();

}  // namespace arena::sandbox

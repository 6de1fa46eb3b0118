// The checks of `arena doctor`: what each fact and each attempt means, and the mend.
//
// Pure: texts and outcomes in, checks out. Walls decide safety and the tier; noise only disturbs
// times. Every check is made whether or not it finds fault, so that a report is complete.
#pragma once

#include <optional>
#include <vector>

#include "judge/sandbox/host_facts.hpp"
#include "judge/sandbox/host_probe.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::sandbox {

HostCheck check_user_namespaces(const ReadFile& read, const HostProbe& probe);
HostCheck check_namespaces(const HostProbe& probe);
HostCheck check_mounts(const ReadFile& read, const HostProbe& probe);
HostCheck check_cgroup(const ReadFile& read, const HostProbe& probe);
HostCheck check_landlock(const ReadFile& read, const HostProbe& probe);
HostCheck check_seccomp(const HostProbe& probe);
HostCheck check_pidfd(const HostProbe& probe);
HostCheck check_kernel(const ReadFile& read);
HostCheck check_container(const ReadFile& read);
HostCheck check_core_pattern(const ReadFile& read);
HostCheck check_stack_limit(const HostProbe& probe);
HostCheck check_resource_limits(const HostProbe& probe);
HostCheck check_temporary_space(const HostProbe& probe);

/// All of the above, in that order.
std::vector<HostCheck> check_walls(const ReadFile& read, const HostProbe& probe);

/// Swap, governor, turbo, SMT, huge pages, ASLR, load, steal: all with timing_only.
std::vector<HostCheck> check_noise(const ReadFile& read, const HostProbe& probe);

/// The best tier that Sandbox::open gives without being allowed `restricted`; nullopt = none.
std::optional<Tier> tier_of(const HostProbe& probe);

}  // namespace arena::sandbox

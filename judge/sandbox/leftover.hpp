// What this process and its sandboxes hold on the host, counted from outside: to compare before and
// after. Nothing here trusts what the sandbox says of itself.
#pragma once

#include <string>
#include <vector>

namespace arena::sandbox {

struct HostCount {
    int processes = 0;    ///< descendants of this process
    int awake = 0;        ///< of them, not asleep: a slot that ends, or prepares its next run
    int mounts = 0;       ///< lines of /proc/self/mountinfo
    int cgroups = 0;      ///< folders in any cgroup hierarchy named after this process
    int files = 0;        ///< entries of the temporary folder named after this process, and below
    int descriptors = 0;  ///< of this process
};

HostCount count_host();

/// Process ids of all descendants. A child subreaper also sees orphans.
std::vector<int> descendants(int pid);

/// Folders in all cgroup hierarchies whose name starts with `prefix`.
int count_cgroups(const std::string& prefix);

}  // namespace arena::sandbox

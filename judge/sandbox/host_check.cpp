// check_host(): asks, tries, and puts the report together. See host_walls.hpp for what is checked.
#include "judge/sandbox/host_facts.hpp"
#include "judge/sandbox/host_probe.hpp"
#include "judge/sandbox/host_walls.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::sandbox {

HostReport check_host() {
    const ReadFile read = host_files();
    const HostProbe probe = probe_host();
    HostReport report;
    report.checks = check_walls(read, probe);
    for (HostCheck& check : check_noise(read, probe)) report.checks.push_back(std::move(check));
    report.tier = tier_of(probe);
    report.cgroup = probe.cgroup;
    report.host = os_name(read) + ", kernel " + line_of_file(read, "/proc/sys/kernel/osrelease");
    const Container container = find_container(read);
    if (container != Container::none) report.host += ", container: " + std::string(name(container));
    return report;
}

}  // namespace arena::sandbox

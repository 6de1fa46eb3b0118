// What `arena doctor` says of hosts that nobody has at hand: their files and what they refuse.
#include <cerrno>
#include <map>
#include <set>

#include "judge/sandbox/host_walls.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::sandbox;
using Catch::Matchers::ContainsSubstring;
using State = HostCheck::State;

namespace {

using Files = std::map<std::string, std::string>;

ReadFile table(Files files) {
    return [files = std::move(files)](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return std::nullopt;
        return found->second;
    };
}

Files debian_files() {
    return {{"/proc/sys/kernel/osrelease", "6.12.0-amd64\n"},
            {"/proc/sys/kernel/core_pattern", "core\n"},
            {"/proc/sys/kernel/randomize_va_space", "0\n"},
            {"/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"},
            {"/proc/1/comm", "systemd\n"},
            {"/proc/swaps", "Filename Type Size Used Priority\n"},
            {"/proc/loadavg", "0.01 0.02 0.03 1/100 42\n"},
            {"/proc/stat", "cpu  10 0 10 80 0 0 0 0 0 0\n"}};
}

Files with(Files files, const std::string& path, const std::string& text) {
    files[path] = text;
    return files;
}

HostProbe willing_host() {
    HostProbe probe;
    probe.outcome.fill(0);
    probe.landlock_abi = 6;
    probe.pidfd = true;
    probe.cores = 4;
    probe.cgroup = "v2";
    probe.cgroup_finding = "cgroup v2, memory and pids";
    probe.temporary_directory = "/tmp";
    probe.temporary_bytes_free = 10'000 * mib;
    return probe;
}

HostProbe refusing(std::initializer_list<Attempt> attempts, int error) {
    HostProbe probe = willing_host();
    for (const Attempt attempt : attempts) probe.outcome[static_cast<std::size_t>(attempt)] = error;
    return probe;
}

HostProbe without_user_namespaces(int error) {
    HostProbe probe = refusing({Attempt::user_namespace}, error);
    for (std::size_t at = 1; at < attempts; ++at) probe.outcome[at] = at < 8 && at > 1 ? EPERM : -1;
    return probe;
}

}  // namespace

TEST_CASE("host check: a quiet Debian host has no fault and the default tier") {
    const auto probe = willing_host();
    for (const auto& list :
         {check_walls(table(debian_files()), probe), check_noise(table(debian_files()), probe)}) {
        for (const HostCheck& check : list) {
            INFO(check.id << ": " << check.finding);
            CHECK(check.state == State::good);
            CHECK(check.mend.empty());
            CHECK_FALSE(check.finding.empty());
        }
    }
    CHECK(tier_of(probe) == Tier::standard);
}

TEST_CASE("host check: every check has its own id") {
    std::set<std::string> ids;
    const auto probe = willing_host();
    for (const auto& check : check_walls(table({}), probe)) CHECK(ids.insert(check.id).second);
    for (const auto& check : check_noise(table({}), probe)) {
        CHECK(ids.insert(check.id).second);
        CHECK(check.timing_only);
    }
    CHECK(ids.size() == 21);
}

TEST_CASE("host check: Ubuntu's AppArmor rule is known by what it withholds") {
    const auto files =
        with(debian_files(), "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    const auto probe = refusing({Attempt::identity_map, Attempt::mount_namespace}, EPERM);
    const auto check = check_user_namespaces(table(files), probe);
    CHECK(check.state == State::missing);
    CHECK_THAT(check.mend,
               ContainsSubstring("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"));
    CHECK(tier_of(probe) == std::nullopt);
    // The same setting harms nobody for whom the attempt works (root, or a profile).
    CHECK(check_user_namespaces(table(files), willing_host()).state == State::good);
}

TEST_CASE("host check: each switch that forbids user namespaces is named") {
    const auto probe = without_user_namespaces(EPERM);
    const auto debian_switch =
        with(debian_files(), "/proc/sys/kernel/unprivileged_userns_clone", "0\n");
    CHECK_THAT(check_user_namespaces(table(debian_switch), probe).mend,
               ContainsSubstring("kernel.unprivileged_userns_clone=1"));
    const auto none_allowed = with(debian_files(), "/proc/sys/user/max_user_namespaces", "0\n");
    CHECK_THAT(check_user_namespaces(table(none_allowed), without_user_namespaces(ENOSPC)).mend,
               ContainsSubstring("user.max_user_namespaces="));
    CHECK_THAT(check_user_namespaces(table(debian_files()), without_user_namespaces(EINVAL)).mend,
               ContainsSubstring("CONFIG_USER_NS"));
    CHECK_THAT(check_user_namespaces(table(debian_files()), probe).mend,
               ContainsSubstring("--allow-tier restricted"));
    CHECK(check_namespaces(probe).state == State::missing);
    CHECK(tier_of(probe) == std::nullopt);
}

TEST_CASE("host check: a container engine's refusal comes with the engine's own options") {
    const auto probe = without_user_namespaces(EPERM);
    const auto docker = with(debian_files(), "/.dockerenv", "");
    CHECK_THAT(check_user_namespaces(table(docker), probe).mend,
               ContainsSubstring("docker run --security-opt seccomp=unconfined"));
    const auto podman = with(debian_files(), "/run/.containerenv", "");
    CHECK_THAT(check_user_namespaces(table(podman), probe).mend, ContainsSubstring("podman run"));
    const auto pod =
        with(debian_files(), "/var/run/secrets/kubernetes.io/serviceaccount/namespace", "x");
    CHECK_THAT(check_user_namespaces(table(pod), probe).mend, ContainsSubstring("securityContext"));
}

TEST_CASE("host check: a masked /proc costs the programs' /proc, not the tier") {
    const auto probe = refusing({Attempt::mount_proc}, EPERM);
    const auto check = check_mounts(table(with(debian_files(), "/.dockerenv", "")), probe);
    CHECK(check.state == State::degraded);
    CHECK_THAT(check.mend, ContainsSubstring("systempaths=unconfined"));
    CHECK(tier_of(probe) == Tier::standard);
}

TEST_CASE("host check: without cgroups the tier is rootless and the mend fits the host") {
    HostProbe probe = willing_host();
    probe.cgroup = "none";
    probe.cgroup_finding = "cgroup v2 is there, but no part of it is delegated to this user";
    CHECK(tier_of(probe) == Tier::rootless);
    const auto systemd = check_cgroup(table(debian_files()), probe);
    CHECK(systemd.state == State::degraded);
    CHECK_THAT(systemd.mend, ContainsSubstring("systemd-run --user --scope -p Delegate=yes"));
    CHECK_THAT(systemd.finding, ContainsSubstring("rootless"));
    auto wsl = with(debian_files(), "/proc/sys/kernel/osrelease", "5.15.1-microsoft-WSL2");
    wsl["/proc/self/mountinfo"] =
        "30 23 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";
    CHECK_THAT(check_cgroup(table(wsl), probe).mend, ContainsSubstring("cgroup_no_v1=all"));
    CHECK_THAT(check_cgroup(table(with(debian_files(), "/.dockerenv", "")), probe).mend,
               ContainsSubstring("docker run --privileged"));
    CHECK_THAT(check_cgroup(table(with(debian_files(), "/proc/self/mountinfo", "")), probe).mend,
               ContainsSubstring("mount -t cgroup2"));
    probe.as_root = true;
    CHECK_THAT(check_cgroup(table(debian_files()), probe).mend,
               ContainsSubstring("unified_cgroup_hierarchy=1"));
}

TEST_CASE("host check: Landlock, seccomp, pidfd and old kernels are named") {
    HostProbe probe = willing_host();
    probe.landlock_abi = 0;
    CHECK_THAT(check_landlock(table(debian_files()), probe).mend, ContainsSubstring("lsm="));
    const auto old = with(debian_files(), "/proc/sys/kernel/osrelease", "5.4.0-150-generic");
    CHECK_THAT(check_landlock(table(old), probe).mend, ContainsSubstring("5.19"));
    CHECK(check_kernel(table(old)).state == State::missing);
    const auto bookworm = with(debian_files(), "/proc/sys/kernel/osrelease", "6.1.0-18-amd64");
    CHECK(check_kernel(table(bookworm)).state == State::degraded);
    CHECK(check_kernel(table(bookworm)).timing_only);
    CHECK(check_seccomp(refusing({Attempt::seccomp_filter}, EINVAL)).state == State::missing);
    probe.pidfd = false;
    CHECK(check_pidfd(probe).state == State::missing);
}

TEST_CASE("host check: crashes that start a host program, small stacks and full disks are told") {
    const auto apport = with(debian_files(), "/proc/sys/kernel/core_pattern",
                             "|/usr/share/apport/apport -p%p -s%s -c%c\n");
    CHECK(check_core_pattern(table(apport)).state == State::degraded);
    HostProbe probe = willing_host();
    probe.stack_bytes_hard = 8 * mib;
    CHECK_THAT(check_stack_limit(probe).finding, ContainsSubstring("8 MiB"));
    CHECK(check_stack_limit(probe).state == State::degraded);
    CHECK(check_resource_limits(probe).state == State::good);
    probe.limit_fault = "the hard limit on data (ulimit -Hd) is 1 MiB: raise it";
    CHECK(check_resource_limits(probe).state == State::missing);
    CHECK(check_resource_limits(probe).mend == "raise it");
    probe.temporary_bytes_free = 3 * mib;
    CHECK(check_temporary_space(probe).state == State::degraded);
}

TEST_CASE("host check: every noise is seen where it is") {
    auto files = debian_files();
    files["/proc/swaps"] = "Filename Type Size Used Priority\n/swapfile file 2048 0 -2\n";
    files["/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"] = "powersave\n";
    files["/sys/devices/system/cpu/intel_pstate/no_turbo"] = "0\n";
    files["/sys/devices/system/cpu/smt/active"] = "1\n";
    files["/sys/kernel/mm/transparent_hugepage/enabled"] = "[always] madvise never\n";
    files["/proc/sys/kernel/randomize_va_space"] = "2\n";
    files["/proc/loadavg"] = "3.50 2.00 1.00 5/200 77\n";
    files["/proc/stat"] = "cpu  10 0 10 60 0 0 0 20 0 0\n";
    for (const HostCheck& check : check_noise(table(files), willing_host())) {
        INFO(check.id << ": " << check.finding);
        CHECK(check.state == State::degraded);
        CHECK_FALSE(check.mend.empty());
    }
}

TEST_CASE("host check: any namespace or filter that is refused costs the tier") {
    for (std::size_t at = 0; at < attempts; ++at) {
        const auto attempt = static_cast<Attempt>(at);
        const bool optional = attempt == Attempt::mount_proc;
        INFO(name(attempt));
        CHECK(tier_of(refusing({attempt}, EPERM)).has_value() == optional);
    }
}

TEST_CASE("host check: the tier it names is the tier that the sandbox opens with") {
    const auto sandbox = Sandbox::open({});
    const auto report = check_host();
    CHECK(report.tier.has_value() == sandbox.has_value());
    if (sandbox && report.tier) {
        CHECK(*report.tier == sandbox->isolation().tier);
        CHECK(report.cgroup == sandbox->isolation().cgroup);
    }
}

TEST_CASE("host check: this host is asked without harm") {
    const HostReport report = check_host();
    CHECK(report.checks.size() == 21);
    CHECK_THAT(report.host, ContainsSubstring("kernel "));
    CHECK((report.cgroup == "v1" || report.cgroup == "v2" || report.cgroup == "none"));
    // Its attempts ended with their children: our own namespaces can still read /proc.
    CHECK(host_files()("/proc/self/status"));
}

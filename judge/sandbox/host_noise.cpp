// What disturbs times on this host. The list is isolate's (isolate-check-environment), with steal
// time and load added: most judges run in virtual machines now. None of it touches safety.
#include <cstdio>

#include "judge/sandbox/host_walls.hpp"

namespace arena::sandbox {
namespace {

using State = HostCheck::State;

constexpr double steal_share_max = 0.01;
constexpr double load_per_core_max = 0.5;

HostCheck noise(std::string id, State state, std::string finding, std::string mend = "") {
    HostCheck check;
    check.id = std::move(id);
    check.state = state;
    check.timing_only = true;
    check.finding = std::move(finding);
    check.mend = state == State::good ? "" : std::move(mend);
    return check;
}

std::string with_decimals(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

HostCheck check_swap(const ReadFile& read) {
    const std::int64_t bytes = swap_bytes(read("/proc/swaps").value_or(""));
    if (bytes == 0) return noise("swap", State::good, "off");
    return noise("swap", State::degraded, std::to_string(bytes / mib) + " MiB on",
                 "sudo swapoff -a while judging");
}

HostCheck check_governor(const ReadFile& read) {
    const std::string governor =
        line_of_file(read, "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (governor.empty()) return noise("governor", State::good, "not this system's to set");
    return noise("governor", governor == "performance" ? State::good : State::degraded, governor,
                 "sudo cpupower frequency-set -g performance");
}

HostCheck check_turbo(const ReadFile& read) {
    const auto boost = number_of_file(read, "/sys/devices/system/cpu/cpufreq/boost");
    const auto no_turbo = number_of_file(read, "/sys/devices/system/cpu/intel_pstate/no_turbo");
    if (!boost && !no_turbo) return noise("turbo", State::good, "not this system's to set");
    const bool on = boost.value_or(0) == 1 || no_turbo.value_or(1) == 0;
    return noise("turbo", on ? State::degraded : State::good, on ? "on" : "off",
                 no_turbo ? "echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo"
                          : "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost");
}

HostCheck check_smt(const ReadFile& read) {
    const bool on = number_of_file(read, "/sys/devices/system/cpu/smt/active").value_or(0) == 1;
    return noise("smt", on ? State::degraded : State::good,
                 on ? "on: two lanes may share one core" : "off",
                 "echo off | sudo tee /sys/devices/system/cpu/smt/control");
}

HostCheck check_huge_pages(const ReadFile& read) {
    const std::string choice =
        chosen_word(line_of_file(read, "/sys/kernel/mm/transparent_hugepage/enabled"));
    if (choice.empty()) return noise("huge-pages", State::good, "not offered");
    return noise("huge-pages", choice == "always" ? State::degraded : State::good, choice,
                 "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
}

HostCheck check_address_layout(const ReadFile& read) {
    const bool random =
        number_of_file(read, "/proc/sys/kernel/randomize_va_space").value_or(0) != 0;
    return noise("address-layout", random ? State::degraded : State::good,
                 random ? "random: times differ a little from run to run" : "fixed",
                 "on a machine that only judges: sudo sysctl kernel.randomize_va_space=0");
}

HostCheck check_load(const ReadFile& read, int cores) {
    const double load = load_one_minute(read("/proc/loadavg").value_or(""));
    const std::string finding =
        "load " + with_decimals(load, 2) + " on " + std::to_string(cores) + " cores";
    return noise("load", load > load_per_core_max * cores ? State::degraded : State::good, finding,
                 "judge when the machine is idle, or with fewer --jobs");
}

HostCheck check_steal(const ReadFile& read) {
    const double share = steal_share(read("/proc/stat").value_or(""));
    return noise("steal", share > steal_share_max ? State::degraded : State::good,
                 with_decimals(share * 100, 1) + " % of the time since boot",
                 "the hypervisor is shared: use a machine with cores of its own");
}

}  // namespace

std::vector<HostCheck> check_noise(const ReadFile& read, const HostProbe& probe) {
    return {check_swap(read),
            check_governor(read),
            check_turbo(read),
            check_smt(read),
            check_huge_pages(read),
            check_address_layout(read),
            check_load(read, probe.cores),
            check_steal(read)};
}

}  // namespace arena::sandbox

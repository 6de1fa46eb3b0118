#include "judge/sandbox/dead_owner.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace arena::sandbox {
namespace {

constexpr ino_t first_pid_namespace = 0xEFFFFFFCU;  // PROC_PID_INIT_INO of linux/proc_ns.h
constexpr std::time_t clock_slack_s = 2;  // boot time is told in whole seconds, starts in ticks

std::optional<std::time_t> boot_s() {
    std::ifstream file("/proc/stat");
    std::time_t seconds = 0;
    for (std::string word; file >> word;)
        if (word == "btime" && file >> seconds) return seconds;
    return std::nullopt;
}

// Field 22 of /proc/PID/stat, in clock ticks after boot; the name before it may hold anything.
std::optional<std::time_t> start_s(int pid) {
    const std::optional<std::time_t> boot = boot_s();
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string stat, skip;
    const long ticks_a_second = ::sysconf(_SC_CLK_TCK);
    if (!boot || ticks_a_second <= 0 || !std::getline(file, stat)) return std::nullopt;
    std::istringstream fields(stat.substr(stat.rfind(')') + 1));
    for (int field = 3; field < 22; ++field) fields >> skip;
    long long ticks = 0;
    if (!(fields >> ticks)) return std::nullopt;
    return *boot + static_cast<std::time_t>(ticks / ticks_a_second);
}

}  // namespace

bool sees_all_processes() {
    struct stat own {};
    return ::stat("/proc/self/ns/pid", &own) == 0 && own.st_ino == first_pid_namespace;
}

bool maker_is_dead(int pid, std::time_t made_s, std::time_t doubt_s) {
    if (pid <= 0) return false;
    if (::kill(pid, 0) != 0 && errno == ESRCH)
        return sees_all_processes() || std::time(nullptr) - made_s >= doubt_s;
    const std::optional<std::time_t> started = start_s(pid);
    return started && *started > made_s + clock_slack_s;
}

}  // namespace arena::sandbox

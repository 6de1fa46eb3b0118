#include "judge/sandbox/leftover.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "judge/sandbox/temp_folder.hpp"

namespace arena::sandbox {
namespace {

namespace fs = std::filesystem;

struct Process {
    int pid = 0;
    int parent = 0;
    bool asleep = false;
};

// Fields 3 and 4 of /proc/PID/stat; the name before them may hold spaces and brackets.
Process parse_stat(int pid, const std::string& stat) {
    Process process{pid};
    const std::size_t end = stat.rfind(')');
    if (end == std::string::npos) return process;
    std::istringstream rest(stat.substr(end + 1));
    std::string state;
    rest >> state >> process.parent;
    process.asleep = state == "S";
    return process;
}

std::multimap<int, Process> children_by_parent() {
    std::multimap<int, Process> children;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const int pid = std::atoi(entry.path().filename().c_str());
        if (pid <= 0) continue;
        std::ifstream file(entry.path() / "stat");
        std::string stat;
        if (!std::getline(file, stat)) continue;
        const Process process = parse_stat(pid, stat);
        children.emplace(process.parent, process);
    }
    return children;
}

std::vector<Process> family(int pid) {
    const std::multimap<int, Process> children = children_by_parent();
    std::vector<Process> found{{pid}};
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto [begin, end] = children.equal_range(found[i].pid);
        for (auto child = begin; child != end; ++child) found.push_back(child->second);
    }
    found.erase(found.begin());
    return found;
}

int count_entries(const fs::path& folder) {
    int count = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; entry != end; entry.increment(error)) {
        if (error) break;
        ++count;
    }
    return count;
}

// Entries whose name starts with `prefix`, and what is directly in them.
int count_named(const fs::path& folder, const std::string& prefix) {
    int count = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; entry != end; entry.increment(error)) {
        if (error) break;
        const fs::path path = entry->path();
        if (path.filename().string().compare(0, prefix.size(), prefix) != 0) continue;
        count += 1 + count_entries(path);
    }
    return count;
}

int count_folders_below(const fs::path& root, const std::string& prefix) {
    int count = 0;
    std::error_code error;
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                           error);
    for (; entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (error) break;
        if (!entry->is_directory(error)) continue;
        count += entry->path().filename().string().compare(0, prefix.size(), prefix) == 0;
    }
    return count;
}

int count_lines(const char* path) {
    std::ifstream file(path);
    int count = 0;
    for (std::string line; std::getline(file, line);) ++count;
    return count;
}

}  // namespace

std::vector<int> descendants(int pid) {
    std::vector<int> pids;
    for (const Process& process : family(pid)) pids.push_back(process.pid);
    return pids;
}

int count_cgroups(const std::string& prefix) {
    std::ifstream file("/proc/self/mountinfo");
    int count = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.find(" - cgroup") == std::string::npos) continue;
        std::istringstream words(line);
        std::string skip, point;
        words >> skip >> skip >> skip >> skip >> point;
        count += count_folders_below(point, prefix);
    }
    return count;
}

HostCount count_host() {
    HostCount count;
    const std::string pid = std::to_string(::getpid());
    const std::vector<Process> below = family(::getpid());
    count.processes = static_cast<int>(below.size());
    count.awake = static_cast<int>(std::count_if(
        below.begin(), below.end(), [](const Process& process) { return !process.asleep; }));
    count.mounts = count_lines("/proc/self/mountinfo");
    const std::string prefix = "arena-" + pid + "-";
    count.cgroups = count_cgroups(prefix);
    count.files = count_named(temp_parent(), prefix) + count_named("/dev/shm", prefix);
    count.descriptors = count_entries("/proc/self/fd");
    return count;
}

}  // namespace arena::sandbox

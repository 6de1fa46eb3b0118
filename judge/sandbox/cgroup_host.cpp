// Which cgroup hierarchy this process may use, read from /proc/self/mountinfo and
// /proc/self/cgroup.
//
// v1 (and hybrid): memory, pids and cpuacct must all be there and writable. v2: a folder whose
// children may be given memory and pids; that is the root group, or a group delegated to us, which
// must hold no process itself, so we step aside into a leaf.
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <sstream>

#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {
namespace {

struct Mount {
    std::string root, point, type, options;
};

std::vector<Mount> cgroup_mounts() {
    std::vector<Mount> mounts;
    std::ifstream file("/proc/self/mountinfo");
    for (std::string line; std::getline(file, line);) {
        // 36 35 98:0 /root /point options ... - type source super_options
        std::istringstream words(line);
        std::string skip;
        Mount mount;
        words >> skip >> skip >> skip >> mount.root >> mount.point;
        while (words >> skip && skip != "-") {
        }
        words >> mount.type >> skip >> mount.options;
        if (mount.type == "cgroup" || mount.type == "cgroup2") mounts.push_back(mount);
    }
    return mounts;
}

// controller -> our path in its hierarchy; "" is v2.
std::map<std::string, std::string> own_paths() {
    std::map<std::string, std::string> paths;
    std::ifstream file("/proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        std::istringstream controllers(line.substr(first + 1, second - first - 1));
        const std::string path = line.substr(second + 1);
        if (second == first + 1) paths[""] = path;
        for (std::string name; std::getline(controllers, name, ',');) paths[name] = path;
    }
    return paths;
}

bool has_word(const std::string& list, const std::string& word) {
    return ("," + list + ",").find("," + word + ",") != std::string::npos;
}

bool can_make_group(const std::string& folder) {
    const std::string probe = folder + "/arena-probe-" + std::to_string(::getpid());
    if (::mkdir(probe.c_str(), 0755)) return false;
    ::rmdir(probe.c_str());
    return true;
}

std::string find_v1(const std::vector<Mount>& mounts, const std::string& controller,
                    const std::string& own) {
    for (const Mount& mount : mounts) {
        if (mount.type != "cgroup" || !has_word(mount.options, controller)) continue;
        std::string folder = mount.point + path_below(own, mount.root);
        if (can_make_group(folder)) return folder;
    }
    return "";
}

bool enable_controllers(const std::string& folder) {
    const Descriptor control = open_file(folder + "/cgroup.subtree_control", O_WRONLY);
    return control && write_text(control.get(), "+memory +pids");
}

std::string own_leaf(const std::string& base) {
    return base + "/arena-self-" + std::to_string(::getpid());
}

bool join(const std::string& folder) {
    const Descriptor procs = open_file(folder + "/cgroup.procs", O_WRONLY);
    return procs && write_text(procs.get(), "0");
}

// A group that holds processes cannot hand controllers to children: move ourselves out of the way.
bool prepare_base(const std::string& folder) {
    if (::access(folder.c_str(), W_OK) || !can_make_group(folder)) return false;
    if (enable_controllers(folder)) return true;
    if (errno != EBUSY || ::mkdir(own_leaf(folder).c_str(), 0755)) return false;
    if (join(own_leaf(folder)) && enable_controllers(folder)) return true;
    join(folder);
    ::rmdir(own_leaf(folder).c_str());
    return false;
}

CgroupHost find_v2(const std::vector<Mount>& mounts, const std::string& own) {
    CgroupHost host;
    for (const Mount& mount : mounts) {
        if (mount.type != "cgroup2") continue;
        const Descriptor file = open_file(mount.point + "/cgroup.controllers", O_RDONLY);
        const std::string controllers = file ? read_text(file.get()) : "";
        if (controllers.find("memory") == std::string::npos) {
            host.finding = "cgroup v2 at " + mount.point + " has no memory controller";
            continue;
        }
        for (const std::string& base : {mount.point, mount.point + path_below(own, mount.root)}) {
            if (!prepare_base(base)) continue;
            host.kind = CgroupKind::v2;
            host.base_path = base;
            host.finding = "cgroup v2, memory and pids below " + base;
            return host;
        }
        host.finding = "cgroup v2 is there, but no part of it is delegated to this user";
    }
    return host;
}

}  // namespace

const char* name(CgroupKind kind) {
    switch (kind) {
        case CgroupKind::none: return "none";
        case CgroupKind::v1: return "v1";
        case CgroupKind::v2: return "v2";
    }
    return "none";
}

std::string path_below(const std::string& own_path, const std::string& mount_root) {
    const std::string root = mount_root == "/" ? "" : mount_root;
    const bool inside = own_path.compare(0, root.size(), root) == 0;
    const std::string rest = inside ? own_path.substr(root.size()) : "";
    return rest == "/" ? "" : rest;
}

CgroupHost find_cgroup_host() {
    const std::vector<Mount> mounts = cgroup_mounts();
    std::map<std::string, std::string> own = own_paths();
    CgroupHost host;
    host.memory_path = find_v1(mounts, "memory", own["memory"]);
    host.pids_path = find_v1(mounts, "pids", own["pids"]);
    host.cpu_path = find_v1(mounts, "cpuacct", own["cpuacct"]);
    if (!host.memory_path.empty() && !host.pids_path.empty() && !host.cpu_path.empty()) {
        host.kind = CgroupKind::v1;
        host.finding = "cgroup v1, memory, pids and cpuacct are writable";
        return host;
    }
    host = find_v2(mounts, own[""]);
    if (host.kind == CgroupKind::none && host.finding.empty())
        host.finding = mounts.empty() ? "no cgroup file system is mounted"
                                      : "the cgroup controllers are not writable for this user";
    return host;
}

void leave_cgroup_host(const CgroupHost& host) {
    if (host.kind != CgroupKind::v2 || ::access(own_leaf(host.base_path).c_str(), F_OK)) return;
    const Descriptor control = open_file(host.base_path + "/cgroup.subtree_control", O_WRONLY);
    if (control) write_text(control.get(), "-memory -pids");
    join(host.base_path);
    ::rmdir(own_leaf(host.base_path).c_str());
}

Result<std::unique_ptr<Cgroup>> make_cgroup(const CgroupHost& host, const std::string& name) {
    switch (host.kind) {
        case CgroupKind::v1: return make_cgroup_v1(host, name);
        case CgroupKind::v2: return make_cgroup_v2(host, name);
        case CgroupKind::none: break;
    }
    return fail(ErrorCode::host, host.finding);
}

}  // namespace arena::sandbox

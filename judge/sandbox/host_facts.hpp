// What the host says about itself, read from the texts under /proc, /sys, /etc and /run.
//
// Everything here is a pure function of file texts, so that the hosts that nobody has at hand
// (WSL2, Ubuntu with AppArmor's rule, a pod) are tested with their files. What must be tried rather
// than read is in host_probe.hpp; what follows from both is in host_walls.hpp and host_noise.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace arena::sandbox {

/// Reads a whole file; nullopt when it is absent or refused. Tests give a table of texts.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// The real one. At most 64 KiB of each file.
ReadFile host_files();

/// The file's text without blanks at its ends; "" when there is none.
std::string line_of_file(const ReadFile& read, const std::string& path);

/// The file's number; nullopt when it holds none.
std::optional<std::int64_t> number_of_file(const ReadFile& read, const std::string& path);

struct KernelVersion {
    int major = 0;
    int minor = 0;
    bool before(int other_major, int other_minor) const {
        return major < other_major || (major == other_major && minor < other_minor);
    }
};

/// "6.1.0-18-amd64" -> 6.1; nullopt when the text does not open so.
std::optional<KernelVersion> parse_kernel_version(std::string_view release);

/// The choice in brackets: "always [madvise] never" -> "madvise"; "" without one.
std::string chosen_word(std::string_view text);

/// Bytes of swap in /proc/swaps' text.
std::int64_t swap_bytes(std::string_view proc_swaps);

/// Share of time that the hypervisor took from the first line of /proc/stat, since boot; 0..1.
double steal_share(std::string_view proc_stat);

/// The one-minute load of /proc/loadavg; 0 when unreadable.
double load_one_minute(std::string_view proc_loadavg);

/// What this process runs in. `none` is a plain machine or a virtual one.
enum class Container { none, docker, podman, lxc, kubernetes, nspawn, wsl, other };
std::string_view name(Container container);
Container find_container(const ReadFile& read);

/// PRETTY_NAME of /etc/os-release; "Linux" without one.
std::string os_name(const ReadFile& read);

}  // namespace arena::sandbox

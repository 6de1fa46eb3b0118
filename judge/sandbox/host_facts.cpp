// Readers of /proc, /sys, /etc and /run texts; formats after proc(5), cgroups(7), os-release(5).
#include "judge/sandbox/host_facts.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <vector>

namespace arena::sandbox {
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find(separator, start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

std::vector<std::string> lines_of(std::string_view text) {
    return split(trimmed(text), '\n');
}

std::vector<std::string> words_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// The value of NAME= among strings separated by NUL or newline.
std::string variable_in(std::string_view text, std::string_view variable, char separator) {
    for (const std::string& entry : split(text, separator)) {
        if (entry.size() > variable.size() && entry.starts_with(variable) &&
            entry[variable.size()] == '=') {
            std::string_view value = std::string_view(entry).substr(variable.size() + 1);
            if (value.size() >= 2 && value.front() == '"')
                value = value.substr(1, value.size() - 2);
            return std::string(value);
        }
    }
    return {};
}

}  // namespace

ReadFile host_files() {
    return [](const std::string& path) -> std::optional<std::string> {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (file < 0) return std::nullopt;
        std::string text;
        std::array<char, 4096> block;
        while (text.size() < file_bytes_max) {
            const auto got = ::read(file, block.data(), block.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0 && text.empty()) {
                ::close(file);
                return std::nullopt;
            }
            if (got <= 0) break;
            text.append(block.data(), static_cast<std::size_t>(got));
        }
        ::close(file);
        return text;
    };
}

std::string line_of_file(const ReadFile& read, const std::string& path) {
    const auto text = read(path);
    return text ? std::string(trimmed(*text)) : std::string();
}

std::optional<std::int64_t> number_of_file(const ReadFile& read, const std::string& path) {
    const std::string text = line_of_file(read, path);
    std::int64_t number = 0;
    const auto got = std::from_chars(text.data(), text.data() + text.size(), number);
    if (got.ec != std::errc{}) return std::nullopt;
    return number;
}

std::optional<KernelVersion> parse_kernel_version(std::string_view release) {
    KernelVersion version;
    const char* end = release.data() + release.size();
    const auto major = std::from_chars(release.data(), end, version.major);
    if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
    if (std::from_chars(major.ptr + 1, end, version.minor).ec != std::errc{}) return std::nullopt;
    return version;
}

std::string chosen_word(std::string_view text) {
    const auto open = text.find('[');
    const auto close = text.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    return std::string(text.substr(open + 1, close - open - 1));
}

std::int64_t swap_bytes(std::string_view proc_swaps) {
    std::int64_t total = 0;
    for (const std::string& line : lines_of(proc_swaps)) {
        const auto words = words_of(line);  // Filename Type Size(KiB) Used Priority
        if (words.size() >= 5 && words[0].starts_with("/")) {
            total += std::strtoll(words[2].c_str(), nullptr, 10) * 1024;
        }
    }
    return total;
}

double steal_share(std::string_view proc_stat) {
    const auto words = words_of(proc_stat.substr(0, proc_stat.find('\n')));
    if (words.size() < 9 || words[0] != "cpu") return 0;
    double total = 0;
    for (std::size_t at = 1; at <= 8; ++at) total += std::strtod(words[at].c_str(), nullptr);
    return total > 0 ? std::strtod(words[8].c_str(), nullptr) / total : 0;
}

double load_one_minute(std::string_view proc_loadavg) {
    return std::strtod(std::string(proc_loadavg).c_str(), nullptr);
}

std::string_view name(Container container) {
    switch (container) {
        case Container::none: return "none";
        case Container::docker: return "docker";
        case Container::podman: return "podman";
        case Container::lxc: return "lxc";
        case Container::kubernetes: return "kubernetes";
        case Container::nspawn: return "systemd-nspawn";
        case Container::wsl: return "WSL2";
        case Container::other: return "unknown kind";
    }
    return "";
}

Container find_container(const ReadFile& read) {
    const std::string environment = read("/proc/1/environ").value_or("");
    if (read("/var/run/secrets/kubernetes.io/serviceaccount/namespace") ||
        !variable_in(environment, "KUBERNETES_SERVICE_HOST", '\0').empty()) {
        return Container::kubernetes;
    }
    std::string kind = variable_in(environment, "container", '\0');
    if (kind.empty()) kind = line_of_file(read, "/run/systemd/container");
    if (read("/run/.containerenv") || kind == "podman") return Container::podman;
    if (read("/.dockerenv") || kind == "docker") return Container::docker;
    if (kind.starts_with("lxc")) return Container::lxc;
    if (kind == "systemd-nspawn") return Container::nspawn;
    if (contains(line_of_file(read, "/proc/sys/kernel/osrelease"), "icrosoft")) {
        return Container::wsl;
    }
    return kind.empty() ? Container::none : Container::other;
}

std::string os_name(const ReadFile& read) {
    const std::string name = variable_in(read("/etc/os-release").value_or(""), "PRETTY_NAME", '\n');
    return name.empty() ? "Linux" : name;
}

}  // namespace arena::sandbox

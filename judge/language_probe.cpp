// What this host has of a language: its programs, their version, and what tells them apart.
//
// The sandbox shows /usr, /bin and /lib* and has PATH=/usr/local/bin:/usr/bin:/bin, so only
// programs that really lie there count; a compiler below a home folder or /opt does not.
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <mutex>

#include "judge/language.hpp"
#include "judge/sandbox/spawn_lock.hpp"

namespace arena {
namespace {

constexpr std::array<const char*, 3> search_path{"/usr/local/bin", "/usr/bin", "/bin"};
constexpr auto version_patience = std::chrono::seconds(20);
constexpr std::size_t version_bytes_max = 4096;

struct Program {
    std::string path;      ///< as found in the search path
    std::string resolved;  ///< with every link followed
};

bool shown_in_sandbox(const std::string& resolved) {
    for (const char* root : {"/usr/", "/bin/", "/lib/", "/lib64/"}) {
        if (resolved.starts_with(root)) return true;
    }
    return false;
}

std::optional<Program> find_program(const std::string& name) {
    for (const char* directory : search_path) {
        const std::string path = name[0] == '/' ? name : std::string(directory) + '/' + name;
        struct stat info {};
        if (stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
            access(path.c_str(), X_OK) == 0) {
            std::array<char, PATH_MAX> resolved{};
            if (realpath(path.c_str(), resolved.data()) == nullptr) continue;
            if (shown_in_sandbox(resolved.data())) return Program{path, resolved.data()};
        }
        if (name[0] == '/') break;
    }
    return std::nullopt;
}

std::string file_identity(const std::string& path) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return path + " absent\n";
    return path + ' ' + std::to_string(info.st_size) + ' ' + std::to_string(info.st_mtim.tv_sec) +
           '.' + std::to_string(info.st_mtim.tv_nsec) + ' ' + std::to_string(info.st_ino) + '\n';
}

std::string glob_identity(const std::vector<std::string>& patterns) {
    std::string identity;
    for (const std::string& pattern : patterns) {
        glob_t found{};
        if (glob(pattern.c_str(), 0, nullptr, &found) == 0) {
            for (std::size_t i = 0; i < found.gl_pathc; ++i) {
                identity += file_identity(found.gl_pathv[i]);
            }
        }
        globfree(&found);
    }
    return identity;
}

/// stdout and stderr of a short-lived program, at most version_bytes_max, or "" when it fails.
std::string output_of(const Program& program, const std::vector<std::string>& argv) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return "";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::string home = "HOME=/nonexistent";
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 4> env{path.data(), home.data(), locale.data(), nullptr};
    pid_t pid = -1;
    auto lock = sandbox::spawn_lock();
    const int failed =
        posix_spawn(&pid, program.path.c_str(), &actions, nullptr, words.data(), env.data());
    lock.unlock();
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    std::string output;
    if (failed == 0) {
        const auto until = std::chrono::steady_clock::now() + version_patience;
        std::array<char, 512> chunk{};
        while (output.size() < version_bytes_max) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                until - std::chrono::steady_clock::now());
            pollfd waiting{ends[0], POLLIN, 0};
            if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) break;
            const ssize_t got = read(ends[0], chunk.data(), chunk.size());
            if (got <= 0) break;
            output.append(chunk.data(), static_cast<std::size_t>(got));
        }
        kill(pid, SIGKILL);
        int status = 0;
        waitpid(pid, &status, 0);
    }
    close(ends[0]);
    return output;
}

/// The first line with a digit in it, without control characters, at most 120 bytes.
std::string version_line(const std::string& output) {
    std::size_t at = 0;
    while (at < output.size()) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        std::string line;
        for (const char c : output.substr(at, end - at)) {
            if (c >= ' ' && c < 127 && line.size() < 120) line += c;
        }
        if (line.find_first_of("0123456789") != std::string::npos) return line;
        at = end + 1;
    }
    return "";
}

/// The numbers of the first "1.2.3" in a version line.
std::vector<long> version_numbers(const std::string& line) {
    std::vector<long> numbers;
    std::size_t at = line.find_first_of("0123456789");
    while (at < line.size() && line[at] >= '0' && line[at] <= '9') {
        char* end = nullptr;
        numbers.push_back(std::strtol(line.c_str() + at, &end, 10));
        at = static_cast<std::size_t>(end - line.c_str());
        if (at < line.size() && line[at] == '.') ++at;
    }
    return numbers;
}

const std::vector<std::string>& version_command(const Language& language) {
    return language.version.empty() ? language.run_version : language.version;
}

std::string ask_version(const std::vector<std::string>& argv) {
    if (argv.empty()) return "";
    const auto program = find_program(argv[0]);
    return program ? version_line(output_of(*program, argv)) : "";
}

/// Asked once for each compiler in the life of this process.
bool version_is_enough(const Language& language, const std::string& identity) {
    static std::mutex mutex;
    static std::map<std::string, bool> answers;
    const std::lock_guard lock(mutex);
    const std::string key = language.id + '\n' + language.version_least + '\n' + identity;
    const auto known = answers.find(key);
    if (known != answers.end()) return known->second;
    const auto have = version_numbers(ask_version(version_command(language)));
    return answers[key] = !have.empty() && have >= version_numbers(language.version_least);
}

}  // namespace

LanguageProbe locate(const Language& language) {
    LanguageProbe probe;
    std::vector<std::string> names;
    if (!language.compile.empty()) names.push_back(language.compile[0]);
    if (language.run[0].find('{') == std::string::npos) names.push_back(language.run[0]);
    names.insert(names.end(), language.needs.begin(), language.needs.end());
    for (const std::string& name : names) {
        const auto program = find_program(name);
        if (!program) {
            probe.missing = name;
            return probe;
        }
        if (!language.compile.empty() && name == language.compile[0]) {
            probe.compiler_path = program->path;
        }
        if (name == language.run[0]) probe.runtime_path = program->path;
        probe.identity += program->path + " -> " + file_identity(program->resolved);
    }
    probe.identity += glob_identity(language.identity_files);
    if (!language.version_least.empty() && !version_is_enough(language, probe.identity)) {
        probe.missing = names.front() + " " + language.version_least + " or newer";
        return probe;
    }
    probe.available = true;
    return probe;
}

LanguageProbe probe(const Language& language) {
    LanguageProbe found = locate(language);
    if (found.available) found.version = ask_version(version_command(language));
    return found;
}

}  // namespace arena

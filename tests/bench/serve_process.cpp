// See serve_process.hpp.
#include "tests/bench/serve_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include "judge/sandbox/leftover.hpp"
#include "serve/auth/secrets.hpp"
#include "serve/ids.hpp"
#include "serve/store/store.hpp"
#include "tests/bench/client_crowd.hpp"
#include "tests/support/source_tree.hpp"

extern char** environ;

namespace arena::bench {
namespace {

namespace fs = std::filesystem;

constexpr double start_seconds_max = 30;
constexpr int setup_threads = 8;

std::int64_t wall_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// The binary that was built beside this one.
std::string arena_binary() {
    return fs::read_symlink("/proc/self/exe").parent_path() / "arena";
}

/// The port in "listening on http://127.0.0.1:PORT"; 0: it ended before.
int read_port(int fd) {
    std::string line;
    char byte = 0;
    while (::read(fd, &byte, 1) == 1 && byte != '\n') line += byte;
    const std::size_t colon = line.rfind(':');
    return colon == std::string::npos ? 0 : std::atoi(line.c_str() + colon + 1);
}

pid_t child_named(pid_t parent, std::string_view name) {
    for (const int pid : sandbox::descendants(parent)) {
        const std::string comm = read_file("/proc/" + std::to_string(pid) + "/comm");
        if (comm.starts_with(name)) return pid;
    }
    return -1;
}

double status_kib(const std::string& path, std::string_view key) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key)) return std::atof(line.c_str() + key.size());
    return 0;
}

}  // namespace

Listener start_listener(const std::vector<std::string>& argv, const std::string& log_path) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    Listener started;
    const int error =
        ::posix_spawnp(&started.pid, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    started.output = ends[0];
    if (!error) started.port = read_port(ends[0]);
    return started;
}

double cpu_us_of(pid_t pid) {
    double ns = 0;
    std::error_code ignored;
    const fs::path tasks = "/proc/" + std::to_string(pid) + "/task";
    for (const auto& task : fs::directory_iterator(tasks, ignored))
        ns += std::atof(read_file(task.path() / "schedstat").c_str());
    return ns / 1e3;
}

double resident_mib_of(pid_t pid) {
    return status_kib("/proc/" + std::to_string(pid) + "/status", "VmRSS:") / 1024;
}

HttpWire::~HttpWire() {
    if (fd_ >= 0) ::close(fd_);
}

HttpAnswer HttpWire::ask(std::string_view method, std::string_view path, std::string_view body,
                         std::string_view token) {
    std::ostringstream request;
    request << method << ' ' << path
            << " HTTP/1.1\r\nHost: bench\r\nContent-Length: " << body.size() << "\r\n";
    if (!body.empty()) request << "Content-Type: application/json\r\n";
    if (!token.empty()) request << "Authorization: Bearer " << token << "\r\n";
    request << "\r\n" << body;
    const bool was_open = fd_ >= 0;
    HttpAnswer answer = exchange(request.str());
    if (answer.status == 0 && was_open) answer = exchange(request.str());  // it was idle for long
    return answer;
}

bool HttpWire::open() {
    if (fd_ >= 0) return true;
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return true;
    ::close(std::exchange(fd_, -1));
    return false;
}

HttpAnswer HttpWire::exchange(const std::string& text) {
    if (!open()) return {};
    HttpAnswer answer;
    if (::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()))
        answer = read_answer();
    if (answer.status == 0) ::close(std::exchange(fd_, -1));
    return answer;
}

HttpAnswer HttpWire::read_answer() {
    std::string text;
    char buffer[16 * 1024];
    std::size_t wanted = 0, head = 0;
    while (wanted == 0 || text.size() < wanted) {
        const ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
        if (got <= 0) return {};
        text.append(buffer, static_cast<std::size_t>(got));
        if (wanted > 0) continue;
        head = text.find("\r\n\r\n");
        if (head == std::string::npos) continue;
        const std::size_t length = text.find("Content-Length: ");
        wanted = head + 4;
        if (length < head)
            wanted += static_cast<std::size_t>(std::atol(text.c_str() + length + 16));
    }
    return {std::atoi(text.c_str() + 9), text.substr(head + 4)};
}

ServeProcess::ServeProcess(int players, Cache cache) {
    static const TempFolder shared;
    cache_path_ = cache == Cache::shared ? shared / "cache" : folder_ / "cache";
    fs::create_directories(folder_ / "data");
    make_accounts(players);
}

ServeProcess::~ServeProcess() {
    if (supervisor_ <= 0) return;
    ::kill(supervisor_, SIGTERM);
    for (int i = 0; i < 1000; ++i) {
        if (::waitpid(supervisor_, nullptr, WNOHANG) != 0) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    kill_all();
}

void ServeProcess::make_accounts(int players) {
    auto store = serve::Store::open("sqlite:" + (folder_ / "data/arena.db"), {});
    auto secrets =
        serve::load_secrets(folder_ / "data", [](const std::string&) { return std::nullopt; });
    if (!store || !secrets) {
        std::fprintf(stderr, "bench: no store in %s\n", folder_.path.c_str());
        std::exit(3);
    }
    serve::JwtSettings jwt;
    jwt.keys = secrets->jwt_keys;
    std::vector<serve::UserRecord> users(static_cast<std::size_t>(players));
    for (std::size_t i = 0; i < users.size(); ++i) {
        users[i].id = serve::make_id(wall_ms());
        users[i].name = "bench" + std::to_string(i);
        users[i].password_hash = "*";  // nobody signs in with a password
        users[i].created_ms = wall_ms();
        serve::Claims claims;
        claims.user_id = users[i].id;
        claims.user_name = users[i].name;
        tokens_.push_back(serve::sign_jwt(jwt, claims, wall_ms(), 2 * 3600 * 1000));
    }
    std::promise<bool> written;
    const auto taken =
        (*store)->write({[&](serve::Session& session) -> Result<void> {
                             for (const auto& user : users) {
                                 auto added = session.add_user(user);
                                 if (!added) return tl::unexpected(added.error());
                             }
                             return {};
                         },
                         [&](const Result<void>& done) { written.set_value(bool(done)); }});
    if (!taken || !written.get_future().get()) std::exit(3);
    (*store)->close();
}

bool ServeProcess::start() {
    std::vector<std::string> argv{
        arena_binary(), "serve",          "--listen",        "127.0.0.1:" + std::to_string(port_),
        "--data",       folder_ / "data", "--problems",      testing::source_path("problems"),
        "--cache",      cache_path_,      "--no-rate-limits"};
    const std::int64_t begin_ns = monotonic_ns();
    const Listener started = start_listener(argv, folder_ / "log");
    supervisor_ = started.pid;
    port_ = started.port;
    if (port_ == 0) {
        std::fprintf(stderr, "bench: %s\n", read_file(folder_ / "log").c_str());
        return false;
    }
    HttpWire http(port_);
    while (http.ask("GET", "/health/ready").status != 200) {
        if (static_cast<double>(monotonic_ns() - begin_ns) / 1e9 > start_seconds_max) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ready_s_ = static_cast<double>(monotonic_ns() - begin_ns) / 1e9;
    server_pid_ = child_named(supervisor_, "arena-server");
    return server_pid_ > 0;
}

void ServeProcess::rest() const {
    constexpr double looked_for_s = 0.5, idle_us = 10'000, wait_s_max = 60;
    const auto tree_cpu_us = [this] {
        double sum = 0;
        for (const int pid : sandbox::descendants(supervisor_)) sum += cpu_us_of(pid);
        return sum;
    };
    const std::int64_t begin_ns = monotonic_ns();
    for (double before = tree_cpu_us();;) {
        std::this_thread::sleep_for(std::chrono::duration<double>(looked_for_s));
        const double now = tree_cpu_us();
        const bool is_idle = std::abs(now - before) < idle_us;  // less: a child has ended
        if (is_idle || static_cast<double>(monotonic_ns() - begin_ns) / 1e9 > wait_s_max) return;
        before = now;
    }
}

void ServeProcess::kill_all() {
    ::kill(supervisor_, SIGKILL);
    ::waitpid(supervisor_, nullptr, 0);
    supervisor_ = -1;
}

std::string ServeProcess::make_match(HttpWire& http, int first, int second,
                                     std::string_view problem) const {
    const std::string wish =
        R"({"mode":"blitz","durationS":3600,"problems":[")" + std::string(problem) + R"("]})";
    const HttpAnswer made = http.ask("POST", "/api/battle/create", wish, token(first));
    const std::string code(string_after(made.body, "code"));
    const HttpAnswer joined =
        http.ask("POST", "/api/battle/join", R"({"code":")" + code + R"("})", token(second));
    if (made.status != 201 || joined.status != 200) {
        std::fprintf(stderr, "bench: no match: %s %s\n", made.body.c_str(), joined.body.c_str());
        return "";
    }
    return std::string(string_after(made.body, "matchId"));
}

std::vector<std::string> ServeProcess::make_matches(int count, int apart,
                                                    std::string_view problem) const {
    std::vector<std::string> ids(static_cast<std::size_t>(count));
    std::vector<std::thread> threads;
    for (int begin = 0; begin < setup_threads; ++begin)
        threads.emplace_back([&, begin] {
            HttpWire http(port_);
            for (int k = begin; k < count; k += setup_threads)
                ids[static_cast<std::size_t>(k)] =
                    make_match(http, k * apart, k * apart + 1, problem);
        });
    for (std::thread& thread : threads) thread.join();
    return ids;
}

double ServeProcess::tree_mib() const {
    std::vector<int> pids = sandbox::descendants(supervisor_);
    pids.push_back(supervisor_);
    double kib = 0;
    for (const int pid : pids)
        kib += status_kib("/proc/" + std::to_string(pid) + "/smaps_rollup", "Pss:");
    return kib / 1024;
}

}  // namespace arena::bench

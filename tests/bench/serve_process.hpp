// A real `arena serve` in a temporary folder, with accounts made beforehand, and what it uses.
//
// Accounts and tokens are made with the store and the secrets of the data folder, so that a figure
// with thousands of players does not begin with minutes of password hashing. No rate limits.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/auth/jwt.hpp"
#include "tests/bench/figures.hpp"

namespace arena::bench {

struct HttpAnswer {
    int status = 0;  ///< 0: no answer
    std::string body;
};

/// One connection that is kept; blocking.
class HttpWire {
public:
    explicit HttpWire(int port) : port_(port) {}
    ~HttpWire();
    HttpWire(const HttpWire&) = delete;
    HttpWire& operator=(const HttpWire&) = delete;
    HttpAnswer ask(std::string_view method, std::string_view path, std::string_view body = {},
                   std::string_view token = {});

private:
    bool open();
    HttpAnswer exchange(const std::string& text);
    HttpAnswer read_answer();
    int port_, fd_ = -1;
};

/// Of a process, all its threads.
double cpu_us_of(pid_t pid);
double resident_mib_of(pid_t pid);

/// A child whose standard output is read for the first line, "... http://127.0.0.1:PORT". Its
/// standard error goes to a file.
struct Listener {
    pid_t pid = -1;
    int port = 0;     ///< 0: it ended before
    int output = -1;  ///< kept open: what it prints later is not read
};
Listener start_listener(const std::vector<std::string>& argv, const std::string& log_path);

class ServeProcess {
public:
    enum class Cache { shared, empty };  ///< of compilers: of all servers of this run, or its own
    explicit ServeProcess(int players, Cache cache = Cache::shared);
    ~ServeProcess();  ///< ends what it started
    ServeProcess(const ServeProcess&) = delete;
    ServeProcess& operator=(const ServeProcess&) = delete;

    /// False: it was not ready within 30 s.
    bool start();
    /// Waits until nothing of it works: the workers prepare compilers at their start.
    void rest() const;
    void kill_all();  ///< kill -9 of the supervisor; the kernel ends the others with it
    double ready_s() const { return ready_s_; }  ///< of the last start()
    int port() const { return port_; }

    const std::string& token(int player) const {
        return tokens_.at(static_cast<std::size_t>(player));
    }

    /// A live blitz of two players on one problem; its id, or "".
    std::string make_match(HttpWire& http, int first, int second, std::string_view problem) const;
    /// match k is of players k * apart and k * apart + 1; made by several threads.
    std::vector<std::string> make_matches(int count, int apart, std::string_view problem) const;

    pid_t server_pid() const { return server_pid_; }
    double cpu_us() const { return cpu_us_of(server_pid_); }
    double resident_mib() const { return resident_mib_of(server_pid_); }
    /// Of the whole tree; pages that processes share after fork() count once.
    double tree_mib() const;

private:
    void make_accounts(int players);

    TempFolder folder_;
    std::string cache_path_;
    std::vector<std::string> tokens_;
    pid_t supervisor_ = -1, server_pid_ = -1;
    int port_ = 0;
    double ready_s_ = 0;
};

}  // namespace arena::bench

// The process tree, with real workers and a small server of the test's own.
#include "serve/supervisor/supervisor.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "judge/sandbox/leftover.hpp"
#include "serve/bus/local_bus.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/supervisor/child_process.hpp"
#include "serve/supervisor/listen_socket.hpp"
#include "serve/supervisor/supervised_workers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/poll_reactor.hpp"

using namespace arena;
using namespace arena::serve;
using namespace arena::testing;

namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

// One line a connection: "judge" runs an empty job at a worker, "crash" dies, "status" tells the
// privileges, "kill" kills a worker and judges again.
class SmallServer {
public:
    explicit SmallServer(const ServerInput& input)
        : input_(input),
          bus_(make_local_bus([this] { return reactor_.now_us() / 1000; })),
          workers_(make_supervised_workers(reactor_, input, [] { _exit(3); })) {
        for (const WorkerSeat& seat : input.workers) pid_ = seat.pid;
        pool_ = std::make_unique<JudgePool>(reactor_, bus_->judge_queue(), *workers_,
                                            JudgePoolSettings{});
        pool_->start();
    }

    int run() {
        std::signal(SIGTERM, [](int) { asked_to_stop = 1; });
        if (input_.ready) input_.ready();
        while (asked_to_stop == 0) {
            const int client = accept(input_.listen_fd, nullptr, nullptr);
            if (client >= 0) {
                answer(client);
                close(client);
            }
            reactor_.turn(5);
        }
        return 7;
    }

private:
    std::string judge() {
        std::string out;
        pool_->submit({"j" + std::to_string(jobs_++), 0, JobClass::live, "", EmptyTask{}},
                      {nullptr, nullptr, [&](const JobDone& job) {
                           out = std::holds_alternative<EmptyReport>(job.outcome) ? "judged"
                                                                                  : "fault";
                       }});
        reactor_.run_until([&] { return !out.empty(); }, 30'000);
        return out;
    }

    static std::string status() {
        std::ifstream file("/proc/self/status");
        std::string out;
        for (std::string line; std::getline(file, line);) {
            if (line.rfind("Cap", 0) == 0 || line.rfind("NoNewPrivs", 0) == 0) out += line + "\n";
        }
        return out;
    }

    void answer(int client) {
        char line[64] = {};
        const ssize_t count = read(client, line, sizeof line - 1);
        const std::string word(line, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (word == "crash") std::raise(SIGKILL);
        if (word == "restart") _exit(restart_exit_status);
        std::string text;
        if (word == "judge") text = judge();
        if (word == "status") text = status();
        if (word == "pid") text = std::to_string(getpid());
        if (word == "restarts") text = std::to_string(input_.restarts);
        if (word == "kill") {
            judge();
            workers_->kill_worker(0, 1);
            reactor_.run_until([&] { return pool_->stats().workers_lost > 0; }, 30'000);
            text = judge();
        }
        (void)write(client, text.data(), text.size());
    }

    ServerInput input_;
    PollReactor reactor_;
    std::unique_ptr<Bus> bus_;
    std::unique_ptr<WorkerSource> workers_;
    std::unique_ptr<JudgePool> pool_;
    pid_t pid_ = 0;
    int jobs_ = 0;
};

// `supervise` in a process of its own, as `arena serve` would.
class Tree {
public:
    explicit Tree(const SupervisorSettings& given = {}) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        SupervisorSettings settings = given;
        settings.port = 0;
        settings.workers = 1;
        settings.worker.allow_restricted = true;
        settings.worker.prepare_languages = false;
        settings.restart_ms_first = 10;
        settings.server_main = [](const ServerInput& input) { return SmallServer(input).run(); };
        settings.server_fds = {ends[1]};
        settings.listening = [&](int port) {
            (void)signal(SIGPIPE, SIG_IGN);  // only the first start is listened to
            (void)write(ends[1], &port, sizeof port);
        };
        (void)std::fflush(nullptr);  // or the child would print it again
        pid_ = fork();
        if (pid_ == 0) {
            (void)freopen("/dev/null", "w",
                          stderr);  // it tells of the crashes that are wanted here
            const auto status = supervise(settings);
            _exit(status ? *status : 99);
        }
        close(ends[1]);
        REQUIRE(read(ends[0], &port_, sizeof port_) == sizeof port_);
        close(ends[0]);
    }
    ~Tree() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
    }

    std::string ask(const std::string& word) const {
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int connected =
            connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        CHECK(connected == 0);  // never refused, whatever happens to the server
        (void)write(fd, word.data(), word.size());
        std::string out;
        char bytes[4096];
        for (ssize_t count = 0; (count = read(fd, bytes, sizeof bytes)) > 0;) {
            out.append(bytes, static_cast<std::size_t>(count));
        }
        close(fd);
        return out;
    }

    int wait_status() {
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    pid_t pid() const { return pid_; }
    int port() const { return port_; }

private:
    pid_t pid_ = 0;
    int port_ = 0;
};

bool all_gone(const std::vector<int>& pids) {
    for (int i = 0; i < 1000; ++i) {
        bool any = false;
        for (const int pid : pids) any = any || kill(pid, 0) == 0;
        if (!any) return true;
        usleep(10'000);
    }
    return false;
}

}  // namespace

TEST_CASE("supervisor: serves, judges, and stops with the server's exit status", "[sandbox]") {
    Tree tree;
    CHECK(tree.ask("judge") == "judged");
    const auto pids = sandbox::descendants(tree.pid());
    CHECK(pids.size() >= 3);
    const int signal = GENERATE(SIGTERM, SIGINT);
    kill(tree.pid(), signal);
    CHECK(tree.wait_status() == 7);
    CHECK(all_gone(pids));
}

TEST_CASE("supervisor: the server holds no privilege and cannot gain one", "[sandbox]") {
    const Tree tree;
    const std::string status = tree.ask("status");
    using Catch::Matchers::ContainsSubstring;
    CHECK_THAT(status, ContainsSubstring("CapPrm:\t0000000000000000"));
    CHECK_THAT(status, ContainsSubstring("CapEff:\t0000000000000000"));
    CHECK_THAT(status, ContainsSubstring("CapAmb:\t0000000000000000"));
    CHECK_THAT(status, ContainsSubstring("NoNewPrivs:\t1"));
}

TEST_CASE("supervisor: a server that crashes comes back on the same socket", "[sandbox]") {
    const Tree tree;
    const std::string first = tree.ask("pid");
    for (int i = 1; i <= 3; ++i) {
        tree.ask(i == 2 ? "restart" : "crash");
        CHECK(tree.ask("restarts") == std::to_string(i));
        CHECK(tree.ask("judge") == "judged");
    }
    CHECK(tree.ask("pid") != first);
}

TEST_CASE("supervisor: a worker that is killed is replaced and the server gets it", "[sandbox]") {
    const Tree tree;
    CHECK(tree.ask("kill") == "judged");
    CHECK(tree.ask("restarts") == "0");
}

TEST_CASE("supervisor: nothing outlives it", "[sandbox]") {
    Tree tree;
    CHECK(tree.ask("judge") == "judged");
    const auto pids = sandbox::descendants(tree.pid());
    kill(tree.pid(), SIGKILL);
    CHECK(tree.wait_status() == -SIGKILL);
    CHECK(all_gone(pids));
}

TEST_CASE("listen socket: says what is wrong and how to mend it") {
    using Catch::Matchers::ContainsSubstring;
    const auto first = open_listen_socket("127.0.0.1", 0);
    REQUIRE_OK(first);
    CHECK(first->port > 0);
    const auto second = open_listen_socket("127.0.0.1", first->port);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::host);
    CHECK_THAT(second.error().message, ContainsSubstring("--listen"));
    close(first->fd);
    CHECK(open_listen_socket("localhost", 80).error().code == ErrorCode::usage);
    CHECK(open_listen_socket("127.0.0.1", 70000).error().code == ErrorCode::usage);
    const auto six = open_listen_socket("::1", 0);
    if (six) close(six->fd);
}

// See supervisor.hpp. One loop: wait for a signal, the server's word or a deadline; then look at
// everything that may have changed. Signals are read from a signalfd, so nothing interrupts.
#include "serve/supervisor/supervisor.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "core/assert.hpp"
#include "judge/sandbox/descriptor.hpp"
#include "judge/sandbox/tier_plan.hpp"
#include "serve/log.hpp"
#include "serve/supervisor/child_process.hpp"
#include "serve/supervisor/control_message.hpp"
#include "serve/supervisor/listen_socket.hpp"
#include "serve/supervisor/worker_bench.hpp"

namespace arena::serve {
namespace {

using sandbox::Descriptor;

constexpr int exit_killed = 128;  // plus the signal, as a shell tells it

std::int64_t clock_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int seats_of(const SupervisorSettings& settings) {
    if (settings.workers > 0) return settings.workers;
    return std::max(1, static_cast<int>(sandbox::usable_cores().size()));
}

class Supervisor {
public:
    Supervisor(const SupervisorSettings& settings, const ListenSocket& listener)
        : settings_(settings),
          listener_(listener.fd),
          port_(listener.port),
          bench_(settings.worker, seats_of(settings)) {}

    ~Supervisor() {
        if (server_ > 0) {
            (void)kill(server_, SIGKILL);
            while (waitpid(server_, nullptr, 0) < 0 && errno == EINTR) {
            }
        }
        bench_.clear();
        if (masked_) (void)sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
    }
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    Result<int> run() {
        auto ready = take_signals();
        if (ready) ready = start_server();
        if (!ready) return tl::unexpected(ready.error());
        while (!exit_status_) {
            wait();
            read_signals();
            reap();
            read_control();
            const auto acted = act();
            if (!acted) return tl::unexpected(acted.error());
        }
        return *exit_status_;
    }

private:
    Result<void> take_signals() {
        sigset_t taken;
        sigemptyset(&taken);
        for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&taken, number);
        sigset_t blocked = taken;
        sigaddset(&blocked, SIGPIPE);  // a log that nobody reads any more must not end the match
        ARENA_ASSERT(sigprocmask(SIG_BLOCK, &blocked, &old_mask_) == 0);
        masked_ = true;
        signals_ = Descriptor(signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!signals_) {
            return fail(ErrorCode::host, std::string("no signalfd: ") + std::strerror(errno));
        }
        return {};
    }

    // Workers first: their sockets are the server's from its birth.
    Result<void> start_server() {
        auto workers = bench_.fill(clock_ms());
        if (!workers) return tl::unexpected(workers.error());
        std::vector<Descriptor> ends;  // of the workers; ours go when the server has its own
        for (const WorkerSeat& seat : *workers) ends.emplace_back(seat.fd);
        int control[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, control) != 0) {
            return fail(ErrorCode::host, std::string("no socket: ") + std::strerror(errno));
        }
        control_ = Descriptor(control[0]);
        const Descriptor theirs(control[1]);
        ServerInput input{listener_.get(), theirs.get(), *std::move(workers), restarts_, {}};
        if (settings_.listening) input.ready = [this] { settings_.listening(port_); };
        std::vector<int> keep{input.listen_fd, input.control_fd};
        for (const WorkerSeat& seat : input.workers) keep.push_back(seat.fd);
        keep.insert(keep.end(), settings_.server_fds.begin(), settings_.server_fds.end());
        const auto pid = fork_child("arena-server", keep, [&] {
            const auto dropped = drop_privileges();
            if (dropped) return settings_.server_main(input);
            log_.error("the server cannot start", {{"why", dropped.error().message}});
            return static_cast<int>(EXIT_FAILURE);
        });
        if (!pid) return tl::unexpected(pid.error());
        server_ = *pid;
        server_born_ms_ = clock_ms();
        restart_at_ms_.reset();
        return {};
    }

    void wait() {
        std::optional<std::int64_t> due = restart_at_ms_;
        if (server_ > 0 && control_ && !stopping_) {
            if (const auto fill = bench_.next_fill_ms()) due = std::min(due.value_or(*fill), *fill);
        }
        if (kill_at_ms_) due = std::min(due.value_or(*kill_at_ms_), *kill_at_ms_);
        int timeout_ms = -1;
        if (due) {
            const std::int64_t left = *due - clock_ms();
            timeout_ms = static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
        }
        pollfd watch[2] = {{signals_.get(), POLLIN, 0}, {control_.get(), POLLIN, 0}};
        (void)poll(watch, 2, timeout_ms);
    }

    void read_signals() {
        signalfd_siginfo info{};
        while (read(signals_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
            if (info.ssi_signo == SIGCHLD) continue;
            if (stopping_ && server_ > 0) (void)kill(server_, SIGKILL);
            if (!stopping_) {
                kill_at_ms_ = clock_ms() + settings_.drain_ms_max;
                if (server_ > 0) (void)kill(server_, SIGTERM);
            }
            stopping_ = true;
            listener_.reset();
        }
    }

    void reap() {
        int status = 0;
        while (true) {
            const pid_t pid = waitpid(-1, &status, WNOHANG);
            if (pid <= 0) return;
            if (pid == server_) {
                server_ended(status);
            } else if (bench_.reaped(pid, clock_ms())) {
                const bool cannot =
                    WIFEXITED(status) && WEXITSTATUS(status) == worker_without_sandbox_status;
                no_sandbox_ = no_sandbox_ || (cannot && !any_worker_stayed());
            }
        }
    }

    // A host that cannot judge shows at once; a worker that fails later is only replaced.
    bool any_worker_stayed() const {
        return restarts_ > 0 || clock_ms() - server_born_ms_ > first_start_ms;
    }

    void server_ended(int status) {
        server_ = 0;
        control_.reset();
        const bool crashed = WIFSIGNALED(status) || WEXITSTATUS(status) == restart_exit_status;
        if (!crashed || stopping_) {
            exit_status_ =
                WIFSIGNALED(status) ? exit_killed + WTERMSIG(status) : WEXITSTATUS(status);
            return;
        }
        const std::string how = WIFSIGNALED(status)
                                    ? "died of signal " + std::to_string(WTERMSIG(status))
                                    : "asked to be started again";
        const bool steady = clock_ms() - server_born_ms_ >= settings_.steady_ms;
        delay_ms_ = steady || delay_ms_ == 0 ? settings_.restart_ms_first
                                             : std::min(delay_ms_ * 2, settings_.restart_ms_max);
        log_.error("the server ended", {{"how", how}, {"restartInMs", std::to_string(delay_ms_)}});
        bench_.clear();  // their sockets died with it
        ++restarts_;
        restart_at_ms_ = clock_ms() + delay_ms_;
    }

    void read_control() {
        if (!control_) return;
        ControlEnd end = ControlEnd::nothing_yet;
        while (const auto message = receive_control(control_.get(), end)) {
            if (message->fd >= 0) close(message->fd);
            if (message->kind == ControlMessage::Kind::kill_worker) {
                bench_.kill_worker(message->seat, message->generation);
            }
        }
        if (end == ControlEnd::gone) control_.reset();  // it is on its way out; SIGCHLD follows
    }

    Result<void> act() {
        if (exit_status_) return {};
        if (no_sandbox_) {
            return fail(ErrorCode::host, "this host cannot judge ('arena doctor' says more)");
        }
        const std::int64_t now = clock_ms();
        if (stopping_ && server_ == 0) {
            exit_status_ = 0;  // stopped between a crash and the new start
        } else if (kill_at_ms_ && now >= *kill_at_ms_) {
            kill_at_ms_.reset();
            (void)kill(server_, SIGKILL);
        } else if (restart_at_ms_ && now >= *restart_at_ms_) {
            return start_server();
        } else if (server_ > 0 && control_ && !stopping_) {
            replace_workers(now);
        }
        return {};
    }

    void replace_workers(std::int64_t now) {
        const auto workers = bench_.fill(now);
        if (!workers) {
            log_.error("a judge worker cannot start", {{"why", workers.error().message}});
            return;
        }
        for (const WorkerSeat& seat : *workers) {
            const Descriptor end(seat.fd);
            ControlMessage message;
            message.seat = seat.seat;
            message.generation = seat.generation;
            message.pid = seat.pid;
            message.fd = end.get();
            if (!send_control(control_.get(), message)) {
                bench_.kill_worker(seat.seat, seat.generation);  // tried again, later
            }
        }
    }

    static constexpr std::int64_t first_start_ms = 10'000;

    const SupervisorSettings& settings_;
    Log log_{Log::Level::info};
    Descriptor listener_, signals_, control_;
    const int port_;
    WorkerBench bench_;
    pid_t server_ = 0;
    int restarts_ = 0;
    std::int64_t server_born_ms_ = 0, delay_ms_ = 0;
    std::optional<std::int64_t> restart_at_ms_, kill_at_ms_;
    std::optional<int> exit_status_;
    bool stopping_ = false, no_sandbox_ = false, masked_ = false;
    sigset_t old_mask_{};
};

}  // namespace

Result<int> supervise(const SupervisorSettings& settings) {
    ARENA_ASSERT(settings.server_main != nullptr);
    const auto listener = open_listen_socket(settings.address, settings.port);
    if (!listener) return tl::unexpected(listener.error());
    Supervisor supervisor(settings, *listener);
    return supervisor.run();
}

}  // namespace arena::serve

// See interrupt.hpp. The flag and the pipe are of the file because a signal handler has no other
// way to reach them.
#include "cli/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>

#include "core/assert.hpp"

namespace arena::cli {
namespace {

constexpr std::array stopping_signals{SIGINT, SIGTERM, SIGHUP};
constexpr char wake_signal = 's';
constexpr char wake_end = 'e';

std::atomic<bool> stop_flag{false};  // lock-free, so a handler may set it
std::array<int, 2> wake_pipe{-1, -1};
std::array<struct sigaction, stopping_signals.size()> old_actions;
struct sigaction old_pipe_action;

extern "C" void on_stopping_signal(int) {
    const int saved = errno;
    stop_flag.store(true);
    const ssize_t ignored = write(wake_pipe[1], &wake_signal, 1);  // full: it is awake anyway
    (void)ignored;
    errno = saved;
}

extern "C" void on_broken_pipe(int) {}

}  // namespace

Interrupt::Interrupt() {
    ARENA_ASSERT(wake_pipe[0] < 0);
    stop_flag.store(false);
    ARENA_ASSERT(pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    const int flags = fcntl(wake_pipe[0], F_GETFL);
    ARENA_ASSERT(fcntl(wake_pipe[0], F_SETFL, flags & ~O_NONBLOCK) == 0);
    struct sigaction action {};
    action.sa_flags = SA_RESTART;
    action.sa_handler = on_stopping_signal;
    for (std::size_t i = 0; i < stopping_signals.size(); ++i) {
        sigaction(stopping_signals.at(i), nullptr, &old_actions.at(i));
        // nohup and background jobs of simple shells ask not to be stopped.
        if (old_actions.at(i).sa_handler == SIG_IGN) continue;
        sigaction(stopping_signals.at(i), &action, nullptr);
    }
    action.sa_handler = on_broken_pipe;
    sigaction(SIGPIPE, &action, &old_pipe_action);
}

Interrupt::~Interrupt() {
    unwatch();
    for (std::size_t i = 0; i < stopping_signals.size(); ++i) {
        sigaction(stopping_signals.at(i), &old_actions.at(i), nullptr);
    }
    sigaction(SIGPIPE, &old_pipe_action, nullptr);
    for (int& end : wake_pipe) {
        close(end);
        end = -1;
    }
}

const std::atomic<bool>& Interrupt::stop() const {
    return stop_flag;
}

void Interrupt::watch(std::function<void()> action) {
    ARENA_ASSERT(!watcher_.joinable());
    watcher_ = std::thread([action = std::move(action)] {
        char byte = 0;
        while (true) {
            const ssize_t count = read(wake_pipe[0], &byte, 1);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0 || byte == wake_end) return;
            action();
        }
    });
}

void Interrupt::unwatch() {
    if (!watcher_.joinable()) return;
    // A full pipe holds signals that the watcher is reading; there is room soon.
    while (write(wake_pipe[1], &wake_end, 1) < 0) std::this_thread::yield();
    watcher_.join();
}

}  // namespace arena::cli

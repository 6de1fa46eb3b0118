// See worker.hpp. The loop reads frames, judges, and answers; between tasks it gives memory back
// and prepares what every compile of a language shares.
//
// A task is cancelled from outside while this thread waits for the sandbox, so the socket raises
// SIGIO: whatever arrives during a task can only be its cancel or the end of the connection, and
// both mean stop. The handler sets a flag and makes one write(2).
#include "serve/judging/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <optional>
#include <vector>

#include "core/assert.hpp"
#include "judge/language.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "judge/sandbox/tier_plan.hpp"
#include "serve/judging/task_runner.hpp"
#include "serve/judging/worker_message.hpp"
#include "serve/log.hpp"

namespace arena::serve {
namespace {

constexpr int idle_ms = 300;  // without a task for so long: give memory back, prepare languages
constexpr std::size_t read_bytes = 64 * kib;

// Of the process, because a signal handler has no other way to reach them.
std::atomic<bool> stop_flag{false};
std::atomic<bool> at_work{false};
int work_socket = -1;
sandbox::Sandbox* work_sandbox = nullptr;

void stop_if_spoken_to() {
    pollfd watch{work_socket, POLLIN, 0};
    if (poll(&watch, 1, 0) <= 0 || watch.revents == 0) return;
    stop_flag.store(true);
    work_sandbox->cancel_all();
}

extern "C" void on_socket_signal(int) {
    const int saved = errno;
    if (at_work.load()) stop_if_spoken_to();
    errno = saved;
}

// While it lives, anything on the socket stops what is being done.
class Attention {
public:
    Attention() {
        at_work.store(true);
        stop_if_spoken_to();  // what came before the flag was set raised no stop
    }
    ~Attention() {
        at_work.store(false);
        if (stop_flag.exchange(false)) work_sandbox->allow_runs();
    }
    Attention(const Attention&) = delete;
    Attention& operator=(const Attention&) = delete;
};

// Also what the kernel shows as /proc/PID/environ, which clearenv(3) leaves as it is.
void wipe_environment() {
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        explicit_bzero(*entry, std::strlen(*entry));
    }
    clearenv();
}

void own_core(int core) {
    const std::vector<int> cores = sandbox::usable_cores();
    if (cores.empty()) return;
    cpu_set_t mine;
    CPU_ZERO(&mine);
    CPU_SET(static_cast<std::size_t>(cores[static_cast<std::size_t>(core) % cores.size()]), &mine);
    (void)sched_setaffinity(0, sizeof mine, &mine);
}

void raise_signal_on_input(int socket) {
    struct sigaction action {};
    action.sa_handler = on_socket_signal;
    action.sa_flags = SA_RESTART;
    ARENA_ASSERT(sigaction(SIGIO, &action, nullptr) == 0);
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    ARENA_ASSERT(sigaction(SIGPIPE, &action, nullptr) == 0);
    ARENA_ASSERT(fcntl(socket, F_SETOWN, getpid()) == 0);
    ARENA_ASSERT(fcntl(socket, F_SETFL, O_RDWR | O_NONBLOCK | O_ASYNC) == 0);
}

// What the languages' compilers share, made by compiling the least program that asks for it.
std::deque<SyntaxTask> preparations() {
    std::deque<SyntaxTask> out;
    for (const Language& language : LanguageTable::built_in().all()) {
        if (!language.prepared || language.prepared->when_included.empty()) continue;
        if (!locate(language).available) continue;
        out.push_back(
            {language.id, "#include <" + language.prepared->when_included + ">\nint main() {}\n"});
    }
    return out;
}

class Worker {
public:
    Worker(const WorkerSettings& settings, int socket, sandbox::Sandbox& sandbox, bool prepares)
        : socket_(socket),
          sandbox_(sandbox),
          tasks_(sandbox.lane(0), compile_settings(settings), settings.packages_max) {
        if (prepares && !settings.cache_directory.empty()) preparations_ = preparations();
    }

    /// Returns when the other end is gone or breaks the protocol.
    void serve() {
        send(FrameKind::hello, 0, std::string(1, static_cast<char>(worker_protocol_version)));
        while (connected_) {
            if (!wait_for_input()) continue;
            read_input();
            while (connected_ && next_task()) {
                do_task();
                read_input();
            }
        }
    }

private:
    struct Pending {
        std::uint64_t ticket = 0;
        Task task;
        bool cancelled = false;
    };

    static CompileSettings compile_settings(const WorkerSettings& settings) {
        CompileSettings compile;
        compile.cache_directory = settings.cache_directory;
        return compile;
    }

    bool wait_for_input() {
        pollfd watch{socket_, POLLIN, 0};
        const bool idle_work = !preparations_.empty() || !at_rest_;
        const int ready = poll(&watch, 1, idle_work ? idle_ms : -1);
        if (ready == 0) be_idle();
        return ready > 0;
    }

    void be_idle() {
        if (preparations_.empty()) {
            sandbox_.drop_spare_slots();
            at_rest_ = true;
            return;
        }
        const Attention attention;
        tasks_.run(Task(preparations_.front()), {}, stop_flag);
        if (!stop_flag.load()) preparations_.pop_front();
        at_rest_ = false;
    }

    // All that is there: a cancel that already lies behind its task must be seen before the work.
    void read_input() {
        std::string bytes(read_bytes, '\0');
        while (connected_) {
            const ssize_t count = ::read(socket_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0 && errno == EAGAIN) break;
            if (count <= 0) {
                connected_ = false;
                return;
            }
            input_.append(std::string_view(bytes.data(), static_cast<std::size_t>(count)));
        }
        while (connected_) {
            const auto frame = input_.next();
            if (!frame) connected_ = false;
            if (!frame || !*frame) return;
            take(**frame);
        }
    }

    void take(const Frame& frame) {
        if (frame.kind == FrameKind::cancel) {
            if (pending_ && pending_->ticket == frame.ticket) pending_->cancelled = true;
            return;
        }
        auto task = frame.kind == FrameKind::task && !pending_
                        ? decode_task(frame.body)
                        : Result<Task>(fail(ErrorCode::internal, "no task is expected"));
        if (!task) {
            connected_ = false;
            return;
        }
        pending_ = Pending{frame.ticket, *std::move(task), false};
    }

    bool next_task() const { return pending_.has_value(); }

    void do_task() {
        const Pending pending = *std::move(pending_);
        pending_.reset();
        at_rest_ = at_rest_ && std::holds_alternative<EmptyTask>(pending.task);
        Outcome outcome = JobFault{FaultKind::cancelled, "cancelled"};
        if (!pending.cancelled) {
            const Attention attention;
            TaskEvents events;
            events.alive = [&](std::int64_t part_ms) {
                send(FrameKind::alive, pending.ticket,
                     encode_part_ms(std::min(part_ms, part_ms_max)));
            };
            events.progress = [&](const TestProgress& progress) {
                send(FrameKind::progress, pending.ticket, encode(progress));
            };
            outcome = tasks_.run(pending.task, events, stop_flag);
        }
        send(FrameKind::outcome, pending.ticket, encode(outcome));
    }

    void send(FrameKind kind, std::uint64_t ticket, std::string_view body) {
        std::string frame;
        append_frame(frame, kind, ticket, body);
        std::string_view rest = frame;
        while (connected_ && !rest.empty()) {
            const ssize_t count = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (count > 0) {
                rest.remove_prefix(static_cast<std::size_t>(count));
            } else if (errno == EAGAIN) {
                pollfd watch{socket_, POLLOUT, 0};
                (void)poll(&watch, 1, -1);
            } else if (errno != EINTR) {
                connected_ = false;
            }
        }
    }

    const int socket_;
    sandbox::Sandbox& sandbox_;
    TaskRunner tasks_;
    FrameReader input_;
    std::optional<Pending> pending_;
    std::deque<SyntaxTask> preparations_;
    bool connected_ = true;
    bool at_rest_ = false;  ///< nothing was done since the spare slots were dropped
};

}  // namespace

int worker_main(const WorkerSettings& settings, int socket, int core) {
    wipe_environment();
    (void)prctl(PR_SET_NAME, "arena-worker");
    own_core(core);
    sandbox::SandboxOptions options;
    options.allow_restricted = settings.allow_restricted;
    auto sandbox = sandbox::Sandbox::open(options);
    if (!sandbox) {
        Log(Log::Level::info)
            .error("a judge worker cannot start", {{"why", sandbox.error().message}});
        return worker_without_sandbox_status;
    }
    work_socket = socket;
    work_sandbox = &*sandbox;
    raise_signal_on_input(socket);
    Worker worker(settings, socket, *sandbox, settings.prepare_languages && core == 0);
    worker.serve();
    return 0;
}

}  // namespace arena::serve

// The zygote's serving life: receive a run, start it, answer orders while it lasts, report.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "judge/sandbox/slot/run.hpp"
#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr int strings_max = 4096;
constexpr int run_fds_max = 4;
constexpr std::uint64_t init_exit_ns_max = 100'000;

alignas(8) char message[message_bytes_max];
char* argv[strings_max + 1];
char* env[strings_max + 1];
char work_path[4096];

std::uint64_t own_cpu_ns() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint64_t cpu_of(const struct rusage& usage) {
    return (static_cast<std::uint64_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000u +
            static_cast<std::uint64_t>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)) *
           1000u;
}

class Zygote {
public:
    Zygote(const Settings& settings, const Landlock& landlock, int socket_fd)
        : settings_(settings),
          landlock_(landlock),
          socket_(socket_fd),
          restricted_(!(settings.config.walls & wall_namespaces)) {}

    [[noreturn]] void live() {
        for (;;) {
            int fds[run_fds_max];
            int fd_count = 0;
            const long bytes =
                receive(socket_, message, sizeof message, fds, run_fds_max, fd_count);
            if (bytes <= 0) end();
            Kind kind;
            memcpy(&kind, message, sizeof kind);
            if (kind == Kind::run) {
                run(static_cast<std::size_t>(bytes), fds, fd_count);
            } else {
                for (int i = 0; i < fd_count; ++i) close(fds[i]);  // an order that came too late
            }
        }
    }

private:
    // The supervisor is gone or broken: everything below goes with us.
    [[noreturn]] void end() {
        if (restricted_) kill_descendants();
        _exit(0);
    }

    bool take_strings(std::size_t bytes) {
        const Run& run = target_.run;
        if (bytes != sizeof run + run.string_bytes || run.argc == 0) return false;
        if (run.argc > strings_max || run.envc > strings_max) return false;
        char* next = message + sizeof run;
        char* const end_of_strings = message + bytes;
        for (std::uint32_t i = 0; i < run.argc + run.envc; ++i) {
            char* const zero = static_cast<char*>(
                memchr(next, 0, static_cast<std::size_t>(end_of_strings - next)));
            if (!zero) return false;
            (i < run.argc ? argv[i] : env[i - run.argc]) = next;
            next = zero + 1;
        }
        argv[run.argc] = nullptr;
        env[run.envc] = nullptr;
        return true;
    }

    void run(std::size_t bytes, const int* fds, int fd_count) {
        memcpy(&target_.run, message, sizeof target_.run);
        const bool leaf = settings_.config.walls & wall_run_cgroup;
        if (fd_count != (leaf ? 4 : 3) || !take_strings(bytes)) end();
        target_.settings = &settings_;
        target_.landlock = &landlock_;
        target_.argv = argv;
        target_.env = env;
        for (int i = 0; i < 3; ++i) target_.streams[i] = fds[i];
        target_.cgroup_fd = leaf ? fds[3] : -1;
        target_.work_path = work_path;

        done_ = Done{};
        const Started started = start_run(target_, done_);
        for (int i = 0; i < fd_count; ++i) close(fds[i]);
        if (started.init_pid < 0) {
            done_.failed_step = Step::clone_init;
            done_.failed_errno = static_cast<std::int32_t>(-started.init_pid);
        } else {
            attend(started);
            close(started.init_pidfd);
        }
        report();
    }

    // Waits for init, serving orders. The supervisor decides when time is up; we only carry it out.
    void attend(const Started& started) {
        pollfd watch[2] = {{started.init_pidfd, POLLIN, 0}, {socket_, POLLIN, 0}};
        for (;;) {
            if (poll(watch, 2, -1) < 0) continue;
            if (watch[0].revents) break;
            if (watch[1].revents) obey(started.init_pid);
        }
        int status = 0;
        struct rusage usage;
        while (sys(SYS_wait4, started.init_pid, ptr(&status), __WALL, ptr(&usage)) == -EINTR) {
        }
        if (restricted_) kill_descendants();
        done_.init_killed = WIFSIGNALED(status);
        if (done_.init_killed) done_.end_ns = now_ns();
        add_exit_of_init(cpu_of(usage));
    }

    // What init used after its own last look: ending itself. Processes that die with it are in
    // the same number, and their work is the program's: so only so much is taken as ours.
    void add_exit_of_init(std::uint64_t with_children_ns) {
        const std::uint64_t seen = done_.tree_cpu_ns + done_.slot_cpu_ns;
        const std::uint64_t after = with_children_ns > seen ? with_children_ns - seen : 0;
        done_.slot_cpu_ns += after < init_exit_ns_max ? after : init_exit_ns_max;
    }

    void obey(long init_pid) {
        Order order;
        int fd_count = 0;
        const long bytes = receive(socket_, &order, sizeof order, nullptr, 0, fd_count);
        if (bytes <= 0) end();
        if (order.kind == Kind::ask_usage) {
            const Usage usage = sample_usage(restricted_, static_cast<int>(sys(SYS_getpid)));
            send_with_fds(socket_, &usage, sizeof usage, nullptr, 0);
        } else {
            last_sample_before_kill();
            sys(SYS_kill, init_pid, SIGKILL);
        }
    }

    // A killed init takes its accounts with it; without a cgroup nobody else has them.
    void last_sample_before_kill() {
        const bool cgroup = settings_.config.cgroup_fds > 0;
        if (cgroup) return;
        const Usage usage = sample_usage(restricted_, static_cast<int>(sys(SYS_getpid)));
        done_.tree_cpu_ns = usage.cpu_ns;
        done_.max_rss_bytes = usage.memory_bytes;
    }

    void report() {
        const std::uint64_t own = own_cpu_ns();
        done_.slot_cpu_ns += own - own_cpu_before_ns_;
        own_cpu_before_ns_ = own;
        if (send_with_fds(socket_, &done_, sizeof done_, nullptr, 0) < 0) end();
    }

    const Settings& settings_;
    const Landlock& landlock_;
    const int socket_;
    const bool restricted_;
    Target target_;
    Done done_;
    std::uint64_t own_cpu_before_ns_ = own_cpu_ns();
};

}  // namespace

void serve(const Settings& settings, const Rooms& rooms, const Landlock& landlock, int socket_fd) {
    strcpy(work_path, "/work");
    if (!(settings.config.walls & wall_namespaces)) {
        strcpy(work_path, settings.temp_path);
        strcat(work_path, "/scratch/work");
    }
    const Ready ready{Kind::ready, landlock.abi, rooms.has_proc};
    const int rooms_fds[2] = {rooms.scratch_fd, rooms.box_fd};
    if (send_with_fds(socket_fd, &ready, sizeof ready, rooms_fds, 2) < 0) _exit(1);
    close(rooms.scratch_fd);
    close(rooms.box_fd);
    Zygote(settings, landlock, socket_fd).live();
}

long receive(int socket_fd, void* buffer, std::size_t bytes, int* fds, int fds_max, int& fd_count) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * 8)];
    iovec part{buffer, bytes};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const long length = recvmsg(socket_fd, &header, MSG_CMSG_CLOEXEC);
    fd_count = 0;
    if (length < 0) return -errno;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        const int count = static_cast<int>((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        for (int i = 0; i < count; ++i) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + static_cast<std::size_t>(i) * sizeof(int), sizeof fd);
            if (fd_count < fds_max)
                fds[fd_count++] = fd;
            else
                close(fd);
        }
    }
    return length;
}

long send_with_fds(int socket_fd, const void* buffer, std::size_t bytes, const int* fds,
                   int fd_count) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * 8)] = {};
    iovec part{const_cast<void*>(buffer), bytes};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (fd_count > 0) {
        header.msg_control = control;
        header.msg_controllen = CMSG_SPACE(sizeof(int) * static_cast<std::size_t>(fd_count));
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int) * static_cast<std::size_t>(fd_count));
        memcpy(CMSG_DATA(c), fds, sizeof(int) * static_cast<std::size_t>(fd_count));
    }
    const long sent = sendmsg(socket_fd, &header, MSG_NOSIGNAL);
    return sent < 0 ? -errno : sent;
}

}  // namespace arena::slot

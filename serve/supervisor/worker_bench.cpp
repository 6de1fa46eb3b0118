#include "serve/supervisor/worker_bench.hpp"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "serve/supervisor/child_process.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t young_ms = 100;  // dead before it could be ready: the next one waits
constexpr std::int64_t delay_ms_first = 20, delay_ms_max = 250;

}  // namespace

WorkerBench::WorkerBench(WorkerSettings settings, int seats)
    : settings_(std::move(settings)), seats_(static_cast<std::size_t>(seats)) {}

void WorkerBench::clear() {
    for (const Seat& seat : seats_) {
        if (seat.pid > 0) (void)kill(seat.pid, SIGKILL);
    }
    for (Seat& seat : seats_) {
        while (seat.pid > 0 && waitpid(seat.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        seat.pid = 0;
        seat.fill_at_ms = 0;
        seat.delay_ms = 0;
    }
}

Result<WorkerSeat> WorkerBench::start(std::size_t index, std::int64_t now_ms) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0) {
        return fail(ErrorCode::host, std::string("cannot make a socket: ") + std::strerror(errno));
    }
    const int mine = ends[1];
    const auto pid = fork_child("arena-worker", {mine}, [&] {
        return worker_main(settings_, mine, static_cast<int>(index));
    });
    close(mine);
    if (!pid) {
        close(ends[0]);
        return tl::unexpected(pid.error());
    }
    Seat& seat = seats_[index];
    seat.pid = *pid;
    ++seat.generation;
    seat.born_ms = now_ms;
    return WorkerSeat{static_cast<int>(index), seat.generation, seat.pid, ends[0]};
}

Result<std::vector<WorkerSeat>> WorkerBench::fill(std::int64_t now_ms) {
    std::vector<WorkerSeat> out;
    for (std::size_t i = 0; i < seats_.size(); ++i) {
        if (seats_[i].pid > 0 || seats_[i].fill_at_ms > now_ms) continue;
        auto started = start(i, now_ms);
        if (!started) {
            seats_[i].fill_at_ms = now_ms + delay_ms_max;
            for (const WorkerSeat& seat : out) (void)kill(seat.pid, SIGKILL);
            for (const WorkerSeat& seat : out) close(seat.fd);
            return tl::unexpected(started.error());
        }
        out.push_back(*started);
    }
    return out;
}

bool WorkerBench::reaped(pid_t pid, std::int64_t now_ms) {
    const auto found = std::find_if(seats_.begin(), seats_.end(),
                                    [&](const Seat& seat) { return seat.pid == pid; });
    if (found == seats_.end()) return false;
    found->pid = 0;
    const bool young = now_ms - found->born_ms < young_ms;
    found->delay_ms = young ? std::clamp(found->delay_ms * 2, delay_ms_first, delay_ms_max) : 0;
    found->fill_at_ms = now_ms + found->delay_ms;
    return true;
}

void WorkerBench::kill_worker(int seat, std::uint32_t generation) const {
    if (seat < 0 || seat >= static_cast<int>(seats_.size())) return;
    const Seat& named = seats_[static_cast<std::size_t>(seat)];
    if (named.pid > 0 && named.generation == generation) (void)kill(named.pid, SIGKILL);
}

std::optional<std::int64_t> WorkerBench::next_fill_ms() const {
    std::optional<std::int64_t> next;
    for (const Seat& seat : seats_) {
        if (seat.pid == 0) next = std::min(next.value_or(seat.fill_at_ms), seat.fill_at_ms);
    }
    return next;
}

}  // namespace arena::serve

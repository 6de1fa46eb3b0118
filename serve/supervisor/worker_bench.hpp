// The supervisor's row of workers: who sits where, who has to be replaced, and when.
//
// A worker that dies young is replaced with back-off, so that a host that cannot judge is not kept
// busy with trying.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "serve/judging/worker.hpp"
#include "serve/judging/worker_source.hpp"

namespace arena::serve {

class WorkerBench {
public:
    WorkerBench(WorkerSettings settings, int seats);

    /// Kills and reaps all workers.
    void clear();

    /// Starts a worker in every empty seat whose time has come. Returns the new ones; their `fd` is
    /// the server's end, owned by the caller. Errors: host. REQUIRES: this process has one thread.
    Result<std::vector<WorkerSeat>> fill(std::int64_t now_ms);

    /// True if `pid` was a worker; its seat is empty now.
    bool reaped(pid_t pid, std::int64_t now_ms);

    void kill_worker(int seat, std::uint32_t generation) const;

    /// When fill() has something to do; none = every seat is taken.
    std::optional<std::int64_t> next_fill_ms() const;

private:
    struct Seat {
        pid_t pid = 0;  ///< 0 = empty
        std::uint32_t generation = 0;
        std::int64_t born_ms = 0, fill_at_ms = 0, delay_ms = 0;
    };
    Result<WorkerSeat> start(std::size_t index, std::int64_t now_ms);

    WorkerSettings settings_;
    std::vector<Seat> seats_;
};

}  // namespace arena::serve

// Where judge workers come from: the supervisor in `arena serve`, a fake in tests.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

namespace arena::serve {

/// One worker process and our end of the socket to it. A seat's next worker has a new generation.
struct WorkerSeat {
    int seat = 0;  ///< 0.. workers - 1
    std::uint32_t generation = 0;
    pid_t pid = 0;
    int fd = -1;  ///< non-blocking stream socket; the receiver owns it
};

class WorkerSource {
public:
    virtual ~WorkerSource() = default;

    /// `came` is called soon for each worker there is, and for each new one. A worker that dies is
    /// known by the end of its socket. Once.
    virtual void start(std::function<void(WorkerSeat)> came) = 0;

    /// Ends a worker that does not answer; the next one of the seat comes by itself.
    virtual void kill_worker(int seat, std::uint32_t generation) = 0;
};

}  // namespace arena::serve

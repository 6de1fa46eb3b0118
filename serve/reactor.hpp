// Reactor: the seam between what waits for descriptors and time, and the event loop that does it.
//
// The server runs one on Asio (reactor_asio.hpp); tests and the bench run one on poll(2). All
// callbacks run on the reactor's one thread, never from inside watch(), after() or post().
#pragma once

#include <cstdint>
#include <functional>

namespace arena::serve {

class Reactor {
public:
    using Timer = std::uint64_t;  ///< never 0

    virtual ~Reactor() = default;

    /// Monotonic, in microseconds, from any beginning.
    virtual std::int64_t now_us() const = 0;

    /// Calls `readable` whenever `fd` has something to read or hung up, until forget(fd).
    /// REQUIRES: fd is non-blocking and not watched yet.
    virtual void watch(int fd, std::function<void()> readable) = 0;

    /// Calls `writable` once when `fd` can be written. REQUIRES: fd is watched.
    virtual void when_writable(int fd, std::function<void()> writable) = 0;

    /// No callback of `fd` runs any more. Call it before close(fd); the reactor never closes it.
    virtual void forget(int fd) = 0;

    virtual Timer after(std::int64_t delay_ms, std::function<void()> due) = 0;
    virtual void cancel(Timer timer) = 0;  ///< nothing happens if it ran already

    /// Runs `work` soon, after what runs now has returned.
    virtual void post(std::function<void()> work) = 0;
};

}  // namespace arena::serve

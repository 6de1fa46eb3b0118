// Thousands of WebSocket clients on one thread: the load of the server's figures.
//
// epoll, one read buffer for all, frames by serve/ws/frame.hpp. Loopback only. A client knows
// nothing of the game: texts go out, texts come in; what they mean is the scene's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace arena::bench {

/// Raises the soft limit on open files to the hard one. False (and a line on stderr that names the
/// limit): `wanted` descriptors are not to be had.
bool allow_descriptors(std::size_t wanted);

/// CLOCK_MONOTONIC, the clock of the server's `t` in match:tick.
std::int64_t monotonic_ns();

/// The number behind `"key":` in a text that is known to be JSON; -1: there is none.
std::int64_t number_after(std::string_view text, std::string_view key);
/// The string behind `"key":"`; empty: there is none.
std::string_view string_after(std::string_view text, std::string_view key);

class ClientCrowd {
public:
    using OnText = std::function<void(int client, std::string_view text, std::int64_t read_ns)>;

    ClientCrowd(int port, OnText on_text);
    ~ClientCrowd();
    ClientCrowd(const ClientCrowd&) = delete;
    ClientCrowd& operator=(const ClientCrowd&) = delete;

    /// Begins a connection to `path`, with further lines of the handshake, each ended by CRLF;
    /// clients are numbered from 0 in this order.
    int connect(std::string_view path, std::string_view headers);
    /// A text message; kept until the handshake is over and the socket takes it.
    void send(int client, std::string_view text);

    /// Reads and writes what is ready; waits up to `wait_ms` for something.
    void poll(int wait_ms);
    void run_for(double seconds);
    /// Until `reached` or the time is over; what `reached` said last.
    bool run_until(const std::function<bool()>& reached, double seconds_max);

    std::size_t open() const;  ///< with a finished handshake, and not lost
    std::size_t lost() const;  ///< closed by the server, or never let in

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace arena::bench

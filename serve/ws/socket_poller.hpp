// Many sockets in an epoll set of their own, which Asio watches as one descriptor.
//
// Asio arms a socket anew after each read, an epoll_ctl(2) for each message, and keeps its own
// state for each; a level-triggered set needs neither. Strand: the reactor's.
#pragma once

#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace arena::serve::ws {

class SocketPoller {
public:
    struct Ready {
        bool readable = false;  ///< or hung up
        bool writable = false;
    };
    /// Called for each socket that is ready, never from inside add() or want_write().
    using OnReady = std::function<void(int fd, Ready ready)>;

    SocketPoller(boost::asio::io_context& context, OnReady on_ready);
    ~SocketPoller();
    SocketPoller(const SocketPoller&) = delete;
    SocketPoller& operator=(const SocketPoller&) = delete;

    /// Until it is closed. False: the kernel has no room for it.
    bool add(int fd);
    /// Whether to tell when it can be written; not at first.
    void want_write(int fd, bool wanted);

private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace arena::serve::ws

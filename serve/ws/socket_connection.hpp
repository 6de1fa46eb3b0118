// WebSocket connections on TCP sockets. The includer brings Asio; only http/server.cpp does.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "serve/ws/connection.hpp"

namespace boost::asio {
class io_context;
}

namespace arena::serve::ws {

/// All WebSocket connections of a server: one read buffer, one list of what must be flushed, one
/// timer for pings. Strand: the reactor's.
class SocketConnections {
public:
    virtual ~SocketConnections() = default;
    /// `answer`: the handshake, sent first. `early`: what the client sent behind its request.
    virtual std::shared_ptr<Connection> take(boost::asio::ip::tcp::socket socket,
                                             std::string answer, std::string early) = 0;
    virtual void close_all(CloseCode code, std::string_view reason) = 0;
    virtual std::size_t size() const = 0;
};

std::unique_ptr<SocketConnections> make_socket_connections(boost::asio::io_context& context);

}  // namespace arena::serve::ws

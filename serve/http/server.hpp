// The listening socket and its connections: HTTP/1.1 by Beast, WebSocket by serve/ws.
//
// Keep-alive and pipelined requests are answered in order. Who expects 100 (Continue) gets it.
// Limits are enforced while reading: a body or header that is too large is refused before it is
// held. Strand: the reactor's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "serve/http/message.hpp"

namespace boost::asio {
class io_context;
}

namespace arena::serve::http {

struct Limits {
    std::uint64_t body_bytes_max = 256 * 1024;
    std::uint32_t header_bytes_max = 16 * 1024;
    std::int64_t idle_ms_max = 30'000;     ///< between requests, and for one to arrive whole
    std::size_t connections_max = 20'000;  ///< more are closed at once
    /// Targets whose bodies hold sources, and how large those may be.
    std::vector<std::string> source_targets = {};
    std::uint64_t source_body_bytes_max = 1024 * 1024;
};

struct Counts {
    std::size_t http = 0, websocket = 0;  ///< open now
    std::uint64_t accepted = 0, requests = 0, refused = 0;
};

class Server {
public:
    virtual ~Server() = default;
    /// From now on each connection, new ones too, is closed after its next answer.
    virtual void drain() = 0;
    /// Asks all WebSocket clients to come back later (1012).
    virtual void close_sockets() = 0;
    /// Requests whose answers are not given yet.
    virtual std::size_t unanswered() const = 0;
    /// Gives them this answer; what comes for them later is dropped.
    virtual void answer_all(const Response& response) = 0;
    /// Takes no more connections, closes the listening socket and idle connections. Those that end
    /// an answer or linger stay in counts().http until they are through.
    virtual void stop() = 0;
    virtual Counts counts() const = 0;
};

/// Takes `listen_fd`: listening and non-blocking. REQUIRES: `context` outlives it.
std::unique_ptr<Server> serve_http(boost::asio::io_context& context, int listen_fd,
                                   const Limits& limits, Handler handler);

}  // namespace arena::serve::http

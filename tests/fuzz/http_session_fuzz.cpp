// Any bytes on a connection of the real HTTP server, in any pieces: answers or a close, never a
// crash, and never a connection that stays when its peer has gone.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "serve/http/server.hpp"
#include "serve/ws/connection.hpp"

using namespace arena;
using namespace arena::serve;

namespace {

constexpr std::time_t patience_s = 8;  // over the two seconds for which a closed side lingers

/// Answers with what it was asked; a WebSocket gets its messages back.
void echo(http::Request request, std::shared_ptr<http::Exchange> exchange) {
    if (request.wants_websocket) {
        const auto socket = exchange->accept_websocket("arena.v1");
        socket->listen({[weak = std::weak_ptr(socket)](std::string_view text) {
                            if (const auto alive = weak.lock()) alive->send(ws::text_frame(text));
                        },
                        [] {}});
        return;
    }
    exchange->respond({200, "text/plain", request.path + request.query + request.body, {}});
}

class Listening {
public:
    Listening() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address_;
        auto* const name = reinterpret_cast<sockaddr*>(&address_);
        ARENA_ASSERT(::bind(fd_, name, length) == 0 && ::listen(fd_, 64) == 0);
        ARENA_ASSERT(::getsockname(fd_, name, &length) == 0);
        server_ = http::serve_http(context_, fd_, {4096, 2048, 30'000, 100}, echo);
    }

    /// Sends `bytes` in pieces, ends its side, and reads to the end of the other.
    std::string ask(std::string_view bytes, std::size_t piece) {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const linger reset{1, 0};  // nothing waits in the kernel for a connection that is over
        ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        ARENA_ASSERT(::connect(fd, reinterpret_cast<const sockaddr*>(&address_), sizeof address_) ==
                     0);
        std::string heard;
        bool is_over = false;
        while (!bytes.empty() && !is_over) {
            const ssize_t sent = ::send(fd, bytes.data(), std::min(piece, bytes.size()),
                                        MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
            is_over = !turn(fd, heard);
        }
        ::shutdown(fd, SHUT_WR);
        const std::time_t until = std::time(nullptr) + patience_s;
        while (!is_over) {
            is_over = !turn(fd, heard);
            ARENA_ASSERT(std::time(nullptr) < until);
        }
        ::close(fd);
        while (server_->counts().http + server_->counts().websocket > 0) {
            context_.poll();
            ARENA_ASSERT(std::time(nullptr) < until);
        }
        return heard;
    }

private:
    /// One turn of the server. False: it closed the connection.
    bool turn(int fd, std::string& heard) {
        context_.poll();
        char some[4096];
        const ssize_t got = ::recv(fd, some, sizeof some, MSG_DONTWAIT);
        if (got > 0) heard.append(some, static_cast<std::size_t>(got));
        return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
    }

    boost::asio::io_context context_;
    const int fd_;
    sockaddr_in address_{};
    std::unique_ptr<http::Server> server_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Listening server;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece =
        data[0] < 128 ? std::max<std::size_t>(1, bytes.size()) : data[0] - 127u;
    const std::string heard = server.ask(bytes, piece);
    ARENA_ASSERT(heard.empty() || heard.starts_with("HTTP/1.1 "));
    return 0;
}

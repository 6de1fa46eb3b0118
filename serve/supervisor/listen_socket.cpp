#include "serve/supervisor/listen_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace arena::serve {
namespace {

struct Endpoint {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

bool parse(const std::string& address, int port, Endpoint& out) {
    auto* four = reinterpret_cast<sockaddr_in*>(&out.storage);
    if (inet_pton(AF_INET, address.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(static_cast<std::uint16_t>(port));
        out.size = sizeof *four;
        return true;
    }
    out = {};
    auto* six = reinterpret_cast<sockaddr_in6*>(&out.storage);
    if (inet_pton(AF_INET6, address.c_str(), &six->sin6_addr) != 1) return false;
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(static_cast<std::uint16_t>(port));
    out.size = sizeof *six;
    return true;
}

int bound_port(int fd) {
    Endpoint bound;
    bound.size = sizeof bound.storage;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&bound.storage), &bound.size) != 0) return 0;
    if (bound.storage.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&bound.storage)->sin_port);
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&bound.storage)->sin6_port);
}

}  // namespace

Result<ListenSocket> open_listen_socket(const std::string& address, int port) {
    Endpoint endpoint;
    if (!parse(address, port, endpoint)) {
        return fail(ErrorCode::usage, "'" + address + "' is not a numeric IP address to listen on");
    }
    if (port < 0 || port > 65535) {
        return fail(ErrorCode::usage, "there is no port " + std::to_string(port));
    }
    const int fd =
        socket(endpoint.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    const bool listening =
        fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(fd, reinterpret_cast<const sockaddr*>(&endpoint.storage), endpoint.size) == 0 &&
        listen(fd, listen_backlog) == 0;
    if (listening) return ListenSocket{fd, bound_port(fd)};
    const int why = errno;
    if (fd >= 0) close(fd);
    const std::string mend =
        why == EADDRINUSE
            ? "; stop what listens there, or take another one by --listen ADDRESS:PORT"
        : why == EACCES ? "; take a port of 1024 or more by --listen ADDRESS:PORT"
                        : "";
    return fail(ErrorCode::host, "cannot listen on " + address + " port " + std::to_string(port) +
                                     ": " + std::strerror(why) + mend);
}

}  // namespace arena::serve

// See client_link.hpp.
#include "cli/client_link.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

namespace arena::cli {
namespace {

constexpr std::size_t read_bytes_max = 64 * 1024;
constexpr int port_max = 65535;

tl::unexpected<Error> no_server(const std::string& url, const std::string& why) {
    return fail(ErrorCode::host, "no server at " + url + ": " + why +
                                     " (start one with 'arena serve', or name it with --server)");
}

bool is_port(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= port_max;
}

bool wait_for(int descriptor, short what, int wait_ms) {
    pollfd ready{descriptor, what, 0};
    int count = 0;
    do {
        count = poll(&ready, 1, wait_ms);
    } while (count < 0 && errno == EINTR);
    return count > 0;
}

/// The socket, connected; -1 with errno.
int connect_to(const addrinfo& address) {
    const int descriptor = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -1;
    int error = 0;
    if (connect(descriptor, address.ai_addr, address.ai_addrlen) != 0) {
        error = errno;
        if (error == EINPROGRESS) {
            socklen_t length = sizeof error;
            if (!wait_for(descriptor, POLLOUT, connect_ms_max)) {
                error = ETIMEDOUT;
            } else if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0) {
                error = errno;
            }
        }
    }
    if (error != 0) {
        close(descriptor);
        errno = error;
        return -1;
    }
    const int on = 1;  // a move of the match is a small message
    (void)setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

}  // namespace

std::string ServerAddress::host_header() const {
    const bool is_v6 = host.find(':') != std::string::npos;
    return (is_v6 ? "[" + host + "]" : host) + ":" + port;
}

std::string ServerAddress::url() const {
    return "http://" + host_header();
}

Result<ServerAddress> read_server_address(std::string_view flag, std::string_view text) {
    const auto refuse = [&](const std::string& mend) {
        return fail(ErrorCode::usage, std::string(flag) + " wants http://HOST:PORT, not '" +
                                          std::string(text) + "'" + mend);
    };
    std::string_view rest = text;
    if (rest.starts_with("https://"))
        return refuse(" (no TLS here: name the plain address, or a proxy's)");
    const bool has_scheme = rest.starts_with("http://");
    if (has_scheme) rest.remove_prefix(7);
    if (rest.ends_with('/')) rest.remove_suffix(1);
    ServerAddress address;
    if (has_scheme) address.port = "80";
    const std::size_t closing = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
    const std::size_t colon = rest.find(':', closing == std::string_view::npos ? 0 : closing);
    std::string_view host = rest.substr(0, colon);
    if (colon != std::string_view::npos) {
        if (!is_port(rest.substr(colon + 1))) return refuse("");
        address.port = rest.substr(colon + 1);
    }
    if (host.starts_with('[')) {
        if (!host.ends_with(']')) return refuse("");
        host = host.substr(1, host.size() - 2);
    }
    const auto fits = [](unsigned char c) { return c > ' ' && c < 0x7f && c != '/' && c != '@'; };
    if (host.empty() || !std::all_of(host.begin(), host.end(), fits)) return refuse("");
    address.host = host;
    return address;
}

Result<Link> Link::open(const ServerAddress& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (const int error = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found))
        return no_server(address.url(), gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, &freeaddrinfo);
    std::string why = "no address";
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        const int descriptor = connect_to(*one);
        if (descriptor >= 0) return Link(descriptor, address.url());
        why = std::strerror(errno);
    }
    return no_server(address.url(), why);
}

Link::Link(Link&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), url_(std::move(other.url_)) {}

Link& Link::operator=(Link&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(url_, other.url_);
    return *this;
}

Link::~Link() {
    if (descriptor_ >= 0) close(descriptor_);
}

Result<void> Link::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait_for(descriptor_, POLLOUT, write_ms_max))
                return fail(ErrorCode::host, url_ + " takes no more bytes");
        } else if (errno != EINTR) {
            return fail(ErrorCode::host, url_ + " went away: " + std::strerror(errno));
        }
    }
    return {};
}

Result<std::string> Link::read(int wait_ms) {
    std::string bytes(read_bytes_max, '\0');
    while (true) {
        const ssize_t got = recv(descriptor_, bytes.data(), bytes.size(), 0);
        if (got >= 0) {
            bytes.resize(static_cast<std::size_t>(got));
            return bytes;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            return fail(ErrorCode::host, url_ + " went away: " + std::strerror(errno));
        if (!wait_for(descriptor_, POLLIN, wait_ms))
            return fail(ErrorCode::host, url_ + " does not answer");
    }
}

}  // namespace arena::cli

// See client_crowd.hpp.
#include "tests/bench/client_crowd.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "serve/ws/frame.hpp"

namespace arena::bench {
namespace {

using serve::ws::FrameReader;

constexpr std::array<char, 4> mask_key{0x37, 0x5a, 0x21, 0x3d};  // chance is of no use here

struct Client {
    int fd = -1;
    bool is_open = false, is_lost = false, wants_write = true;
    std::string head, waiting, out;  // handshake as read; texts before it is over; bytes to send
    FrameReader reader{FrameReader::Side::client, std::size_t{64} << 20};
};

}  // namespace

bool allow_descriptors(std::size_t wanted) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted) return true;
    std::fprintf(stderr, "bench: %zu open files are wanted, the hard limit (ulimit -Hn) is %zu\n",
                 wanted, static_cast<std::size_t>(limit.rlim_cur));
    return false;
}

std::int64_t monotonic_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::int64_t number_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.find(std::string("\"").append(key).append("\":"));
    if (at == std::string_view::npos) return -1;
    const char* const from = text.data() + at + key.size() + 3;
    std::int64_t value = -1;
    std::from_chars(from, text.data() + text.size(), value);
    return value;
}

std::string_view string_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.find(std::string("\"").append(key).append("\":\""));
    if (at == std::string_view::npos) return {};
    const std::string_view value = text.substr(at + key.size() + 4);
    return value.substr(0, value.find('"'));
}

struct ClientCrowd::Inside {
    Inside(int port_, OnText on_text_)
        : port(port_), on_text(std::move(on_text_)), poller(::epoll_create1(EPOLL_CLOEXEC)) {
        sink.text = [this](std::string_view text) { on_text(current, text, read_ns); };
        sink.ping = [this](std::string_view payload) {
            put(current, serve::ws::pong_frame(payload));
        };
        sink.pong = [] {};
        sink.close = [this](std::string_view) {
            lose(*clients[static_cast<std::size_t>(current)]);
        };
    }

    ~Inside() {
        for (const auto& client : clients)
            if (client->fd >= 0) ::close(client->fd);
        ::close(poller);
    }

    void lose(Client& client) {
        if (client.is_lost) return;
        client.is_lost = true;
        if (client.is_open) --open;
        client.is_open = false;
        ++lost;
        ::close(client.fd);
        client.fd = -1;
    }

    void watch(const Client& client, int number, int how) const {
        epoll_event event{};
        event.events = client.wants_write ? unsigned{EPOLLIN} | unsigned{EPOLLOUT} : EPOLLIN;
        event.data.u32 = static_cast<std::uint32_t>(number);
        ::epoll_ctl(poller, how, client.fd, &event);
    }

    void put(int number, const serve::ws::Frame& frame) {
        Client& client = *clients[static_cast<std::size_t>(number)];
        if (client.is_lost) return;
        const std::string masked = serve::ws::masked_frame(*frame, mask_key);
        if (!client.is_open) {
            client.waiting += masked;
            return;
        }
        client.out += masked;
        write(client, number);
    }

    void write(Client& client, int number) {
        while (!client.out.empty()) {
            const ssize_t sent =
                ::send(client.fd, client.out.data(), client.out.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && errno == EAGAIN) break;
            if (sent < 0) return lose(client);
            client.out.erase(0, static_cast<std::size_t>(sent));
        }
        const bool wants = !client.out.empty();
        if (wants == client.wants_write) return;
        client.wants_write = wants;
        watch(client, number, EPOLL_CTL_MOD);
    }

    void read(Client& client, int number) {
        const ssize_t got = ::recv(client.fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return lose(client);
        read_ns = monotonic_ns();
        current = number;
        std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        if (client.is_open) return feed(client, bytes);
        client.head += bytes;
        const std::size_t end = client.head.find("\r\n\r\n");
        if (end == std::string::npos) return;
        if (!client.head.starts_with("HTTP/1.1 101")) return lose(client);
        client.is_open = true;
        ++open;
        client.out += std::exchange(client.waiting, {});
        write(client, number);
        const std::string early = std::exchange(client.head, {}).substr(end + 4);
        if (!early.empty()) feed(client, early);
    }

    void feed(Client& client, std::string_view bytes) {
        if (client.reader.feed(bytes, sink) != FrameReader::Fault::none) lose(client);
    }

    const int port;
    const OnText on_text;
    const int poller;
    std::vector<std::unique_ptr<Client>> clients;
    std::array<char, 64 * 1024> buffer;
    serve::ws::FrameSink sink;
    int current = 0;  // whose bytes are being read
    std::int64_t read_ns = 0;
    std::size_t open = 0, lost = 0;
};

ClientCrowd::ClientCrowd(int port, OnText on_text)
    : inside_(std::make_unique<Inside>(port, std::move(on_text))) {}

ClientCrowd::~ClientCrowd() = default;

int ClientCrowd::connect(std::string_view path, std::string_view headers) {
    const int number = static_cast<int>(inside_->clients.size());
    Client& client = *inside_->clients.emplace_back(std::make_unique<Client>());
    client.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(client.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(inside_->port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int begun = ::connect(client.fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    client.out = "GET ";
    client.out.append(path).append(" HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n");
    client.out.append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    client.out.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    client.out.append(headers).append("\r\n");
    if (begun < 0 && errno != EINPROGRESS) {
        inside_->lose(client);
    } else {
        inside_->watch(client, number, EPOLL_CTL_ADD);
    }
    return number;
}

void ClientCrowd::send(int client, std::string_view text) {
    inside_->put(client, serve::ws::text_frame(text));
}

void ClientCrowd::poll(int wait_ms) {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(inside_->poller, events.data(), events.size(), wait_ms);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const int number = static_cast<int>(event.data.u32);
        Client& client = *inside_->clients[event.data.u32];
        if (!client.is_lost && (event.events & EPOLLOUT)) inside_->write(client, number);
        if (!client.is_lost && (event.events & ~EPOLLOUT)) inside_->read(client, number);
    }
}

void ClientCrowd::run_for(double seconds) {
    run_until([] { return false; }, seconds);
}

bool ClientCrowd::run_until(const std::function<bool()>& reached, double seconds_max) {
    const std::int64_t end_ns = monotonic_ns() + static_cast<std::int64_t>(seconds_max * 1e9);
    while (!reached()) {
        const std::int64_t left_ns = end_ns - monotonic_ns();
        if (left_ns <= 0) return reached();
        poll(static_cast<int>(std::min<std::int64_t>(left_ns / 1'000'000 + 1, 20)));
    }
    return true;
}

std::size_t ClientCrowd::open() const {
    return inside_->open;
}

std::size_t ClientCrowd::lost() const {
    return inside_->lost;
}

}  // namespace arena::bench

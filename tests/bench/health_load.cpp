// 64 connections that ask GET /health: see socketio_peer.hpp.
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "tests/bench/serve_scene.hpp"
#include "tests/bench/socketio_peer.hpp"

namespace arena::bench {
namespace {

constexpr std::string_view health_request = "GET /health HTTP/1.1\r\nHost: bench\r\n\r\n";
constexpr std::string_view health_end = "{\"status\":\"ok\"}";
constexpr int health_connections = 64;
constexpr double warm_up_s = 1;

}  // namespace

double health_cpu_us(int port, int pid, double seconds) {
    const int poller = ::epoll_create1(EPOLL_CLOEXEC);
    std::array<int, health_connections> fds{};
    const auto ask = [](int fd) {
        (void)::send(fd, health_request.data(), health_request.size(), MSG_NOSIGNAL);
    };
    for (int& fd : fds) {
        fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) continue;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
        ask(fd);
    }
    const auto answer_for = [&](double time_s) {
        const std::int64_t end_ns = monotonic_ns() + static_cast<std::int64_t>(time_s * 1e9);
        double answers = 0;
        std::array<epoll_event, health_connections> events;
        while (monotonic_ns() < end_ns) {
            const int count = ::epoll_wait(poller, events.data(), events.size(), 20);
            for (int i = 0; i < count; ++i) {
                const int fd = events[static_cast<std::size_t>(i)].data.fd;
                char buffer[2048];
                const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
                const std::string_view text(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
                if (!text.ends_with(health_end)) continue;
                ++answers;
                ask(fd);
            }
        }
        return answers;
    };
    (void)answer_for(warm_up_s);
    const double cpu_before = cpu_us_of(pid);
    const double answers = answer_for(seconds);
    const double cpu_us = cpu_us_of(pid) - cpu_before;
    for (const int fd : fds) ::close(fd);
    ::close(poller);
    return cpu_us / std::max(1.0, answers);
}

}  // namespace arena::bench

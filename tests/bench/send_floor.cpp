// What the kernel alone asks for a delivered event: see serve_scene.hpp.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "tests/bench/serve_scene.hpp"

namespace arena::bench {
namespace {

constexpr int rounds = 20;

double thread_cpu_us() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// Reads what comes until told to end.
void drain(int poller, const std::atomic<bool>& is_over) {
    std::array<epoll_event, 256> events;
    std::array<char, 4096> buffer;
    while (!is_over) {
        const int count = ::epoll_wait(poller, events.data(), events.size(), 20);
        for (int i = 0; i < count; ++i)
            (void)::recv(events[static_cast<std::size_t>(i)].data.fd, buffer.data(), buffer.size(),
                         MSG_DONTWAIT);
    }
}

}  // namespace

double bare_send_us(int connections, std::size_t bytes) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    ::listen(listener, 128);
    const int poller = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<int> readers, writers;
    for (int i = 0; i < connections; ++i) {
        const int reader = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        (void)::connect(reader, reinterpret_cast<const sockaddr*>(&address), size);
        const int writer = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(writer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = reader;
        ::epoll_ctl(poller, EPOLL_CTL_ADD, reader, &event);
        readers.push_back(reader);
        writers.push_back(writer);
    }
    std::atomic<bool> is_over{false};
    std::thread reading(drain, poller, std::cref(is_over));
    const std::string message(bytes, '.');
    const double begin_us = thread_cpu_us();
    for (int round = 0; round < rounds; ++round)
        for (const int writer : writers)
            (void)::send(writer, message.data(), message.size(), MSG_NOSIGNAL);
    const double used_us = thread_cpu_us() - begin_us;
    is_over = true;
    reading.join();
    for (const int fd : readers) ::close(fd);
    for (const int fd : writers) ::close(fd);
    ::close(poller);
    ::close(listener);
    return used_us / rounds / connections;
}

}  // namespace arena::bench

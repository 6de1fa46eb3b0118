// See socket_poller.hpp.
#include "serve/ws/socket_poller.hpp"

#include <sys/epoll.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "core/assert.hpp"

namespace arena::serve::ws {
namespace {

namespace asio = boost::asio;

constexpr std::size_t ready_in_a_turn = 128;  // then others have their turn

epoll_event event_for(int fd, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    return event;
}

}  // namespace

struct SocketPoller::Inside {
    Inside(asio::io_context& context, OnReady on_ready_)
        : set(context, ::epoll_create1(EPOLL_CLOEXEC)), on_ready(std::move(on_ready_)) {}

    static void wait(const std::shared_ptr<Inside>& self) {
        self->set.async_wait(asio::posix::stream_descriptor::wait_read,
                             [self](const boost::system::error_code& error) {
                                 if (error || !self->on_ready) return;
                                 self->tell();
                                 if (self->on_ready) wait(self);
                             });
    }

    void tell() {
        std::array<epoll_event, ready_in_a_turn> events;
        const int count =
            ::epoll_wait(set.native_handle(), events.data(), static_cast<int>(events.size()), 0);
        for (int i = 0; i < count && on_ready; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            on_ready(event.data.fd, {(event.events & ~std::uint32_t{EPOLLOUT}) != 0,
                                     (event.events & EPOLLOUT) != 0});
        }
    }

    asio::posix::stream_descriptor set;
    OnReady on_ready;  ///< empty once nobody listens any more
};

SocketPoller::SocketPoller(asio::io_context& context, OnReady on_ready)
    : inside_(std::make_shared<Inside>(context, std::move(on_ready))) {
    Inside::wait(inside_);
}

SocketPoller::~SocketPoller() {
    inside_->on_ready = nullptr;
    boost::system::error_code ignored;
    inside_->set.close(ignored);
}

bool SocketPoller::add(int fd) {
    epoll_event event = event_for(fd, EPOLLIN);
    return ::epoll_ctl(inside_->set.native_handle(), EPOLL_CTL_ADD, fd, &event) == 0;
}

void SocketPoller::want_write(int fd, bool wanted) {
    epoll_event event = event_for(fd, wanted ? std::uint32_t{EPOLLIN} | EPOLLOUT : EPOLLIN);
    const int changed = ::epoll_ctl(inside_->set.native_handle(), EPOLL_CTL_MOD, fd, &event);
    ARENA_ASSERT(changed == 0);
}

}  // namespace arena::serve::ws

// See reactor_asio.hpp. A watched descriptor is a posix::stream_descriptor that is waited on again
// after each callback; what was forgotten is marked, so that a completion on its way finds nothing.
#include "serve/reactor_asio.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

namespace asio = boost::asio;
using Code = boost::system::error_code;

class AsioReactor final : public Reactor {
public:
    explicit AsioReactor(asio::io_context& context) : context_(context) {}

    ~AsioReactor() override {
        while (!watches_.empty()) forget(watches_.begin()->first);
    }

    std::int64_t now_us() const override {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    void watch(int fd, std::function<void()> readable) override {
        auto watch = std::make_shared<Watch>(context_, fd, std::move(readable));
        const bool added = watches_.emplace(fd, watch).second;
        ARENA_ASSERT(added);
        wait_readable(watch);
    }

    void when_writable(int fd, std::function<void()> writable) override {
        const auto watch = watches_.at(fd);
        watch->descriptor.async_wait(asio::posix::stream_descriptor::wait_write,
                                     [watch, writable = std::move(writable)](const Code& failed) {
                                         if (!failed && watch->wanted) writable();
                                     });
    }

    void forget(int fd) override {
        const auto found = watches_.find(fd);
        if (found == watches_.end()) return;
        found->second->wanted = false;
        found->second->descriptor.release();  // ends the waits; the descriptor stays open
        watches_.erase(found);
    }

    Timer after(std::int64_t delay_ms, std::function<void()> due) override {
        const Timer id = next_timer_++;
        auto timer =
            std::make_unique<asio::steady_timer>(context_, std::chrono::milliseconds(delay_ms));
        timer->async_wait([this, id, alive = std::weak_ptr<int>(alive_),
                           due = std::move(due)](const Code& failed) {
            if (failed || alive.expired() || timers_.erase(id) == 0) return;
            due();
        });
        timers_.emplace(id, std::move(timer));
        return id;
    }

    void cancel(Timer timer) override { timers_.erase(timer); }

    void post(std::function<void()> work) override { asio::post(context_, std::move(work)); }

private:
    struct Watch {
        Watch(asio::io_context& context, int fd, std::function<void()> callback)
            : descriptor(context, fd), readable(std::move(callback)) {}
        asio::posix::stream_descriptor descriptor;
        std::function<void()> readable;
        bool wanted = true;
    };

    static void wait_readable(const std::shared_ptr<Watch>& watch) {
        watch->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                     [watch](const Code& failed) {
                                         if (failed || !watch->wanted) return;
                                         watch->readable();
                                         if (watch->wanted) wait_readable(watch);
                                     });
    }

    asio::io_context& context_;
    std::map<int, std::shared_ptr<Watch>> watches_;
    std::map<Timer, std::unique_ptr<asio::steady_timer>> timers_;
    Timer next_timer_ = 1;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace

std::unique_ptr<Reactor> make_asio_reactor(asio::io_context& context) {
    return std::make_unique<AsioReactor>(context);
}

}  // namespace arena::serve

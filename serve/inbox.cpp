// See inbox.hpp.
#include "serve/inbox.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace arena::serve {

struct Inbox::Inside {
    explicit Inside(Reactor& the_reactor) : reactor(the_reactor) {}

    Reactor& reactor;
    std::mutex mutex;
    std::vector<std::function<void()>> waiting;  ///< not empty: a turn is on its way
};

Inbox::Inbox(Reactor& reactor) : inside_(std::make_shared<Inside>(reactor)) {}

void Inbox::add(std::function<void()> work) const {
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->waiting.push_back(std::move(work));
        if (inside_->waiting.size() > 1) return;
    }
    inside_->reactor.post([inside = inside_] {
        std::vector<std::function<void()>> all;
        {
            const std::lock_guard lock(inside->mutex);
            all.swap(inside->waiting);
        }
        for (const auto& one : all) one();
    });
}

}  // namespace arena::serve

// Work that other threads send to the reactor.
//
// What comes while the reactor has not looked yet is run in one turn: the store answers a whole
// group of writes at once, and what those answers send to one connection leaves in one write.
#pragma once

#include <functional>
#include <memory>

#include "serve/reactor.hpp"

namespace arena::serve {

/// A handle; copies are the same inbox. Thread-safe.
class Inbox {
public:
    /// REQUIRES: the reactor outlives whoever adds; its post() is thread-safe.
    explicit Inbox(Reactor& reactor);

    /// `work` runs on the reactor's thread, in the order of adding.
    void add(std::function<void()> work) const;

private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace arena::serve

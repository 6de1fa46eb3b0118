// Ctrl-C, SIGTERM and SIGHUP: stop the judge, leave nothing behind, exit 130.
//
// The handler only sets a flag and wakes a thread of our own; that thread ends the runs, which no
// signal handler may do. SIGPIPE gets an empty handler rather than SIG_IGN: a write to a closed
// pipe then fails with EPIPE here, and programs that we start still have the default.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace arena::cli {

/// REQUIRES: one at a time in a process.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();  ///< puts the old handlers back

    const std::atomic<bool>& stop() const;
    bool raised() const { return stop().load(); }

    /// From now on `action` is called, on a thread of its own, when a signal comes (at once if one
    /// came before). Call after the sandbox has started its slots. REQUIRES: not watching yet.
    void watch(std::function<void()> action);

    /// After it returns, `action` is not running and never will be.
    void unwatch();

private:
    std::thread watcher_;
};

}  // namespace arena::cli

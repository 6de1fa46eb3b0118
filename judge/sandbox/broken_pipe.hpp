// Writing to a program that may have closed its stdin.
#pragma once

#include <signal.h>
#include <time.h>

namespace arena::sandbox {

/// A write to a program that closed its stdin must not end us: while this lives, SIGPIPE is held
/// back from this thread, and it is taken away before the thread's mask comes back.
class NoBrokenPipe {
public:
    NoBrokenPipe() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
    }
    ~NoBrokenPipe() {
        const timespec now{};
        while (::sigtimedwait(&set_, nullptr, &now) > 0) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoBrokenPipe(const NoBrokenPipe&) = delete;
    NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

private:
    sigset_t set_, before_;
};

}  // namespace arena::sandbox

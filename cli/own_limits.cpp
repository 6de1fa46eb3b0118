#include "cli/own_limits.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>

#include "core/limits.hpp"
#include "judge/amount.hpp"

namespace arena::cli {
namespace {

constexpr rlim_t stack_bytes_usual = 8 * mib;
constexpr rlim_t stack_bytes_least = 1 * mib;

}  // namespace

Result<void> settle_own_limits() {
    // Sandboxed programs start with default signals whatever we ignore.
    (void)std::signal(SIGXFSZ, SIG_IGN);
    rlimit stack{};
    if (getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= stack_bytes_usual) return {};
    rlimit wish{stack_bytes_usual, std::max(stack.rlim_max, stack_bytes_usual)};
    if (setrlimit(RLIMIT_STACK, &wish) != 0) {
        wish = {std::min(stack.rlim_max, stack_bytes_usual), stack.rlim_max};
        (void)setrlimit(RLIMIT_STACK, &wish);
    }
    if (wish.rlim_cur < stack_bytes_least) {
        return fail(ErrorCode::host, "the hard limit on the stack (ulimit -Hs) is " +
                                         bytes_text(static_cast<std::int64_t>(wish.rlim_cur)) +
                                         ", too little for arena: raise it (ulimit -Hs unlimited "
                                         "as root, or limits.conf)");
    }
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return {};
    // glibc took the size for threads from the limit that was.
    (void)pthread_attr_setstacksize(&attributes, wish.rlim_cur);
    (void)pthread_setattr_default_np(&attributes);
    (void)pthread_attr_destroy(&attributes);
    return {};
}

}  // namespace arena::cli

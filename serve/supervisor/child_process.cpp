#include "serve/supervisor/child_process.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace arena::serve {
namespace {

constexpr int signals_max = 64;
constexpr int capability_max = 63;  // the sets have 64 bits; the kernel knows fewer

void default_signals() {
    for (int number = 1; number <= signals_max; ++number) (void)std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Everything between the kept ones, by close_range(2) (Linux 5.9).
void close_others(std::vector<int> keep_fds) {
    std::sort(keep_fds.begin(), keep_fds.end());
    unsigned first = STDERR_FILENO + 1;
    for (const int fd : keep_fds) {
        const auto kept = static_cast<unsigned>(fd);
        if (kept < first) continue;
        if (kept > first) (void)syscall(SYS_close_range, first, kept - 1, 0);
        first = kept + 1;
    }
    (void)syscall(SYS_close_range, first, ~0u, 0);
}

Error last_error(const std::string& what) {
    return {ErrorCode::host, what + ": " + std::strerror(errno)};
}

}  // namespace

Result<pid_t> fork_child(const std::string& process_name, const std::vector<int>& keep_fds,
                         const std::function<int()>& work) {
    const pid_t parent = getpid();
    (void)std::fflush(nullptr);  // or both would write what is buffered
    const pid_t child = fork();
    if (child < 0) return tl::unexpected(last_error("cannot start a process"));
    if (child > 0) {
        (void)setpgid(child, child);  // here too: a signal may be sent before the child runs
        return child;
    }
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);  // it died before the line above
    (void)prctl(PR_SET_NAME, process_name.c_str());
    default_signals();
    close_others(keep_fds);
    const int status = work();
    (void)std::fflush(nullptr);
    _exit(status);
}

Result<void> drop_privileges() {
    for (int capability = 0; capability <= capability_max; ++capability) {
        // Refused without CAP_SETPCAP: then there is nothing in the set that we could use either,
        // and no_new_privs keeps it so.
        if (prctl(PR_CAPBSET_DROP, capability) != 0 && errno != EPERM && errno != EINVAL) {
            return tl::unexpected(last_error("cannot drop a capability"));
        }
    }
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL) {
        return tl::unexpected(last_error("cannot clear ambient capabilities"));
    }
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
    if (syscall(SYS_capset, &header, none) != 0) {
        return tl::unexpected(last_error("cannot drop capabilities"));
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return tl::unexpected(last_error("cannot set no_new_privs"));
    }
    return {};
}

}  // namespace arena::serve

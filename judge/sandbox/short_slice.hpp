// A short time slice, for the two that must act at once when a program's time is up.
//
// Since Linux 6.6 a task that wakes waits for the running one to use up its slice, some ms: a kill
// that passes through supervisor and slot came two slices late. Since 6.12 a task may ask for a
// shorter slice than others and then takes the core from them at once; earlier kernels ignore it.
#pragma once

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace arena::sandbox {

/// For the calling thread; what it starts has the ordinary slice. Needs no right; a refusal costs
/// promptness only.
inline void take_short_slice() {
    struct {  // sched_attr, as of Linux 4.8
        std::uint32_t size = 48;
        std::uint32_t policy = 0;  // SCHED_OTHER
        std::uint64_t flags = 1;   // SCHED_FLAG_RESET_ON_FORK
        std::int32_t nice = 0;
        std::uint32_t priority = 0;
        std::uint64_t runtime_ns = 100'000;  // the least that the kernel takes
        std::uint64_t deadline_ns = 0;
        std::uint64_t period_ns = 0;
    } wish;
    errno = 0;
    wish.nice = ::getpriority(PRIO_PROCESS, 0);
    if (errno == 0) ::syscall(SYS_sched_setattr, 0, &wish, 0);
}

}  // namespace arena::sandbox

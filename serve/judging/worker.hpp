// A judge worker: a single-threaded process with one sandbox lane that judges one task at a time.
//
// It starts with an empty environment and no descriptor but its socket, so it holds no secret of
// the server. The slot is made before the first task, and <bits/stdc++.h> and the like are
// prepared. The end of the socket ends it. Protocol: worker_message.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/limits.hpp"

namespace arena::serve {

/// Exit status of a worker that could not make its sandbox; it has said why on stderr.
inline constexpr int worker_without_sandbox_status = 71;  // EX_OSERR of sysexits.h

struct WorkerSettings {
    std::string cache_directory;    ///< compile cache, shared by all workers; empty = none
    bool allow_restricted = false;  ///< judge in the sandbox's weakest tier if there is no better
    bool prepare_languages = true;  ///< make what every compile shares at the start
    std::size_t packages_max = 32;  ///< problems kept ready
};

/// Serves `socket` until it ends. `core` is which of the usable cores the lane owns, counted round.
/// Returns the exit status: 0 or worker_without_sandbox_status.
/// REQUIRES: called in a process of its own, forked from one without threads.
int worker_main(const WorkerSettings& settings, int socket, int core);

}  // namespace arena::serve

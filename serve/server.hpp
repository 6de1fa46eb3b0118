// The server process: everything that `arena serve` does but judging.
#pragma once

#include "serve/settings.hpp"
#include "serve/supervisor/supervisor.hpp"

namespace arena::serve {

/// Runs until it is told to stop (SIGTERM) or cannot go on. Returns the exit status.
/// REQUIRES: in the server process of supervise(), which has one thread.
int server_main(const ServeSettings& settings, const ServerInput& input);

}  // namespace arena::serve

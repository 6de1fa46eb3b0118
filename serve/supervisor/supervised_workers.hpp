// The server's end of the control socket: the workers that the supervisor made and makes.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "serve/judging/worker_source.hpp"
#include "serve/reactor.hpp"
#include "serve/supervisor/supervisor.hpp"

namespace arena::serve {

/// Takes `control_fd` and `workers` of `input`. REQUIRES: `reactor` outlives it. `orphaned` is
/// called when the supervisor is gone.
std::unique_ptr<WorkerSource> make_supervised_workers(Reactor& reactor, const ServerInput& input,
                                                      std::function<void()> orphaned);

}  // namespace arena::serve

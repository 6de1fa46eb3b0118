// The Bus of one process: plain containers, no thread, no timer, answers before the call returns.
#pragma once

#include <memory>

#include "serve/bus/bus.hpp"

namespace arena::serve {

/// What is overdue (delays, silence, proposals, leases) is looked at whenever it is asked about.
std::unique_ptr<Bus> make_local_bus(const BusClock& clock_ms, const QueueSettings& queue = {});

}  // namespace arena::serve

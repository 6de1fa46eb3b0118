// The Reactor on an Asio io_context: what `arena serve` runs on.
#pragma once

#include <memory>

#include "serve/reactor.hpp"

namespace boost::asio {
class io_context;
}

namespace arena::serve {

/// REQUIRES: `context` outlives it and is run by one thread. Dropping it forgets all descriptors
/// and timers.
std::unique_ptr<Reactor> make_asio_reactor(boost::asio::io_context& context);

}  // namespace arena::serve

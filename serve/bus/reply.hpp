// How a bus answers: by a callback, because a bus may be a network away.
#pragma once

#include <cstdint>
#include <functional>

#include "core/error.hpp"

namespace arena::serve {

/// Called once, on the caller's reactor thread; the in-process bus calls it before the asking call
/// returns, so callers must stand that. Error: host (the bus cannot be reached; what was asked may
/// or may not have been done).
template <class T>
using Reply = std::function<void(Result<T>)>;

/// Milliseconds of a clock that never goes back; whose beginning does not matter.
using BusClock = std::function<std::int64_t()>;

}  // namespace arena::serve

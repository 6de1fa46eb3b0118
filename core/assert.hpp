// ARENA_ASSERT: on in every build. A wrong score is worse than a restart.
#pragma once

namespace arena {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}

#define ARENA_ASSERT(expression) \
    ((expression) ? void(0) : ::arena::assertion_failed(#expression, __FILE__, __LINE__))

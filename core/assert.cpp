#include "core/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace arena {

void assertion_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "arena: bug: %s does not hold (%s:%d)\n", expression, file, line);
    std::abort();
}

}  // namespace arena

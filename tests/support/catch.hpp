// Catch2, version 2 (Debian 12) or 3 (Debian 13), under one include.
#pragma once

#if defined(ARENA_CATCH2_V3)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
template <class S>
auto ContainsSubstring(const S& text, CaseSensitive::Choice choice = CaseSensitive::Yes) {
    return Contains(text, choice);
}
}  // namespace Catch::Matchers
#endif

#include "core/error.hpp"

/// REQUIRE a Result to hold a value, printing the error's message when it does not.
#define REQUIRE_OK(result)                               \
    do {                                                 \
        if (!(result)) {                                 \
            INFO("error: " << (result).error().message); \
            REQUIRE((result).has_value());               \
        }                                                \
        REQUIRE((result).has_value());                   \
    } while (false)

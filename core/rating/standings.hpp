// A contest's final order with ties spelled out: for each entrant the first and the last place that
// its group of equals takes.
#pragma once

#include <cstdint>
#include <vector>

#include "core/rating/event.hpp"

namespace arena::rating {

struct Standing {
    PlayerId player = 0;
    std::uint32_t first = 0;  ///< place of the best of its equals, from 0
    std::uint32_t last = 0;   ///< place of the last of its equals
};

/// In finishing order; equals keep the event's order. REQUIRES: sides of one player each.
std::vector<Standing> standings_of(const Event& event);

/// Nobody is ahead of anybody: such a contest says nothing.
bool says_nothing(const std::vector<Standing>& standings);

}  // namespace arena::rating

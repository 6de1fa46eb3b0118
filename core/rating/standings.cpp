#include "core/rating/standings.hpp"

#include <algorithm>
#include <numeric>

#include "core/assert.hpp"

namespace arena::rating {

std::vector<Standing> standings_of(const Event& event) {
    ARENA_ASSERT(event.singles());
    const std::size_t n = event.sides();
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return event.ranks[a] < event.ranks[b];
    });
    std::vector<Standing> standings(n);
    for (std::size_t begin = 0; begin < n;) {
        std::size_t end = begin;
        while (end < n && event.ranks[order[end]] == event.ranks[order[begin]]) ++end;
        for (std::size_t place = begin; place < end; ++place) {
            standings[place] = {event.players[order[place]], static_cast<std::uint32_t>(begin),
                                static_cast<std::uint32_t>(end - 1)};
        }
        begin = end;
    }
    return standings;
}

bool says_nothing(const std::vector<Standing>& standings) {
    return standings.empty() || standings.front().last + std::size_t{1} >= standings.size();
}

}  // namespace arena::rating

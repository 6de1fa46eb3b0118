#include "core/pairing/line.hpp"

#include <algorithm>
#include <limits>

#include "core/assert.hpp"

namespace arena::pairing {
namespace {

constexpr double never = -std::numeric_limits<double>::infinity();

}  // namespace

std::vector<LinePair> match_line(std::span<const LinePoint> points) {
    // Bit 0: this player closes the open pair. Bit 1: this player opens one.
    std::vector<std::uint8_t> choice(points.size());
    double none_open = 0;
    double one_open = never;
    // Ratings are taken from the first one, so that sums stay small.
    const double origin = points.empty() ? 0 : points.front().rating;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double place = points[i].rating - origin;
        const double closed = one_open + (points[i].readiness - place);
        const double opened = none_open + (points[i].readiness + place);
        const bool closes = closed >= none_open;
        const bool opens = opened > one_open;
        choice[i] = static_cast<std::uint8_t>((closes ? 1 : 0) | (opens ? 2 : 0));
        none_open = closes ? closed : none_open;
        one_open = opens ? opened : one_open;
    }
    std::vector<LinePair> pairs;
    std::size_t closer = points.size();  // the player whose partner is being looked for
    for (std::size_t i = points.size(); i-- > 0;) {
        const bool open = closer != points.size();
        if (!open && (choice[i] & 1)) {
            closer = i;
        } else if (open && (choice[i] & 2)) {
            pairs.emplace_back(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(closer));
            closer = points.size();
        }
    }
    std::reverse(pairs.begin(), pairs.end());
    return pairs;
}

std::vector<std::vector<std::uint32_t>> group_line(std::span<const LinePoint> points,
                                                   std::size_t size_min, std::size_t size_max) {
    ARENA_ASSERT(2 <= size_min && size_min <= size_max && size_max <= group_size_max);
    // worth[c]: the best with c players in the open group; grew[i][c]: player i made it c.
    // Closing costs nothing: closed_at[i] is the size that the group closed by i has, or 0.
    std::vector<double> worth(size_max + 1, never);
    worth[0] = 0;
    std::vector<std::uint8_t> grew(points.size() * (size_max + 1));
    std::vector<std::uint8_t> closed_at(points.size());
    const double origin = points.empty() ? 0 : points.front().rating;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double place = points[i].rating - origin;
        const double ready = points[i].readiness;
        std::uint8_t* const grew_here = grew.data() + i * (size_max + 1);
        double best_closed = worth[0];
        // Downwards, so that worth[c - 1] is still that of the players before this one.
        for (std::size_t c = size_max; c >= 1; --c) {
            const double grown = worth[c - 1] + ready + (c == 1 ? place : 0.0);
            if (c >= size_min && grown - place >= best_closed) {
                best_closed = grown - place;
                closed_at[i] = static_cast<std::uint8_t>(c);
            }
            if (grown > worth[c]) {
                worth[c] = grown;
                grew_here[c] = 1;
            }
        }
        worth[0] = best_closed;
    }
    std::vector<std::vector<std::uint32_t>> groups;
    std::size_t open = 0;  // members still to be found, walking down
    for (std::size_t i = points.size(); i-- > 0;) {
        if (open == 0 && closed_at[i] != 0) {
            open = closed_at[i];
            groups.emplace_back();
        } else if (open == 0 || grew[i * (size_max + 1) + open] == 0) {
            continue;
        }
        groups.back().push_back(static_cast<std::uint32_t>(i));
        --open;
    }
    for (auto& group : groups) std::reverse(group.begin(), group.end());
    std::reverse(groups.begin(), groups.end());
    return groups;
}

}  // namespace arena::pairing

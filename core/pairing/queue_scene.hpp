// The queue as one step sees it: a copy of the line, each player's readiness, and who is taken.
// Private to queue.cpp and queue_step.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pairing/line.hpp"
#include "core/pairing/queue.hpp"

namespace arena::pairing {

struct Queue::Scene {
    static constexpr std::uint32_t nobody = 0xffffffff;

    std::int64_t now_ms;
    std::vector<WaitingEntry> entries;  ///< in rating order
    std::vector<LinePoint> points;      ///< the same players
    std::vector<std::uint32_t> mate;    ///< by place in entries; nobody = still free

    bool is_free(std::uint32_t place) const { return mate[place] == nobody; }
    void join(std::uint32_t a, std::uint32_t b) {
        mate[a] = b;
        mate[b] = a;
    }
};

}  // namespace arena::pairing

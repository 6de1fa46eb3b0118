#include "core/pairing/repair.hpp"

#include <bit>

#include "core/assert.hpp"

namespace arena::pairing {

std::vector<std::pair<std::uint8_t, std::uint8_t>> match_few(const RepairWorth& worth,
                                                             std::size_t count) {
    ARENA_ASSERT(count <= repair_players_max);
    // best[set]: the greatest worth within `set`; partner[set]: of its lowest player, or itself.
    static_assert(repair_players_max < 16);
    std::array<double, std::size_t{1} << repair_players_max> best{};
    std::array<std::uint8_t, std::size_t{1} << repair_players_max> partner{};
    const std::uint32_t sets = std::uint32_t{1} << count;
    for (std::uint32_t set = 1; set < sets; ++set) {
        const auto low = static_cast<std::uint32_t>(std::countr_zero(set));
        const std::uint32_t rest = set & (set - 1);
        best[set] = best[rest];
        partner[set] = static_cast<std::uint8_t>(low);
        for (std::uint32_t others = rest; others != 0; others &= others - 1) {
            const auto other = static_cast<std::uint32_t>(std::countr_zero(others));
            const double one = worth[low][other];
            if (one < 0) continue;
            const double sum = one + best[rest & ~(std::uint32_t{1} << other)];
            if (sum > best[set] || (sum == best[set] && partner[set] == low)) {
                best[set] = sum;
                partner[set] = static_cast<std::uint8_t>(other);
            }
        }
    }
    std::vector<std::pair<std::uint8_t, std::uint8_t>> pairs;
    for (std::uint32_t set = sets - 1; set != 0;) {
        const auto low = static_cast<std::uint8_t>(std::countr_zero(set));
        const std::uint8_t other = partner[set];
        set &= set - 1;
        if (other == low) continue;
        set &= ~(std::uint32_t{1} << other);
        pairs.emplace_back(low, other);
    }
    return pairs;
}

}  // namespace arena::pairing

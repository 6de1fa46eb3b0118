#include "core/pairing/dutch_round.hpp"

#include "core/pairing/completion.hpp"

namespace arena::pairing {

Places DutchRound::left_over(std::span<const Place> players) const {
    const auto count = static_cast<std::uint32_t>(players.size());
    const bool odd = count % 2 != 0;  // then one more vertex stands for the bye
    const auto edge = [&](std::uint32_t a, std::uint32_t b) {
        if (a == count) return may_have_bye(players[b]);
        if (b == count) return may_have_bye(players[a]);
        return compatible(players[a], players[b]);
    };
    const auto mates = maximum_matching(count + (odd ? 1 : 0), edge);
    Places left;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (mates[i] == unmatched) left.push_back(players[i]);
    }
    if (odd && mates[count] == unmatched && left.empty()) left.push_back(players.back());
    return left;
}

bool DutchRound::completable(std::span<const Place> players) const {
    return left_over(players).empty();
}

}  // namespace arena::pairing

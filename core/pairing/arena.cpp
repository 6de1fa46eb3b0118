#include "core/pairing/arena.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/pairing/queue.hpp"

namespace arena::pairing {
namespace {

constexpr double place_points = 1;  ///< the line's distance from one place to the next

}  // namespace

std::vector<ArenaPair> pair_arena(std::vector<ArenaPlayer> players, std::int64_t now_ms) {
    std::sort(players.begin(), players.end(), [](const ArenaPlayer& a, const ArenaPlayer& b) {
        return std::tie(b.points, b.rating, a.id) < std::tie(a.points, a.rating, b.id);
    });
    // An odd one stays out: of those free for the shortest time, the lowest in the standings.
    if (players.size() % 2 != 0) {
        const auto latest = std::max_element(players.begin(), players.end(),
                                             [](const ArenaPlayer& a, const ArenaPlayer& b) {
                                                 return a.free_since_ms <= b.free_since_ms;
                                             });
        players.erase(latest);
    }
    QueueRules rules;
    rules.longest_wait_ms = 1;  // everyone plays now
    rules.rematch_wait_ms = 1;
    Queue queue(rules);
    std::map<PlayerId, std::size_t> places;
    for (std::size_t place = 0; place < players.size(); ++place) {
        const ArenaPlayer& player = players[place];
        places[player.id] = place;
        queue.insert({player.id,
                      static_cast<double>(place) * place_points,
                      now_ms - 1,
                      player.last_opponents,
                      {}});
    }
    std::vector<ArenaPair> pairs;
    for (const QueuePair& pair : queue.step(now_ms)) {
        const ArenaPlayer* first = &players[places[pair.first]];
        const ArenaPlayer* second = &players[places[pair.second]];
        if (places[pair.second] < places[pair.first]) std::swap(first, second);
        const bool turned = second->white_balance < first->white_balance;
        pairs.push_back(turned ? ArenaPair{second->id, first->id}
                               : ArenaPair{first->id, second->id});
    }
    return pairs;
}

}  // namespace arena::pairing

#include "core/rating/event.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::rating {

void History::add(const Event& event) {
    ARENA_ASSERT(event.ends.empty() || event.ends.size() == event.ranks.size());
    ARENA_ASSERT(event.shares.empty() || event.shares.size() == event.players.size());
    Head head{};
    head.day = event.day;
    head.weight = event.weight;
    head.players = players_.size();
    head.sides = ranks_.size();
    head.player_count = static_cast<std::uint32_t>(event.players.size());
    head.side_count = static_cast<std::uint32_t>(event.ranks.size());
    head.first = event.first;
    head.has_ends = !event.ends.empty();
    head.has_shares = !event.shares.empty();
    if (head.has_shares && shares_.size() < players_.size()) shares_.resize(players_.size(), 1.0);
    players_.insert(players_.end(), event.players.begin(), event.players.end());
    ranks_.insert(ranks_.end(), event.ranks.begin(), event.ranks.end());
    if (head.has_ends) {
        if (ends_.size() < head.sides) ends_.resize(head.sides, 0);
        ends_.insert(ends_.end(), event.ends.begin(), event.ends.end());
    }
    if (head.has_shares) shares_.insert(shares_.end(), event.shares.begin(), event.shares.end());
    for (const PlayerId player : event.players) {
        player_count_ = std::max<std::size_t>(player_count_, player + std::size_t{1});
    }
    heads_.push_back(head);
}

Event History::operator[](std::size_t index) const {
    const Head& head = heads_[index];
    Event event;
    event.day = head.day;
    event.weight = head.weight;
    event.first = head.first;
    event.players = {players_.data() + head.players, head.player_count};
    event.ranks = {ranks_.data() + head.sides, head.side_count};
    if (head.has_ends) event.ends = {ends_.data() + head.sides, head.side_count};
    if (head.has_shares) event.shares = {shares_.data() + head.players, head.player_count};
    return event;
}

}  // namespace arena::rating

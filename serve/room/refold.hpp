// Ratings when the result of a finished match changes: the history from that match on, folded anew.
//
// A match's own changes follow from its new order; what its players take into later matches moves
// those, and their opponents, and so on, each dimension on its own. What nobody's new rating
// reaches stays as it is, bit for bit. Looking and writing are apart, so that a preview tells
// exactly what applying it does. Cost: linear in the dimension's history since the match.
#pragma once

#include <string>
#include <vector>

#include "core/match/event.hpp"
#include "core/match/settings.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

struct RatingMove {
    std::string user_id, dimension;
    double before = 0, after = 0;  ///< what the player has now, and would have
    GameCount counts;              ///< differences
};

struct Refold {
    std::vector<RatingChange> lines;                   ///< of the history that get other values
    std::vector<RatingMove> ratings;                   ///< of players, by dimension and user
    std::vector<match::event::EloChange> elo_changes;  ///< of the match itself, in results' order
};

/// Reads only. REQUIRES: the store still has the old ranks of the match. Error: the store's.
Result<Refold> refold_ratings(Session& session, const match::Settings& settings,
                              const std::vector<match::event::PlayerResult>& corrected);

Result<void> write_refold(Session& session, const Refold& refold);

}  // namespace arena::serve

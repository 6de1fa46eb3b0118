// Someone who looks at a room: a player's connection, a spectator's, an organizer's.
#pragma once

#include <memory>
#include <string>

#include "core/match/state.hpp"
#include "core/match/view.hpp"
#include "serve/ws/connection.hpp"

namespace arena::serve {

/// Known by the account. Which player that is, if any, is asked of the state that is shown, each
/// time: seats move up when one is given up.
struct Watcher {
    std::shared_ptr<ws::Connection> connection;
    std::string user_id;
    bool is_organizer = false;
    bool ticks = true;
    std::int64_t told_seq = 0;  ///< the last event that was sent
};

/// What this account is in `state`: a player, an organizer, or a spectator.
inline match::Viewer viewer_in(const match::State& state, const std::string& user_id,
                               bool is_organizer) {
    if (const auto player = match::find_player(state, user_id)) return match::PlayerViewer{*player};
    if (is_organizer) return match::OrganizerViewer{};
    return match::SpectatorViewer{};
}

}  // namespace arena::serve

// Someone who looks at a room: a player's connection, a spectator's, an organizer's.
#pragma once

#include <memory>
#include <string>

#include "core/match/view.hpp"
#include "serve/ws/connection.hpp"

namespace arena::serve {

struct Watcher {
    std::shared_ptr<ws::Connection> connection;
    std::string user_id;
    match::Viewer viewer;
    bool ticks = true;
    std::int64_t told_seq = 0;  ///< the last event that was sent

    bool is_player() const { return std::holds_alternative<match::PlayerViewer>(viewer); }
    bool is_spectator() const { return std::holds_alternative<match::SpectatorViewer>(viewer); }
};

}  // namespace arena::serve

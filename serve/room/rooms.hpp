// All rooms of this server: made, found, restored after a crash, ticked once a second, let go.
//
// Strand: the reactor's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/match/settings.hpp"
#include "serve/room/room.hpp"

namespace arena::serve {

struct MatchWish {
    match::Settings settings;  ///< its `match` is filled in
    std::string creator_id, rematch_of;
    bool with_code = false;  ///< a private room, joined by its code
};

class Rooms {
public:
    explicit Rooms(App& app);
    ~Rooms();

    using TellMaker = std::function<void(Result<std::shared_ptr<Room>>)>;
    /// `told` comes once the match is durable. Error: usage (the settings), host (the store).
    void create(MatchWish wish, TellMaker told);

    /// Null when there is none in memory: it is over, or never was.
    std::shared_ptr<Room> find(const std::string& match_id) const;
    std::shared_ptr<Room> find_code(const std::string& room_code) const;

    /// A finished match for those who come late: from its journal. Null: there is none.
    void find_or_load(const std::string& match_id, std::function<void(std::shared_ptr<Room>)> told);

    /// At the start: every live match, its clock extended by the outage. `done`: how many.
    void restore(std::function<void(Result<std::size_t>)> done);

    /// Begins the ticks.
    void start();
    std::size_t live() const;
    const std::map<std::string, std::shared_ptr<Room>>& all() const { return rooms_; }

private:
    void tick();
    void note_alive();

    App& app_;
    std::map<std::string, std::shared_ptr<Room>> rooms_;
    std::map<std::string, std::int64_t> over_since_ms_;
    std::uint64_t timer_ = 0;
};

}  // namespace arena::serve

// All rooms of this server: made, found, restored after a crash, ticked once a second, let go.
//
// Ticks are spread over the second, and each room's leave before the next room's are made: with
// thousands of connections a tick for all at once would hold up everything else for milliseconds.
// Strand: the reactor's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

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

    /// The match after `wish.rematch_of`: made once, and the same for all who ask until it is over.
    /// `told`: it, and whether it was made for this call. Errors: those of create().
    using TellRematch = std::function<void(Result<std::shared_ptr<Room>>, bool is_new)>;
    void rematch(MatchWish wish, const TellRematch& told);

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
    void keep(const std::shared_ptr<Room>& room);
    void tick_later();
    void tick();
    void tick_room(std::size_t slot, std::size_t index);
    void let_go_of_finished();
    void note_alive();

    /// Of a second. Few, because each is a wake-up: a hundred cost twice the CPU time.
    static constexpr std::size_t tick_slots = 10;

    App& app_;
    std::map<std::string, std::shared_ptr<Room>> rooms_;
    std::map<std::string, std::int64_t> over_since_ms_;
    struct Rematch {
        std::string match_id;              ///< empty while it is being made
        std::vector<TellRematch> waiting;  ///< who asked meanwhile
    };
    std::map<std::string, Rematch> rematches_;  ///< by the match before
    std::array<std::vector<std::weak_ptr<Room>>, tick_slots> slots_;
    std::size_t slot_ = 0;     ///< the last one that was ticked
    std::int64_t due_us_ = 0;  ///< of the next tick
    std::uint64_t timer_ = 0;
};

}  // namespace arena::serve

// The lobby: who looks for an opponent, and the match that comes of it.
//
// Who waits is in the bus's pool (serve/bus/match_pool.hpp), so that several nodes can share it;
// here are only the connections of this node's players and, for each mode, a copy of the pool as
// last seen, on which core/pairing chooses. Two who fit are paired at once; a sweep catches what
// time alone makes possible. A pair is proposed to the pool for as long as its match is being made;
// when a step of that fails, the proposal is declined (or expires) and both wait on with their old
// time: nobody is lost, and nobody plays twice. The match is announced only when the pool has let
// its players go; one that came too late for that is aborted before anyone hears of it. It starts
// when all have come, or 20 s later with those who have if the mode can be played so; else it is
// called off and they wait on.
// Strand: the reactor's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/match/mode.hpp"
#include "core/pairing/queue.hpp"
#include "serve/app.hpp"
#include "serve/bus/match_pool.hpp"

namespace arena::serve {

class Room;

class Lobby {
public:
    explicit Lobby(App& app);
    ~Lobby();

    struct Place {
        std::string mode;
        std::size_t position = 0, waiting = 0;
        std::int64_t waited_ms = 0;
        std::optional<std::int64_t> expected_wait_ms;
    };

    /// Looks up rating and recent opponents, then waits. `told`: an error, or that the player
    /// waits. One mode at a time: another call with another mode moves the player.
    void join(const std::string& user_id, const std::string& user_name, match::Mode mode,
              std::function<void(Result<Place>)> told);
    /// A match has started or is called off. Who came to one that others did not come to waits on
    /// with their old time.
    void on_begun(const std::string& match_id);
    void on_not_started(const Room& room);
    /// False: was not waiting here.
    bool leave(const std::string& user_id);
    std::optional<Place> place_of(const std::string& user_id) const;
    /// As last seen.
    std::size_t waiting(match::Mode mode) const;

private:
    /// One mode's pool as last seen.
    struct Line {
        match::Mode mode = match::Mode::blitz;
        pairing::Queue queue;
        std::map<pairing::PlayerId, PoolTicket> tickets;
        std::int64_t clock_ahead_ms = 0;  ///< the bus's clock before this process's
        std::uint64_t timer = 0;
        std::int64_t quiet_until_ms = 0;  ///< this process's clock: what failed would fail again
        bool looking = false, look_again = false;
    };

    std::int64_t here_ms() const;
    std::int64_t now_ms(const Line& line) const { return here_ms() + line.clock_ahead_ms; }
    void enter(const std::string& user_id, const PoolTicket& ticket, match::Mode mode,
               const std::function<void(Result<Place>)>& told);
    void look(match::Mode mode);
    void copy(Line& line, const PoolSnapshot& seen);
    void pair(Line& line);
    void arm(Line& line);
    void propose(match::Mode mode, const std::vector<pairing::PlayerId>& players);
    void make_match(match::Mode mode, const PoolProposal& proposal);
    void confirm(match::Mode mode, const PoolProposal& proposal, const std::shared_ptr<Room>& room);
    void announce(match::Mode mode, const PoolProposal& proposal, const Room& room);
    void give_back(match::Mode mode, const PoolProposal& proposal);
    bool do_all_want(const std::vector<PoolTicket>& tickets) const;
    void forget(const std::vector<PoolTicket>& tickets);
    void leave_pool(const std::string& user_id, match::Mode mode);
    void tell_places();
    void tell_place(const std::string& user_id) const;
    pairing::PlayerId number_of(const std::string& user_id);

    App& app_;
    std::map<match::Mode, Line> lines_;
    std::map<std::string, pairing::PlayerId> numbers_;
    pairing::PlayerId next_number_ = 1;
    std::map<std::string, match::Mode> waiting_;  ///< players of this node, proposed ones too
    /// Who left but could not be taken out of the pool: not to be paired, and asked for again with
    /// every look.
    std::map<std::string, match::Mode> owed_leaves_;
    std::map<std::string, bool> proposed_;  ///< users on their way to a match; false: left since
    /// What a match that has not started was made of. After a crash nobody is connected who could
    /// wait on.
    struct Announced {
        match::Mode mode = match::Mode::blitz;
        std::vector<PoolTicket> tickets;
    };
    std::map<std::string, Announced> announced_;  ///< by match
    std::uint64_t timer_ = 0;
};

}  // namespace arena::serve

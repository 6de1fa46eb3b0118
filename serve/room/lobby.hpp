// The lobby: who looks for an opponent, and the match that comes of it.
//
// One queue (core/pairing) for each mode, by the mode's rating. Two who fit are paired at once; a
// sweep catches what time alone makes possible. A pair leaves the queue for as long as its match is
// being made; when a step of that fails, both wait on with their old time: nobody is lost.
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

namespace arena::serve {

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
    /// waits. One mode at a time: a second call moves the player.
    void join(const std::string& user_id, const std::string& user_name, match::Mode mode,
              std::function<void(Result<Place>)> told);
    /// False: was not waiting.
    bool leave(const std::string& user_id);
    std::optional<Place> place_of(const std::string& user_id) const;
    std::size_t waiting(match::Mode mode) const;

private:
    struct Seeker {
        std::string user_id, name;
        double rating = 1500;
        std::int64_t since_ms = 0;
        std::vector<pairing::PlayerId> recent;
    };
    struct Line {
        match::Mode mode = match::Mode::blitz;
        pairing::Queue queue;
        std::uint64_t timer = 0;
    };

    void enter(Line& line, pairing::PlayerId id);
    void sweep(match::Mode mode);
    void arm(Line& line);
    void make_match(match::Mode mode, std::vector<pairing::PlayerId> players);
    void put_back(match::Mode mode, const std::vector<Seeker>& seekers);
    void tell_places();
    pairing::PlayerId number_of(const std::string& user_id);

    App& app_;
    std::map<match::Mode, Line> lines_;
    std::map<std::string, pairing::PlayerId> numbers_;
    std::map<pairing::PlayerId, Seeker> seekers_;
    std::map<std::string, match::Mode> waiting_;
    pairing::PlayerId next_number_ = 1;
    std::uint64_t timer_ = 0;
};

}  // namespace arena::serve

// The parts of a running server, for those who use several: routes, events, rooms.
//
// server.cpp makes them in this order and takes them down in the other. Strand: the reactor's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/error.hpp"
#include "serve/inbox.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

class Auth;
class Bus;
class JudgePool;
class Lobby;
class Log;
class Metrics;
class ProblemShelf;
class Reactor;
class Rooms;
class Crowd;
struct ServeSettings;

namespace http {
class Server;
}

struct App {
    const ServeSettings& settings;
    Reactor& reactor;
    Store& store;
    Bus& bus;
    JudgePool& judge;
    Auth& auth;
    ProblemShelf& problems;
    Crowd& crowd;
    Metrics& metrics;
    Log& log;
    Rooms* rooms = nullptr;  ///< these two need the App themselves; never null once it runs
    Lobby* lobby = nullptr;
    const http::Server* http_server = nullptr;  ///< null while starting
    bool draining = false;                      ///< no new match, no new submission
    /// Addresses that wait for the end of a /run. Shared: a call may end after the server.
    std::shared_ptr<std::set<std::string>> running_for = std::make_shared<std::set<std::string>>();
    std::map<std::string, std::int64_t> guessers = {};  ///< addresses out of guesses, until when
    Inbox inbox{reactor};                               ///< of the store's threads

    /// Milliseconds since the epoch; the only clock of play.
    std::int64_t now_ms() const;

    /// Store jobs whose end comes back to the reactor. `work` runs on a store thread; `done` here.
    /// Error: host (the store refuses or failed).
    void write(std::function<Result<void>(Session&)> work, std::function<void(Result<void>)> done);
    void read(std::function<Result<void>(Session&)> work, std::function<void(Result<void>)> done);
};

}  // namespace arena::serve

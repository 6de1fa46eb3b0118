// One client's conversation over a WebSocket: token, limits, rights, payload, in that order.
//
// A connection is as good as its token. When that is over, what it sends is refused until `auth`
// brings a fresh one of the same account; what it hears goes on for token_grace_ms, then it is
// closed. A ban, a lower role or a logout closes it at once (serve/room/crowd.hpp).
//
// Strand: the reactor's. It lives as long as its connection; the connection's events hold it.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>

#include "serve/api/caller.hpp"
#include "serve/app.hpp"
#include "serve/reactor.hpp"
#include "serve/ws/connection.hpp"

namespace arena::serve {
class Room;
}

namespace arena::serve::ws {

struct ClientEvent;

inline constexpr std::int64_t token_grace_ms = 30'000;

/// Its parts are valid while it is dispatched; what answers later copies `id`.
struct Message {
    std::string id;  ///< as JSON; empty when no answer is wanted
    const nlohmann::json& data;
    std::shared_ptr<Room> room;  ///< of data.match, where the event's right asks for one
};

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(App& app, std::shared_ptr<Connection> connection, api::Caller caller);
    ~Session();

    /// Begins to listen.
    void open();

    App& app() { return app_; }
    const api::Caller& caller() const { return caller_; }
    const std::shared_ptr<Connection>& connection() const { return connection_; }

    /// The token that came as a message, the first or a fresh one. False: it is not valid, and the
    /// connection is closed.
    bool sign_in(const std::string& token);

    void ack(const std::string& id, std::string_view data);
    void refuse(const std::string& id, std::string_view code, std::string_view message,
                std::int64_t retry_after_ms = 0);

    /// A submission within submit_gap_ms of the player's last one is told so, whatever else is
    /// wrong with it. True: refused.
    bool refuse_if_fast(const Message& message);

    /// False: too many already.
    bool watch(const std::shared_ptr<Room>& room);
    void unwatch(const std::string& match_id);
    void hear_chat(bool on);

private:
    void on_message(std::string_view text);
    void dispatch(const ClientEvent& event, const std::string& id, const nlohmann::json& envelope);
    void run(const ClientEvent& event, const Message& message);
    void on_closed();
    bool has_token_left();
    void become(api::Caller caller);
    void await_end_of_token();
    /// False: refused, for nobody signed in or the token is over.
    bool has_good_token(const std::string& id, const ClientEvent& event);

    App& app_;
    std::shared_ptr<Connection> connection_;
    api::Caller caller_;
    std::set<std::string> watched_;
    bool hears_chat_ = false;
    Reactor::Timer token_timer_ = 0;
    double messages_left_;
    std::int64_t counted_ms_ = 0;
    int refused_ = 0;
};

}  // namespace arena::serve::ws

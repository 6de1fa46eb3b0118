// One client's conversation over a WebSocket: token, limits, rights, payload, in that order.
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
#include "serve/ws/connection.hpp"

namespace arena::serve {
class Room;
}

namespace arena::serve::ws {

struct ClientEvent;

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

    /// The token that came as a message. False: it is not valid, and the connection is closed.
    bool sign_in(const std::string& token);

    void ack(const std::string& id, std::string_view data);
    void refuse(const std::string& id, std::string_view code, std::string_view message,
                std::int64_t retry_after_ms = 0);

    /// False: too many already.
    bool watch(const std::shared_ptr<Room>& room);
    void unwatch(const std::string& match_id);
    void hear_chat(bool on);

private:
    void on_message(std::string_view text);
    void run(const ClientEvent& event, const Message& message);
    void on_closed();
    bool has_token_left();
    void become(api::Caller caller);

    App& app_;
    std::shared_ptr<Connection> connection_;
    api::Caller caller_;
    std::set<std::string> watched_;
    bool hears_chat_ = false;
    double messages_left_;
    std::int64_t counted_ms_ = 0;
    int refused_ = 0;
};

}  // namespace arena::serve::ws

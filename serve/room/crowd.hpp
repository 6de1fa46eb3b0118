// Everyone who is connected, by account: whom to tell about queues, invitations and bans.
//
// Strand: the reactor's.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "serve/ws/connection.hpp"

namespace arena::serve {

inline constexpr std::size_t connections_of_user_max = 8;  ///< the oldest is replaced

class Crowd {
public:
    /// `session`: of the token that it signed in with. Again, with another one, for the same.
    void add(const std::string& user_id, std::shared_ptr<ws::Connection> connection,
             const std::string& session);
    void remove(const std::string& user_id, const ws::Connection* connection);
    bool is_here(const std::string& user_id) const;
    void send(const std::string& user_id, const ws::Frame& frame) const;
    /// The chat of the lobby, for those who want it.
    void hear_chat(const std::shared_ptr<ws::Connection>& connection, bool on);
    void send_chat(const ws::Frame& frame) const;
    void send_everyone(const ws::Frame& frame) const;
    void close(const std::string& user_id, ws::CloseCode code, std::string_view reason);
    /// Those that signed in by this session; with 4001.
    void close_session(const std::string& user_id, const std::string& session,
                       std::string_view reason);
    std::size_t users() const { return by_user_.size(); }

private:
    struct Present {
        std::shared_ptr<ws::Connection> connection;
        std::string session;
    };
    std::map<std::string, std::vector<Present>> by_user_;
    std::set<std::shared_ptr<ws::Connection>> chat_;
};

}  // namespace arena::serve

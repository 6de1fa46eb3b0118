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
    void add(const std::string& user_id, std::shared_ptr<ws::Connection> connection);
    void remove(const std::string& user_id, const ws::Connection* connection);
    bool is_here(const std::string& user_id) const;
    void send(const std::string& user_id, const ws::Frame& frame) const;
    /// The chat of the lobby, for those who want it.
    void hear_chat(const std::shared_ptr<ws::Connection>& connection, bool on);
    void send_chat(const ws::Frame& frame) const;
    void send_everyone(const ws::Frame& frame) const;
    void close(const std::string& user_id, ws::CloseCode code, std::string_view reason);
    std::size_t users() const { return by_user_.size(); }

private:
    std::map<std::string, std::vector<std::shared_ptr<ws::Connection>>> by_user_;
    std::set<std::shared_ptr<ws::Connection>> chat_;
};

}  // namespace arena::serve

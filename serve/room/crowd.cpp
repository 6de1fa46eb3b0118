// See crowd.hpp.
#include "serve/room/crowd.hpp"

#include <algorithm>

namespace arena::serve {

void Crowd::add(const std::string& user_id, std::shared_ptr<ws::Connection> connection) {
    auto& connections = by_user_[user_id];
    if (connections.size() >= connections_of_user_max) {
        connections.front()->close(ws::CloseCode::replaced, "too many connections of one user");
        connections.erase(connections.begin());
    }
    connections.push_back(std::move(connection));
}

void Crowd::remove(const std::string& user_id, const ws::Connection* connection) {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    std::erase_if(found->second, [&](const auto& held) { return held.get() == connection; });
    if (found->second.empty()) by_user_.erase(found);
}

bool Crowd::is_here(const std::string& user_id) const {
    return by_user_.contains(user_id);
}

void Crowd::send(const std::string& user_id, const ws::Frame& frame) const {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    for (const auto& connection : found->second) connection->send(frame);
}

void Crowd::hear_chat(const std::shared_ptr<ws::Connection>& connection, bool on) {
    if (on) {
        chat_.insert(connection);
    } else {
        chat_.erase(connection);
    }
}

void Crowd::send_chat(const ws::Frame& frame) const {
    for (const auto& connection : chat_) connection->send(frame);
}

void Crowd::send_everyone(const ws::Frame& frame) const {
    for (const auto& [user, connections] : by_user_)
        for (const auto& connection : connections) connection->send(frame);
}

void Crowd::close(const std::string& user_id, ws::CloseCode code, std::string_view reason) {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    for (const auto& connection : found->second) connection->close(code, reason);
}

}  // namespace arena::serve

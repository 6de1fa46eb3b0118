// See crowd.hpp.
#include "serve/room/crowd.hpp"

#include <algorithm>

namespace arena::serve {

void Crowd::add(const std::string& user_id, std::shared_ptr<ws::Connection> connection,
                const std::string& session) {
    auto& connections = by_user_[user_id];
    for (Present& present : connections) {
        if (present.connection != connection) continue;
        present.session = session;
        return;
    }
    if (connections.size() >= connections_of_user_max) {
        connections.front().connection->close(
            ws::CloseCode::replaced, "the oldest of more than 8 connections of one account");
        connections.erase(connections.begin());
    }
    connections.push_back({std::move(connection), session});
}

void Crowd::remove(const std::string& user_id, const ws::Connection* connection) {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    std::erase_if(found->second,
                  [&](const auto& held) { return held.connection.get() == connection; });
    if (found->second.empty()) by_user_.erase(found);
}

bool Crowd::is_here(const std::string& user_id) const {
    return by_user_.contains(user_id);
}

void Crowd::send(const std::string& user_id, const ws::Frame& frame) const {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    for (const Present& present : found->second) present.connection->send(frame);
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
        for (const Present& present : connections) present.connection->send(frame);
}

void Crowd::close(const std::string& user_id, ws::CloseCode code, std::string_view reason) {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    for (const Present& present : found->second) present.connection->close(code, reason);
}

void Crowd::close_session(const std::string& user_id, const std::string& session,
                          std::string_view reason) {
    const auto found = by_user_.find(user_id);
    if (found == by_user_.end()) return;
    for (const Present& present : found->second)
        if (present.session == session) present.connection->close(ws::CloseCode::bad_token, reason);
}

}  // namespace arena::serve

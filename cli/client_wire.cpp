// See client_wire.hpp.
#include "cli/client_wire.hpp"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/ids.hpp"

namespace arena::cli {

using nlohmann::json;

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Ids are of this run alone: the server answers one that it knows with what it said before.
ServerWire::ServerWire(ApiClient& api)
    : api_(api), id_prefix_(serve::random_token().substr(0, 12) + "-") {}

Result<void> ServerWire::open() {
    const auto token = api_.fresh_token();
    if (!token) return tl::unexpected<Error>(token.error());
    auto socket = ClientSocket::open(api_.address(), *token);
    if (!socket) return tl::unexpected<Error>(socket.error());
    socket_ = *std::move(socket);
    token_ends_s_ = api_.account().expires_s;
    heard_ms_ = steady_ms();
    retry_ms_ = retry_ms_first;
    return {};
}

Result<bool> ServerWire::tend() {
    const std::int64_t now_ms = steady_ms();
    if (socket_ && now_ms - heard_ms_ > silence_ms_max) lose();
    if (socket_) {
        const auto renewed = renew_token();
        if (!renewed) return tl::unexpected<Error>(renewed.error());
    }
    if (socket_ || now_ms < retry_at_ms_) return false;
    const auto opened = open();
    if (opened) return true;
    if (opened.error().code != ErrorCode::host) return tl::unexpected<Error>(opened.error());
    if (now_ms - lost_ms_ > give_up_ms)
        return fail(ErrorCode::host, opened.error().message + "; gave up after two minutes");
    retry_ms_ = std::min(retry_ms_ * 2, retry_ms_max);
    retry_at_ms_ = steady_ms() + retry_ms_;
    return false;
}

/// A server that is away just now is asked again; the connection says when it is lost.
Result<void> ServerWire::renew_token() {
    const std::int64_t now_ms = steady_ms();
    if (now_s() < token_ends_s_ - renew_before_s || now_ms < renew_at_ms_) return {};
    renew_at_ms_ = now_ms + retry_ms_max;
    const auto token = api_.fresh_token();
    if (!token && token.error().code == ErrorCode::usage)
        return tl::unexpected<Error>(token.error());
    if (!token) return {};
    token_ends_s_ = api_.account().expires_s;
    (void)request("auth", {{"token", *token}}, WhenLost::forget);
    return {};
}

void ServerWire::lose() {
    socket_.reset();
    lost_ms_ = steady_ms();
    retry_at_ms_ = lost_ms_ + retry_ms_;
    std::erase_if(pending_, [](const auto& one) { return one.second.lost == WhenLost::forget; });
}

void ServerWire::send(const std::string& text) {
    if (socket_ && !socket_->send(text)) lose();
}

std::string ServerWire::request(const std::string& event, const json& data, WhenLost lost) {
    const std::string id = id_prefix_ + std::to_string(next_id_++);
    const json message{{"id", id}, {"event", event}, {"data", data}};
    if (!socket_ && lost == WhenLost::forget) return id;
    pending_[id] = {event, json_text(message), lost};
    send(pending_[id].text);
    return id;
}

void ServerWire::send_again() {
    std::vector<std::string> texts;
    for (const auto& [id, one] : pending_)
        if (one.lost == WhenLost::send_again) texts.push_back(one.text);
    for (const std::string& text : texts) send(text);
}

Result<std::vector<std::string>> ServerWire::receive() {
    if (!socket_) return std::vector<std::string>();
    auto messages = socket_->receive(0);
    if (messages) {
        heard_ms_ = steady_ms();
        return messages;
    }
    if (messages.error().code != ErrorCode::host) return messages;
    lose();
    return std::vector<std::string>();
}

std::string ServerWire::answered(const std::string& id) {
    const auto found = pending_.find(id);
    if (found == pending_.end()) return "";
    const std::string event = found->second.event;
    pending_.erase(found);
    return event;
}

}  // namespace arena::cli

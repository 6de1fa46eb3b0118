// See envelope.hpp.
#include "serve/ws/envelope.hpp"

#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena::serve::ws {

std::string event_envelope(std::string_view event, std::string_view match_id, std::int64_t seq,
                           std::string_view data) {
    std::string text;
    text.reserve(64 + event.size() + match_id.size() + data.size());
    text += "{\"event\":\"";
    text += event;
    if (!match_id.empty()) {
        text += "\",\"match\":\"";
        text += match_id;
    }
    text += '"';
    if (seq > 0) {
        text += ",\"seq\":";
        text += std::to_string(seq);
    }
    text += ",\"data\":";
    text += data;
    return text + "}";
}

std::string ack_envelope(std::string_view id, std::string_view data) {
    std::string text = "{\"ack\":";
    text += id.empty() ? "null" : id;
    text += ",\"data\":";
    text += data;
    return text + "}";
}

std::string error_envelope(std::string_view id, std::string_view code, std::string_view message,
                           std::int64_t retry_after_ms) {
    nlohmann::ordered_json error{{"code", code}, {"message", message}};
    if (retry_after_ms > 0) error["retryAfterMs"] = retry_after_ms;
    std::string text = "{\"ack\":";
    text += id.empty() ? "null" : id;
    text += ",\"error\":";
    text += json_text(error);
    return text + "}";
}

}  // namespace arena::serve::ws

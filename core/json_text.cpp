#include "core/json_text.hpp"

#include <nlohmann/json.hpp>

namespace arena {
namespace {

template <typename Json>
std::string text_of(const Json& value, int indent) {
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string json_text(const nlohmann::json& value, int indent) {
    return text_of(value, indent);
}

std::string json_text(const nlohmann::ordered_json& value, int indent) {
    return text_of(value, indent);
}

nlohmann::json json_value(std::string_view text) {
    return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace arena

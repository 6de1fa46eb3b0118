#include "cli/client_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

const json* find(const json& object, const char* field) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(field);
    return found == object.end() ? nullptr : &*found;
}

constexpr double exact_max = 9007199254740992.0;  // 2^53: what a double holds exactly

}  // namespace

std::string text_in(const json& object, const char* field) {
    const json* const found = find(object, field);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_in(const json& object, const char* field) {
    const json* const found = find(object, field);
    if (found == nullptr) return 0;
    if (found->is_number_integer()) return found->get<std::int64_t>();
    const double real = real_in(object, field);
    return std::abs(real) < exact_max ? std::llround(real) : 0;
}

double real_in(const json& object, const char* field) {
    const json* const found = find(object, field);
    return found != nullptr && found->is_number() ? found->get<double>() : 0;
}

bool bool_in(const json& object, const char* field, bool otherwise) {
    const json* const found = find(object, field);
    return found != nullptr && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::vector<std::string> texts_in(const json& object, const char* field) {
    std::vector<std::string> texts;
    for (const json& one : list_in(object, field))
        if (one.is_string()) texts.push_back(one.get<std::string>());
    return texts;
}

const json& list_in(const json& object, const char* field) {
    static const json nothing = json::array();
    const json* const found = find(object, field);
    return found != nullptr && found->is_array() ? *found : nothing;
}

const json& object_in(const json& object, const char* field) {
    static const json nothing = json::object();
    const json* const found = find(object, field);
    return found != nullptr && found->is_object() ? *found : nothing;
}

std::string one_line(const json& value) {
    return json_text(value);
}

}  // namespace arena::cli

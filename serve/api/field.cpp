// See field.hpp.
#include "serve/api/field.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/utf8.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

constexpr std::size_t name_bytes_told_max = 64;

/// Brackets that are open at once, outside of strings.
bool too_deep(std::string_view bytes) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth > json_depth_max) return true;
    }
    return false;
}

bool holds_nul(const json& value) {
    if (value.is_string())
        return value.get_ref<const std::string&>().find('\0') != std::string::npos;
    if (value.is_structured()) return std::any_of(value.begin(), value.end(), holds_nul);
    return false;
}

/// C1 is C2 80 to C2 9F. REQUIRES: UTF-8.
bool holds_c1_control(std::string_view text) {
    for (std::size_t i = text.find('\xc2'); i != std::string_view::npos;
         i = text.find('\xc2', i + 1))
        if (static_cast<unsigned char>(text[i + 1]) < 0xa0) return true;
    return false;
}

std::string quoted(std::string_view name) {
    return "'" + std::string(name) + "'";
}

std::string text_fault(const json& value, const Field& field) {
    if (!value.is_string()) return quoted(field.name) + " must be a string";
    const auto& text = value.get_ref<const std::string&>();
    const auto bytes = static_cast<std::int64_t>(text.size());
    if (!field.choices.empty()) {
        if (std::find(field.choices.begin(), field.choices.end(), text) != field.choices.end())
            return "";
        std::string all;
        for (const std::string_view choice : field.choices)
            all += (all.empty() ? "" : ", ") + std::string(choice);
        return quoted(field.name) + " must be one of " + all;
    }
    if (bytes < field.least || bytes > field.most)
        return quoted(field.name) + " must have " + std::to_string(field.least) + " to " +
               std::to_string(field.most) + " bytes";
    if (field.one_line && (holds_control(text) || holds_c1_control(text)))
        return quoted(field.name) + " must have no control characters";
    return "";
}

/// Integers are compared as such: a double cannot tell 2^53 from the next.
bool is_in_range(const json& value, const Field& field) {
    const bool is_huge = value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX;
    if (value.is_number_integer() && !is_huge) {
        const auto integer = value.get<std::int64_t>();
        return integer >= field.least && integer <= field.most;
    }
    const auto number = value.get<double>();
    return number >= static_cast<double>(field.least) && number <= static_cast<double>(field.most);
}

std::string range_fault(const json& value, const Field& field) {
    if (is_in_range(value, field)) return "";
    return quoted(field.name) + " must be from " + std::to_string(field.least) + " to " +
           std::to_string(field.most);
}

std::string value_fault(const json& value, const Field& field) {
    switch (field.type) {
        case FieldType::text: return text_fault(value, field);
        case FieldType::integer:
            if (!value.is_number_integer()) return quoted(field.name) + " must be an integer";
            return range_fault(value, field);
        case FieldType::number:
            if (!value.is_number() || !std::isfinite(value.get<double>()))
                return quoted(field.name) + " must be a number";
            return range_fault(value, field);
        case FieldType::boolean:
            return value.is_boolean() ? "" : quoted(field.name) + " must be true or false";
        case FieldType::object:
            return value.is_object() ? "" : quoted(field.name) + " must be an object";
        case FieldType::list:
            if (!value.is_array()) return quoted(field.name) + " must be a list";
            if (static_cast<std::int64_t>(value.size()) > field.most)
                return quoted(field.name) + " must have at most " + std::to_string(field.most) +
                       " items";
            return "";
    }
    return "";
}

json schema_of_one(const Field& field) {
    json schema;
    schema["description"] = field.about;
    switch (field.type) {
        case FieldType::text:
            schema["type"] = "string";
            if (!field.choices.empty()) {
                schema["enum"] = field.choices;
            } else {
                schema["minLength"] = field.least;
                schema["maxLength"] = field.most;
            }
            break;
        case FieldType::integer:
        case FieldType::number:
            schema["type"] = field.type == FieldType::integer ? "integer" : "number";
            schema["minimum"] = field.least;
            schema["maximum"] = field.most;
            break;
        case FieldType::boolean: schema["type"] = "boolean"; break;
        case FieldType::object: schema["type"] = "object"; break;
        case FieldType::list:
            schema["type"] = "array";
            schema["maxItems"] = field.most;
            break;
    }
    return schema;
}

Field plain(std::string_view name, FieldType type, std::string_view about) {
    Field field;
    field.name = name;
    field.type = type;
    field.about = about;
    return field;
}

Field bounded(std::string_view name, FieldType type, std::int64_t least, std::int64_t most,
              std::string_view about) {
    Field field = plain(name, type, about);
    field.least = least;
    field.most = most;
    return field;
}

}  // namespace

Field text(std::string_view name, std::int64_t bytes_least, std::int64_t bytes_most,
           std::string_view about) {
    return bounded(name, FieldType::text, bytes_least, bytes_most, about);
}

Field line(std::string_view name, std::int64_t bytes_least, std::int64_t bytes_most,
           std::string_view about) {
    Field field = text(name, bytes_least, bytes_most, about);
    field.one_line = true;
    return field;
}

Field choice(std::string_view name, std::vector<std::string_view> choices, std::string_view about) {
    Field field = plain(name, FieldType::text, about);
    field.choices = std::move(choices);
    return field;
}

Field integer(std::string_view name, std::int64_t least, std::int64_t most,
              std::string_view about) {
    return bounded(name, FieldType::integer, least, most, about);
}

Field boolean(std::string_view name, std::string_view about) {
    return plain(name, FieldType::boolean, about);
}

Field object(std::string_view name, std::string_view about) {
    return plain(name, FieldType::object, about);
}

Field list(std::string_view name, std::int64_t items_most, std::string_view about) {
    return bounded(name, FieldType::list, 0, items_most, about);
}

Field optional_field(Field field) {
    field.required = false;
    return field;
}

std::optional<json> read_object(std::string_view bytes) {
    if (too_deep(bytes) || !is_utf8(bytes)) return std::nullopt;
    json value = json_value(bytes);
    if (!value.is_object() || holds_nul(value)) return std::nullopt;
    return value;
}

std::string fault_in(const json& body, std::span<const Field> fields) {
    for (const Field& field : fields) {
        const auto found = body.find(field.name);
        const bool absent = found == body.end() || found->is_null();
        if (absent && field.required) return quoted(field.name) + " is missing";
        if (absent) continue;
        std::string fault = value_fault(*found, field);
        if (!fault.empty()) return fault;
    }
    for (const auto& member : body.items()) {
        const bool is_asked_for =
            std::any_of(fields.begin(), fields.end(),
                        [&](const Field& field) { return field.name == member.key(); });
        if (!is_asked_for)
            return quoted(std::string_view(member.key()).substr(0, name_bytes_told_max)) +
                   " is unknown";
    }
    return "";
}

json schema_of(std::span<const Field> fields) {
    json schema{{"type", "object"}, {"properties", json::object()}};
    json required = json::array();
    for (const Field& field : fields) {
        schema["properties"][std::string(field.name)] = schema_of_one(field);
        if (field.required) required.push_back(field.name);
    }
    if (!required.empty()) schema["required"] = required;
    schema["additionalProperties"] = false;
    return schema;
}

}  // namespace arena::serve::api

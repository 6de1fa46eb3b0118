#include "core/wire/json_fields.hpp"

#include <nlohmann/json.hpp>

namespace arena::wire {
namespace {

const nlohmann::json& no_object() {
    static const nlohmann::json empty = nlohmann::json::object();
    return empty;
}

}  // namespace

void JsonWriter::operator()(const char* name, bool value) {
    (*here_)[name] = value;
}
void JsonWriter::operator()(const char* name, double value) {
    (*here_)[name] = value;
}
void JsonWriter::put(const char* name, std::string_view value) {
    (*here_)[name] = std::string(value);
}
void JsonWriter::put_signed(const char* name, std::int64_t value) {
    (*here_)[name] = value;
}
void JsonWriter::put_unsigned(const char* name, std::uint64_t value) {
    (*here_)[name] = value;
}

nlohmann::ordered_json& JsonWriter::object(const char* name) {
    return (*here_)[name] = nlohmann::ordered_json::object();
}

nlohmann::ordered_json& JsonWriter::array(const char* name) {
    return (*here_)[name] = nlohmann::ordered_json::array();
}

nlohmann::ordered_json& JsonWriter::push_object(nlohmann::ordered_json& list) {
    return list.emplace_back(nlohmann::ordered_json::object());
}

void JsonWriter::push(nlohmann::ordered_json& list, const std::string& value) {
    list.push_back(value);
}

void JsonReader::complain(const char* name, std::string_view what) {
    if (ok()) *fault_ = "field \"" + std::string(name) + "\" " + std::string(what);
}

bool JsonReader::has(const char* name) const {
    return here_->is_object() && here_->contains(name);
}

const nlohmann::json* JsonReader::find(const char* name) {
    if (!has(name)) {
        complain(name, "is missing");
        return nullptr;
    }
    return &(*here_)[name];
}

std::string JsonReader::text(const char* name) {
    const nlohmann::json* value = find(name);
    if (value && !value->is_string()) complain(name, "is not a string");
    return ok() ? value->get<std::string>() : std::string();
}

void JsonReader::operator()(const char* name, bool& value) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_boolean()) complain(name, "is neither true nor false");
    if (ok()) value = found->get<bool>();
}

void JsonReader::operator()(const char* name, double& value) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_number()) complain(name, "is not a number");
    if (ok()) value = found->get<double>();
}

std::int64_t JsonReader::read_signed(const char* name, std::int64_t low, std::int64_t high) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_number_integer()) complain(name, "is not a whole number");
    if (!ok()) return 0;
    const bool huge = found->is_number_unsigned() &&
                      found->get<std::uint64_t>() >
                          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const std::int64_t value = huge ? 0 : found->get<std::int64_t>();
    if (huge || value < low || value > high) complain(name, "is out of range");
    return ok() ? value : 0;
}

std::uint64_t JsonReader::read_unsigned(const char* name, std::uint64_t high) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_number_unsigned()) complain(name, "is not a whole number of 0 or more");
    if (!ok()) return 0;
    const auto value = found->get<std::uint64_t>();
    if (value > high) complain(name, "is out of range");
    return ok() ? value : 0;
}

const nlohmann::json& JsonReader::object(const char* name) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_object()) complain(name, "is not an object");
    return ok() ? *found : no_object();
}

std::size_t JsonReader::size_of(const char* name) {
    const nlohmann::json* found = find(name);
    if (found && !found->is_array()) complain(name, "is not a list");
    return ok() ? found->size() : 0;
}

std::string JsonReader::text_at(const char* name, std::size_t index) {
    const nlohmann::json& value = (*here_)[name][index];
    if (!value.is_string()) complain(name, "holds something that is not a string");
    return ok() ? value.get<std::string>() : std::string();
}

const nlohmann::json& JsonReader::object_at(const char* name, std::size_t index) {
    const nlohmann::json& value = (*here_)[name][index];
    if (!value.is_object()) complain(name, "holds something that is not an object");
    return ok() ? value : no_object();
}

}  // namespace arena::wire

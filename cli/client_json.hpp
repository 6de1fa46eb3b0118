// Reads what a server says without trusting its form: a field that is missing or of another type is
// empty, zero, false.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace arena::cli {

std::string text_in(const nlohmann::json& object, const char* field);
std::int64_t number_in(const nlohmann::json& object, const char* field);  ///< reals are rounded
double real_in(const nlohmann::json& object, const char* field);
bool bool_in(const nlohmann::json& object, const char* field, bool otherwise = false);
std::vector<std::string> texts_in(const nlohmann::json& object, const char* field);

/// An empty list or object when there is none.
const nlohmann::json& list_in(const nlohmann::json& object, const char* field);
const nlohmann::json& object_in(const nlohmann::json& object, const char* field);

/// One line, whatever bytes are in it.
std::string one_line(const nlohmann::json& value);

}  // namespace arena::cli

// Fields of a request: one description that checks what comes in and documents it.
//
// The tables of routes (api/routes_*.cpp) and of events (ws/events.cpp) are made of these, and
// /openapi.json and /asyncapi.json are printed from them, so that documents cannot drift.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arena::serve::api {

enum class FieldType { text, integer, number, boolean, object, list };

struct Field {
    std::string_view name;
    FieldType type = FieldType::text;
    bool required = true;
    std::int64_t least = 0;  ///< of an integer or number; bytes of a text; items of a list
    std::int64_t most = 0;
    std::vector<std::string_view> choices;  ///< of a text; empty = any
    bool one_line = false;                  ///< a text without control characters
    std::string_view about;
};

/// A field that must be there, or (optional_*) may be.
Field text(std::string_view name, std::int64_t bytes_least, std::int64_t bytes_most,
           std::string_view about);
/// A text that is shown to others in one line: no control characters (C0, DEL, C1).
Field line(std::string_view name, std::int64_t bytes_least, std::int64_t bytes_most,
           std::string_view about);
Field choice(std::string_view name, std::vector<std::string_view> choices, std::string_view about);
Field integer(std::string_view name, std::int64_t least, std::int64_t most, std::string_view about);
Field boolean(std::string_view name, std::string_view about);
Field object(std::string_view name, std::string_view about);
Field list(std::string_view name, std::int64_t items_most, std::string_view about);
Field optional_field(Field field);

inline constexpr int json_depth_max = 16;

/// A JSON object (RFC 8259) of bounded depth, in UTF-8 without NUL. None: it is not one.
std::optional<nlohmann::json> read_object(std::string_view bytes);

/// Empty when `body` has what the fields ask for; else one sentence that names the field.
/// A field that nobody asked for is a fault: a misspelt optional one would be lost without a word.
std::string fault_in(const nlohmann::json& body, std::span<const Field> fields);

/// The fields as a JSON Schema (2020-12) object.
nlohmann::json schema_of(std::span<const Field> fields);

}  // namespace arena::serve::api

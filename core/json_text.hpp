// JSON from text and to text, compiled once: each file that calls nlohmann's templates for it
// compiles the parser and the writer anew, at a second a file.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace arena {

/// `value` on one line, or over several with `indent` spaces a level; no newline at the end. Bytes
/// that are not UTF-8 become U+FFFD: strings that come from outside may hold anything.
std::string json_text(const nlohmann::json& value, int indent = -1);
std::string json_text(const nlohmann::ordered_json& value, int indent = -1);

/// What `text` says; `is_discarded()` where it is not JSON. The last of equal keys counts.
nlohmann::json json_value(std::string_view text);

}  // namespace arena

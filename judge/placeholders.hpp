// Placeholders: "{name}" inside a word of argv or env, replaced by a value.
//
// A value is never looked at again, so a source named "{box}" stays that. {box} and {work} are left
// for the Runner, which alone knows where they lie.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace arena {

using PlaceholderValues = std::map<std::string, std::string>;  ///< "exe" -> "main"

/// Every "{name}" whose name is in `values` is replaced, all else stays.
std::string fill_placeholders(const std::string& word, const PlaceholderValues& values);
std::vector<std::string> fill_placeholders(const std::vector<std::string>& words,
                                           const PlaceholderValues& values);

/// The names of all "{name}" in `word`: lower-case letters and '_' only.
std::vector<std::string> placeholders_in(const std::string& word);

}  // namespace arena

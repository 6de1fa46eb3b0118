// One pass, left to right; see the header for what a placeholder is.
#include "judge/placeholders.hpp"

#include <optional>

namespace arena {
namespace {

/// The end (one past '}') of the placeholder that opens at `open`, if one does.
std::optional<std::size_t> placeholder_end(const std::string& word, std::size_t open) {
    std::size_t at = open + 1;
    while (at < word.size() && ((word[at] >= 'a' && word[at] <= 'z') || word[at] == '_')) ++at;
    if (at == open + 1 || at >= word.size() || word[at] != '}') return std::nullopt;
    return at + 1;
}

}  // namespace

std::string fill_placeholders(const std::string& word, const PlaceholderValues& values) {
    std::string filled;
    std::size_t at = 0;
    while (at < word.size()) {
        if (word[at] == '{') {
            if (const auto end = placeholder_end(word, at)) {
                const auto value = values.find(word.substr(at + 1, *end - at - 2));
                filled += value == values.end() ? word.substr(at, *end - at) : value->second;
                at = *end;
                continue;
            }
        }
        filled += word[at++];
    }
    return filled;
}

std::vector<std::string> fill_placeholders(const std::vector<std::string>& words,
                                           const PlaceholderValues& values) {
    std::vector<std::string> filled;
    filled.reserve(words.size());
    for (const std::string& word : words) filled.push_back(fill_placeholders(word, values));
    return filled;
}

std::vector<std::string> placeholders_in(const std::string& word) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (word[at] != '{') continue;
        if (const auto end = placeholder_end(word, at)) {
            names.push_back(word.substr(at + 1, *end - at - 2));
        }
    }
    return names;
}

}  // namespace arena

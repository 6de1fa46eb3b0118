#include "cli/similar_layout.hpp"

#include <algorithm>

namespace arena::cli {
namespace {

constexpr std::string_view problem_word = "{problem}", user_word = "{user}";

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (slash > 0) parts.emplace_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return parts;
}

/// Matches one part, the shortest text for each placeholder first.
bool fits(std::string_view pattern, std::string_view text, Place& place) {
    if (pattern.empty()) return text.empty();
    std::string* into = nullptr;
    std::size_t word = 1, least = 0;
    if (pattern.substr(0, problem_word.size()) == problem_word) {
        into = &place.problem;
        word = problem_word.size();
        least = 1;
    } else if (pattern.substr(0, user_word.size()) == user_word) {
        into = &place.user;
        word = user_word.size();
        least = 1;
    } else if (pattern.front() != '*') {
        return !text.empty() && text.front() == pattern.front() &&
               fits(pattern.substr(1), text.substr(1), place);
    }
    for (std::size_t length = least; length <= text.size(); ++length) {
        if (!fits(pattern.substr(word), text.substr(length), place)) continue;
        if (into != nullptr) *into = std::string(text.substr(0, length));
        return true;
    }
    return false;
}

}  // namespace

Result<Layout> Layout::read(const std::string& text) {
    Layout layout;
    if (text == "file") return layout;
    layout.kind_ = text == "folder" ? Kind::folder : Kind::pattern;
    if (layout.kind_ == Kind::folder) return layout;
    layout.parts_ = split_path(text);
    const bool named = text.find('{') != std::string::npos || text.find('*') != std::string::npos;
    if (!named) {
        return fail(ErrorCode::usage,
                    "--by is file, folder or a pattern such as "
                    "'{problem}/{user}_*', not '" +
                        text + "'");
    }
    for (const std::string& part : layout.parts_) {
        if (std::count(part.begin(), part.end(), '*') > 8) {
            return fail(ErrorCode::usage, "--by '" + text + "' has more than 8 * in a part");
        }
        for (std::size_t at = part.find('{'); at != std::string::npos;
             at = part.find('{', at + 1)) {
            const std::string_view rest = std::string_view(part).substr(at);
            if (rest.substr(0, problem_word.size()) == problem_word ||
                rest.substr(0, user_word.size()) == user_word) {
                continue;
            }
            return fail(ErrorCode::usage, "--by '" + text +
                                              "' has an unknown word (there are {problem} and "
                                              "{user}, and * for anything)");
        }
    }
    return layout;
}

std::optional<Place> Layout::place(const std::string& path) const {
    if (kind_ == Kind::file) return Place{path, "", ""};
    const std::vector<std::string> parts = split_path(path);
    Place place;
    if (kind_ == Kind::folder) {
        place.submission = parts.empty() ? path : parts.front();
        return place;
    }
    if (parts.size() < parts_.size()) return std::nullopt;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (!fits(parts_[i], parts[i], place)) return std::nullopt;
        place.submission += (i > 0 ? "/" : "") + parts[i];
    }
    return place;
}

}  // namespace arena::cli

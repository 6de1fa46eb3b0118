// Brace expansion and matching. See glob.hpp.
#include "core/problem/glob.hpp"

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

// Position of the brace that closes the one at `open`; npos when there is none.
std::size_t closing_brace(const std::string& text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '{') ++depth;
        if (text[i] == '}' && --depth == 0) return i;
    }
    return std::string::npos;
}

// The parts between the commas of the outermost level; spaces around a part are for the reader.
std::vector<std::string> alternatives(const std::string& inner) {
    std::vector<std::string> out(1);
    int depth = 0;
    for (char c : inner) {
        if (c == '{') ++depth;
        if (c == '}') --depth;
        if (c == ',' && depth == 0) {
            out.emplace_back();
        } else {
            out.back().push_back(c);
        }
    }
    for (std::string& part : out) part = std::string(trimmed(part));
    return out;
}

// One name (no '/') against one part of a pattern, where '*' takes any run of bytes.
bool name_matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_n = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_n = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++star_n;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::string_view take_part(std::string_view& text) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    return part;
}

}  // namespace

Result<std::vector<std::string>> expand_braces(const std::string& pattern) {
    if (pattern.find("**") != std::string::npos || pattern.find('[') != std::string::npos) {
        return fail(
            ErrorCode::invalid_package,
            "pattern '" + shown(pattern) + "' uses ** or [], which the format does not know");
    }
    const auto refuse = [&pattern](const char* why) {
        return fail(ErrorCode::invalid_package, "pattern '" + shown(pattern) + "' " + why);
    };
    if (pattern.size() > 1000) return refuse("is longer than 1000 bytes");
    std::vector<std::string> out;
    std::vector<std::string> waiting{pattern};
    while (!waiting.empty()) {
        if (out.size() + waiting.size() > glob_alternatives_max) {
            return refuse("stands for more than 1000 names");
        }
        const std::string next = std::move(waiting.back());
        waiting.pop_back();
        const std::size_t open = next.find('{');
        if (open == std::string::npos) {
            if (next.find('}') != std::string::npos) return refuse("has a } without a {");
            out.push_back(next);
            continue;
        }
        const std::size_t close = closing_brace(next, open);
        if (close == std::string::npos) return refuse("has a { without a }");
        const auto parts = alternatives(next.substr(open + 1, close - open - 1));
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            waiting.push_back(next.substr(0, open) + *part + next.substr(close + 1));
        }
    }
    return out;
}

bool glob_covers(std::string_view pattern, std::string_view path) {
    while (!pattern.empty() && pattern.back() == '/') pattern.remove_suffix(1);
    if (pattern.empty()) return false;
    while (!pattern.empty()) {
        if (path.empty() || !name_matches(take_part(pattern), take_part(path))) return false;
    }
    return true;
}

}  // namespace arena::problem

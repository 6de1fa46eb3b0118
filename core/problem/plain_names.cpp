#include "core/problem/plain_names.hpp"

#include <algorithm>
#include <string_view>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

using Role = PlainGuess::Role;

struct Word {
    const char* text;
    Role role;
};

constexpr Word endings[] = {
    {".in", Role::input},      {".inp", Role::input},  {".input", Role::input},
    {".dat", Role::input},     {".out", Role::answer}, {".ans", Role::answer},
    {".a", Role::answer},      {".sol", Role::answer}, {".answer", Role::answer},
    {".output", Role::answer}, {".res", Role::answer}, {".ref", Role::answer}};
// In words of several letters first, so that the longest fits.
constexpr Word heads[] = {{"input", Role::input},   {"output", Role::answer},
                          {"answer", Role::answer}, {"inp", Role::input},
                          {"out", Role::answer},    {"ans", Role::answer},
                          {"in", Role::input}};
constexpr Word short_heads[] = {{"ou", Role::answer}, {"i", Role::input}, {"o", Role::answer}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_join(char c) {
    return c == '_' || c == '-' || c == '.';
}

// "12" and "01b", and nothing else.
bool is_number(std::string_view text) {
    if (!text.empty() && text.back() >= 'a' && text.back() <= 'z') text.remove_suffix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string joined(const std::string& directory, const std::string& name) {
    return directory.empty() ? name : directory + "/" + name;
}

/// One name on its way through the schemes; `text` is in lower case, `name` as it is.
struct Name {
    const std::string& directory;
    std::string name, text;

    PlainGuess guess(Role role, const std::string& key, std::string scheme = "") const {
        return {role, joined(directory, key), std::move(scheme)};
    }
};

// "abc.in"
std::optional<PlainGuess> by_ending(const Name& from) {
    for (const Word& ending : endings) {
        if (!ends_with(from.text, ending.text)) continue;
        const std::size_t stem = from.text.size() - std::string_view(ending.text).size();
        if (stem == 0) continue;
        const bool dat = std::string_view(ending.text) == ".dat";
        return from.guess(ending.role, from.name.substr(0, stem), dat ? ".dat" : "");
    }
    return std::nullopt;
}

// "abc.in.3", "abc.in3", "abc.i03b"
std::optional<PlainGuess> by_number_behind(const Name& from) {
    const auto look = [&](const Word& word, bool may_join) -> std::optional<PlainGuess> {
        const std::string middle = std::string(".") + word.text;
        const std::size_t at = from.text.rfind(middle);
        if (at == std::string::npos || at == 0) return std::nullopt;
        std::size_t number = at + middle.size();
        if (may_join && number < from.text.size() && is_join(from.text[number])) ++number;
        if (!is_number(std::string_view(from.text).substr(number))) return std::nullopt;
        return from.guess(word.role, from.name.substr(0, at) + "." + from.name.substr(number));
    };
    for (const Word& word : heads) {
        if (auto found = look(word, true)) return found;
    }
    for (const Word& word : short_heads) {
        if (auto found = look(word, false)) return found;
    }
    return std::nullopt;
}

// "input3.txt", "in_3", "I.3"
std::optional<PlainGuess> by_head(const Name& from) {
    for (const Word& head : heads) {
        if (!starts_with(from.text, head.text)) continue;
        std::size_t at = std::string_view(head.text).size();
        if (at < from.text.size() && is_join(from.text[at])) ++at;
        // "input3.py" is a program.
        const bool dotted = from.text.find('.', at) != std::string::npos;
        if (at < from.text.size() && is_digit(from.text[at]) && !dotted) {
            return from.guess(head.role, from.name.substr(at));
        }
    }
    if (from.text.size() > 2 && from.text[1] == '.' && is_number(from.text.substr(2))) {
        if (from.text[0] == 'i') return from.guess(Role::input, from.name.substr(2));
        if (from.text[0] == 'o') return from.guess(Role::answer, from.name.substr(2));
    }
    return std::nullopt;
}

// "3_in.txt", "sample-output"
std::optional<PlainGuess> by_tail_word(const Name& from) {
    for (const Word& word : heads) {
        if (!ends_with(from.text, word.text)) continue;
        const std::size_t stem = from.text.size() - std::string_view(word.text).size();
        if (stem < 2 || !is_join(from.text[stem - 1])) continue;
        const std::string key = from.name.substr(0, stem - 1);
        return from.guess(word.role, key, from.text.substr(stem - 1));
    }
    return std::nullopt;
}

// "input.txt" beside "output.txt": the folder is the test.
std::optional<PlainGuess> by_word(const Name& from) {
    for (const Word& word : heads) {
        if (from.text != word.text) continue;
        PlainGuess out{word.role, from.directory.empty() ? "test" : from.directory, from.text};
        return out;
    }
    return std::nullopt;
}

}  // namespace

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::string without_txt(const std::string& name) {
    const bool txt = name.size() > 4 && lower(name.substr(name.size() - 4)) == ".txt";
    return txt ? name.substr(0, name.size() - 4) : name;
}

std::optional<PlainGuess> guess_by_name(const std::string& directory, const std::string& name) {
    const std::string plain = without_txt(name);
    const Name from{directory, plain, lower(plain)};
    for (const auto& scheme : {by_ending, by_number_behind, by_head, by_tail_word, by_word}) {
        if (auto found = scheme(from)) return found;
    }
    if (name.find('.') == std::string::npos)
        return PlainGuess{Role::bare, joined(directory, name), ""};
    return std::nullopt;
}

}  // namespace arena::problem

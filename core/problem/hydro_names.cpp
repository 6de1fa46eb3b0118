#include "core/problem/hydro_names.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t digits_max = 9;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '-';
}

std::size_t digits_before(const std::string& text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    return begin;
}

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), by);
        at += by.size();
    }
    return text;
}

std::string as_output(const std::string& name) {
    return replaced(replaced(name, "input", "output"), "INPUT", "OUTPUT");
}

std::optional<std::string> without_any(const std::string& name,
                                       std::initializer_list<const char*> tails) {
    for (const char* tail : tails) {
        if (ends_with(name, tail)) return name.substr(0, name.size() - std::string(tail).size());
    }
    return std::nullopt;
}

using Names = std::vector<std::string>;

// "12.in", "data3.txt", "small2-1.in": the last number is the test, one before a dash the subtask.
std::optional<HydroNamedTest> numbered(const std::string& name, Names& outputs) {
    const auto stem = without_any(name, {".in.txt", ".IN.TXT", ".in", ".IN", ".txt", ".TXT"});
    if (!stem || !std::all_of(stem->begin(), stem->end(), is_word)) return std::nullopt;
    const std::size_t number = digits_before(*stem, stem->size());
    if (number == stem->size()) return std::nullopt;
    HydroNamedTest out{name, "", *stem, 1, false};
    if (number > 0 && ((*stem)[number - 1] == '-' || (*stem)[number - 1] == '_')) {
        const std::size_t begin = digits_before(*stem, number - 1);
        const std::string digits = stem->substr(begin, number - 1 - begin);
        if (digits.size() > digits_max) return std::nullopt;
        out.whole = !digits.empty();
        // Their 0 is no number: without one, or with 0, it is the first subtask.
        if (out.whole) out.subtask = std::max(1L, std::stol(digits));
    }
    for (const std::string kind : {"out", "ans"}) {
        for (const std::string& tail : {kind, upper(kind), kind + ".txt", upper(kind) + ".TXT"}) {
            outputs.push_back(*stem + "." + tail);
            outputs.push_back(as_output(*stem + "." + tail));
        }
    }
    if (stem->find("input") != std::string::npos) {
        outputs.push_back(replaced(*stem + ".txt", "input", "output"));
    }
    return out;
}

// "task.in3" with "task.ou3" or "task.out3".
std::optional<HydroNamedTest> numbered_behind(const std::string& name, Names& outputs) {
    const std::size_t number = digits_before(name, name.size());
    if (number == name.size()) return std::nullopt;
    const auto stem = without_any(name.substr(0, number), {".in", ".IN"});
    if (!stem || std::any_of(stem->begin(), stem->end(), is_digit)) return std::nullopt;
    const bool big = name[number - 1] == 'N';
    for (const char* tail : {"ou", "out"}) {
        const std::string output =
            *stem + "." + (big ? upper(tail) : std::string(tail)) + name.substr(number);
        outputs.push_back(output);
        outputs.push_back(as_output(output));
    }
    return HydroNamedTest{name, "", *stem + name.substr(number), 1, false};
}

// What the first rule does not take for its other letters: "big 2-1.in" and "1-all ones.in".
std::optional<HydroNamedTest> loosely_numbered(const std::string& name, Names& outputs) {
    const auto stem = without_any(name, {".in", ".IN"});
    if (!stem) return std::nullopt;
    HydroNamedTest out{name, "", *stem, 1, false};
    const std::size_t number = digits_before(*stem, stem->size());
    const auto joins = [&](std::size_t at) { return (*stem)[at] == '-' || (*stem)[at] == '_'; };
    const std::size_t first = static_cast<std::size_t>(
        std::find_if(stem->begin(), stem->end(), is_digit) - stem->begin());
    std::size_t after = first;
    while (after < stem->size() && is_digit((*stem)[after])) ++after;
    if (first == stem->size() || after == stem->size() || !joins(after)) return std::nullopt;
    const bool pair = after + 1 == number && number < stem->size();
    if (!pair && first != 0) return std::nullopt;
    if (pair && after - first <= digits_max) {
        out.whole = true;
        out.subtask = std::stol(stem->substr(first, after - first));
    }
    for (const char* tail : {".out", ".ans", ".OUT", ".ANS"}) outputs.push_back(*stem + tail);
    return out;
}

}  // namespace

std::vector<HydroNamedTest> hydro_named_tests(const std::vector<std::string>& files) {
    const std::set<std::string> all(files.begin(), files.end());
    std::vector<HydroNamedTest> out;
    for (const std::string& name : files) {
        for (const auto& rule : {numbered, numbered_behind, loosely_numbered}) {
            Names outputs;
            auto test = rule(name, outputs);
            const auto found = std::find_if(outputs.begin(), outputs.end(), [&](const auto& other) {
                return other != name && all.count(other) != 0;
            });
            if (!test || found == outputs.end()) continue;
            test->output = *found;
            out.push_back(std::move(*test));
            break;
        }
    }
    return out;
}

}  // namespace arena::problem

#include "core/problem/yaml_text.hpp"

#include <cstdio>
#include <cstdlib>
#include <set>

namespace arena::problem {

namespace {

bool is_plain(std::string_view text) {
    static const std::set<std::string_view> words{
        "true", "false", "yes",  "no",   "on",   "off",   "null", "True", "Yes",
        "No",   "On",    "Off",  "y",    "n",    "Y",     "N",    "NO",   "YES",
        "ON",   "OFF",   "Null", "NULL", "TRUE", "FALSE", "False"};
    if (text.empty() || words.count(text) != 0) return false;
    const char first = text.front();
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!letter || text.back() == ' ') return false;
    return text.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789_-./ ") == std::string_view::npos;
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out = "\"";
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\x%02x", byte);
            out += buffer;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string yaml_list(const std::vector<std::string>& words) {
    std::string out = "[";
    for (const std::string& word : words) {
        if (out.size() > 1) out += ", ";
        out += yaml_scalar(word);
    }
    return out + "]";
}

std::string yaml_number(double value) {
    char buffer[40];
    for (int digits = 1; digits <= 17; ++digits) {
        std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
        if (std::strtod(buffer, nullptr) == value) break;
    }
    std::string text = buffer;
    // "5e+01" is a number to a human only after a while.
    if (text.find('e') != std::string::npos && value >= 1 && value < 1e15) {
        std::snprintf(buffer, sizeof buffer, "%.0f", value);
        if (std::strtod(buffer, nullptr) == value) text = buffer;
    }
    return text;
}

}  // namespace arena::problem

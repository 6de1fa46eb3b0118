// Reading and replacing constants. See constants.hpp.
#include "core/problem/constants.hpp"

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// [a-zA-Z_][a-zA-Z0-9_]*
bool is_constant_name(const std::string& name) {
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
    for (char c : name) {
        if (!is_word_byte(c)) return false;
    }
    return true;
}

Result<void> read_spellings(const std::string& name, const YamlNode& node,
                            std::map<std::string, std::string>& out) {
    for (const auto& [spelling, value] : node.entries) {
        if (!is_constant_name(spelling) || value.kind != YamlNode::Kind::scalar) {
            return value.error("constant '" + shown(name) +
                               "' must map plain names to numbers or strings");
        }
        out[name + "." + spelling] = value.text;
        if (spelling == "value") out[name] = value.text;
    }
    return {};
}

}  // namespace

Result<std::map<std::string, std::string>> read_constants(const YamlNode& node) {
    std::map<std::string, std::string> out;
    if (node.is_null()) return out;
    if (node.kind != YamlNode::Kind::map) {
        return node.error("constants must map names to numbers or strings");
    }
    for (const auto& [name, value] : node.entries) {
        if (!is_constant_name(name)) {
            return value.error("'" + shown(name) +
                               "' cannot name a constant (letters, digits and _ only)");
        }
        if (value.kind == YamlNode::Kind::map) {
            auto read = read_spellings(name, value, out);
            if (!read) return tl::unexpected<Error>(read.error());
        } else if (value.kind == YamlNode::Kind::scalar) {
            out[name] = value.text;
        } else {
            return value.error("constant '" + name + "' must be a number or a string");
        }
    }
    return out;
}

std::string substitute_constants(std::string_view text,
                                 const std::map<std::string, std::string>& constants) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t start = text.find("{{");
        out += text.substr(0, start);
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        std::size_t end = 2;
        while (end < text.size() && (is_word_byte(text[end]) || text[end] == '.')) ++end;
        const auto found = text.substr(end, 2) == "}}"
                               ? constants.find(std::string(text.substr(2, end - 2)))
                               : constants.end();
        if (found == constants.end()) {
            out.push_back('{');
            text.remove_prefix(1);
        } else {
            out += found->second;
            text.remove_prefix(end + 2);
        }
    }
    return out;
}

}  // namespace arena::problem

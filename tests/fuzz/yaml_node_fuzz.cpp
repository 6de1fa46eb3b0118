// Any bytes as YAML: parse_yaml answers with a tree whose lines lie in the file and whose nesting
// has its limit, or with one line of message.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "core/problem/constants.hpp"
#include "core/problem/glob.hpp"
#include "core/problem/yaml_node.hpp"

namespace {

using arena::problem::YamlNode;

void check(const YamlNode& node, int depth, int lines) {
    ARENA_ASSERT(depth <= arena::problem::yaml_depth_max + 1);
    ARENA_ASSERT(node.line >= 1 && node.line <= lines);
    ARENA_ASSERT(node.items.empty() || node.entries.empty());
    (void)node.as_number();
    (void)node.as_integer();
    (void)node.as_bool();
    (void)node.as_strings();
    for (const YamlNode& item : node.items) check(item, depth + 1, lines);
    for (const auto& [key, value] : node.entries) {
        ARENA_ASSERT(node.find(key) == &value);
        (void)arena::problem::expand_braces(key);
        check(value, depth + 1, lines);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto root = arena::problem::parse_yaml(text, "f.yaml");
    if (!root) {
        ARENA_ASSERT(root.error().message.find('\n') == std::string::npos);
        return 0;
    }
    // The parser also ends a line at a lone CR, and may stand behind the last one.
    const auto ends =
        std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
    check(*root, 0, static_cast<int>(ends) + 2);
    const auto constants = arena::problem::read_constants(*root);
    if (constants) (void)arena::problem::substitute_constants(text, *constants);
    return 0;
}

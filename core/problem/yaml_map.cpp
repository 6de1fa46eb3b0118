// Keys of a YAML map, read one by one. See yaml_map.hpp.
#include "core/problem/yaml_map.hpp"

#include "core/problem/text.hpp"

namespace arena::problem {

YamlMap::YamlMap(const YamlNode& node, std::string what) : node_(node), what_(std::move(what)) {
    if (node.kind == YamlNode::Kind::map || node.is_null()) return;
    fail(node, "expected keys and values in " + what_ + " (key: value)");
}

const YamlNode* YamlMap::take(const std::string& key) {
    known_.insert(key);
    if (error_) return nullptr;
    const YamlNode* value = node_.find(key);
    return value == nullptr || value->is_null() ? nullptr : value;
}

void YamlMap::skip(const std::vector<std::string>& keys) {
    known_.insert(keys.begin(), keys.end());
}

void YamlMap::string(const std::string& key, std::string& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    auto value = node->as_string();
    if (!value) return fail(*node, key + " must be a single value");
    out = std::move(*value);
}

void YamlMap::boolean(const std::string& key, bool& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    const auto value = node->as_bool();
    if (!value) return fail(*node, key + " must be true or false, not '" + shown(node->text) + "'");
    out = *value;
}

void YamlMap::number(const std::string& key, std::optional<double>& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    const auto value = node->as_number();
    if (!value) return fail(*node, key + " must be a number, not '" + shown(node->text) + "'");
    out = *value;
}

void YamlMap::positive(const std::string& key, double max, std::optional<double>& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    const auto value = node->as_number();
    if (!value || !(*value > 0) || *value > max) {
        return fail(*node, key + " must be a number above 0 and at most " +
                               std::to_string(static_cast<std::int64_t>(max)) + ", not '" +
                               shown(node->text) + "'");
    }
    out = *value;
}

void YamlMap::positive(const std::string& key, std::int64_t max, std::int64_t unit,
                       std::optional<std::int64_t>& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    const auto value = node->as_integer();
    if (!value || *value < 1 || *value > max) {
        return fail(*node, key + " must be a whole number from 1 to " + std::to_string(max) +
                               ", not '" + shown(node->text) + "'");
    }
    out = *value * unit;
}

void YamlMap::strings(const std::string& key, std::optional<std::vector<std::string>>& out) {
    const YamlNode* node = take(key);
    if (node == nullptr) return;
    auto value = node->as_strings();
    if (!value) return fail(*node, key + " must be a list of values, like [a, b]");
    out = std::move(*value);
}

void YamlMap::fail(Error error) {
    if (!error_) error_ = std::move(error);
}

void YamlMap::fail(const YamlNode& node, const std::string& message) {
    fail(node.error(message).value());
}

std::vector<std::string> YamlMap::unknown() const {
    std::vector<std::string> out;
    for (const auto& [key, value] : node_.entries) {
        if (known_.count(key) == 0) out.push_back(key);
    }
    return out;
}

Result<void> YamlMap::finish() const {
    if (error_) return tl::unexpected<Error>(*error_);
    return {};
}

Result<void> YamlMap::finish_strict() const {
    if (error_) return tl::unexpected<Error>(*error_);
    for (const auto& [key, value] : node_.entries) {
        if (known_.count(key) != 0) continue;
        std::string known;
        for (const std::string& name : known_) known += (known.empty() ? "" : ", ") + name;
        return value.error("unknown key '" + shown(key) + "' in " + what_ + " (known: " + known +
                           ")");
    }
    return {};
}

}  // namespace arena::problem

// Reading the keys of one YAML map: each key once, wrong values told by file and line, and what
// nobody asked for found at the end.
//
// The first error sticks: later calls do nothing, so a reader can ask for all its keys in a row and
// look at the outcome once. A key that is present but empty counts as absent.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/problem/yaml_node.hpp"

namespace arena::problem {

class YamlMap {
public:
    /// `what` names the map in messages: "limits". REQUIRES: `node` outlives this.
    YamlMap(const YamlNode& node, std::string what);

    /// The value of `key`, now known; nullptr when absent or empty, or after an error.
    const YamlNode* take(const std::string& key);

    /// Keys that are known and do not matter here.
    void skip(const std::vector<std::string>& keys);

    void string(const std::string& key, std::string& out);
    void boolean(const std::string& key, bool& out);
    void number(const std::string& key, std::optional<double>& out);
    /// A number above zero, at most `max`.
    void positive(const std::string& key, double max, std::optional<double>& out);
    /// A whole number above zero times `unit`, at most `max` before the multiplication.
    void positive(const std::string& key, std::int64_t max, std::int64_t unit,
                  std::optional<std::int64_t>& out);
    void strings(const std::string& key, std::optional<std::vector<std::string>>& out);

    void fail(Error error);
    void fail(const YamlNode& node, const std::string& message);
    bool ok() const { return !error_; }

    /// Keys that were not taken, in file order.
    std::vector<std::string> unknown() const;

    /// The first error, if any.
    Result<void> finish() const;
    /// The same; a key that was not taken is an error too.
    Result<void> finish_strict() const;

private:
    const YamlNode& node_;
    std::string what_;
    std::set<std::string> known_;
    std::optional<Error> error_;
};

}  // namespace arena::problem

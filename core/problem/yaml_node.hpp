// A YAML document as a plain tree that remembers the line of every value.
//
// parse_yaml is the one door to yaml-cpp: it catches what the library throws and builds the tree
// from its events, so that hostile files cost no more than their size. Refused: anchors, aliases
// merge keys and tags (an alias bomb needs them, a package does not), duplicate keys, a quote that
// is never closed, more than one document, nesting deeper than yaml_depth_max, text that is not
// UTF-8, NUL bytes, more than yaml_bytes_max. A byte-order mark and CR LF line ends are taken out
// first, as editors put them there. Scalars keep their spelling: what a value means is decided
// where it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

inline constexpr std::size_t yaml_bytes_max = std::size_t{1} << 20;
inline constexpr int yaml_depth_max = 32;

struct YamlNode {
    enum class Kind { null, scalar, sequence, map };

    Kind kind = Kind::null;
    bool quoted = false;          ///< scalar written with quotes or as a block
    std::string text;             ///< scalar only
    std::vector<YamlNode> items;  ///< sequence only
    struct Entry;
    std::vector<Entry> entries;  ///< map only, in file order
    int line = 1;
    std::shared_ptr<const std::string> file;  ///< label for messages

    bool is_null() const { return kind == Kind::null; }

    /// The value under `key`; nullptr when this is no map or has no such key.
    const YamlNode* find(const std::string& key) const;

    /// "problem.yaml line 3"
    std::string place() const;

    /// An invalid_package error that names the place: "problem.yaml line 3: " + message.
    tl::unexpected<Error> error(const std::string& message) const;

    /// The scalar's text. Error: not a scalar.
    Result<std::string> as_string() const;
    /// A decimal number, finite. Error: anything else.
    Result<double> as_number() const;
    /// A decimal integer; "512.0" counts. Error: anything else.
    Result<std::int64_t> as_integer() const;
    /// true/false/yes/no/on/off in the usual cases. Error: anything else.
    Result<bool> as_bool() const;
    /// A sequence of scalars, or one scalar taken as a sequence of one. Error: anything else.
    Result<std::vector<std::string>> as_strings() const;
};

struct YamlNode::Entry {
    std::string key;
    YamlNode value;
};

/// `label` names the file in messages: its path below the package. Error: invalid_package with
/// label and line; unreadable for what is not UTF-8 or too large.
Result<YamlNode> parse_yaml(const std::string& text, const std::string& label);

/// A decimal number with optional sign, fraction and exponent; nullopt for anything else, and for
/// inf, nan and hex.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace arena::problem

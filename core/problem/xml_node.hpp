// An XML document as a plain tree: names, attributes, children. What Polygon's problem.xml needs.
//
// parse_xml is the one door to pugixml. Refused: a DOCTYPE (entities are what bombs are made of),
// deeper nesting than xml_depth_max, more than xml_bytes_max, text that is not UTF-8. Comments,
// processing instructions and text between elements are passed over.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

inline constexpr std::size_t xml_bytes_max = std::size_t{4} << 20;
inline constexpr int xml_depth_max = 64;

struct XmlNode {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;  ///< text of an element without children, white space at both ends taken off
    std::vector<XmlNode> children;
    int line = 1;

    /// The first child called `name`; null when there is none.
    const XmlNode* child(const std::string& name) const;
    /// All of them, in document order.
    std::vector<const XmlNode*> all(const std::string& name) const;
    /// The element at the end of a path of child names; null when a step is missing.
    const XmlNode* at(std::initializer_list<const char*> path) const;
    /// Empty when absent.
    std::string attribute(const std::string& name) const;
};

/// `label` names the file in messages. Error: invalid_package with label and line.
Result<XmlNode> parse_xml(const std::string& text, const std::string& label);

}  // namespace arena::problem

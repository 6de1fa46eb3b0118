#include "core/problem/xml_node.hpp"

#include <algorithm>
#include <pugixml.hpp>

#include "core/problem/text.hpp"
#include "core/utf8.hpp"

namespace arena::problem {

namespace {

int line_at(const std::string& text, std::ptrdiff_t offset) {
    const auto end =
        std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + end, '\n'));
}

tl::unexpected<Error> refuse(const std::string& label, int line, const std::string& why) {
    return fail(ErrorCode::invalid_package, label + " line " + std::to_string(line) + ": " + why);
}

// Nesting by counting tags, before the library recurses over it.
int depth_of(const std::string& text) {
    int depth = 0;
    int deepest = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '<') continue;
        if (text[i + 1] == '/') {
            --depth;
        } else if (text[i + 1] != '!' && text[i + 1] != '?') {
            const std::size_t close = text.find('>', i);
            if (close != std::string::npos && text[close - 1] != '/') ++depth;
        }
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

using LineEnds = std::vector<std::ptrdiff_t>;

XmlNode tree(const pugi::xml_node& from, const LineEnds& ends) {
    XmlNode out;
    out.name = from.name();
    const auto before = std::lower_bound(ends.begin(), ends.end(), from.offset_debug());
    out.line = 1 + static_cast<int>(before - ends.begin());
    for (const pugi::xml_attribute& attribute : from.attributes()) {
        out.attributes.emplace(attribute.name(), attribute.value());
    }
    for (const pugi::xml_node& child : from.children()) {
        if (child.type() == pugi::node_element) out.children.push_back(tree(child, ends));
    }
    if (out.children.empty()) out.text = std::string(trimmed(from.child_value()));
    return out;
}

}  // namespace

const XmlNode* XmlNode::child(const std::string& wanted) const {
    for (const XmlNode& node : children) {
        if (node.name == wanted) return &node;
    }
    return nullptr;
}

std::vector<const XmlNode*> XmlNode::all(const std::string& wanted) const {
    std::vector<const XmlNode*> out;
    for (const XmlNode& node : children) {
        if (node.name == wanted) out.push_back(&node);
    }
    return out;
}

const XmlNode* XmlNode::at(std::initializer_list<const char*> path) const {
    const XmlNode* node = this;
    for (const char* step : path) {
        node = node->child(step);
        if (node == nullptr) return nullptr;
    }
    return node;
}

std::string XmlNode::attribute(const std::string& wanted) const {
    const auto found = attributes.find(wanted);
    return found == attributes.end() ? "" : found->second;
}

Result<XmlNode> parse_xml(const std::string& text, const std::string& label) {
    if (text.size() > xml_bytes_max) {
        return refuse(label, 1, "larger than " + std::to_string(xml_bytes_max) + " bytes");
    }
    if (!is_utf8(text)) return refuse(label, 1, "not UTF-8");
    const std::size_t doctype = text.find("<!DOCTYPE");
    if (doctype != std::string::npos) {
        return refuse(label, line_at(text, static_cast<std::ptrdiff_t>(doctype)),
                      "a DOCTYPE is not read: remove it");
    }
    if (depth_of(text) > xml_depth_max) {
        return refuse(label, 1, "nested deeper than " + std::to_string(xml_depth_max));
    }
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return refuse(label, line_at(text, parsed.offset), parsed.description());
    const pugi::xml_node root = document.document_element();
    if (!root) return refuse(label, 1, "no element");
    LineEnds ends;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ends.push_back(static_cast<std::ptrdiff_t>(i));
    }
    return tree(root, ends);
}

}  // namespace arena::problem

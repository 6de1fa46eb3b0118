// See attribution.hpp.
#include "core/problem/attribution.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "core/problem/yaml_node.hpp"

namespace arena::problem {
namespace {

std::string scalar_of(const YamlNode* node) {
    return node != nullptr && node->kind == YamlNode::Kind::scalar ? node->text : std::string();
}

/// A person is a text or a map with a name.
std::string person_of(const YamlNode& node) {
    return node.kind == YamlNode::Kind::map ? scalar_of(node.find("name")) : scalar_of(&node);
}

void add_person(const std::string& name, Blueprint& out) {
    if (!name.empty()) out.credits.push_back(name);
}

void add_people(const YamlNode& node, Blueprint& out) {
    for (const YamlNode& one : node.items) add_person(person_of(one), out);
    if (node.items.empty()) add_person(person_of(node), out);
}

/// "A, B and C": the legacy format's list.
void add_authors(const std::string& text, Blueprint& out) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = text.size(), next = text.size();
        for (const std::string_view mark : {", and ", ",", " and "}) {
            const std::size_t found = text.find(mark, at);
            if (found < end) {
                end = found;
                next = found + mark.size();
            }
        }
        const std::size_t first = text.find_first_not_of(' ', at);
        if (first < end) add_person(text.substr(first, end - first), out);
        at = next;
    }
}

void take_source(const YamlNode* source, Blueprint& out) {
    if (source == nullptr) return;
    const YamlNode& first = source->items.empty() ? *source : source->items.front();
    out.source = person_of(first);
    out.source_url = scalar_of(first.find("url"));
    if (source->items.size() > 1) {
        out.ignored.push_back({"source", "only the first of several is kept"});
    }
}

}  // namespace

Result<void> take_attribution(const PackageFolder& folder, Blueprint& out) {
    if (!folder.has_file("problem.yaml")) return {};
    auto text = folder.read("problem.yaml", yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, "problem.yaml");
    if (!root) return tl::unexpected<Error>(root.error());
    add_authors(scalar_of(root->find("author")), out);
    if (const YamlNode* credits = root->find("credits"); credits != nullptr) {
        const bool roles = credits->kind == YamlNode::Kind::map;
        const YamlNode* authors = roles ? credits->find("authors") : credits;
        if (authors != nullptr) add_people(*authors, out);
        if (roles && credits->entries.size() > (authors != nullptr ? 1U : 0U)) {
            out.ignored.push_back({"credits", "of the roles only the authors are kept"});
        }
    }
    take_source(root->find("source"), out);
    if (const std::string url = scalar_of(root->find("source_url")); !url.empty()) {
        out.source_url = url;
    }
    out.licence = scalar_of(root->find("license"));
    out.rights_owner = scalar_of(root->find("rights_owner"));
    return {};
}

}  // namespace arena::problem

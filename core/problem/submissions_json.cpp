// submissions.json, DOMjudge's note of entry points: {"submissions/accepted/x/": {"entry_point":
// "main.py"}}.
//
// JSON of this kind is YAML in flow style, so the one YAML reader reads it. It cannot change the
// verdict of anybody's submission: what is not understood is noted, never refused.
#include "core/problem/submission.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

std::string without_slash(std::string path) {
    while (ends_with(path, "/")) path.pop_back();
    return path;
}

void set_entry_point(const std::string& path, const std::string& entry_point, Package& package) {
    for (Submission& submission : package.submissions) {
        const std::string own =
            "submissions/" + submission.directory + "/" + submission.program.name;
        if (own == path) submission.entrypoint = entry_point;
    }
}

}  // namespace

void apply_submissions_json(const PackageFolder& folder, Package& package) {
    const char* file = "submissions.json";
    if (!folder.has_file(file)) return;
    const auto text = folder.read(file, yaml_bytes_max);
    const auto root = text ? parse_yaml(*text, file) : Result<YamlNode>(YamlNode());
    if (!root || root->kind != YamlNode::Kind::map) {
        package.notes.emplace_back(
            "ignored submissions.json: not a map from submissions to entry points");
        return;
    }
    for (const auto& [path, settings] : root->entries) {
        const YamlNode* entry_point = settings.find("entry_point");
        if (entry_point == nullptr || entry_point->kind != YamlNode::Kind::scalar) continue;
        set_entry_point(without_slash(path), entry_point->text, package);
    }
}

}  // namespace arena::problem

// Version, type, names and the order in which the parts of problem.yaml are read.
#include "core/problem/manifest.hpp"

#include <set>

#include "core/problem/constants.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

struct Version {
    const char* text;
    Format format;
};

constexpr Version versions[] = {
    {"legacy", Format::legacy},
    {"legacy-icpc", Format::legacy_icpc},
    {"2023-07-draft", Format::draft_2023_07},
    {"2023-07", Format::draft_2023_07},
    {"2025-09-draft", Format::kattis_2025_09},
    {"2025-09", Format::kattis_2025_09},
};

void read_version(YamlMap& map, Package& package) {
    const YamlNode* node = map.take("problem_format_version");
    package.format = Format::legacy;
    if (node == nullptr) return;
    for (const Version& version : versions) {
        if (node->text != version.text) continue;
        package.format = version.format;
        return;
    }
    map.fail(Error{ErrorCode::unsupported,
                   node->place() + ": unknown problem_format_version '" + shown(node->text) +
                       "' (read here: legacy, legacy-icpc, 2023-07-draft, 2025-09)"});
}

// Sets the flag that `word` names. False for an unknown word.
bool apply_type(const std::string& word, Package& package) {
    if (word == "pass-fail") return true;
    if (word == "scoring") return package.scoring = true;
    if (word == "interactive") return package.interactive = true;
    if (word == "multi-pass") return package.multi_pass = true;
    if (word == "submit-answer") return package.submit_answer = true;
    return false;
}

// The text of 2025-09 wants a string or a list; its own examples write "pass-fail interactive".
std::vector<std::string> type_words(YamlMap& map, const YamlNode& node, Package& package) {
    if (node.kind == YamlNode::Kind::scalar) {
        auto out = words(node.text);
        if (out.size() > 1) {
            package.notes.push_back(node.place() + ": type is read as a list: " + node.text);
        }
        return out;
    }
    auto list = node.as_strings();
    if (list) return *list;
    map.fail(list.error());
    return {};
}

void read_type(YamlMap& map, Package& package) {
    const YamlNode* node = map.take("type");
    if (node == nullptr) return;
    std::set<std::string> seen;
    for (const std::string& word : type_words(map, *node, package)) {
        if (!seen.insert(word).second) return map.fail(*node, "type '" + word + "' is given twice");
        if (!apply_type(word, package)) {
            return map.fail(*node, "unknown type '" + shown(word) +
                                       "' (expected pass-fail, scoring, interactive, multi-pass or "
                                       "submit-answer)");
        }
    }
    if (seen.empty() && map.ok()) return map.fail(*node, "type is empty (expected pass-fail)");
    if (seen.count("pass-fail") != 0 && package.scoring) {
        return map.fail(*node, "type cannot be both pass-fail and scoring");
    }
    if (package.submit_answer && (package.interactive || package.multi_pass)) {
        return map.fail(*node, "type submit-answer cannot be interactive or multi-pass");
    }
}

void read_names(YamlMap& map, Package& package) {
    const YamlNode* node = map.take("name");
    if (node == nullptr) return;
    if (node->kind == YamlNode::Kind::scalar) {
        package.names["en"] = std::string(trimmed(node->text));
        return;
    }
    if (node->kind != YamlNode::Kind::map) {
        return map.fail(*node, "name must be a title, or a map from language to title");
    }
    for (const auto& [language, title] : node->entries) {
        if (title.is_null()) continue;
        if (title.kind != YamlNode::Kind::scalar) {
            return map.fail(title, "the title for '" + shown(language) + "' must be one string");
        }
        package.names[language] = title.text;
    }
}

void read_languages(YamlMap& map, Package& package) {
    const YamlNode* node = map.take("languages");
    if (node == nullptr) return;
    auto list = node->kind == YamlNode::Kind::scalar
                    ? Result<std::vector<std::string>>(words(node->text))
                    : node->as_strings();
    if (!list) return map.fail(*node, "languages must be a list of language names, or all");
    if (*list != std::vector<std::string>{"all"}) package.languages = std::move(*list);
}

void read_constants_key(YamlMap& map, Package& package) {
    const YamlNode* node = map.take("constants");
    if (node == nullptr) return;
    auto constants = read_constants(*node);
    if (!constants) return map.fail(constants.error());
    package.constants = std::move(*constants);
}

// Interaction and passes need a program that plays the other side.
void finish_validation(Package& package, const Manifest& facts) {
    if (facts.custom_validation) {
        package.validator =
            *facts.custom_validation ? ValidatorKind::custom : ValidatorKind::default_compare;
    }
    if (package.interactive || package.multi_pass) package.validator = ValidatorKind::custom;
}

void note_missing(const Package& package, std::vector<std::string>& notes) {
    if (package.format != Format::kattis_2025_09) return;
    if (package.names.empty()) notes.push_back("problem.yaml has no name, which 2025-09 requires");
    if (package.uuid.empty()) notes.push_back("problem.yaml has no uuid, which 2025-09 requires");
}

}  // namespace

Result<Manifest> read_manifest(const PackageFolder& folder, Package& package) {
    auto text = folder.read("problem.yaml", yaml_bytes_max);
    // DOMjudge takes a package whose domjudge-problem.ini says all there is to say.
    if (!text && folder.has_file("domjudge-problem.ini")) text = std::string();
    if (!text) return tl::unexpected<Error>(text.error());
    if (text->find("\r\n") != std::string::npos) {
        package.notes.push_back("problem.yaml has CR LF line ends; read as LF");
    }
    auto root = parse_yaml(*text, "problem.yaml");
    if (!root) return tl::unexpected<Error>(root.error());

    Manifest facts;
    YamlMap map(*root, "problem.yaml");
    read_version(map, package);
    read_type(map, package);
    read_names(map, package);
    read_languages(map, package);
    read_constants_key(map, package);
    read_limits(map, package);
    map.string("uuid", package.uuid);
    map.boolean("allow_file_writing", package.allow_file_writing);
    map.skip(
        {"version", "credits", "source", "license", "rights_owner", "embargo_until", "keywords"});
    const bool strict = package.format == Format::kattis_2025_09;
    if (!strict) {
        read_legacy_keys(map, package, facts);
        map.skip({"author", "source_url", "short_name", "libraries"});
    } else {
        map.skip({"source_url"});  // written by the format's own examples
    }
    auto read = strict ? map.finish_strict() : map.finish();
    if (!read) return tl::unexpected<Error>(read.error());
    for (const std::string& key : map.unknown()) {
        package.notes.push_back("ignored unknown key '" + shown(key) + "' in problem.yaml");
    }
    finish_validation(package, facts);
    note_missing(package, package.notes);
    auto timed = read_time_limit_files(folder, package);
    if (!timed) return tl::unexpected<Error>(timed.error());
    return facts;
}

}  // namespace arena::problem

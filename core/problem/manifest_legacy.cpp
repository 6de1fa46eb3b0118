// Keys of problem.yaml that only the legacy formats have: validation, validator_flags, grading.
//
// `validation` begins with default or custom; custom may be followed by score and interactive
// (legacy) and multi-pass (DOMjudge). Drafts of 2023-07 are seen with these keys, too.
#include "core/problem/manifest.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

void read_validation(YamlMap& map, Package& package, Manifest& facts) {
    const YamlNode* node = map.take("validation");
    if (node == nullptr) return;
    const auto kinds = words(node->text);
    if (kinds.empty() || (kinds.front() != "default" && kinds.front() != "custom")) {
        return map.fail(
            *node, "validation must begin with default or custom, not '" + shown(node->text) + "'");
    }
    facts.custom_validation = kinds.front() == "custom";
    for (std::size_t i = 1; i < kinds.size(); ++i) {
        if (!*facts.custom_validation) {
            return map.fail(*node, "validation 'default' takes no further words; '" +
                                       shown(kinds[i]) + "' needs custom");
        }
        if (kinds[i] == "interactive") {
            package.interactive = true;
        } else if (kinds[i] == "multi-pass") {
            package.multi_pass = true;
        } else if (kinds[i] != "score") {
            return map.fail(*node, "unknown validation '" + shown(kinds[i]) +
                                       "' (expected interactive, score or multi-pass)");
        } else if (!package.scoring) {
            package.notes.push_back(node->place() +
                                    ": validation 'score' has no meaning in a pass-fail problem");
        }
    }
}

void read_validator_flags(YamlMap& map, Manifest& facts) {
    const YamlNode* node = map.take("validator_flags");
    if (node == nullptr) return;
    auto flags = node->as_strings();
    if (!flags) return map.fail(*node, "validator_flags must be a string of flags");
    for (const std::string& part : *flags) {
        for (std::string& word : words(part)) facts.validator_flags.push_back(std::move(word));
    }
}

void read_grading(YamlMap& manifest, Package& package, Manifest& facts) {
    const YamlNode* node = manifest.take("grading");
    if (node == nullptr) return;
    YamlMap map(*node, "grading");
    std::string objective;
    map.string("objective", objective);
    if (const YamlNode* place = map.take("objective")) {
        if (objective != "min" && objective != "max") {
            map.fail(*place, "objective must be min or max, not '" + shown(objective) + "'");
        }
    }
    package.objective_min = objective == "min";
    map.skip({"show_test_data_groups"});
    map.number("accept_score", facts.accept_score);
    map.number("reject_score", facts.reject_score);
    map.string("range", facts.range);
    map.string("on_reject", facts.on_reject);
    bool custom_scoring = false;
    map.boolean("custom_scoring", custom_scoring);
    auto read = map.finish_strict();
    if (!read) manifest.fail(read.error());
    if (!package.scoring) {
        package.notes.push_back(node->place() + ": grading has no meaning in a pass-fail problem");
    }
}

}  // namespace

void read_legacy_keys(YamlMap& manifest, Package& package, Manifest& facts) {
    read_validation(manifest, package, facts);
    read_validator_flags(manifest, facts);
    read_grading(manifest, package, facts);
}

}  // namespace arena::problem

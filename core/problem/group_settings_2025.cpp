// test_group.yaml, <case>.yaml, and the rules between the test groups of 2025-09.
//
// Only data/secret and the groups right below it are scored; the score of the submission is that of
// `secret`. A draft's testdata.yaml with `scoring: {score, aggregation}` is read as the group it
// became: min keeps the score as max_score, sum multiplies it by the number of cases.
// Arguments are handed down from the folder above when a file does not give them, as the tools do.
#include <algorithm>

#include "core/problem/group_settings.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

constexpr double secret_max_score = 100;

std::optional<GroupScoring> aggregation_named(const std::string& text) {
    if (text == "pass-fail") return GroupScoring::pass_fail;
    if (text == "sum") return GroupScoring::sum;
    if (text == "min") return GroupScoring::min;
    return std::nullopt;
}

void read_aggregation(YamlMap& map, const std::string& key, TestGroupScoring& scoring) {
    const YamlNode* node = map.take(key);
    if (node == nullptr) return;
    scoring.aggregation = aggregation_named(node->text);
    if (scoring.aggregation) return;
    map.fail(*node, key + " must be pass-fail, sum or min, not '" + shown(node->text) + "'");
}

void read_max_score(YamlMap& map, TestGroupScoring& scoring) {
    const YamlNode* node = map.take("max_score");
    if (node == nullptr) return;
    if (node->text == "unbounded") {
        scoring.max_score_unbounded = true;
        return;
    }
    const auto value = node->as_number();
    if (!value || *value < 0) {
        return map.fail(*node, "max_score must be a number of at least 0 or unbounded, not '" +
                                   shown(node->text) + "'");
    }
    scoring.max_score = *value;
}

void read_static_validation(YamlMap& map, const Package& package, TestGroupScoring& scoring) {
    const YamlNode* score = map.take("static_validation_score");
    const YamlNode* args = map.take("static_validator_args");
    if (score == nullptr) {
        if (args == nullptr) return;
        return map.fail(*args, "static_validator_args without static_validation_score");
    }
    if (!package.static_validator) {
        return map.fail(*score, "there is no static validator: add static_validator/");
    }
    scoring.has_static = true;
    if (score->text != "pass-fail") {
        const auto value = score->as_number();
        if (!value || *value < 0) {
            return map.fail(*score,
                            "static_validation_score must be pass-fail or a number of at least 0, "
                            "not '" +
                                shown(score->text) + "'");
        }
        scoring.static_score = *value;
    }
    if (args == nullptr) return;
    auto words = args->as_strings();
    if (!words) return map.fail(words.error());
    scoring.static_args = std::move(*words);
}

// A list for every input validator, or a map from validator to list.
void read_input_validator_args(YamlMap& map, GroupSettings& settings) {
    const YamlNode* node = map.take("input_validator_args");
    if (node == nullptr) return;
    settings.input_validator_args.clear();
    if (node->kind != YamlNode::Kind::map) {
        auto words = node->as_strings();
        if (!words) return map.fail(words.error());
        settings.input_validator_args[""] = std::move(*words);
        return;
    }
    for (const auto& [validator, args] : node->entries) {
        auto words = args.as_strings();
        if (!words) return map.fail(words.error());
        settings.input_validator_args[validator] = std::move(*words);
    }
}

void read_args(YamlMap& map, GroupSettings& settings) {
    std::optional<std::vector<std::string>> program_args;
    std::optional<std::vector<std::string>> validator_args;
    for (const char* key : {"args", "output_validator_args"}) {
        // One string with spaces may mean one argument or several: the validator could tell.
        const YamlNode* node = map.take(key);
        if (node == nullptr || node->kind != YamlNode::Kind::scalar) continue;
        if (words(node->text).size() == 1) continue;
        map.fail(*node, std::string(key) + " must be a list, like [float_tolerance, 1e-6]");
    }
    map.strings("args", program_args);
    map.strings("output_validator_args", validator_args);
    if (program_args) settings.program_args = std::move(*program_args);
    if (validator_args) settings.validator_args = std::move(*validator_args);
    read_input_validator_args(map, settings);
    map.skip({"input_visualizer_args", "output_visualizer_args", "full_feedback"});
}

void read_require_pass(YamlMap& map, TestGroupScoring& scoring) {
    std::optional<std::vector<std::string>> require;
    map.strings("require_pass", require);
    if (!require) return;
    scoring.require_pass = std::move(*require);
    scoring.require_line = map.take("require_pass")->line;
}

// The draft's `scoring` map and its flags as one string.
void read_draft_keys(YamlMap& map, GroupSettings& settings, TestGroupScoring& scoring) {
    if (const YamlNode* flags = map.take("output_validator_flags")) {
        if (flags->kind != YamlNode::Kind::scalar) {
            return map.fail(*flags, "output_validator_flags must be one string");
        }
        settings.validator_args = words(flags->text);
    }
    map.skip({"input_validator_flags"});
    const YamlNode* node = map.take("scoring");
    if (node == nullptr) return;
    scoring.is_draft = true;
    YamlMap draft(*node, "scoring");
    draft.number("score", scoring.score_per_case);
    read_max_score(draft, scoring);
    read_aggregation(draft, "aggregation", scoring);
    read_require_pass(draft, scoring);
    auto read = draft.finish_strict();
    if (!read) map.fail(read.error());
}

Error rule_error(const TestGroupScoring& scoring, const std::string& message) {
    return Error{ErrorCode::invalid_package,
                 scoring.file + " line " + std::to_string(scoring.line) + ": " + message};
}

std::optional<std::size_t> group_named(const Package& package, const std::string& name) {
    for (std::size_t i = 1; i < package.groups.size(); ++i) {
        if (package.groups[i].name == name) return i;
    }
    return std::nullopt;
}

// A draft counts per case; 2025-09 per group.
void adopt_score(const TestGroupScoring& scoring, Group& group) {
    group.scoring = scoring.aggregation.value_or(group.scoring);
    if (scoring.max_score) group.max_score = scoring.max_score;
    if (scoring.max_score) group.max_score_unbounded = false;
    if (scoring.max_score_unbounded) group.max_score.reset();
    if (scoring.max_score_unbounded) group.max_score_unbounded = true;
    if (scoring.score_per_case && !scoring.max_score) {
        const bool each = group.scoring == GroupScoring::sum;
        group.max_score =
            *scoring.score_per_case * (each ? static_cast<double>(group.cases.size()) : 1);
        group.max_score_unbounded = false;
    }
}

// "Static validation test cases" of 2025-09: where a number may stand, and where it may not.
Result<void> adopt_static_score(const TestGroupScoring& scoring, std::size_t index,
                                Package& package) {
    if (!scoring.has_static) return {};
    Group& group = package.groups[index];
    const bool counted =
        package.scoring && group.name != "sample" && group.scoring != GroupScoring::pass_fail;
    if (scoring.static_score && !counted) {
        return tl::unexpected<Error>(rule_error(
            scoring, "static_validation_score must be pass-fail where cases have no score"));
    }
    if (!scoring.static_score && counted) {
        return tl::unexpected<Error>(rule_error(
            scoring, "static_validation_score: pass-fail needs score_aggregation: pass-fail"));
    }
    group.static_score = scoring.static_score.value_or(0);
    if (group.max_score && group.static_score > *group.max_score) {
        return tl::unexpected<Error>(
            rule_error(scoring, "static_validation_score is more than the group's max_score"));
    }
    return {};
}

Result<void> resolve_require_pass(const TestGroupScoring& scoring, std::size_t index,
                                  Package& package) {
    const auto fault = [&scoring](const std::string& message) {
        return fail(
            ErrorCode::invalid_package,
            scoring.file + " line " + std::to_string(scoring.require_line) + ": " + message);
    };
    for (const std::string& name : scoring.require_pass) {
        const auto other = group_named(package, name);
        if (!other) {
            return fault("require_pass names no group of this package: '" + shown(name) + "'");
        }
        Group& group = package.groups[index];
        const bool earlier = name < group.name && name != "secret";  // which holds them all
        if (!earlier || (group.name == "secret" && name != "sample")) {
            return fault("require_pass may only name groups that come earlier, not '" +
                         shown(name) + "'");
        }
        if (package.groups[*other].scoring != GroupScoring::pass_fail) {
            return fault("require_pass names '" + shown(name) +
                         "', which must have pass-fail aggregation");
        }
        group.require_pass.push_back(*other);
    }
    return {};
}

// Every group below a bounded `secret` is bounded; a pass-fail group needs a score to give.
Result<void> check_bounds(std::size_t secret, const Package& package) {
    const Group& top = package.groups[secret];
    const bool all_or_nothing = top.scoring == GroupScoring::pass_fail;
    if (all_or_nothing && top.max_score_unbounded) {
        return fail(ErrorCode::invalid_package,
                    "secret: pass-fail aggregation needs a max_score, not unbounded");
    }
    for (std::size_t index : top.groups) {
        const Group& group = package.groups[index];
        const std::string place = "data/" + group.name + "/test_group.yaml: ";
        if (all_or_nothing && group.scoring != GroupScoring::pass_fail) {
            return fail(ErrorCode::invalid_package,
                        place + "score_aggregation must be pass-fail, as in secret");
        }
        const bool must = !top.max_score_unbounded || group.scoring == GroupScoring::pass_fail;
        if (!all_or_nothing && must && group.max_score_unbounded) {
            return fail(ErrorCode::invalid_package,
                        place +
                            "max_score is missing (required for a pass-fail group and wherever "
                            "secret has one)");
        }
    }
    return {};
}

// A draft states scores per group only; what `secret` can give follows from them.
void total_of_draft(Package& package, std::size_t secret) {
    Group& top = package.groups[secret];
    if (top.groups.empty()) return;
    std::optional<double> total;
    for (std::size_t index : top.groups) {
        const double part = package.groups[index].max_score.value_or(0);
        if (!total) {
            total = part;
        } else {
            total = top.scoring == GroupScoring::min ? std::min(*total, part) : *total + part;
        }
    }
    top.max_score = total;
}

// The groups that count: `secret` and those right below it, with what their files say.
Result<void> adopt_scores(const std::map<std::size_t, TestGroupScoring>& scorings,
                          std::size_t secret, Package& package) {
    bool draft = false;
    for (const auto& [index, scoring] : scorings) {
        const Group& group = package.groups[index];
        draft = draft || scoring.is_draft;
        if (index == secret || group.parent == secret) {
            adopt_score(scoring, package.groups[index]);
        } else if (!scoring.is_draft &&
                   (scoring.aggregation || scoring.max_score || !scoring.require_pass.empty())) {
            return tl::unexpected<Error>(
                rule_error(scoring, "scores can be set in data/secret and its groups only"));
        }
    }
    const auto own = scorings.find(secret);
    const bool stated =
        own != scorings.end() &&
        (own->second.max_score || own->second.max_score_unbounded || own->second.score_per_case);
    if (draft && !stated) total_of_draft(package, secret);
    return {};
}

}  // namespace

Result<GroupSettings> read_test_group_yaml(const YamlNode& root, GroupSettings inherited,
                                           const Package& package, TestGroupScoring& scoring) {
    YamlMap map(root, "test group settings");
    GroupSettings settings = std::move(inherited);
    scoring.line = root.line;
    scoring.file = root.file ? *root.file : "";
    read_args(map, settings);
    read_static_validation(map, package, scoring);
    read_max_score(map, scoring);
    read_aggregation(map, "score_aggregation", scoring);
    read_require_pass(map, scoring);
    if (root.find("scoring") != nullptr || package.format == Format::draft_2023_07) {
        read_draft_keys(map, settings, scoring);
    }
    auto read = map.finish_strict();
    if (!read) return tl::unexpected<Error>(read.error());
    return settings;
}

Result<GroupSettings> read_case_yaml(const YamlNode& root, GroupSettings inherited) {
    YamlMap map(root, "test case settings");
    GroupSettings settings = std::move(inherited);
    read_args(map, settings);
    map.skip({"hint", "description"});
    auto read = map.finish_strict();
    if (!read) return tl::unexpected<Error>(read.error());
    return settings;
}

Result<void> apply_test_group_scoring(const std::map<std::size_t, TestGroupScoring>& scorings,
                                      Package& package) {
    for (Group& group : package.groups) group.scoring = GroupScoring::pass_fail;
    if (!package.scoring) {
        for (const auto& [index, scoring] : scorings) {
            auto adopted_static = adopt_static_score(scoring, index, package);
            if (!adopted_static) return adopted_static;
            if (!scoring.aggregation && !scoring.max_score && scoring.require_pass.empty())
                continue;
            package.notes.push_back(scoring.file +
                                    ": scores have no meaning in a pass-fail problem");
        }
        return {};
    }
    const auto secret = group_named(package, "secret");
    if (!secret) return {};
    for (std::size_t index : package.groups[*secret].groups) {
        package.groups[index].max_score_unbounded = true;
    }
    package.groups[*secret].scoring = GroupScoring::sum;
    package.groups[*secret].max_score = secret_max_score;
    auto adopted = adopt_scores(scorings, *secret, package);
    if (!adopted) return adopted;
    for (const auto& [index, scoring] : scorings) {
        auto resolved = resolve_require_pass(scoring, index, package);
        if (!resolved) return resolved;
        auto adopted_static = adopt_static_score(scoring, index, package);
        if (!adopted_static) return adopted_static;
    }
    return check_bounds(*secret, package);
}

}  // namespace arena::problem

// testdata.yaml and the flags of legacy's default grader.
//
// Inheritance is key by key, as in the tools, not file by file as the text has it; for packages
// that follow the text the two agree, since their files repeat every key. Flags of the grader: the
// last of conflicting modes wins. Flags of a group whose grader is the package's own are that
// program's arguments.
#include <cmath>
#include <limits>

#include "core/problem/group_settings.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

// One end of a range. nullopt inside = unbounded.
std::optional<std::optional<double>> range_end(const std::string& word) {
    if (word == "inf" || word == "+inf" || word == "-inf") return std::optional<double>();
    const auto value = parse_decimal(word);
    if (!value) return std::nullopt;
    return value;
}

// "0 100"; an error message, or empty.
std::string read_range(const std::string& text, GroupSettings& settings) {
    const auto ends = words(text);
    const auto low = ends.size() == 2 ? range_end(ends[0]) : std::nullopt;
    const auto high = ends.size() == 2 ? range_end(ends[1]) : std::nullopt;
    if (!low || !high) return "range must be two numbers, like 0 100, not '" + shown(text) + "'";
    if (*low && *high && **low > **high) return "range '" + shown(text) + "' is empty";
    settings.range_min = *low;
    settings.range_max = *high;
    return "";
}

// "break"/"continue"; the old problem.yaml spells them first_error/worst_error/grade.
std::string read_on_reject(const std::string& text, GroupSettings& settings) {
    if (text == "break" || text == "first_error") {
        settings.stop_on_reject = true;
    } else if (text == "continue" || text == "worst_error" || text == "grade") {
        settings.stop_on_reject = false;
    } else {
        return "on_reject must be break or continue, not '" + shown(text) + "'";
    }
    return "";
}

std::string joined_text(const YamlNode& node) {
    std::string out = node.text;
    for (const YamlNode& item : node.items) out += " " + item.text;
    return out;
}

// A string of flags, or {name, flags} for the validator of that name.
void read_validator_flags(YamlMap& map, const Package& package, GroupSettings& settings) {
    const YamlNode* node = map.take("output_validator_flags");
    if (node == nullptr) return;
    if (node->kind != YamlNode::Kind::map) {
        settings.validator_args = words(joined_text(*node));
        return;
    }
    YamlMap named(*node, "output_validator_flags");
    std::string name;
    std::string flags;
    named.string("name", name);
    named.string("flags", flags);
    auto read = named.finish_strict();
    if (!read) return map.fail(read.error());
    const std::string own = package.output_validator ? package.output_validator->name : "default";
    if (!name.empty() && name != own) {
        return map.fail(*node, "output_validator_flags name the validator '" + shown(name) +
                                   "', but the package's is '" + own + "'");
    }
    settings.validator_args = words(flags);
}

void read_grading(YamlMap& map, const Package& package, GroupSettings& settings) {
    const YamlNode* node = map.take("grading");
    if (node == nullptr) return;
    if (node->text != "default" && node->text != "custom") {
        return map.fail(*node,
                        "grading must be default or custom, not '" + shown(node->text) + "'");
    }
    settings.custom_grader = node->text == "custom";
    if (!settings.custom_grader) return;
    if (!package.grader) {
        return map.fail(*node, "grading 'custom' needs a program in graders/, and there is none");
    }
    if (package.format == Format::legacy_icpc) {
        map.fail(Error{ErrorCode::unsupported, node->place() + ": legacy-icpc has no graders: say "
                                                               "problem_format_version: legacy"});
    }
}

void read_scores(YamlMap& map, GroupSettings& settings) {
    std::optional<double> accept;
    std::optional<double> reject;
    map.number("accept_score", accept);
    map.number("reject_score", reject);
    settings.accept_score = accept.value_or(settings.accept_score);
    settings.reject_score = reject.value_or(settings.reject_score);
    if (const YamlNode* node = map.take("range")) {
        const std::string problem = read_range(joined_text(*node), settings);
        if (!problem.empty()) map.fail(*node, problem);
    }
}

}  // namespace

Result<GroupSettings> root_settings(const Manifest& manifest) {
    GroupSettings settings;
    settings.accept_score = manifest.accept_score.value_or(1);
    settings.reject_score = manifest.reject_score.value_or(0);
    std::string problem;
    if (!manifest.range.empty()) problem = read_range(manifest.range, settings);
    if (problem.empty() && !manifest.on_reject.empty()) {
        problem = read_on_reject(manifest.on_reject, settings);
    }
    if (!problem.empty()) {
        return fail(ErrorCode::invalid_package, "problem.yaml: grading: " + problem);
    }
    return settings;
}

Result<GroupSettings> read_testdata_yaml(const YamlNode& root, GroupSettings inherited,
                                         const Package& package) {
    YamlMap map(root, "testdata.yaml");
    GroupSettings settings = std::move(inherited);
    if (const YamlNode* node = map.take("on_reject")) {
        const std::string problem = read_on_reject(node->text, settings);
        if (!problem.empty()) map.fail(*node, problem);
    }
    read_grading(map, package, settings);
    if (const YamlNode* node = map.take("grader_flags")) settings.grader_flags = joined_text(*node);
    read_scores(map, settings);
    read_validator_flags(map, package, settings);
    if (const YamlNode* node = map.take("input_validator_flags")) {
        settings.input_validator_args[""] = words(joined_text(*node));
    }
    auto read = map.finish_strict();
    if (!read) return tl::unexpected<Error>(read.error());
    return settings;
}

Result<void> apply_legacy_grader(const GroupSettings& settings, const std::string& place,
                                 bool scoring, Group& group) {
    group.scoring = GroupScoring::sum;
    group.stop_on_reject = settings.stop_on_reject;
    group.accept_score = settings.accept_score;
    group.reject_score = settings.reject_score;
    group.range_min = settings.range_min;
    group.range_max = settings.range_max;
    if (settings.custom_grader) {
        group.scoring = GroupScoring::custom_grader;
        group.grader_args = words(settings.grader_flags);
        return {};
    }
    for (const std::string& flag : words(settings.grader_flags)) {
        if (flag == "worst_error") {
            group.verdict = GroupVerdict::worst_error;
        } else if (flag == "first_error") {
            group.verdict = GroupVerdict::first_error;
        } else if (flag == "always_accept") {
            group.verdict = GroupVerdict::always_accept;
        } else if (flag == "sum") {
            group.scoring = GroupScoring::sum;
        } else if (flag == "avg") {
            group.scoring = GroupScoring::average;
        } else if (flag == "min") {
            group.scoring = GroupScoring::min;
        } else if (flag == "max") {
            group.scoring = GroupScoring::max;
        } else if (flag == "accept_if_any_accepted") {
            group.accept_if_any_accepted = true;
        } else if (flag == "ignore_sample") {
            // The text allows it on the root only; handed down by inheritance it means nothing.
            group.ignore_sample = !group.parent.has_value();
        } else {
            return fail(ErrorCode::invalid_package,
                        place + ": unknown grader flag '" + shown(flag) + "'");
        }
    }
    if (!scoring) group.scoring = GroupScoring::pass_fail;
    return {};
}

}  // namespace arena::problem

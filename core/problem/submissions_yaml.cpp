// submissions/submissions.yaml: globs over submissions, each with what must come of them.
//
// A key that names a default folder ("accepted") replaces that folder's rule key by key; any other
// glob adds a rule. Inside a glob, a key that is no setting is a glob over groups and cases with
// rules of its own. `use_for_time_limit: lower` also means `permitted: [AC, WA, RTE]`, `upper`
// `required: [TLE]`. Nothing here can change the verdict of anybody's submission, so rules that
// contradict each other are noted, not refused.
#include <algorithm>
#include <set>

#include "core/problem/glob.hpp"
#include "core/problem/submission.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

enum class TimeLimitUse { by_rule, none, lower, upper };

struct Rule {
    Expectation expectation;
    TimeLimitUse use = TimeLimitUse::by_rule;
    bool replaces_permitted = false, replaces_required = false;
};

// One glob's settings.
struct Block {
    std::string glob;
    std::vector<std::string> patterns;
    Rule rule;
    std::vector<Rule> group_rules;
    std::string language, entrypoint;
    bool used = false;
};

void read_verdicts(YamlMap& map, const std::string& key, std::vector<Verdict>& out, bool& given) {
    std::optional<std::vector<std::string>> list;
    map.strings(key, list);
    if (!list) return;
    given = true;
    const YamlNode* node = map.take(key);
    for (const std::string& word : *list) {
        const auto verdicts = verdicts_named(word);
        if (verdicts.empty()) {
            return map.fail(*node, key + " names no verdict: '" + shown(word) +
                                       "' (expected AC, WA, TLE or RTE)");
        }
        out.insert(out.end(), verdicts.begin(), verdicts.end());
    }
    if (list->empty()) map.fail(*node, key + " is an empty list: no verdict could satisfy it");
}

void read_score(YamlMap& map, Expectation& expectation) {
    const YamlNode* node = map.take("score");
    if (node == nullptr) return;
    const bool range = node->kind == YamlNode::Kind::sequence && node->items.size() == 2;
    const auto low = range ? node->items[0].as_number() : node->as_number();
    const auto high = range ? node->items[1].as_number() : node->as_number();
    if (!low || !high || *low > *high) {
        return map.fail(*node, "score must be a number, or a list of two like [0, 30]");
    }
    expectation.score_min = *low;
    expectation.score_max = *high;
}

void read_time_limit_use(YamlMap& map, TimeLimitUse& use) {
    const YamlNode* node = map.take("use_for_time_limit");
    if (node == nullptr) return;
    const auto flag = node->as_bool();
    if (node->text == "lower") {
        use = TimeLimitUse::lower;
    } else if (node->text == "upper") {
        use = TimeLimitUse::upper;
    } else if (flag) {
        use = *flag ? TimeLimitUse::by_rule : TimeLimitUse::none;
    } else {
        map.fail(*node, "use_for_time_limit must be true, false, lower or upper, not '" +
                            shown(node->text) + "'");
    }
}

void read_rule(YamlMap& map, Rule& rule) {
    read_verdicts(map, "permitted", rule.expectation.permitted, rule.replaces_permitted);
    read_verdicts(map, "required", rule.expectation.required, rule.replaces_required);
    read_score(map, rule.expectation);
    map.string("message", rule.expectation.message);
    read_time_limit_use(map, rule.use);
}

bool says_anything(const Expectation& expectation) {
    return !expectation.permitted.empty() || !expectation.required.empty() ||
           !expectation.overall.empty() || expectation.score_min ||
           expectation.less_than_full_score || !expectation.message.empty();
}

// A key of a glob's block that is no setting: a glob over groups and cases.
Result<void> read_group_rules(const std::string& key, const YamlNode& node, Block& block) {
    if (node.is_null()) return {};
    if (node.kind != YamlNode::Kind::map) {
        return node.error("unknown key '" + shown(key) +
                          "' (a test group's name would hold permitted, required, ...)");
    }
    auto patterns = expand_braces(key);
    if (!patterns) return node.error(patterns.error().message);
    Rule rule;
    YamlMap map(node, "'" + key + "'");
    read_rule(map, rule);
    auto read = map.finish_strict();
    if (!read) return read;
    rule.expectation.source = node.place();
    for (const std::string& pattern : *patterns) {
        rule.expectation.cases = pattern;
        block.group_rules.push_back(rule);
    }
    return {};
}

Result<Block> read_block(const std::string& glob, const YamlNode& node) {
    Block block;
    block.glob = glob;
    auto patterns = expand_braces(glob);
    if (!patterns) return node.error(patterns.error().message);
    block.patterns = std::move(*patterns);
    YamlMap map(node, "'" + glob + "'");
    read_rule(map, block.rule);
    block.rule.expectation.source = node.place();
    map.string("language", block.language);
    map.string("entrypoint", block.entrypoint);
    map.skip({"authors", "model_solution"});
    auto read = map.finish();
    if (!read) return tl::unexpected<Error>(read.error());
    for (const std::string& key : map.unknown()) {
        auto group = read_group_rules(key, *node.find(key), block);
        if (!group) return tl::unexpected<Error>(group.error());
    }
    return block;
}

void add_rule(Rule rule, Submission& submission) {
    if (rule.use == TimeLimitUse::lower) {
        submission.use_for_time_limit_lower = true;
        if (rule.expectation.permitted.empty()) {
            rule.expectation.permitted = {Verdict::AC, Verdict::WA, Verdict::RTE, Verdict::MLE,
                                          Verdict::OLE};
        }
    }
    if (rule.use == TimeLimitUse::upper) {
        submission.use_for_time_limit_upper = true;
        if (rule.expectation.required.empty()) rule.expectation.required = {Verdict::TLE};
    }
    rule.expectation.bounds_time_limit = rule.use != TimeLimitUse::none;
    if (rule.use == TimeLimitUse::by_rule) use_for_time_limit_by_rule(rule.expectation, submission);
    if (says_anything(rule.expectation)) submission.expectations.push_back(rule.expectation);
}

// The folder's own rule with the keys that its block gives put in place of its.
Rule merged(Rule own, const Block* block) {
    if (block == nullptr) return own;
    const Expectation& said = block->rule.expectation;
    if (block->rule.replaces_permitted) own.expectation.permitted = said.permitted;
    if (block->rule.replaces_required) own.expectation.required = said.required;
    if (said.score_min) own.expectation.score_min = said.score_min;
    if (said.score_max) own.expectation.score_max = said.score_max;
    own.expectation.message = said.message;
    own.expectation.source = said.source;
    own.use = block->rule.use;
    return own;
}

void note_contradictions(const Submission& submission, std::vector<std::string>& notes) {
    std::set<Verdict> open(all_verdicts.begin(), all_verdicts.end());
    for (const Expectation& expectation : submission.expectations) {
        if (!expectation.cases.empty() || expectation.permitted.empty()) continue;
        const auto& permitted = expectation.permitted;
        for (Verdict verdict : all_verdicts) {
            if (std::find(permitted.begin(), permitted.end(), verdict) == permitted.end()) {
                open.erase(verdict);
            }
        }
    }
    const std::string path = submission.directory + "/" + submission.program.name;
    if (open.empty()) notes.push_back(path + ": its rules permit no verdict at all");
}

bool covers(const Block& block, const std::string& path) {
    return std::any_of(block.patterns.begin(), block.patterns.end(),
                       [&path](const std::string& pattern) { return glob_covers(pattern, path); });
}

void apply_blocks(std::vector<Block>& blocks, Submission& submission, Format format) {
    const std::string path = submission.directory + "/" + submission.program.name;
    std::vector<Expectation> found = std::move(submission.expectations);
    submission.expectations.clear();
    const auto own_block = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
        return block.glob == submission.directory;
    });
    const bool has_default = directory_expectation(submission.directory, format).has_value();
    const bool replaces = has_default && own_block != blocks.end();
    for (Expectation& expectation : found) {
        Rule rule;
        rule.expectation = std::move(expectation);
        // By the text, brute_force does not bear on the time limit; its rule gives no bound anyway.
        add_rule(merged(std::move(rule), replaces ? &*own_block : nullptr), submission);
    }
    for (Block& block : blocks) {
        if (!covers(block, path)) continue;
        block.used = true;
        if (!replaces || &block != &*own_block) add_rule(block.rule, submission);
        for (const Rule& rule : block.group_rules) add_rule(rule, submission);
        if (!block.language.empty()) submission.language = block.language;
        if (!block.entrypoint.empty()) submission.entrypoint = block.entrypoint;
    }
}

}  // namespace

Result<void> apply_submissions_yaml(const PackageFolder& folder, Package& package) {
    const char* file = "submissions/submissions.yaml";
    std::vector<Block> blocks;
    if (folder.has_file(file)) {
        auto text = folder.read(file, yaml_bytes_max);
        if (!text) return tl::unexpected<Error>(text.error());
        auto root = parse_yaml(*text, file);
        if (!root) return tl::unexpected<Error>(root.error());
        if (root->kind != YamlNode::Kind::map && !root->is_null()) {
            return root->error("expected globs like accepted/*: with settings below");
        }
        for (const auto& [glob, node] : root->entries) {
            auto block = read_block(glob, node);
            if (!block) return tl::unexpected<Error>(block.error());
            blocks.push_back(std::move(*block));
        }
    }
    for (Submission& submission : package.submissions) {
        apply_blocks(blocks, submission, package.format);
        note_contradictions(submission, package.notes);
    }
    for (const Block& block : blocks) {
        if (block.used || package.submissions.empty()) continue;
        package.notes.push_back(std::string(file) + ": '" + shown(block.glob) +
                                std::string(matches_nothing));
    }
    return {};
}

}  // namespace arena::problem

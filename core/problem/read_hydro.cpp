// Hydro and SYZOJ: config.yaml beside the test data.
//
// Subtasks count by min, sum or max of their cases; without subtasks every case has an equal share
// of 100. Without `cases` the files say which tests there are, by their names. Facts:
// hydro-dev/Hydro packages/common/types.ts and its default comparison.
#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/hydro_checker.hpp"
#include "core/problem/plain_folder.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

class HydroReader {
public:
    HydroReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> find_config();
    Result<void> read_listing();
    Result<void> read_type(YamlMap& map);
    Result<void> read_limit_keys(YamlMap& map);
    Result<void> read_tests(const YamlNode* subtasks, const YamlNode* cases);
    void note_own_limits(const YamlNode& node, const std::string& of);
    Result<PointTest> read_case(const YamlNode& node);
    Result<std::vector<PointTest>> guess_cases();
    std::string at(const std::string& name) const {
        return data_.empty() ? name : data_ + "/" + name;
    }

    const PackageFolder& folder_;
    const ImportOptions& options_;
    std::string data_;  ///< folder of the test data below the package; may be empty
    std::string config_;
    std::string input_pattern_, answer_pattern_;  ///< SYZOJ: "data#.in"
    bool tells_points_ = false;                   ///< the checker counts in points of its test
    Blueprint out_;
};

// "1s", "500ms", "2"; nullopt for anything else.
std::optional<double> seconds(const std::string& text) {
    const bool ms = ends_with(text, "ms");
    std::string number = text.substr(0, text.size() - (ms ? 2 : ends_with(text, "s") ? 1 : 0));
    const auto value = parse_decimal(trimmed(number));
    if (!value || !(*value > 0)) return std::nullopt;
    // SYZOJ's bare timeLimit is in ms, Hydro's `time` says its unit.
    return ms ? *value / 1000 : *value;
}

// "256m", "512MB", "1g", "65536k".
std::optional<std::int64_t> bytes(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (ends_with(text, "b")) text.pop_back();
    if (ends_with(text, "i")) text.pop_back();
    std::int64_t unit = mib;
    if (!text.empty() && std::string("kmg").find(text.back()) != std::string::npos) {
        unit = text.back() == 'k' ? kib : text.back() == 'm' ? mib : 1024 * mib;
        text.pop_back();
    }
    const auto value = parse_decimal(trimmed(text));
    if (!value || !(*value > 0) || *value > 1e9) return std::nullopt;
    return static_cast<std::int64_t>(*value * static_cast<double>(unit));
}

Result<void> HydroReader::find_config() {
    data_ = folder_.has_directory("testdata") ? "testdata" : "";
    for (const char* name : {"config.yaml", "config.yml", "data.yml"}) {
        if (folder_.has_file(at(name))) config_ = at(name);
        if (!config_.empty()) break;
    }
    return {};
}

Result<void> HydroReader::read_listing() {
    if (!folder_.has_file("problem.yaml")) return {};
    auto text = folder_.read("problem.yaml", yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, "problem.yaml");
    if (!root) return tl::unexpected<Error>(root.error());
    if (const YamlNode* title = root->find("title")) out_.titles["en"] = title->text;
    if (const YamlNode* pid = root->find("pid")) out_.short_name = short_name_of(pid->text);
    for (const char* name : {"problem.md", "problem_en.md", "problem_zh.md"}) {
        if (!folder_.has_file(name)) continue;
        const bool chinese = std::string(name) == "problem_zh.md";
        out_.extra_files.push_back({chinese ? "statement/problem.zh.md" : "statement/problem.en.md",
                                    {folder_.absolute(name), ""},
                                    false});
        if (chinese) out_.titles["zh"] = out_.titles["en"];
        break;
    }
    return {};
}

Result<void> HydroReader::read_limit_keys(YamlMap& map) {
    for (const char* key : {"time", "timeLimit"}) {
        const YamlNode* node = map.take(key);
        if (node == nullptr) continue;
        auto value = seconds(node->text);
        if (value && std::string(key) == "timeLimit" && !ends_with(node->text, "s")) {
            value = *value / 1000;
        }
        if (!value) return node->error("cannot read the time '" + shown(node->text) + "'");
        out_.time_limit.limit_s = value;
    }
    for (const char* key : {"memory", "memoryLimit"}) {
        const YamlNode* node = map.take(key);
        if (node == nullptr) continue;
        out_.memory_bytes = bytes(node->text);
        if (!out_.memory_bytes) {
            return node->error("cannot read the memory '" + shown(node->text) + "'");
        }
    }
    if (map.take("filename") != nullptr) {
        out_.changes.push_back({"filename",
                                "programs use files there, standard input and output "
                                "here"});
    }
    map.string("inputFile", input_pattern_);
    map.string("outputFile", answer_pattern_);
    map.skip({"userOutput"});
    for (const char* key : {"time_limit_rate", "memory_limit_rate"}) {
        if (map.take(key) == nullptr) continue;
        out_.changes.push_back({key, "2025-09 has one limit for all languages"});
    }
    for (const char* key : {"user_extra_files"}) {
        if (map.take(key) == nullptr) continue;
        out_.changes.push_back({key, "submissions are compiled with these files there"});
    }
    if (map.take("langs") != nullptr) {
        out_.ignored.push_back(
            {"langs", "Hydro's list of languages: add languages to problem.yaml"});
    }
    if (!out_.time_limit.limit_s) {
        out_.ignored.push_back(
            {"time limit", "none is given (Hydro takes 1 s): add limits to problem.yaml"});
    }
    map.skip(
        {"judge_extra_files", "detail", "template", "redirect", "key", "score", "num_processes"});
    return {};
}

Result<void> HydroReader::read_type(YamlMap& map) {
    std::string type = "default";
    map.string("type", type);
    if (type == "interactive") {
        const YamlNode* node = map.take("interactor");
        if (node == nullptr) {
            return fail(ErrorCode::invalid_package, config_ + ": interactive without interactor");
        }
        out_.interactive = true;
        AdaptedChecker how;
        how.interacts = true;
        how.partial = PartialPoints::share;
        return use_adapted_checker(folder_, {at(node->text)}, how, options_.testlib, out_);
    }
    if (type == "submit_answer") {
        out_.submit_answer = true;
    } else if (type != "default" && type != "fileio") {
        return fail(ErrorCode::unsupported,
                    config_ + ": problems of type '" + shown(type) +
                        "' are not read (default, interactive and submit_answer are)");
    }
    HydroChecking how{data_, config_, "default", false};
    map.string("checker_type", how.type);
    map.string("checkerType", how.type);
    auto read = read_hydro_checker(map, folder_, options_, how, out_);
    tells_points_ = how.tells_points;
    return read;
}

// SYZOJ: a case is a number or a word that stands for # in the names of its files.
std::string with_number(std::string pattern, const std::string& number) {
    const std::size_t at = pattern.find('#');
    if (at != std::string::npos) pattern.replace(at, 1, number);
    return pattern;
}

// The `score` of a case or subtask; `usual` without one.
Result<double> score_of(const YamlNode& node, double usual) {
    const YamlNode* score = node.find("score");
    if (score == nullptr || score->is_null()) return usual;
    auto value = score->as_number();
    if (value && *value >= 0) return value;
    return score->error("score must be a number that is not negative, found '" +
                        shown(score->text) + "'");
}

void HydroReader::note_own_limits(const YamlNode& node, const std::string& of) {
    for (const char* key : {"time", "memory"}) {
        if (node.find(key) == nullptr) continue;
        out_.changes.push_back(
            {std::string(key) + " of one " + of, "2025-09 has one limit for all"});
    }
}

Result<PointTest> HydroReader::read_case(const YamlNode& node) {
    PointTest out;
    std::string input;
    std::string answer;
    if (node.kind == YamlNode::Kind::scalar && !input_pattern_.empty()) {
        input = with_number(input_pattern_, node.text);
        answer = with_number(answer_pattern_, node.text);
    } else if (node.find("input") != nullptr && node.find("output") != nullptr) {
        input = node.find("input")->text;
        answer = node.find("output")->text;
    } else {
        return node.error("a case needs input and output");
    }
    for (const std::string& file : {input, answer}) {
        if (folder_.has_file(at(file))) continue;
        return node.error("test file '" + shown(file) + "' is missing");
    }
    note_own_limits(node, "case");
    const std::string name = input.substr(input.rfind('/') + 1);
    out.test.name = name.substr(0, name.rfind('.'));
    out.test.input = FileContent{folder_.absolute(at(input)), "", false};
    out.test.answer = FileContent{folder_.absolute(at(answer)), "", false};
    auto score = score_of(node, 0);
    if (!score) return tl::unexpected<Error>(score.error());
    out.points = *score;
    return out;
}

Result<std::vector<PointTest>> HydroReader::guess_cases() {
    auto folder = PackageFolder::open(folder_.absolute(data_));
    if (!folder) return tl::unexpected<Error>(folder.error());
    Package guessed;
    guessed.path = folder->root();
    auto read = read_plain_folder(*folder, guessed);
    if (!read) return tl::unexpected<Error>(read.error());
    std::vector<PointTest> out;
    for (const Case& test : guessed.cases) {
        PointTest one;
        one.test.name = test.name.substr(test.name.rfind('/') + 1);
        one.test.input = FileContent{test.input_path, ""};
        one.test.answer = FileContent{test.answer_path, ""};
        out.push_back(std::move(one));
    }
    out_.understood.push_back("tests found by the names of their files");
    return out;
}

// What is left of 100 belongs to the subtasks that say nothing.
double share_of_the_rest(const YamlNode& subtasks) {
    double given = 0;
    std::size_t without = 0;
    for (const YamlNode& node : subtasks.items) {
        const YamlNode* score = node.find("score");
        given += score == nullptr ? 0 : score->as_number().value_or(0);
        without += score == nullptr ? 1 : 0;
    }
    return without == 0 ? 0 : std::max(0.0, 100 - given) / static_cast<double>(without);
}

// And what the cases leave, to those that say nothing.
void share_the_rest(std::vector<PointTest>& tests) {
    double given = 0;
    std::size_t missing = 0;
    for (const PointTest& test : tests) {
        given += test.points;
        missing += test.points == 0 ? 1 : 0;
    }
    for (PointTest& test : tests) {
        if (test.points > 0) continue;
        test.points = std::max(0.0, 100 - given) / static_cast<double>(missing);
    }
}

Result<void> HydroReader::read_tests(const YamlNode* subtasks, const YamlNode* cases) {
    std::vector<PointGroup> groups;
    std::map<std::string, std::size_t> places;
    if (subtasks == nullptr) {
        PointGroup all;
        all.name = "tests";
        all.rule = PointRule::each;
        if (cases == nullptr) {
            auto guessed = guess_cases();
            if (!guessed) return tl::unexpected<Error>(guessed.error());
            all.tests = std::move(*guessed);
        }
        for (const YamlNode& node : cases == nullptr ? std::vector<YamlNode>() : cases->items) {
            auto test = read_case(node);
            if (!test) return tl::unexpected<Error>(test.error());
            all.tests.push_back(std::move(*test));
        }
        share_the_rest(all.tests);
        groups.push_back(std::move(all));
        return apply_point_groups(std::move(groups), out_);
    }
    const double share = share_of_the_rest(*subtasks);
    for (const YamlNode& node : subtasks->items) {
        PointGroup group;
        const YamlNode* id = node.find("id");
        group.name = id == nullptr ? std::to_string(groups.size() + 1) : id->text;
        const YamlNode* type = node.find("type");
        const std::string rule = type == nullptr ? "min" : type->text;
        if (rule != "min" && rule != "sum") {
            return fail(ErrorCode::unsupported, type->place() + ": a subtask of type '" +
                                                    shown(rule) + "' (min and sum are read)");
        }
        group.rule = rule == "sum" ? PointRule::each : PointRule::least;
        if (!out_.output_validator) group.rule = PointRule::all_or_nothing;
        auto score = score_of(node, share);
        if (!score) return tl::unexpected<Error>(score.error());
        group.points = *score;
        note_own_limits(node, "subtask");
        const YamlNode* list = node.find("cases");
        if (list == nullptr || list->items.empty()) return node.error("a subtask without cases");
        for (const YamlNode& inner : list->items) {
            auto test = read_case(inner);
            if (!test) return tl::unexpected<Error>(test.error());
            test->points = group.points / static_cast<double>(list->items.size());
            group.tests.push_back(std::move(*test));
        }
        const YamlNode* needs = node.find("if");
        auto words = needs == nullptr ? Result<std::vector<std::string>>() : needs->as_strings();
        if (!words) return tl::unexpected<Error>(words.error());
        for (const std::string& word : *words) {
            const auto found = places.find(word);
            if (found == places.end()) {
                return needs->error("a subtask depends on '" + shown(word) +
                                    "', which does not come before it");
            }
            group.needs.push_back(found->second);
        }
        places[group.name] = groups.size();
        groups.push_back(std::move(group));
    }
    return apply_point_groups(std::move(groups), out_);
}

Result<Blueprint> HydroReader::read() {
    out_.format = "Hydro/SYZOJ";
    for (const auto& step : {find_config(), read_listing()}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    std::string text;
    if (!config_.empty()) {
        auto file = folder_.read(config_, yaml_bytes_max);
        if (!file) return tl::unexpected<Error>(file.error());
        text = std::move(*file);
    }
    auto root = parse_yaml(text, config_.empty() ? "config.yaml" : config_);
    if (!root) return tl::unexpected<Error>(root.error());
    YamlMap map(*root, "config");
    auto limits = read_limit_keys(map);
    if (!limits) return tl::unexpected<Error>(limits.error());
    auto typed = read_type(map);
    if (!typed) return tl::unexpected<Error>(typed.error());
    auto tests = read_tests(map.take("subtasks"), map.take("cases"));
    if (!tests) return tl::unexpected<Error>(tests.error());
    if (tells_points_) tell_points(out_);
    for (const std::string& key : map.unknown()) {
        out_.changes.push_back({"key '" + shown(key) + "'", "it is not known here"});
    }
    auto read = map.finish();
    if (!read) return tl::unexpected<Error>(read.error());
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_hydro(const PackageFolder& folder, const ImportOptions& options) {
    return HydroReader(folder, options).read();
}

}  // namespace arena::problem

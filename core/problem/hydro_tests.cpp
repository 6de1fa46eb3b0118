#include "core/problem/hydro_tests.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/problem/hydro_names.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr double points_of_all = 100;

/// A subtask as Hydro has it; 0 points: nobody said.
struct Subtask {
    std::string id;
    double points = 0;
    bool sum = false;
    std::vector<PointTest> tests;
    const YamlNode* needs = nullptr;
};

// SYZOJ: a case is a number or a word that stands for # in the names of its files.
std::string with_number(std::string pattern, const std::string& number) {
    const std::size_t at = pattern.find('#');
    if (at != std::string::npos) pattern.replace(at, 1, number);
    return pattern;
}

Result<double> score_of(const YamlNode& node) {
    const YamlNode* score = node.find("score");
    if (score == nullptr || score->is_null()) return 0.0;
    auto value = score->as_number();
    if (value && *value >= 0) return value;
    return score->error("score must be a number that is not negative, found '" +
                        shown(score->text) + "'");
}

/// What `total` leaves to those that have none, in their order.
template <class Items, class PointsOf>
void share_the_rest(double total, Items& items, PointsOf points_of) {
    double given = 0;
    double missing = 0;
    for (auto& item : items) {
        given += points_of(item);
        missing += points_of(item) == 0 ? 1 : 0;
    }
    const double rest = std::max(0.0, total - given);
    const double base = std::floor(rest / std::max(missing, 1.0));
    double left = missing - (rest - base * missing);  // those that get no more than `base`
    for (auto& item : items) {
        if (points_of(item) != 0) continue;
        points_of(item) = base + (left > 0 ? 0 : 1);
        --left;
    }
}

class HydroTests {
public:
    HydroTests(const PackageFolder& package, const HydroData& data, Blueprint& out)
        : package_(package), data_(data), out_(out) {}

    Result<std::vector<Subtask>> of_names();
    Result<std::vector<Subtask>> of_cases(const YamlNode& cases);
    Result<std::vector<Subtask>> of_subtasks(const YamlNode& subtasks);
    Result<void> apply(std::vector<Subtask> subtasks, bool named);

private:
    PointTest test_of(const std::string& name, const std::string& input,
                      const std::string& answer) const;
    void note_own_limits(const YamlNode& node, const std::string& of);
    Result<PointTest> read_case(const YamlNode& node);
    Result<Subtask> read_subtask(const YamlNode& node);

    const PackageFolder& package_;
    const HydroData& data_;
    Blueprint& out_;
};

PointTest HydroTests::test_of(const std::string& name, const std::string& input,
                              const std::string& answer) const {
    PointTest out;
    out.test.name = name;
    out.test.input = FileContent{package_.absolute(data_.at(input)), "", false};
    out.test.answer = FileContent{package_.absolute(data_.at(answer)), "", false};
    return out;
}

void HydroTests::note_own_limits(const YamlNode& node, const std::string& of) {
    for (const char* key : {"time", "memory"}) {
        if (node.find(key) == nullptr) continue;
        out_.changes.push_back(
            {std::string(key) + " of one " + of, "2025-09 has one limit for all"});
    }
}

Result<PointTest> HydroTests::read_case(const YamlNode& node) {
    std::string input;
    std::string answer;
    if (node.kind == YamlNode::Kind::scalar && !data_.input_pattern.empty()) {
        input = with_number(data_.input_pattern, node.text);
        answer = with_number(data_.answer_pattern, node.text);
    } else if (node.find("input") != nullptr && node.find("output") != nullptr) {
        input = node.find("input")->text;
        answer = node.find("output")->text;
    } else {
        return node.error("a case needs input and output");
    }
    for (const std::string& file : {input, answer}) {
        if (package_.has_file(data_.at(file))) continue;
        return node.error("test file '" + shown(file) + "' is missing");
    }
    note_own_limits(node, "case");
    const std::string name = input.substr(input.rfind('/') + 1);
    PointTest out = test_of(name.substr(0, name.rfind('.')), input, answer);
    auto score = score_of(node);
    if (!score) return tl::unexpected<Error>(score.error());
    out.points = *score;
    return out;
}

Result<std::vector<Subtask>> HydroTests::of_names() {
    auto entries = package_.list(data_.folder);
    if (!entries) return tl::unexpected<Error>(entries.error());
    std::vector<std::string> files;
    for (const PackageFolder::Entry& entry : *entries) {
        if (!entry.is_directory) files.push_back(entry.name);
    }
    std::sort(files.begin(), files.end(), natural_less);
    std::map<long, Subtask> found;
    for (const HydroNamedTest& test : hydro_named_tests(files)) {
        Subtask& subtask = found[test.subtask];
        if (subtask.tests.empty()) subtask.sum = !test.whole;  // the first one's name decides
        subtask.id = std::to_string(test.subtask);
        subtask.tests.push_back(test_of(test.stem, test.input, test.output));
        for (const std::string& file : {test.input, test.output}) {
            files.erase(std::remove(files.begin(), files.end(), file), files.end());
        }
    }
    if (found.empty()) {
        return fail(ErrorCode::invalid_package,
                    (data_.folder.empty() ? "the folder" : data_.folder + "/") +
                        " holds no test that Hydro finds by name (like 1.in with 1.out)");
    }
    for (const std::string& file : files) {
        if (!ends_with(file, ".in") && !ends_with(file, ".out") && !ends_with(file, ".ans"))
            continue;
        out_.ignored.push_back(
            {data_.at(file), "Hydro finds tests by the numbers in their names, and not this"});
    }
    out_.understood.emplace_back("tests found by the names of their files, as Hydro does");
    std::vector<Subtask> out;
    for (auto& [id, subtask] : found) out.push_back(std::move(subtask));
    return out;
}

Result<std::vector<Subtask>> HydroTests::of_cases(const YamlNode& cases) {
    Subtask all;
    all.id = "1";
    all.sum = true;
    for (const YamlNode& node : cases.items) {
        auto test = read_case(node);
        if (!test) return tl::unexpected<Error>(test.error());
        all.tests.push_back(std::move(*test));
    }
    std::vector<Subtask> out;
    out.push_back(std::move(all));
    return out;
}

Result<Subtask> HydroTests::read_subtask(const YamlNode& node) {
    Subtask out;
    const YamlNode* type = node.find("type");
    const std::string rule = type == nullptr ? "min" : type->text;
    if (rule != "min" && rule != "sum") {
        return fail(ErrorCode::unsupported, type->place() + ": a subtask of type '" + shown(rule) +
                                                "' (min and sum are read)");
    }
    out.sum = rule == "sum";
    auto score = score_of(node);
    if (!score) return tl::unexpected<Error>(score.error());
    out.points = *score;
    note_own_limits(node, "subtask");
    const YamlNode* list = node.find("cases");
    if (list == nullptr || list->items.empty()) return node.error("a subtask without cases");
    for (const YamlNode& inner : list->items) {
        auto test = read_case(inner);
        if (!test) return tl::unexpected<Error>(test.error());
        out.tests.push_back(std::move(*test));
    }
    out.needs = node.find("if");
    return out;
}

Result<std::vector<Subtask>> HydroTests::of_subtasks(const YamlNode& subtasks) {
    std::vector<Subtask> out;
    bool numbered = true;
    for (const YamlNode& node : subtasks.items) {
        auto subtask = read_subtask(node);
        if (!subtask) return tl::unexpected<Error>(subtask.error());
        const YamlNode* id = node.find("id");
        subtask->id = id == nullptr ? std::to_string(out.size() + 1) : id->text;
        numbered = numbered && parse_decimal(subtask->id).has_value();
        out.push_back(std::move(*subtask));
    }
    // Their order is that of the ids, wherever they stand.
    if (numbered) {
        std::stable_sort(out.begin(), out.end(), [](const Subtask& a, const Subtask& b) {
            return *parse_decimal(a.id) < *parse_decimal(b.id);
        });
    }
    return out;
}

Result<void> HydroTests::apply(std::vector<Subtask> subtasks, bool named) {
    share_the_rest(points_of_all, subtasks, [](Subtask& one) -> double& { return one.points; });
    std::vector<PointGroup> groups;
    std::map<std::string, std::size_t> places;
    for (Subtask& subtask : subtasks) {
        PointGroup group;
        group.name = named ? subtask.id : "tests";
        group.points = subtask.points;
        group.rule = subtask.sum             ? PointRule::each
                     : out_.output_validator ? PointRule::least
                                             : PointRule::all_or_nothing;
        if (subtask.sum) {
            share_the_rest(subtask.points, subtask.tests,
                           [](PointTest& test) -> double& { return test.points; });
        }
        group.tests = std::move(subtask.tests);
        auto words = subtask.needs == nullptr ? Result<std::vector<std::string>>()
                                              : subtask.needs->as_strings();
        if (!words) return tl::unexpected<Error>(words.error());
        for (const std::string& word : *words) {
            const auto found = places.find(word);
            if (found == places.end()) {
                return subtask.needs->error("a subtask depends on '" + shown(word) +
                                            "', which does not come before it (a cycle, or out of "
                                            "order)");
            }
            group.needs.push_back(found->second);
        }
        places[subtask.id] = groups.size();
        groups.push_back(std::move(group));
    }
    return apply_point_groups(std::move(groups), out_);
}

}  // namespace

Result<void> read_hydro_tests(const PackageFolder& package, const HydroData& data,
                              const YamlNode* subtasks, const YamlNode* cases, Blueprint& out) {
    HydroTests tests(package, data, out);
    const bool given = (subtasks != nullptr && !subtasks->items.empty());
    auto found = given              ? tests.of_subtasks(*subtasks)
                 : cases != nullptr ? tests.of_cases(*cases)
                                    : tests.of_names();
    if (!found) return tl::unexpected<Error>(found.error());
    return tests.apply(std::move(*found), given || found->size() > 1);
}

}  // namespace arena::problem

// Walking data/sample and data/secret.
//
// Legacy: every folder is a group, with testdata.yaml inherited key by key. 2025-09: `sample`,
// `secret`, and the folders right below `secret` that hold a test_group.yaml are groups; any other
// folder only holds cases. A 2023-07 draft is read by what it holds: a test_group.yaml or a
// testdata.yaml with `scoring` makes it new, any other testdata.yaml makes it legacy.
// Cases and groups are in lexicographic order of their base names (1, 10, 2). The same file may be
// a case of several groups, by links.
#include "core/problem/test_data.hpp"

#include <algorithm>
#include <set>

#include "core/problem/constants.hpp"
#include "core/problem/group_settings.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;

// A case or folder at its place in the order.
struct Item {
    std::string base;
    Entry entry;
};

bool allowed_in_2025(const std::string& name) {
    return name.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789_.-") == std::string::npos;
}

// A name that no case can have.
constexpr const char* static_case_name = "(static)";

class Walk {
public:
    Walk(const PackageFolder& folder, const Manifest& manifest, Package& package)
        : folder_(folder), manifest_(manifest), package_(package) {}

    Result<void> run();

private:
    Result<void> choose_rules();
    Result<void> enter_group(const std::string& directory, std::optional<std::size_t> parent,
                             const GroupSettings& inherited);
    Result<void> walk(const std::string& directory, std::size_t group,
                      const GroupSettings& settings);
    Result<void> step(const Item& item, const std::vector<Entry>& siblings,
                      const std::string& directory, std::size_t group,
                      const GroupSettings& settings);
    Result<void> add_case(const Item& item, const std::vector<Entry>& siblings, std::size_t group,
                          const GroupSettings& settings);
    void add_static_case(std::size_t group);
    Result<void> check_mixture(const std::string& directory, const std::vector<Item>& items);
    std::vector<Item> items_of(const std::vector<Entry>& entries);
    Result<GroupSettings> settings_of(const std::string& directory, std::size_t group,
                                      const GroupSettings& inherited);
    Result<std::optional<YamlNode>> read_yaml(const std::string& relative, bool constants);
    Result<void> note_others();
    bool is_group(const std::string& directory) const;
    bool legacy() const { return package_.grading == GradingRules::legacy_grader; }

    const PackageFolder& folder_;
    const Manifest& manifest_;
    Package& package_;
    std::map<std::size_t, TestGroupScoring> scorings_;
    PackageFolder::Trail trail_;
    std::size_t missing_answers_ = 0;
};

Result<std::optional<YamlNode>> Walk::read_yaml(const std::string& relative, bool constants) {
    if (!folder_.has_file(relative)) return std::optional<YamlNode>();
    auto text = folder_.read(relative, yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto node =
        parse_yaml(constants ? substitute_constants(*text, package_.constants) : *text, relative);
    if (!node) return tl::unexpected<Error>(node.error());
    return std::optional<YamlNode>(std::move(*node));
}

Result<void> Walk::choose_rules() {
    package_.grading = GradingRules::test_groups;
    if (package_.format == Format::kattis_2025_09) return {};
    package_.grading = GradingRules::legacy_grader;
    if (package_.format != Format::draft_2023_07) return {};
    auto files = folder_.list_files_below("data");
    if (!files) return tl::unexpected<Error>(files.error());
    bool old_style = false;
    for (const Entry& file : *files) {
        if (file.name == "test_group.yaml") {
            package_.grading = GradingRules::test_groups;
            return {};
        }
        if (file.name != "testdata.yaml") continue;
        auto node = read_yaml(file.relative, false);
        if (!node) return tl::unexpected<Error>(node.error());
        if (!*node || (*node)->is_null()) continue;
        if ((*node)->find("scoring") != nullptr) {
            package_.grading = GradingRules::test_groups;
            return {};
        }
        old_style = true;
    }
    if (!old_style) package_.grading = GradingRules::test_groups;
    return {};
}

bool Walk::is_group(const std::string& directory) const {
    if (legacy()) return true;
    if (directory.rfind('/') != std::string("data/secret").size()) return false;
    if (!starts_with(directory, "data/secret/")) return false;
    return folder_.has_file(directory + "/test_group.yaml") ||
           folder_.has_file(directory + "/testdata.yaml");
}

// What the folder's own settings file adds to `inherited`. A file of the other family is refused:
// it would be passed over in silence, and it says how cases count.
Result<GroupSettings> Walk::settings_of(const std::string& directory, std::size_t group,
                                        const GroupSettings& inherited) {
    auto old_file = read_yaml(directory + "/testdata.yaml", false);
    if (!old_file) return tl::unexpected<Error>(old_file.error());
    auto new_file = read_yaml(directory + "/test_group.yaml", true);
    if (!new_file) return tl::unexpected<Error>(new_file.error());
    const bool has_old = *old_file && !(*old_file)->is_null();
    const bool has_new = *new_file && !(*new_file)->is_null();
    if (has_old && has_new) {
        return (*new_file)->error("testdata.yaml lies beside it: keep one of the two");
    }
    if (legacy()) {
        if (has_new) {
            return (*new_file)->error(
                "test_group.yaml belongs to 2025-09: say problem_format_version: 2025-09 in "
                "problem.yaml, or write testdata.yaml");
        }
        if (!has_old) return inherited;
        return read_testdata_yaml(**old_file, inherited, package_);
    }
    if (!has_old && !has_new) return inherited;
    const YamlNode& root = has_new ? **new_file : **old_file;
    const bool drafted = has_old && root.find("scoring") != nullptr;
    if (has_old && !drafted && package_.format == Format::kattis_2025_09) {
        return root.error("testdata.yaml is not part of 2025-09: write test_group.yaml");
    }
    if (drafted) {
        package_.notes.push_back(directory + "/testdata.yaml is read as a draft's test group");
    }
    return read_test_group_yaml(root, inherited, package_, scorings_[group]);
}

Result<void> Walk::enter_group(const std::string& directory, std::optional<std::size_t> parent,
                               const GroupSettings& inherited) {
    const std::size_t index = package_.groups.size();
    Group group;
    group.name = directory == "data" ? "" : directory.substr(std::string("data/").size());
    group.parent = parent;
    package_.groups.push_back(std::move(group));
    if (parent) package_.groups[*parent].groups.push_back(index);
    auto settings = settings_of(directory, index, inherited);
    if (!settings) return tl::unexpected<Error>(settings.error());
    if (legacy()) {
        auto applied = apply_legacy_grader(*settings, directory + "/testdata.yaml",
                                           package_.scoring, package_.groups[index]);
        if (!applied) return applied;
    }
    add_static_case(index);
    if (directory != "data") return walk(directory, index, *settings);
    for (const char* part : {"data/sample", "data/secret"}) {
        auto listed = folder_.list(part);
        if (!listed) return tl::unexpected<Error>(listed.error());
        if (!folder_.has_directory(part)) continue;
        auto entered = enter_group(part, index, *settings);
        if (!entered) return entered;
    }
    return {};
}

// Cheap and free of the submission's own run, so it comes before the group's other cases.
void Walk::add_static_case(std::size_t group) {
    const auto scoring = scorings_.find(group);
    if (scoring == scorings_.end() || !scoring->second.has_static) return;
    Case test;
    test.name = package_.groups[group].name + "/" + static_case_name;
    test.group = group;
    test.is_static = true;
    test.is_sample = package_.groups[group].name == "sample";
    test.validator_args = scoring->second.static_args;
    package_.groups[group].cases.push_back(package_.cases.size());
    package_.cases.push_back(std::move(test));
}

// The cases and folders among `entries`, in judging order.
std::vector<Item> Walk::items_of(const std::vector<Entry>& entries) {
    std::vector<Item> items;
    std::set<std::string> bases;
    for (const Entry& entry : entries) {
        const bool is_case = !entry.is_directory && ends_with(entry.name, ".in");
        const bool is_folder = entry.is_directory && !ends_with(entry.name, ".files");
        if (!is_case && !is_folder) continue;
        if (package_.format == Format::kattis_2025_09 && !allowed_in_2025(entry.name)) {
            package_.notes.push_back("ignored " + shown(entry.relative) +
                                     ": 2025-09 passes over names with such characters");
            continue;
        }
        std::string base = entry.name.substr(0, entry.name.size() - (is_case ? 3 : 0));
        bases.insert(base);
        items.push_back({std::move(base), entry});
    }
    for (const Entry& entry : entries) {
        if (entry.is_directory || !ends_with(entry.name, ".ans")) continue;
        if (bases.count(entry.name.substr(0, entry.name.size() - 4)) != 0) continue;
        package_.notes.push_back("ignored " + entry.relative + ": there is no input beside it");
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.base < b.base; });
    return items;
}

// Format 2025-09: a folder holds cases or groups, and no two things in it go by the same name.
Result<void> Walk::check_mixture(const std::string& directory, const std::vector<Item>& items) {
    if (package_.format != Format::kattis_2025_09) return {};
    const Item* folder = nullptr;
    bool has_cases = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && items[i].base == items[i - 1].base) {
            return fail(ErrorCode::invalid_package,
                        directory + "/" + items[i].base +
                            " is both a test case and a folder: rename one of them");
        }
        has_cases = has_cases || !items[i].entry.is_directory;
        if (items[i].entry.is_directory && !is_group(items[i].entry.relative)) folder = &items[i];
    }
    if (has_cases && folder != nullptr && !package_.scoring) {
        package_.notes.push_back(directory + " holds both test cases and a folder of them (" +
                                 folder->base + "), which 2025-09 does not allow");
    }
    return {};
}

Result<void> Walk::walk(const std::string& directory, std::size_t group,
                        const GroupSettings& settings) {
    auto entered = folder_.enter(directory, trail_);
    if (!entered) return entered;
    auto entries = folder_.list(directory);
    if (!entries) return tl::unexpected<Error>(entries.error());
    const std::vector<Item> items = items_of(*entries);
    auto checked = check_mixture(directory, items);
    if (!checked) return checked;
    for (const Item& item : items) {
        auto done = step(item, *entries, directory, group, settings);
        if (!done) return done;
    }
    trail_.open.pop_back();
    return {};
}

Result<void> Walk::step(const Item& item, const std::vector<Entry>& siblings,
                        const std::string& directory, std::size_t group,
                        const GroupSettings& settings) {
    const std::string& below = item.entry.relative;
    if (!item.entry.is_directory) return add_case(item, siblings, group, settings);
    if (is_group(below)) return enter_group(below, group, settings);
    if (folder_.has_file(below + "/test_group.yaml")) {
        return fail(ErrorCode::invalid_package,
                    below + "/test_group.yaml: groups lie right below data/secret, not deeper");
    }
    if (package_.scoring && directory == "data/secret" && !legacy()) {
        return fail(ErrorCode::invalid_package,
                    below + " has no test_group.yaml: add one with its max_score");
    }
    return walk(below, group, settings);
}

Result<void> Walk::add_case(const Item& item, const std::vector<Entry>& siblings, std::size_t group,
                            const GroupSettings& settings) {
    const std::string stem = item.entry.relative.substr(0, item.entry.relative.size() - 3);
    const auto beside = [&](const char* extension, bool directory) {
        const std::string name = item.base + extension;
        const auto at = std::lower_bound(
            siblings.begin(), siblings.end(), name,
            [](const Entry& entry, const std::string& wanted) { return entry.name < wanted; });
        return at != siblings.end() && at->name == name && at->is_directory == directory;
    };
    Case test;
    test.name = stem.substr(std::string("data/").size());
    test.input_path = folder_.absolute(item.entry.relative);
    test.group = group;
    test.is_sample = starts_with(test.name, "sample/");
    GroupSettings own = settings;
    if (beside(".yaml", false) && item.base != "testdata" && item.base != "test_group") {
        auto node = read_yaml(stem + ".yaml", false);
        if (!node) return tl::unexpected<Error>(node.error());
        auto read = read_case_yaml(**node, settings);
        if (!read) return tl::unexpected<Error>(read.error());
        own = std::move(*read);
    }
    test.program_args = own.program_args;
    test.input_validator_args = own.input_validator_args;
    test.validator_args = manifest_.validator_flags;
    test.validator_args.insert(test.validator_args.end(), own.validator_args.begin(),
                               own.validator_args.end());
    if (beside(".files", true)) {
        // Whoever reads them follows links: one out of the package is refused here.
        auto files = folder_.list_files_below(stem + ".files");
        if (!files) return tl::unexpected<Error>(files.error());
        test.files_directory = folder_.absolute(stem + ".files");
    }
    if (beside(".ans", false)) {
        test.answer_path = folder_.absolute(stem + ".ans");
    } else if (package_.validator == ValidatorKind::default_compare && !package_.submit_answer) {
        return fail(ErrorCode::invalid_package,
                    item.entry.relative + " has no answer: add " + stem + ".ans");
    } else {
        ++missing_answers_;
    }
    package_.groups[group].cases.push_back(package_.cases.size());
    package_.cases.push_back(std::move(test));
    if (package_.cases.size() > folder_entries_max) {
        return fail(ErrorCode::invalid_package,
                    "data holds more than " + std::to_string(folder_entries_max) + " test cases");
    }
    return {};
}

// Folders of data/ that are no tests of submissions; an unknown one is worth a word.
Result<void> Walk::note_others() {
    static const std::set<std::string> known{"sample",          "secret",          "invalid_input",
                                             "invalid_inputs",  "invalid_output",  "valid_output",
                                             "invalid_outputs", "invalid_answer",  "valid_outputs",
                                             "valid_inputs",    "invalid_answers", "bad",
                                             "testdata.yaml",   "test_group.yaml"};
    auto entries = folder_.list("data");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : *entries) {
        if (known.count(entry.name) != 0) continue;
        if (!entry.is_directory && !ends_with(entry.name, ".in")) continue;
        package_.notes.push_back("ignored " + entry.relative +
                                 ": tests lie in data/sample and data/secret");
    }
    return {};
}

Result<void> Walk::run() {
    auto chosen = choose_rules();
    if (!chosen) return chosen;
    auto settings = root_settings(manifest_);
    if (!settings) return tl::unexpected<Error>(settings.error());
    auto walked = enter_group("data", std::nullopt, *settings);
    if (!walked) return walked;
    auto noted = note_others();
    if (!noted) return noted;
    if (package_.cases.empty()) {
        return fail(ErrorCode::invalid_package,
                    shown(package_.short_name) + " has no test cases: add data/secret/*.in");
    }
    if (std::all_of(package_.cases.begin(), package_.cases.end(),
                    [](const Case& test) { return test.is_sample; })) {
        package_.notes.push_back("data/secret has no test cases: only samples are judged");
    }
    if (missing_answers_ > 0) {
        package_.notes.push_back(
            std::to_string(missing_answers_) +
            " test cases have no answer file: the validator gets an empty one");
    }
    if (legacy()) return {};
    for (const Group& group : package_.groups) {
        const bool holds_tests =
            std::any_of(group.cases.begin(), group.cases.end(),
                        [this](std::size_t index) { return !package_.cases[index].is_static; });
        if (group.name == "secret" && holds_tests && !group.groups.empty()) {
            const char* rule = "data/secret holds both test cases and test groups";
            if (package_.scoring) {
                return fail(ErrorCode::invalid_package,
                            std::string(rule) + ": move the cases into a group");
            }
            package_.notes.push_back(std::string(rule) + ", which 2025-09 does not allow");
        }
        if (group.name.find('/') == std::string::npos || !group.cases.empty()) continue;
        return fail(ErrorCode::invalid_package,
                    "data/" + group.name + " is a test group without test cases: add one");
    }
    return apply_test_group_scoring(scorings_, package_);
}

}  // namespace

Result<void> read_test_data(const PackageFolder& folder, const Manifest& manifest,
                            Package& package) {
    return Walk(folder, manifest, package).run();
}

}  // namespace arena::problem

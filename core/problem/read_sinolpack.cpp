// sinolpack, the format of SIO2 and sinol-make: config.yml, in/, out/, prog/.
//
// Tests are called IDgX.in: the digits g are the group, group 0 and IDgocen are not scored. A group
// gives its points for all of its tests together. Facts: sio2project/sinol-make, sio2 docs.
#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/program.hpp"
#include "core/problem/side_files.hpp"
#include "core/problem/sinol_names.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

constexpr const char* file_name = "config.yml";
using Entry = PackageFolder::Entry;

class SinolReader {
public:
    SinolReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> find_id(YamlMap& map);
    Result<void> read_limits(YamlMap& map);
    Result<void> read_scores(const YamlNode* scores, const YamlNode* dependencies);
    Result<void> read_tests();
    Result<void> group_tests();
    Result<void> read_programs();
    std::string place_of_group(const std::string& key) const;
    Result<void> read_expected(const YamlNode* node);
    std::optional<std::string> program_called(const std::string& stem) const;

    const PackageFolder& folder_;
    const ImportOptions& options_;
    Blueprint out_;
    std::string id_;
    std::map<int, std::vector<PointTest>> tests_;
    std::map<int, double> points_;
    std::string scores_place_;
    std::map<int, std::vector<int>> needs_;
    std::map<int, std::string> needs_places_;  ///< "config.yml line 7"
};

std::string stem_of(const std::string& name) {
    return name.substr(0, name.rfind('.'));
}

// sinol-make takes the folder's name for the id when config.yml has none; packages get renamed, and
// an archive has no folder at all, so the tests' own names decide.
Result<void> SinolReader::find_id(YamlMap& map) {
    std::string stated;
    map.string("sinol_task_id", stated);
    const std::string& root = folder_.root();
    auto found =
        sinol_id_of_tests(folder_, stated.empty() ? root.substr(root.rfind('/') + 1) : stated);
    if (!found) return tl::unexpected<Error>(found.error());
    id_ = *found;
    if (!stated.empty() && id_ != stated) {
        return map.take("sinol_task_id")
            ->error("sinol_task_id is '" + shown(stated) + "', but the tests in in/ are called '" +
                    shown(id_) + "': rename what is wrong");
    }
    out_.understood.push_back("task '" + id_ + "', as its tests are called");
    return {};
}

Result<void> SinolReader::read_limits(YamlMap& map) {
    std::optional<std::int64_t> memory;
    std::optional<double> time_ms;
    map.positive("time_limit", 24 * 3600 * 1000.0, time_ms);
    map.positive("memory_limit", std::int64_t{1} << 30, kib, memory);
    if (time_ms) out_.time_limit.limit_s = *time_ms / 1000;
    out_.memory_bytes = memory;
    if (memory && *memory % mib != 0) {
        out_.changes.push_back({"memory limit of " + std::to_string(*memory / kib) + " KiB",
                                "2025-09 has whole MiB only: rounded up"});
    }
    for (const char* key : {"time_limits", "memory_limits", "override_limits"}) {
        if (map.take(key) == nullptr) continue;
        out_.changes.push_back({key, "2025-09 has one limit for all tests and languages"});
    }
    std::optional<double> processes;
    map.positive("num_processes", 1000.0, processes);
    if (processes && *processes != 1) {
        return fail(ErrorCode::unsupported,
                    std::string(file_name) +
                        ": num_processes: conversations of several programs are not run here");
    }
    std::string contest;
    map.string("sinol_contest_type", contest);
    if (contest == "oi") {
        out_.changes.push_back(
            {"sinol_contest_type oi", "points fall linearly after half of the time limit there"});
    }
    return map.finish();
}

Result<void> SinolReader::read_scores(const YamlNode* scores, const YamlNode* dependencies) {
    const auto group_of = [](const std::string& key) {
        const auto number = parse_decimal(key);
        return number && *number >= 0 && *number < 1000 ? static_cast<int>(*number) : -1;
    };
    if (scores != nullptr) {
        scores_place_ = scores->place();
        for (const auto& [key, value] : scores->entries) {
            const int group = group_of(key);
            const auto points = value.as_number();
            if (group < 0 || !points || *points < 0) {
                return value.error("scores must map groups to points");
            }
            points_[group] = *points;
        }
    }
    if (dependencies == nullptr) return {};
    for (const auto& [key, value] : dependencies->entries) {
        auto words = value.as_strings();
        if (!words || group_of(key) < 0) {
            return value.error("subtask_dependencies must map groups to lists of groups");
        }
        const int group = group_of(key);
        needs_places_[group] = value.place();
        for (const std::string& word : *words) {
            if (group_of(word) < 0) return value.error("'" + shown(word) + "' is no group");
            needs_[group].push_back(group_of(word));
        }
    }
    return {};
}

Result<void> SinolReader::read_tests() {
    auto inputs = folder_.list("in");
    if (!inputs) return tl::unexpected<Error>(inputs.error());
    for (const Entry& entry : *inputs) {
        if (entry.is_directory || !ends_with(entry.name, ".in")) continue;
        const std::string stem = stem_of(entry.name);
        const auto group = sinol_group(stem, id_);
        if (!group) {
            out_.ignored.push_back({entry.relative, "its name has no group after '" + id_ + "'"});
            continue;
        }
        BlueprintTest test;
        test.name = stem;
        test.input = FileContent{folder_.absolute(entry.relative), ""};
        const std::string answer = "out/" + stem + ".out";
        if (folder_.has_file(answer)) {
            test.answer = FileContent{folder_.absolute(answer), ""};
        } else if (out_.interactive) {
            test.answer = FileContent{};  // a conversation has none
        } else {
            test.solve = true;
        }
        if (*group == 0) {
            out_.samples.push_back(std::move(test));
        } else {
            tests_[*group].push_back({std::move(test), 0});
        }
    }
    if (tests_.empty() && out_.samples.empty()) {
        return fail(ErrorCode::invalid_package,
                    "in/ has no tests: sinolpack makes them with prog/" + id_ +
                        "ingen; run it (sinol-make ingen) and import again");
    }
    for (const auto& [number, points] : points_) {
        if (number == 0 || tests_.count(number) != 0) continue;
        return fail(ErrorCode::invalid_package,
                    scores_place_ + ": scores has group " + std::to_string(number) +
                        ", but in/ has no test of it: add " + id_ + std::to_string(number) +
                        "a.in, or run prog/" + id_ + "ingen");
    }
    return group_tests();
}

// Groups in the order of their numbers, each with its points and what it depends on.
Result<void> SinolReader::group_tests() {
    const double share = tests_.empty() ? 0 : 100.0 / static_cast<double>(tests_.size());
    std::vector<PointGroup> groups;
    std::map<int, std::size_t> places;
    for (auto& [number, tests] : tests_) {
        PointGroup group;
        group.name = std::to_string(number);
        // Without `scores` every group is worth the same.
        if (!points_.empty() && points_.count(number) == 0) {
            out_.changes.push_back(
                {"group " + group.name + ", which " + scores_place_ + " (scores) does not name",
                 "the others have points, this one gives none here"});
        }
        group.points = points_.empty() ? share : points_[number];
        group.rule = out_.output_validator && !needs_.count(number) ? PointRule::least
                                                                    : PointRule::all_or_nothing;
        for (int other : needs_[number]) {
            if (other == 0) {
                group.needs_samples = true;
            } else if (places.count(other) != 0) {
                group.needs.push_back(places[other]);
            } else {
                return fail(ErrorCode::invalid_package,
                            needs_places_[number] + ": group " + group.name + " depends on group " +
                                std::to_string(other) +
                                ", which does not come before it (a cycle, or out of order)");
            }
        }
        group.tests = std::move(tests);
        places[number] = groups.size();
        groups.push_back(std::move(group));
    }
    return apply_point_groups(std::move(groups), out_);
}

std::optional<std::string> SinolReader::program_called(const std::string& stem) const {
    const auto entries = folder_.list("prog");
    if (!entries) return std::nullopt;
    for (const Entry& entry : *entries) {
        if (!entry.is_directory && stem_of(entry.name) == stem && !ends_with(entry.name, ".h")) {
            return entry.relative;
        }
    }
    return std::nullopt;
}

std::string sinol_directory(const std::string& rest) {
    if (rest.empty() || (rest[0] >= '0' && rest[0] <= '9')) return "accepted";
    if (rest[0] == 's') return "mixed";
    return rest[0] == 'b' ? "rejected" : "";
}

Result<void> SinolReader::read_programs() {
    if (const auto interactor = program_called(id_ + "soc")) {
        AdaptedChecker how;
        how.protocol = CheckerProtocol::sinolpack_interactor;
        how.partial = PartialPoints::share;
        how.interacts = true;
        out_.interactive = true;
        auto used = use_adapted_checker(folder_, {*interactor}, how, options_.testlib, out_);
        if (!used) return used;
        out_.understood.push_back("interactor " + *interactor + ", behind an adapter");
        out_.ignored.push_back({"the argument 0 of programs",
                                "SIO2 numbers the programs of a conversation, and this has one"});
    } else if (const auto checker = program_called(id_ + "chk")) {
        AdaptedChecker how;
        how.protocol = CheckerProtocol::sinolpack;
        how.partial = PartialPoints::share;
        auto used = use_adapted_checker(folder_, {*checker}, how, options_.testlib, out_);
        if (!used) return used;
        out_.understood.push_back("checker " + *checker + ", behind an adapter");
    } else {
        use_standard_checker({"filled_lines"}, out_);
        out_.understood.emplace_back("comparison by words and lines: arena's standard checker");
    }
    auto entries = folder_.list("prog");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : *entries) {
        const std::string stem = stem_of(entry.name);
        if (entry.is_directory || !starts_with(stem, id_) || is_left_over(entry.name)) continue;
        const std::string rest = stem.substr(id_.size());
        if (rest == "chk" || rest == "soc") continue;
        const std::string directory = sinol_directory(rest);
        if (directory.empty()) {
            out_.ignored.push_back({entry.relative, "it makes or checks tests in sinolpack"});
            continue;
        }
        BlueprintSubmission submission;
        submission.program.name = entry.name;
        submission.program.files.push_back(
            {entry.name, {folder_.absolute(entry.relative), ""}, false});
        submission.directory = directory;
        submission.is_main = rest.empty();
        out_.submissions.push_back(std::move(submission));
    }
    return {};
}

// Where the tests of a group of theirs lie: it may have another name here, or none.
std::string SinolReader::place_of_group(const std::string& key) const {
    std::size_t index = 0;
    for (const auto& [number, tests] : tests_) {
        if (std::to_string(number) == key && index < out_.groups.size()) {
            const std::string& name = out_.groups[index].name;
            return name.empty() ? "secret" : "secret/" + name;
        }
        ++index;
    }
    return "secret/" + key;
}

// sinol_expected_scores: what each program gets in each group. It replaces what names promise.
Result<void> SinolReader::read_expected(const YamlNode* node) {
    static const std::map<std::string, std::vector<Verdict>> verdicts{
        {"OK", {Verdict::AC}},
        {"WA", {Verdict::WA}},
        {"TL", {Verdict::TLE}},
        {"ML", {Verdict::MLE, Verdict::RTE, Verdict::OLE}},
        {"RE", {Verdict::RTE, Verdict::MLE, Verdict::OLE}}};
    for (BlueprintSubmission& submission : out_.submissions) {
        const YamlNode* own =
            node == nullptr ? nullptr : node->find(submission.program.files.front().name);
        if (own == nullptr) continue;
        submission.directory = "mixed";
        Expectation whole;
        whole.source = own->place();
        if (const YamlNode* points = own->find("points")) {
            const auto value = points->as_number();
            if (!value) return tl::unexpected<Error>(value.error());
            whole.score_min = whole.score_max = *value;
        }
        bool all_right = true;
        const YamlNode* groups = own->find("expected");
        for (const auto& [key, value] :
             groups == nullptr ? std::vector<YamlNode::Entry>() : groups->entries) {
            const YamlNode* status = value.find("status");
            const auto found = verdicts.find(status == nullptr ? value.text : status->text);
            if (found == verdicts.end() || key == "0") continue;
            all_right = all_right && found->first == "OK";
            Expectation rule;
            rule.cases = place_of_group(key);
            rule.required = found->second;
            rule.bounds_time_limit = false;
            if (found->first == "OK") rule.permitted = found->second;
            rule.source = value.place();
            submission.expectations.push_back(std::move(rule));
        }
        if (all_right) whole.permitted = {Verdict::AC};
        submission.expectations.insert(submission.expectations.begin(), std::move(whole));
    }
    return {};
}

Result<Blueprint> SinolReader::read() {
    auto text = folder_.read(file_name, yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, file_name);
    if (!root) return tl::unexpected<Error>(root.error());
    out_.format = "sinolpack";
    YamlMap map(*root, file_name);
    std::string title;
    map.string("title", title);
    if (!title.empty()) out_.titles["en"] = title;
    auto named = find_id(map);
    if (!named) return tl::unexpected<Error>(named.error());
    out_.short_name = short_name_of(id_);
    auto limits = read_limits(map);
    if (!limits) return tl::unexpected<Error>(limits.error());
    auto scores = read_scores(map.take("scores"), map.take("subtask_dependencies"));
    if (!scores) return tl::unexpected<Error>(scores.error());
    for (const auto& step : {read_programs(), read_tests()}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    auto expected = read_expected(map.take("sinol_expected_scores"));
    if (!expected) return tl::unexpected<Error>(expected.error());
    for (const std::string& key : map.unknown()) {
        const bool ours = starts_with(key, "sinol_");
        out_.ignored.push_back({"key '" + shown(key) + "'",
                                ours ? "a setting of sinol-make itself" : "it is not known here"});
    }
    auto attached = take_attachments(folder_, "attachments", out_);
    if (!attached) return tl::unexpected<Error>(attached.error());
    if (folder_.has_directory("doc")) {
        auto files = folder_.list("doc");
        for (const Entry& file : files ? *files : std::vector<Entry>()) {
            if (!ends_with(file.name, ".pdf")) continue;
            out_.extra_files.push_back(
                {"statement/problem.en.pdf", {folder_.absolute(file.relative), ""}, false});
            break;
        }
    }
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_sinolpack(const PackageFolder& folder, const ImportOptions& options) {
    return SinolReader(folder, options).read();
}

}  // namespace arena::problem

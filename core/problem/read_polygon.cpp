// Codeforces Polygon packages: problem.xml and the files it names.
//
// Only the testset "tests" (or the first) is judged; the tests of validators and checkers are to be
// tested, not judged. A full package has every input and answer; in a standard one the generated
// tests are missing and are marked for generation by `cmd`. Facts: packages made by
// polygon.codeforces.com, and shared knowledge of its solution tags.
#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/polygon_assets.hpp"
#include "core/problem/shell_words.hpp"
#include "core/problem/text.hpp"
#include "core/problem/xml_node.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

class PolygonReader {
public:
    PolygonReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> read_names();
    Result<void> read_limits(const XmlNode& testset);
    Result<void> read_tests(const XmlNode& testset);
    Result<BlueprintTest> read_test(const XmlNode& node, const XmlNode& testset, int number);
    Result<Generation> read_command(const XmlNode& node);
    Result<std::vector<PointGroup>> read_groups(const XmlNode& testset,
                                                std::map<std::string, std::size_t>& places);

    const PackageFolder& folder_;
    const ImportOptions& options_;
    XmlNode root_;
    Blueprint out_;
    std::map<std::string, std::size_t> generators_;
    std::size_t generated_ = 0, without_answer_ = 0;
};

// "tests/%02d" with the number in.
std::string path_of(const std::string& pattern, int number) {
    const std::size_t at = pattern.find('%');
    const std::size_t end = pattern.find('d', at);
    if (at == std::string::npos || end == std::string::npos) return pattern;
    const std::string digits = pattern.substr(at + 1, end - at - 1);
    std::size_t width = 0;
    for (char c : digits) {
        if (c < '0' || c > '9' || width > 9) return pattern;
        width = width * 10 + static_cast<std::size_t>(c - '0');
    }
    std::string text = std::to_string(number);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return pattern.substr(0, at) + text + pattern.substr(end + 1);
}

Result<double> points_of(const XmlNode& node) {
    const std::string text = node.attribute("points");
    const auto points = text.empty() ? std::optional<double>(0) : parse_decimal(text);
    if (points && *points >= 0) return *points;
    return polygon_fault(
        node, "points must be a number that is not negative, found '" + shown(text) + "'");
}

Result<void> PolygonReader::read_names() {
    if (const XmlNode* names = root_.child("names")) {
        for (const XmlNode* name : names->all("name")) {
            out_.titles[polygon_language(name->attribute("language"))] = name->attribute("value");
        }
    }
    out_.short_name = short_name_of(root_.attribute("short-name"));
    out_.source = root_.attribute("url");
    return {};
}

Result<void> PolygonReader::read_limits(const XmlNode& testset) {
    const XmlNode* time = testset.child("time-limit");
    const XmlNode* memory = testset.child("memory-limit");
    const auto ms = time == nullptr ? std::nullopt : parse_decimal(time->text);
    const auto bytes = memory == nullptr ? std::nullopt : parse_decimal(memory->text);
    if (!ms || !(*ms > 0)) return polygon_fault(testset, "the testset has no time-limit in ms");
    if (!bytes || !(*bytes > 0) || *bytes > 1e13) {
        return polygon_fault(testset, "the testset has no memory-limit in bytes");
    }
    out_.time_limit.limit_s = *ms / 1000;
    out_.memory_bytes = static_cast<std::int64_t>(*bytes);
    if (*out_.memory_bytes % mib != 0) {
        out_.changes.push_back({"memory limit of " + memory->text + " bytes",
                                "2025-09 has whole MiB only: rounded up"});
    }
    const XmlNode* judging = root_.child("judging");
    for (const char* key : {"input-file", "output-file"}) {
        const std::string name = judging->attribute(key);
        if (name.empty() || name == "stdin" || name == "stdout") continue;
        out_.changes.push_back({std::string(key) + " '" + shown(name) + "'",
                                "programs use this file there, standard input and output here"});
    }
    const auto runs = parse_decimal(judging->attribute("run-count"));
    if (runs && *runs > 1) {
        out_.changes.push_back({"run-count " + judging->attribute("run-count"),
                                "a run-twice problem has no counterpart in 2025-09"});
    }
    return {};
}

Result<Generation> PolygonReader::read_command(const XmlNode& node) {
    auto command = shell_words(node.attribute("cmd"));
    if (!command || command->empty()) {
        return polygon_fault(node,
                             "cannot split the command '" + shown(node.attribute("cmd")) + "'");
    }
    const std::string name = command->front();
    Generation out;
    out.args.assign(command->begin() + 1, command->end());
    const auto known = generators_.find(name);
    if (known != generators_.end()) {
        out.generator = known->second;
        return out;
    }
    const XmlNode* executables = root_.at({"files", "executables"});
    for (const XmlNode* executable :
         executables == nullptr ? std::vector<const XmlNode*>() : executables->all("executable")) {
        const auto source = polygon_source(*executable);
        if (!source) continue;
        std::string stem = source->substr(source->rfind('/') + 1);
        stem = stem.substr(0, stem.rfind('.'));
        if (stem != name) continue;
        auto program = program_with_headers(folder_, *source, options_.testlib);
        if (!program) {
            return fail(
                program.error().code,
                "test made by '" + shown(name) + "' (problem.xml line " +
                    std::to_string(node.line) +
                    ") is not in this package and cannot be made: " + program.error().message);
        }
        out.generator = out_.generators.size();
        generators_[name] = out.generator;
        out_.generators.push_back(std::move(*program));
        return out;
    }
    return polygon_fault(node, "no generator is called '" + shown(name) + "'");
}

Result<BlueprintTest> PolygonReader::read_test(const XmlNode& node, const XmlNode& testset,
                                               int number) {
    const auto pattern = [&](const char* key, const char* usual) {
        const XmlNode* found = testset.child(key);
        return path_of(found == nullptr || found->text.empty() ? usual : found->text, number);
    };
    const std::string input = pattern("input-path-pattern", "tests/%02d");
    const std::string answer = pattern("answer-path-pattern", "tests/%02d.a");
    BlueprintTest test;
    test.name = input.substr(input.rfind('/') + 1);
    if (folder_.has_file(input)) {
        test.input = FileContent{folder_.absolute(input), ""};
    } else if (node.attribute("method") == "generated") {
        auto command = read_command(node);
        if (!command) return tl::unexpected<Error>(command.error());
        test.generation = std::move(*command);
        ++generated_;
    } else {
        return polygon_fault(node, "test " + std::to_string(number) + " is manual, but " +
                                       shown(input) + " is missing");
    }
    if (folder_.has_file(answer)) {
        test.answer = FileContent{folder_.absolute(answer), ""};
    } else {
        test.solve = true;
        ++without_answer_;
    }
    return test;
}

Result<std::vector<PointGroup>> PolygonReader::read_groups(
    const XmlNode& testset, std::map<std::string, std::size_t>& places) {
    std::vector<PointGroup> groups;
    const XmlNode* list = testset.child("groups");
    const auto nodes = list == nullptr ? std::vector<const XmlNode*>() : list->all("group");
    for (const XmlNode* node : nodes) {
        PointGroup group;
        group.name = node->attribute("name");
        const std::string policy = node->attribute("points-policy");
        if (policy != "complete-group" && policy != "each-test") {
            return polygon_fault(*node, "unknown points-policy '" + shown(policy) + "'");
        }
        group.rule = policy == "each-test" ? PointRule::each : PointRule::all_or_nothing;
        auto points = points_of(*node);
        if (!points) return tl::unexpected<Error>(points.error());
        group.points = *points;
        places[group.name] = groups.size();
        groups.push_back(std::move(group));
    }
    for (const XmlNode* node : nodes) {
        const XmlNode* list_of = node->child("dependencies");
        if (list_of == nullptr) continue;
        for (const XmlNode* dependency : list_of->all("dependency")) {
            const auto found = places.find(dependency->attribute("group"));
            if (found == places.end()) {
                return polygon_fault(*dependency, "depends on a group that is not there: '" +
                                                      shown(dependency->attribute("group")) + "'");
            }
            PointGroup& group = groups[places[node->attribute("name")]];
            group.needs.push_back(found->second);
            group.needs_place = "problem.xml line " + std::to_string(dependency->line);
        }
    }
    return groups;
}

// A group of samples only is data/sample; who depends on it requires the samples.
void take_out_samples(std::vector<PointGroup>& groups, const std::vector<bool>& only_samples) {
    std::vector<PointGroup> kept;
    std::vector<std::size_t> place(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        place[i] = kept.size();
        if (!only_samples[i]) kept.push_back(groups[i]);
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (only_samples[i]) continue;
        PointGroup& group = kept[next++];
        group.needs.clear();
        for (std::size_t other : groups[i].needs) {
            if (only_samples[other]) {
                group.needs_samples = true;
            } else {
                group.needs.push_back(place[other]);
            }
        }
    }
    groups = std::move(kept);
}

Result<void> PolygonReader::read_tests(const XmlNode& testset) {
    const XmlNode* list = testset.child("tests");
    if (list == nullptr || list->all("test").empty())
        return polygon_fault(testset, "it has no tests");
    const XmlNode* count = testset.child("test-count");
    const std::size_t listed = list->all("test").size();
    if (count != nullptr && parse_decimal(trimmed(count->text)) != static_cast<double>(listed)) {
        return polygon_fault(*count, "test-count is '" + shown(count->text) + "', but " +
                                         std::to_string(listed) +
                                         " tests are listed (half written?)");
    }
    std::map<std::string, std::size_t> places;
    auto groups = read_groups(testset, places);
    if (!groups) return tl::unexpected<Error>(groups.error());
    std::vector<bool> only_samples(groups->size(), true);
    std::map<std::size_t, double> total;
    int number = 0;
    for (const XmlNode* node : list->all("test")) {
        auto test = read_test(*node, testset, ++number);
        if (!test) return tl::unexpected<Error>(test.error());
        const bool sample = node->attribute("sample") == "true";
        const std::string name = node->attribute("group");
        const auto place = places.find(name);
        std::size_t group = place == places.end() ? groups->size() : place->second;
        if (place == places.end()) {
            places[name] = group;
            PointGroup made;
            made.name = name.empty() ? "tests" : name;
            made.rule = PointRule::each;
            groups->push_back(std::move(made));
            only_samples.push_back(true);
        }
        auto points = points_of(*node);
        if (!points) return tl::unexpected<Error>(points.error());
        total[group] += *points;
        if (sample) out_.samples.push_back(*test);
        if (!sample || *points > 0) {
            only_samples[group] = false;
            (*groups)[group].tests.push_back({std::move(*test), *points});
        }
    }
    for (std::size_t i = 0; i < groups->size(); ++i) {
        PointGroup& group = (*groups)[i];
        // The group's own figure wins; without one it is the sum of its tests.
        if (group.rule == PointRule::all_or_nothing && group.points == 0) group.points = total[i];
    }
    take_out_samples(*groups, only_samples);
    groups->erase(std::remove_if(groups->begin(), groups->end(),
                                 [](const PointGroup& group) { return group.tests.empty(); }),
                  groups->end());
    std::vector<std::string> names;
    for (const BlueprintTest& test : out_.samples) names.push_back(test.name);
    names = ordered_names(names);
    for (std::size_t i = 0; i < names.size(); ++i) out_.samples[i].name = names[i];
    return apply_point_groups(std::move(*groups), out_);
}

Result<Blueprint> PolygonReader::read() {
    auto text = folder_.read("problem.xml", xml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_xml(*text, "problem.xml");
    if (!root) return tl::unexpected<Error>(root.error());
    root_ = std::move(*root);
    const XmlNode* judging = root_.child("judging");
    if (judging == nullptr || judging->all("testset").empty()) {
        return polygon_fault(root_, "it has no judging/testset");
    }
    const XmlNode* testset = judging->all("testset").front();
    for (const XmlNode* one : judging->all("testset")) {
        if (one->attribute("name") == "tests") testset = one;
    }
    for (const XmlNode* one : judging->all("testset")) {
        if (one == testset) continue;
        out_.ignored.push_back({"testset '" + shown(one->attribute("name")) + "'",
                                "only the testset 'tests' decides the final verdict"});
    }
    for (const auto& step : {read_names(), read_limits(*testset), read_tests(*testset),
                             read_polygon_assets(folder_, options_, root_, out_)}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    if (root_.child("stresses") != nullptr) {
        out_.ignored.push_back({"stresses", "they find tests, they are none"});
    }
    out_.format =
        generated_ + without_answer_ > 0 ? "Polygon (standard package)" : "Polygon (full package)";
    if (generated_ + without_answer_ > 0) {
        out_.understood.push_back(std::to_string(generated_) + " inputs and " +
                                  std::to_string(without_answer_) +
                                  " answers are made by the package's own programs");
    }
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_polygon(const PackageFolder& folder, const ImportOptions& options) {
    return PolygonReader(folder, options).read();
}

}  // namespace arena::problem

// DMOJ: init.yml, with its test data beside it or in an archive.
//
// A batch is all-or-nothing where others depend on it, else the least of its cases; a case of 0
// points is a gate for all that follow. Dependencies count batches from 1. Keys that run Python of
// the package inside DMOJ's judge have no counterpart and are refused. Facts: DMOJ/docs
// problem_format, DMOJ/judge-server.
#include <algorithm>
#include <set>

#include "core/problem/archive.hpp"
#include "core/problem/dmoj_cases.hpp"
#include "core/problem/dmoj_checker.hpp"
#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

constexpr const char* file_name = "init.yml";

class DmojReader {
public:
    DmojReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), data_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> open_archive(YamlMap& map);
    Result<void> refuse_programs(const YamlNode& root);
    Result<void> read_generator(YamlMap& map);
    Result<void> read_judge(const YamlNode& root);
    Result<YamlNode> case_list(const YamlNode& root) const;
    Result<void> read_cases(const YamlNode& list);
    Result<std::vector<std::size_t>> batches_named(const YamlNode& node,
                                                   const std::vector<std::size_t>& batches) const;
    Result<PointTest> read_case(const YamlNode& node, double points);
    Result<std::optional<FileContent>> read_file(const YamlNode& node, const char* key);
    void note_run_time_keys(const YamlNode& node);
    void note_rest(YamlMap& map);

    const PackageFolder& folder_;
    PackageFolder data_;  ///< where test files lie: the folder, or what its archive held
    const ImportOptions& options_;
    Blueprint out_;
    std::optional<double> default_points_;
    bool binary_ = false;
    std::set<std::string> noted_;  ///< keys that are told once, however many cases have them
    int number_ = 0;
};

Result<void> DmojReader::open_archive(YamlMap& map) {
    std::string archive;
    map.string("archive", archive);
    if (archive.empty()) return {};
    if (!folder_.has_file(archive)) {
        return fail(ErrorCode::not_found,
                    std::string(file_name) + ": archive '" + shown(archive) + "' is missing");
    }
    auto unpacked = unpack_archive(folder_.absolute(archive), options_.scratch);
    if (!unpacked) return tl::unexpected<Error>(unpacked.error());
    auto opened = PackageFolder::open(options_.scratch);
    if (!opened) return tl::unexpected<Error>(opened.error());
    data_ = std::move(*opened);
    out_.understood.push_back("test data in " + archive + ": " + std::to_string(unpacked->files) +
                              " files");
    return {};
}

Result<void> DmojReader::refuse_programs(const YamlNode& root) {
    for (const auto& [key, why] : {std::pair{"custom_judge", "Python that runs inside the judge"},
                                   std::pair{"grader", "Python that runs inside the judge"}}) {
        const YamlNode* node = root.find(key);
        if (node == nullptr) continue;
        return fail(ErrorCode::unsupported, node->place() + ": " + key + " '" + shown(node->text) +
                                                "' is " + why +
                                                " of DMOJ and decides the verdict: write it as "
                                                "an output validator");
    }
    const YamlNode* pretests = root.find("pretest_test_cases");
    if (pretests != nullptr) {
        out_.changes.push_back({"pretest_test_cases", "a failed pretest ends the judging there"});
    }
    const YamlNode* links = root.find("symlinks");
    if (links != nullptr) {
        out_.changes.push_back(
            {"symlinks", "a program that opens its input by such a name will not find it here"});
    }
    if (root.find("file_io") != nullptr) {
        out_.changes.push_back({"file_io",
                                "programs use files there, standard input and output "
                                "here"});
    }
    return {};
}

Result<void> DmojReader::read_generator(YamlMap& map) {
    const YamlNode* node = map.take("generator");
    if (node == nullptr) return {};
    std::string source = node->text;
    if (node->kind == YamlNode::Kind::map) {
        const YamlNode* inner = node->find("source");
        source = inner == nullptr ? "" : inner->text;
    }
    auto program = program_with_headers(folder_, source, options_.testlib);
    if (!program) return tl::unexpected<Error>(program.error());
    out_.generators.push_back(std::move(*program));
    return {};
}

Result<void> DmojReader::read_judge(const YamlNode& root) {
    if (const YamlNode* grader = root.find("signature_grader")) {
        auto read = read_dmoj_signature_grader(*grader, folder_, out_);
        if (!read) return read;
    }
    if (const YamlNode* interactive = root.find("interactive")) {
        return read_dmoj_interactive(*interactive, folder_, options_, out_);
    }
    return read_dmoj_checker(root.find("checker"), folder_, options_, out_);
}

Result<std::optional<FileContent>> DmojReader::read_file(const YamlNode& node, const char* key) {
    const YamlNode* named = node.find(key);
    if (named == nullptr || named->is_null()) return std::optional<FileContent>();
    if (!data_.has_file(named->text)) {
        return named->error("test file '" + shown(named->text) + "' is missing");
    }
    // The judge reads its data with every kind of line end as LF, unless told that it is binary.
    return std::optional<FileContent>(FileContent{data_.absolute(named->text), "", !binary_});
}

// Keys of the whole, of a batch or of a case that speak to DMOJ's judge.
void DmojReader::note_run_time_keys(const YamlNode& node) {
    for (const auto& [key, why] :
         {std::pair{"output_limit_length", "add limits: output to problem.yaml"},
          std::pair{"output_prefix_length", "how much output DMOJ shows"},
          std::pair{"wall_time_factor", "the wall limit here is the judge's own"},
          std::pair{"short_circuit", "when to stop is the judge's own choice here"},
          std::pair{"unbuffered", "how DMOJ reads what a program writes"}}) {
        if (node.find(key) == nullptr || !noted_.insert(key).second) continue;
        out_.ignored.push_back({key, why});
    }
}

Result<PointTest> DmojReader::read_case(const YamlNode& node, double points) {
    PointTest out;
    out.points = points;
    out.test.name = std::to_string(++number_);
    if (node.kind != YamlNode::Kind::map) return node.error("a test case must be a map");
    note_run_time_keys(node);
    auto input = read_file(node, "in");
    auto answer = read_file(node, "out");
    if (!input) return tl::unexpected<Error>(input.error());
    if (!answer) return tl::unexpected<Error>(answer.error());
    for (const auto& [key, value] : node.entries) {
        static const std::set<std::string> known{"in",
                                                 "out",
                                                 "points",
                                                 "generator_args",
                                                 "output_limit_length",
                                                 "output_prefix_length",
                                                 "dependencies"};
        if (known.count(key) == 0) {
            return value.error("'" + shown(key) + "' of a test case is not known here");
        }
    }
    const YamlNode* args = node.find("generator_args");
    if (!*input && !out_.generators.empty()) {
        Generation made;
        made.answer_on_stderr = !*answer;
        if (args != nullptr) {
            auto words = args->as_strings();
            if (!words) return tl::unexpected<Error>(words.error());
            made.args = std::move(*words);
        }
        out.test.generation = std::move(made);
    }
    out.test.input = *input;
    if (!*input && !out.test.generation) out.test.input = FileContent{};  // DMOJ: an empty one
    out.test.answer = *answer;
    return out;
}

// Without a list the judge looks at the names of all files.
Result<YamlNode> DmojReader::case_list(const YamlNode& root) const {
    const YamlNode* node = root.find("test_cases");
    const bool given = node != nullptr && !node->is_null();
    if (given && node->kind == YamlNode::Kind::sequence) return *node;
    if (given && node->kind != YamlNode::Kind::map) {
        return node->error("test_cases must be a list, or a map with input_format");
    }
    auto files = data_.list_files_below("");
    if (!files) return tl::unexpected<Error>(files.error());
    std::vector<std::string> names;
    for (const PackageFolder::Entry& file : *files) names.push_back(file.relative);
    return find_dmoj_cases(names, given ? node : nullptr, root);
}

Result<std::vector<std::size_t>> DmojReader::batches_named(
    const YamlNode& node, const std::vector<std::size_t>& batches) const {
    std::vector<std::size_t> out;
    auto words = node.as_strings();
    if (!words) return tl::unexpected<Error>(words.error());
    for (const std::string& word : *words) {
        const auto number = parse_decimal(word);
        // A batch cannot depend on itself or on a later one: apply_point_groups says so.
        const std::size_t index = number && *number >= 1 && *number <= 1e6
                                      ? static_cast<std::size_t>(*number) - 1
                                      : batches.size();
        if (index >= batches.size()) {
            return node.error("dependencies name batches that come earlier, from 1");
        }
        out.push_back(batches[index]);
    }
    return out;
}

Result<void> DmojReader::read_cases(const YamlNode& list) {
    if (list.items.empty()) return list.error("test_cases is empty");
    std::vector<PointGroup> groups;
    std::vector<std::size_t> batches;  // group of each batch, in order
    std::vector<std::size_t> gates;
    for (const YamlNode& node : list.items) {
        PointGroup group;
        const YamlNode* own = node.find("points");
        const auto points = own == nullptr ? default_points_ : own->as_number().value_or(-1);
        if (!points || *points < 0) {
            return node.error("a test case without points (in points, here or at the top)");
        }
        const YamlNode* batch = node.find("batched");
        group.name = std::to_string(groups.size() + 1);
        group.points = *points;
        group.needs = gates;
        group.rule = out_.output_validator ? PointRule::least : PointRule::all_or_nothing;
        if (batch != nullptr) {
            note_run_time_keys(node);
            if (batch->kind != YamlNode::Kind::sequence || batch->items.empty()) {
                return batch->error("batched must be a list of test cases");
            }
            for (const YamlNode& inner : batch->items) {
                auto test = read_case(inner, 0);
                if (!test) return tl::unexpected<Error>(test.error());
                group.tests.push_back(std::move(*test));
            }
            batches.push_back(groups.size());
        } else {
            auto test = read_case(node, *points);
            if (!test) return tl::unexpected<Error>(test.error());
            group.tests.push_back(std::move(*test));
        }
        if (const YamlNode* needs = node.find("dependencies")) {
            auto named = batches_named(*needs, batches);
            if (!named) return tl::unexpected<Error>(named.error());
            group.needs.insert(group.needs.end(), named->begin(), named->end());
        }
        if (*points == 0) gates.push_back(groups.size());
        groups.push_back(std::move(group));
    }
    return apply_point_groups(std::move(groups), out_);
}

void DmojReader::note_rest(YamlMap& map) {
    map.skip({"unbuffered", "meta", "short_circuit", "binary_data", "wall_time_factor",
              "output_limit_length", "output_prefix_length", "symlinks", "file_io",
              "pretest_test_cases"});
    if (map.take("hints") != nullptr) {
        out_.ignored.push_back({"hints", "they ask DMOJ's judge for its own run-time options"});
    }
    for (const std::string& key : map.unknown()) {
        out_.changes.push_back({"key '" + shown(key) + "'", "it is not known here"});
    }
    out_.ignored.push_back(
        {"time and memory limit", "DMOJ keeps them on its site: add limits to problem.yaml"});
    if (folder_.has_directory("tests")) {
        out_.ignored.push_back({"tests/", "test programs of the judge itself"});
    }
}

Result<Blueprint> DmojReader::read() {
    auto text = folder_.read(file_name, yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, file_name);
    if (!root) return tl::unexpected<Error>(root.error());
    out_.format = "DMOJ";
    YamlMap map(*root, file_name);
    map.number("points", default_points_);
    map.skip({"test_cases", "checker", "interactive", "signature_grader"});
    auto binary = root->find("binary_data");
    if (binary != nullptr) {
        binary_ = binary->as_bool().value_or(false);
        out_.understood.push_back(std::string("binary_data: line ends are ") +
                                  (binary_ ? "kept as they are" : "made LF"));
    }
    note_run_time_keys(*root);
    for (const auto& step :
         {refuse_programs(*root), open_archive(map), read_generator(map), read_judge(*root)}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    note_rest(map);
    auto read = map.finish();
    if (!read) return tl::unexpected<Error>(read.error());
    auto cases = case_list(*root);
    if (!cases) return tl::unexpected<Error>(cases.error());
    auto listed = read_cases(*cases);
    if (!listed) return tl::unexpected<Error>(listed.error());
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_dmoj(const PackageFolder& folder, const ImportOptions& options) {
    return DmojReader(folder, options).read();
}

}  // namespace arena::problem

// The Italian format of CMS: task.yaml, gen/GEN, input/, output/, sol/, check/.
//
// gen/GEN lists the tests: a line of arguments for the generator, `#COPY: path` for a file, and
// `#ST: points` where a subtask begins; with subtasks the least case of each counts, without the
// mean of all. Facts: cms-dev/cms cmscontrib/loaders/italy_yaml.py, edomora97/task-maker-rust.
#include <algorithm>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/point_groups.hpp"
#include "core/problem/program.hpp"
#include "core/problem/shell_words.hpp"
#include "core/problem/side_files.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

constexpr const char* file_name = "task.yaml";
using Entry = PackageFolder::Entry;

/// One line of gen/GEN that makes a test.
struct GenLine {
    int line = 0;
    std::string copy;  ///< path of a file; empty for a generated test
    std::vector<std::string> args;
};

struct Subtask {
    std::optional<double> points;  ///< nullopt: the tests before any #ST
    int line = 0;                  ///< of its #ST
    std::vector<GenLine> tests;
};

class ItalianReader {
public:
    ItalianReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> read_manifest();
    Result<std::vector<Subtask>> read_gen();
    Result<void> read_tests();
    Result<BlueprintTest> read_test(const GenLine& from, std::size_t index);
    Result<void> count_files(std::vector<Subtask>& subtasks) const;
    Result<void> read_checker();
    Result<void> read_solutions();
    std::optional<std::string> program_called(const std::string& directory,
                                              std::initializer_list<const char*> stems) const;

    const PackageFolder& folder_;
    const ImportOptions& options_;
    Blueprint out_;
};

std::string stem_of(const std::string& name) {
    return name.substr(0, name.find('.'));
}

Result<void> ItalianReader::read_manifest() {
    auto text = folder_.read(file_name, yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, file_name);
    if (!root) return tl::unexpected<Error>(root.error());
    YamlMap map(*root, file_name);
    std::string name;
    std::string title;
    map.string("name", name);
    map.string("title", title);
    if (!name.empty()) out_.short_name = short_name_of(name);
    if (!title.empty()) out_.titles["en"] = title;
    map.positive("time_limit", 24 * 3600, out_.time_limit.limit_s);
    map.positive("memory_limit", std::int64_t{1} << 20, mib, out_.memory_bytes);
    for (const auto& [key, usual] :
         {std::pair{"infile", "input.txt"}, std::pair{"outfile", "output.txt"}}) {
        // Absent means a file; present and empty means standard input or output.
        const YamlNode* node = root->find(key);
        const std::string used = node == nullptr ? usual : node->text;
        map.skip({key});
        if (used.empty()) continue;
        out_.changes.push_back({std::string(key) + " '" + shown(used) + "'",
                                "programs use this file there, standard input and output here"});
    }
    if (const YamlNode* outputs = map.take("output_only")) {
        auto only = outputs->as_bool();
        if (!only) return tl::unexpected<Error>(only.error());
        out_.submit_answer = *only;
        // Nothing reads a file then.
        if (*only) out_.changes.clear();
    }
    auto read = map.finish();
    if (!read) return read;
    for (const std::string& key : map.unknown()) {
        const bool scores = starts_with(key, "score_") || key == "n_input" || key == "total_value";
        out_.ignored.push_back(
            {"key '" + shown(key) + "'",
             scores ? "gen/GEN says how tests count" : "it speaks to CMS, not to the judge"});
    }
    return {};
}

Result<std::vector<Subtask>> ItalianReader::read_gen() {
    std::vector<Subtask> out(1);
    if (!folder_.has_file("gen/GEN")) return out;
    auto text = folder_.read("gen/GEN", yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    std::string_view rest = *text;
    for (int number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        // As CMS has it: a command is a comment that begins with its name.
        const std::size_t hash = std::min(line.find('#'), line.size());
        const std::string_view comment = trimmed(line.substr(std::min(hash + 1, line.size())));
        const bool opens = starts_with(comment, "ST:");
        const bool copies = starts_with(comment, "COPY:");
        const std::string value((opens || copies) ? trimmed(comment.substr(comment.find(':') + 1))
                                                  : std::string_view());
        const auto fault = [number](const std::string& why) {
            return fail(ErrorCode::invalid_package,
                        "gen/GEN line " + std::to_string(number) + ": " + why);
        };
        if ((opens || copies) && hash > 0) return fault("a test and a command in one line");
        if (opens) {
            const auto points = parse_decimal(value);
            if (!points || *points < 0) return fault("#ST: needs points");
            out.push_back({*points, number, {}});
        } else if (copies) {
            out.back().tests.push_back({number, value, {}});
        } else {
            auto words = shell_words(line.substr(0, hash));
            if (!words) return fault(words.error().message);
            if (!words->empty()) out.back().tests.push_back({number, "", std::move(*words)});
        }
    }
    if (out.size() > 1 && !out.front().tests.empty()) {
        return fail(ErrorCode::invalid_package, "gen/GEN: tests stand before the first #ST:");
    }
    if (out.size() > 1) out.erase(out.begin());
    const bool any = std::any_of(out.begin(), out.end(),
                                 [](const Subtask& subtask) { return !subtask.tests.empty(); });
    if (!any) {
        return fail(ErrorCode::invalid_package,
                    "gen/GEN lists no tests: write a line for each, or remove it to take those of "
                    "input/");
    }
    return out;
}

std::optional<std::string> ItalianReader::program_called(
    const std::string& directory, std::initializer_list<const char*> stems) const {
    const auto entries = folder_.list(directory);
    if (!entries) return std::nullopt;
    for (const char* stem : stems) {
        for (const Entry& entry : *entries) {
            const bool source = entry.name.find('.') != std::string::npos &&
                                !ends_with(entry.name, ".h") && !is_left_over(entry.name);
            if (!entry.is_directory && source && stem_of(entry.name) == stem) {
                return entry.relative;
            }
        }
    }
    return std::nullopt;
}

Result<BlueprintTest> ItalianReader::read_test(const GenLine& from, std::size_t index) {
    BlueprintTest test;
    test.name = std::to_string(index);
    const std::string input = "input/input" + test.name + ".txt";
    const std::string answer = "output/output" + test.name + ".txt";
    if (folder_.has_file(input)) {
        test.input = FileContent{folder_.absolute(input), ""};
    } else if (!from.copy.empty()) {
        if (!folder_.has_file(from.copy)) {
            return fail(ErrorCode::not_found, "gen/GEN line " + std::to_string(from.line) +
                                                  ": no file '" + shown(from.copy) + "'");
        }
        test.input = FileContent{folder_.absolute(from.copy), ""};
    } else {
        if (out_.generators.empty()) {
            const auto source = program_called("gen", {"generator", "generatore"});
            if (!source) {
                return fail(ErrorCode::not_found,
                            "gen/GEN line " + std::to_string(from.line) +
                                ": the test is not in input/, and gen/generator.* that would "
                                "make it is not there");
            }
            auto program = program_with_headers(folder_, *source, options_.testlib);
            if (!program) return tl::unexpected<Error>(program.error());
            out_.generators.push_back(std::move(*program));
        }
        test.generation = Generation{0, from.args, false};
    }
    if (folder_.has_file(answer)) {
        test.answer = FileContent{folder_.absolute(answer), ""};
    } else {
        test.solve = true;
    }
    return test;
}

// Without gen/GEN the files themselves say how many tests there are.
Result<void> ItalianReader::count_files(std::vector<Subtask>& subtasks) const {
    if (folder_.has_file("gen/GEN")) return {};
    for (int index = 0;; ++index) {
        if (!folder_.has_file("input/input" + std::to_string(index) + ".txt")) break;
        subtasks.front().tests.push_back({0, "", {}});
    }
    if (!subtasks.front().tests.empty()) return {};
    return fail(ErrorCode::invalid_package, "no tests: neither gen/GEN nor input/input0.txt");
}

Result<void> ItalianReader::read_tests() {
    auto subtasks = read_gen();
    if (!subtasks) return tl::unexpected<Error>(subtasks.error());
    auto counted = count_files(*subtasks);
    if (!counted) return counted;
    std::size_t total = 0;
    for (const Subtask& subtask : *subtasks) total += subtask.tests.size();
    std::size_t index = 0;
    std::vector<PointGroup> groups;
    for (const Subtask& subtask : *subtasks) {
        if (subtask.tests.empty()) {
            out_.changes.push_back(
                {"gen/GEN line " + std::to_string(subtask.line) + ": a subtask without tests",
                 "its points are nobody's here; CMS cannot score it"});
            continue;
        }
        PointGroup group;
        group.name = "subtask" + std::to_string(groups.size());
        group.rule = subtask.points ? PointRule::least : PointRule::each;
        group.points = subtask.points.value_or(0);
        for (const GenLine& line : subtask.tests) {
            auto test = read_test(line, index++);
            if (!test) return tl::unexpected<Error>(test.error());
            group.tests.push_back({std::move(*test), 100.0 / static_cast<double>(total)});
        }
        groups.push_back(std::move(group));
    }
    return apply_point_groups(std::move(groups), out_);
}

Result<void> ItalianReader::read_checker() {
    for (const char* directory : {"check", "cor"}) {
        if (program_called(directory, {"manager"})) {
            return fail(ErrorCode::unsupported,
                        std::string(directory) +
                            "/manager: communication tasks of CMS are not read; write an "
                            "interactive output validator");
        }
        const auto checker = program_called(directory, {"checker", "correttore"});
        if (!checker) continue;
        AdaptedChecker how;
        how.protocol = CheckerProtocol::cms;
        how.partial = PartialPoints::share;
        out_.understood.push_back("checker " + *checker + " (CMS), behind an adapter");
        return use_adapted_checker(folder_, {*checker}, how, options_.testlib, out_);
    }
    if (folder_.has_directory("check") || folder_.has_directory("cor")) {
        return fail(ErrorCode::unsupported, "check/ holds no checker.* that is known here");
    }
    out_.validator_args = {"case_sensitive"};
    out_.understood.emplace_back("comparison by words, as CMS's white diff: the default validator");
    return {};
}

Result<void> ItalianReader::read_solutions() {
    if (program_called("sol", {"grader", "stub"})) {
        out_.changes.push_back({"sol/grader.*", "submissions are compiled with it there"});
    }
    auto entries = folder_.list("sol");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : *entries) {
        const std::string stem = stem_of(entry.name);
        if (entry.is_directory || is_left_over(entry.name) || ends_with(entry.name, ".h") ||
            stem == "grader" || stem == "stub") {
            continue;
        }
        BlueprintSubmission submission;
        submission.program.name = entry.name;
        submission.program.files.push_back(
            {entry.name, {folder_.absolute(entry.relative), ""}, false});
        submission.is_main = stem == "solution" || stem == "soluzione";
        submission.directory = submission.is_main ? "accepted" : "mixed";
        out_.submissions.push_back(std::move(submission));
    }
    return {};
}

Result<Blueprint> ItalianReader::read() {
    out_.format = "Italian (CMS)";
    for (const auto& step : {read_manifest(), read_tests(), read_checker(), read_solutions()}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    auto attached = take_attachments(folder_, "att", out_);
    if (!attached) return tl::unexpected<Error>(attached.error());
    if (program_called("gen", {"validator", "valida"})) {
        out_.ignored.push_back({"gen/validator.*", "it takes a file's name, not standard input"});
    }
    for (const char* statement :
         {"statement/statement.pdf", "testo/testo.pdf", "statement/english.pdf"}) {
        if (!folder_.has_file(statement)) continue;
        out_.extra_files.push_back(
            {"statement/problem.en.pdf", {folder_.absolute(statement), ""}, false});
        break;
    }
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_italian(const PackageFolder& folder, const ImportOptions& options) {
    return ItalianReader(folder, options).read();
}

}  // namespace arena::problem

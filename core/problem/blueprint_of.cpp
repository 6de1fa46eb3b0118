// From a Package, which the judge reads in place, to a Blueprint, which can be written anew.
//
// What judging does not need (statements, attachments, generators, data for testing validators) is
// taken along as files. Names of folders change to those of 2025-09.
#include <algorithm>
#include <set>

#include "core/problem/attribution.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/legacy_groups.hpp"
#include "core/problem/program.hpp"
#include "core/problem/submission.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

BlueprintProgram program_of(const Program& program) {
    BlueprintProgram out;
    out.name = program.name;
    out.is_folder = !(program.files.size() == 1 && program.files.front() == program.path);
    for (const std::string& file : program.files) {
        const std::string name =
            out.is_folder ? file.substr(program.path.size() + 1) : last_part(file);
        const bool runs = name == "build" || name == "run";
        out.files.push_back({name, {file, ""}, runs});
    }
    return out;
}

void read_programs(const Package& package, Blueprint& out) {
    if (package.output_validator) out.output_validator = program_of(*package.output_validator);
    for (const Program& program : package.input_validators) {
        out.input_validators.push_back(program_of(program));
    }
    for (const Submission& from : package.submissions) {
        BlueprintSubmission submission;
        submission.program = program_of(from.program);
        submission.directory = from.directory;
        submission.expectations = from.expectations;
        submission.language = from.language;
        submission.entrypoint = from.entrypoint;
        // A folder of 2025-09 brings its own rule: where that is another, use one without any. The
        // rules of the legacy format are written for the folder as a whole (submissions_text).
        const auto is_rule_of = [&from](Format format) {
            const auto rule = directory_expectation(from.directory, format);
            return rule && !from.expectations.empty() &&
                   asks_same_verdicts(*rule, from.expectations.front());
        };
        if (from.directory == "partially_accepted" && is_rule_of(package.format)) {
            // Legacy says accepted where 2025-09 gives a part of the score.
            submission.expectations.front() =
                *directory_expectation(from.directory, Format::kattis_2025_09);
            out.submissions.push_back(std::move(submission));
            continue;
        }
        const bool named =
            directory_expectation(from.directory, Format::kattis_2025_09).has_value();
        if (named && !is_rule_of(Format::kattis_2025_09) && !is_rule_of(Format::legacy)) {
            const bool taken =
                std::any_of(out.submissions.begin(), out.submissions.end(), [&](const auto& other) {
                    return other.directory == "mixed" &&
                           other.program.name == submission.program.name;
                });
            submission.directory = taken ? "mixed_" + from.directory : "mixed";
        }
        out.submissions.push_back(std::move(submission));
    }
}

// Takes the files below `from` to `to`.
Result<void> take_folder(const PackageFolder& folder, const std::string& from,
                         const std::string& to, Blueprint& out) {
    auto files = folder.list_files_below(from);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const Entry& file : *files) {
        out.extra_files.push_back(
            {to + file.relative.substr(from.size()), {folder.absolute(file.relative), ""}, false});
    }
    return {};
}

// The files that are read as tests, relative to the package.
std::set<std::string> test_files(const PackageFolder& folder, const Package& package) {
    std::set<std::string> out;
    for (const Case& test : package.cases) {
        for (const std::string& path : {test.input_path, test.answer_path}) {
            if (!path.empty()) out.insert(path.substr(folder.root().size() + 1));
        }
    }
    return out;
}

Result<void> take_files(const PackageFolder& folder, const Package& package, Blueprint& out) {
    const std::string statement =
        folder.has_directory("statement") ? "statement" : "problem_statement";
    for (const auto& [from, to] : {std::pair<std::string, std::string>{statement, "statement"},
                                   {"attachments", "attachments"},
                                   {"include", "include"},
                                   {"solution", "solution"},
                                   {"generators", "generators"},
                                   {"data/invalid_input", "data/invalid_input"},
                                   {"data/invalid_output", "data/invalid_output"},
                                   {"data/valid_output", "data/valid_output"}}) {
        auto taken = take_folder(folder, from, to, out);
        if (!taken) return taken;
    }
    static const std::set<std::string> known{"problem.yaml",      "data",
                                             "submissions",       "statement",
                                             "problem_statement", "attachments",
                                             "include",           "solution",
                                             "generators",        "input_validators",
                                             "input_validator",   "input_format_validators",
                                             "output_validator",  "output_validators",
                                             "static_validator",  "domjudge-problem.ini",
                                             "submissions.json",  "graders"};
    const std::set<std::string> tests = test_files(folder, package);
    auto entries = folder.list("");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : *entries) {
        if (known.count(entry.name) != 0) continue;
        // Of a folder that holds tests, a plain one, each file that is none is told by itself.
        const auto first = tests.lower_bound(entry.relative + "/");
        const bool holds_tests =
            entry.is_directory && first != tests.end() && starts_with(*first, entry.relative + "/");
        auto below = holds_tests ? folder.list_files_below(entry.relative)
                                 : Result<std::vector<Entry>>(std::vector<Entry>{entry});
        if (!below) return tl::unexpected<Error>(below.error());
        for (const Entry& file : *below) {
            if (tests.count(file.relative) != 0) continue;
            out.ignored.push_back({file.relative, "no part of the package format"});
        }
    }
    return {};
}

// What people see of a sample, or get to download: beside its tests, under the sample's own name.
Result<void> take_shown_files(const PackageFolder& folder, Blueprint& out) {
    auto entries = folder.list("data/sample");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : *entries) {
        if (entry.is_directory) continue;
        for (const char* tail : {".interaction", ".in.statement", ".ans.statement", ".in.download",
                                 ".ans.download", ".out", ".png", ".jpg", ".jpeg", ".svg"}) {
            if (!ends_with(entry.name, tail)) continue;
            out.extra_files.push_back(
                {entry.relative, {folder.absolute(entry.relative), ""}, false});
            break;
        }
    }
    return {};
}

// Languages of the statements must be those of the names.
void settle_titles(Blueprint& out) {
    std::set<std::string> languages;
    for (const NamedFile& file : out.extra_files) {
        if (!starts_with(file.name, "statement/problem.")) continue;
        const std::string rest = file.name.substr(std::string("statement/problem.").size());
        const std::size_t dot = rest.find('.');
        if (dot != std::string::npos) languages.insert(rest.substr(0, dot));
    }
    if (languages.empty() || out.titles.empty()) return;
    const std::string any = out.titles.begin()->second;
    for (const std::string& language : languages) out.titles.emplace(language, any);
    if (languages.count("en") == 0 && out.titles.size() > languages.size()) out.titles.erase("en");
}

BlueprintTest test_of(const Case& from) {
    BlueprintTest out;
    out.name = last_part(from.name);
    out.input = FileContent{from.input_path, ""};
    if (!from.answer_path.empty()) out.answer = FileContent{from.answer_path, ""};
    out.program_args = from.program_args;
    out.validator_args = from.validator_args;
    out.input_validator_args = from.input_validator_args;
    return out;
}

Result<void> take_case_files(const PackageFolder& folder, const Case& from, BlueprintTest& test) {
    if (from.files_directory.empty()) return {};
    const std::string below = from.files_directory.substr(folder.root().size() + 1);
    auto files = folder.list_files_below(below);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const Entry& file : *files) {
        test.files.push_back(
            {file.relative.substr(below.size() + 1), {folder.absolute(file.relative), ""}, false});
    }
    return {};
}

Result<void> take_tests(const PackageFolder& folder, const Package& package, Blueprint& out) {
    std::vector<std::size_t> place(package.groups.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < package.groups.size(); ++i) {
        const Group& group = package.groups[i];
        if (group.name == "sample" || group.cases.empty()) continue;
        place[i] = out.groups.size();
        BlueprintGroup made;
        made.name = starts_with(group.name, "secret/") ? group.name.substr(7) : "";
        std::replace(made.name.begin(), made.name.end(), '/', '-');
        out.groups.push_back(std::move(made));
    }
    for (const Case& from : package.cases) {
        if (from.is_static) continue;
        BlueprintTest test = test_of(from);
        auto taken = take_case_files(folder, from, test);
        if (!taken) return taken;
        (from.is_sample ? out.samples : out.groups[place[from.group]].tests)
            .push_back(std::move(test));
    }
    const auto rename = [](std::vector<BlueprintTest>& tests) {
        std::vector<std::string> old;
        for (const BlueprintTest& test : tests) old.push_back(test.name);
        const auto renamed = ordered_names(old);
        for (std::size_t i = 0; i < tests.size(); ++i) tests[i].name = renamed[i];
    };
    rename(out.samples);
    for (BlueprintGroup& group : out.groups) rename(group.tests);
    return {};
}

// Arguments that every test has go up to the group of all.
void gather_args(Blueprint& out) {
    const std::vector<std::string>* common = nullptr;
    bool same = true;
    const auto look = [&](const std::vector<BlueprintTest>& tests) {
        for (const BlueprintTest& test : tests) {
            if (common == nullptr) common = &test.validator_args;
            same = same && *common == test.validator_args;
        }
    };
    look(out.samples);
    for (const BlueprintGroup& group : out.groups) look(group.tests);
    if (!same || common == nullptr || common->empty()) return;
    out.validator_args = *common;
    for (BlueprintTest& test : out.samples) test.validator_args.clear();
    for (BlueprintGroup& group : out.groups) {
        for (BlueprintTest& test : group.tests) test.validator_args.clear();
    }
}

void read_facts(const Package& package, Blueprint& out) {
    out.format = package.format == Format::plain ? "plain folder"
                                                 : "Kattis " + std::string(name(package.format));
    out.short_name = short_name_of(package.short_name);
    out.titles = package.names;
    out.uuid = package.uuid;
    out.scoring = package.scoring;
    out.interactive = package.interactive;
    out.multi_pass = package.multi_pass;
    out.submit_answer = package.submit_answer;
    out.passes_max = package.passes_max;
    out.languages = package.languages;
    out.allow_file_writing = package.allow_file_writing;
    out.constants = package.constants;
    out.time_limit = package.time_limit;
    out.memory_bytes = package.memory_bytes;
    out.output_bytes = package.output_bytes;
    out.code_bytes = package.code_bytes;
    out.compile_s = package.compile_s;
    out.validation_s = package.validation_s;
    out.compile_memory_bytes = package.compile_memory_bytes;
    out.validation_memory_bytes = package.validation_memory_bytes;
    out.validation_output_bytes = package.validation_output_bytes;
    for (const std::string& note : package.notes) {
        out.ignored.push_back({note, "said by the reader of the package"});
    }
}

}  // namespace

Result<Blueprint> blueprint_of(const PackageFolder& folder, const Package& package) {
    const bool programmed =
        package.validator == ValidatorKind::custom || package.interactive || package.multi_pass;
    if (programmed && !package.output_validator) {
        return fail(ErrorCode::invalid_package,
                    "problem '" + package.short_name +
                        "' needs its own output validator, and there is none: add "
                        "output_validator/");
    }
    Blueprint out;
    read_facts(package, out);
    read_programs(package, out);
    for (const auto& step : {take_attribution(folder, out), take_tests(folder, package, out),
                             take_files(folder, package, out), take_shown_files(folder, out)}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    gather_args(out);
    settle_titles(out);
    apply_groups(package, out);
    return out;
}

}  // namespace arena::problem

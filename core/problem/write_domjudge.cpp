// DOMjudge: the legacy layout, a .ini beside it, expectations as tags' folders.
//
// Source: DOMjudge manual, "Problem package format". Points are written for the legacy grader, by
// testdata.yaml.
#include <algorithm>

#include "core/problem/export_package.hpp"
#include "core/problem/submission.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

class DomjudgeWriter {
public:
    DomjudgeWriter(const Blueprint& blueprint, const std::string& destination)
        : blueprint_(blueprint), destination_(destination) {}

    Result<ExportReport> write();

private:
    void put(const NamedFile& file) {
        if (result_) result_ = write_file(destination_, file, {});
    }
    void put_text(const std::string& name, const std::string& text) {
        put({name, {"", text}, false});
    }
    void put_extra_files();
    void note_lost();
    void put_group(const BlueprintGroup& group);
    void put_scoring();
    std::string grading_text(const BlueprintGroup& group, GroupScoring scoring) const;
    void put_test(const std::string& folder, const BlueprintTest& test);
    void put_program(const std::string& folder, const BlueprintProgram& program);
    void drop(const std::string& what, const std::string& why) {
        report_.dropped.push_back({what, why});
    }
    void change(const std::string& what, const std::string& why) {
        report_.changes.push_back({what, why});
    }

    const Blueprint& blueprint_;
    const std::string& destination_;
    ExportReport report_;
    Result<void> result_;
};

void DomjudgeWriter::put_test(const std::string& folder, const BlueprintTest& test) {
    if (test.input) put({folder + "/" + test.name + ".in", *test.input, false});
    put({folder + "/" + test.name + ".ans", test.answer.value_or(FileContent{}), false});
    const bool own =
        !test.validator_args.empty() && test.validator_args != blueprint_.validator_args;
    if (own || !test.program_args.empty() || !test.files.empty()) {
        change(test.name, "arguments and files of one test have no place there");
    }
}

void DomjudgeWriter::put_program(const std::string& folder, const BlueprintProgram& program) {
    for (const NamedFile& file : program.files) {
        const bool alone = program.files.size() == 1 && !program.is_folder;
        const std::string name = alone ? program.name : program.name + "/" + file.name;
        put({folder + "/" + name, file.content, file.executable});
    }
}

// The legacy folder that promises the same; empty when there is none.
std::string folder_of(const BlueprintSubmission& submission) {
    const Expectation* rule = verdict_rule(submission);
    if (submission.directory == "partially_accepted") return submission.directory;
    if (rule == nullptr) return "";
    for (const char* folder : {"accepted", "wrong_answer", "time_limit_exceeded", "run_time_error",
                               "rejected", "brute_force"}) {
        if (asks_same_verdicts(*directory_expectation(folder, Format::legacy), *rule))
            return folder;
    }
    return "";
}

void DomjudgeWriter::put_group(const BlueprintGroup& group) {
    const bool folder = blueprint_.scoring && !group.name.empty();
    const std::string below = "data/secret" + (folder ? "/" + group.name : "");
    for (BlueprintTest test : group.tests) {
        if (!folder && !group.name.empty()) test.name = group.name + "-" + test.name;
        put_test(below, test);
    }
    if (folder) put_text(below + "/testdata.yaml", grading_text(group, group.scoring));
    if (!group.require_pass.empty()) {
        drop("what group " + group.name + " requires", "its grader has no dependencies");
    }
}

// What read back by the rules of the legacy grader scores the same.
std::string DomjudgeWriter::grading_text(const BlueprintGroup& group, GroupScoring scoring) const {
    const double all = group.max_score.value_or(blueprint_.max_score.value_or(100));
    const auto tests = static_cast<double>(std::max<std::size_t>(group.tests.size(), 1));
    const bool each = scoring == GroupScoring::sum;
    std::string out = "accept_score: " + yaml_number(each ? all / tests : all) + "\n";
    if (scoring == GroupScoring::pass_fail) return out + "on_reject: break\ngrader_flags: min\n";
    return out + "on_reject: continue\ngrader_flags: accept_if_any_accepted " +
           (each ? "sum\n" : "min\n");
}

void DomjudgeWriter::put_scoring() {
    put_text("data/testdata.yaml", "on_reject: continue\ngrader_flags: ignore_sample sum\n");
    const bool flat = blueprint_.groups.size() == 1 && blueprint_.groups.front().name.empty();
    if (flat) {
        put_text("data/secret/testdata.yaml",
                 grading_text(blueprint_.groups.front(), blueprint_.aggregation));
    } else if (blueprint_.aggregation == GroupScoring::pass_fail) {
        put_text("data/secret/testdata.yaml", "on_reject: break\ngrader_flags: sum\n");
    } else {
        put_text("data/secret/testdata.yaml",
                 "on_reject: continue\ngrader_flags: accept_if_any_accepted " +
                     std::string(blueprint_.aggregation == GroupScoring::min ? "min" : "sum") +
                     "\n");
    }
}

void DomjudgeWriter::note_lost() {
    KeptParts kept;
    kept.titles = kept.time_limit = kept.memory_limit = kept.output_limit = true;
    kept.statement = kept.submissions = kept.input_validators = true;
    kept.generators = kept.attachments = true;
    note_lost_parts(blueprint_, "DOMjudge", kept, report_);
    if (blueprint_.titles.size() > 1) drop("titles in other languages", "DOMjudge has one name");
    note_lost_attribution(blueprint_, "DOMjudge", report_);
    note_lost_limits(blueprint_, "DOMjudge", report_);
}

void DomjudgeWriter::put_extra_files() {
    for (const NamedFile& file : blueprint_.extra_files) {
        NamedFile moved = file;
        if (starts_with(moved.name, "statement/")) moved.name.insert(0, "problem_");
        const bool shown = ends_with(moved.name, ".interaction");
        if (!starts_with(moved.name, "data/") || shown) put(moved);
    }
}

Result<ExportReport> DomjudgeWriter::write() {
    const std::string title =
        blueprint_.titles.empty() ? blueprint_.short_name : blueprint_.titles.begin()->second;
    std::string yaml = "name: " + yaml_scalar(title) + "\n";
    if (blueprint_.scoring) yaml += "type: scoring\n";
    if (blueprint_.output_validator) {
        yaml += "validation: custom";
        if (blueprint_.interactive) yaml += " interactive";
        if (blueprint_.multi_pass) yaml += " multi-pass";
        yaml += "\n";
    }
    if (!blueprint_.validator_args.empty()) {
        std::string flags;
        for (const std::string& arg : blueprint_.validator_args) {
            flags += (flags.empty() ? "" : " ") + arg;
        }
        yaml += "validator_flags: " + yaml_scalar(flags) + "\n";
    }
    std::string limits;
    if (blueprint_.memory_bytes) {
        limits += "  memory: " + std::to_string(*blueprint_.memory_bytes / mib) + "\n";
    }
    if (blueprint_.output_bytes) {
        limits += "  output: " + std::to_string(*blueprint_.output_bytes / mib) + "\n";
    }
    if (blueprint_.multi_pass) {
        limits += "  validation_passes: " + std::to_string(blueprint_.passes_max) + "\n";
    }
    if (!limits.empty()) yaml += "limits:\n" + limits;
    put_text("problem.yaml", yaml);
    if (blueprint_.time_limit.limit_s) {
        put_text("domjudge-problem.ini",
                 "timelimit = " + yaml_number(*blueprint_.time_limit.limit_s) + "\n");
    } else {
        drop("computed time limit", "DOMjudge wants a number: it takes its own default");
    }
    for (const BlueprintTest& test : blueprint_.samples) put_test("data/sample", test);
    for (const BlueprintGroup& group : blueprint_.groups) put_group(group);
    if (blueprint_.scoring) put_scoring();
    if (blueprint_.output_validator) {
        BlueprintProgram program = *blueprint_.output_validator;
        program.name = "validator";
        program.is_folder = true;
        put_program("output_validators", program);
    }
    for (const auto& program : blueprint_.input_validators) {
        put_program("input_validators", program);
    }
    for (const auto& submission : blueprint_.submissions) {
        const std::string folder = folder_of(submission);
        put_program("submissions/" + (folder.empty() ? submission.directory : folder),
                    submission.program);
        if (folder.empty())
            drop("what is expected of " + submission.program.name, "no folder says it");
    }
    const auto loses_score = [](const BlueprintSubmission& submission) {
        return expects_score(submission) && submission.directory != "partially_accepted";
    };
    if (std::any_of(blueprint_.submissions.begin(), blueprint_.submissions.end(), loses_score)) {
        drop("expected scores of submissions", "a folder says verdicts only");
    }
    if (blueprint_.submit_answer) change("submit-answer", "DOMjudge runs programs");
    note_lost();
    put_extra_files();
    if (!result_) return tl::unexpected<Error>(result_.error());
    return report_;
}

}  // namespace

Result<ExportReport> write_domjudge(const Blueprint& blueprint, const std::string& destination) {
    return DomjudgeWriter(blueprint, destination).write();
}

}  // namespace arena::problem

// DOMjudge: the legacy layout, a .ini beside it, expectations as tags' folders.
//
// Source: DOMjudge manual, "Problem package format". Test groups and scores are new there and not
// written.
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
    void put_test(const std::string& folder, const BlueprintTest& test);
    void put_program(const std::string& folder, const BlueprintProgram& program);
    void drop(const std::string& what, const std::string& why) {
        report_.dropped.push_back({what, why});
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
        drop(test.name, "arguments and files of one test have no place there");
    }
}

void DomjudgeWriter::put_program(const std::string& folder, const BlueprintProgram& program) {
    for (const NamedFile& file : program.files) {
        const bool alone = program.files.size() == 1 && !program.is_folder;
        const std::string name = alone ? program.name : program.name + "/" + file.name;
        put({folder + "/" + name, file.content, file.executable});
    }
}

Result<ExportReport> DomjudgeWriter::write() {
    const std::string title =
        blueprint_.titles.empty() ? blueprint_.short_name : blueprint_.titles.begin()->second;
    std::string yaml = "name: " + yaml_scalar(title) + "\n";
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
    for (const BlueprintGroup& group : blueprint_.groups) {
        for (BlueprintTest test : group.tests) {
            if (!group.name.empty()) test.name = group.name + "-" + test.name;
            put_test("data/secret", test);
        }
    }
    if (blueprint_.scoring) drop("points and groups", "pass-fail is written");
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
        put_program("submissions/" + submission.directory, submission.program);
        const bool told = directory_expectation(submission.directory, Format::legacy).has_value();
        if (!told) drop("what is expected of " + submission.program.name, "no folder says it");
    }
    for (const NamedFile& file : blueprint_.extra_files) {
        NamedFile moved = file;
        if (starts_with(moved.name, "statement/")) moved.name.insert(0, "problem_");
        if (!starts_with(moved.name, "data/")) put(moved);
    }
    if (!result_) return tl::unexpected<Error>(result_.error());
    return report_;
}

}  // namespace

Result<ExportReport> write_domjudge(const Blueprint& blueprint, const std::string& destination) {
    return DomjudgeWriter(blueprint, destination).write();
}

}  // namespace arena::problem

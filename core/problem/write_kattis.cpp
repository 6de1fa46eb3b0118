#include "core/problem/write_kattis.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/problem/text.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

namespace fs = std::filesystem;

class Writing {
public:
    Writing(const std::string& destination, const WriteOptions& options)
        : destination_(destination), options_(options) {}

    void text(const std::string& name, std::string content) {
        if (!content.empty()) file({name, {"", std::move(content)}, false});
    }

    void file(const NamedFile& named) {
        if (result_) result_ = write_file(destination_, named, options_);
    }

    void content(const std::string& name, const FileContent& from) { file({name, from, false}); }

    void program(const std::string& folder, const BlueprintProgram& from) {
        for (const NamedFile& one : from.files) {
            const bool alone = from.files.size() == 1 && !from.is_folder;
            const std::string name = alone ? from.name : from.name + "/" + one.name;
            file({folder + "/" + name, one.content, one.executable});
        }
    }

    void test(const std::string& folder, const BlueprintTest& from, const BlueprintGroup* group);

    Result<void> result() const { return result_; }

private:
    const std::string& destination_;
    const WriteOptions& options_;
    Result<void> result_;
};

std::string args_text(const std::vector<std::string>& program,
                      const std::vector<std::string>& validator) {
    std::string out;
    if (!program.empty()) out += "args: " + yaml_list(program) + "\n";
    if (!validator.empty()) out += "output_validator_args: " + yaml_list(validator) + "\n";
    return out;
}

std::string input_args_text(const BlueprintTest& test) {
    if (test.input_validator_args.empty()) return "";
    const auto all = test.input_validator_args.find("");
    if (all != test.input_validator_args.end()) {
        return "input_validator_args: " + yaml_list(all->second) + "\n";
    }
    std::string out = "input_validator_args:\n";
    for (const auto& [validator, args] : test.input_validator_args) {
        out += "  " + yaml_scalar(validator) + ": " + yaml_list(args) + "\n";
    }
    return out;
}

void Writing::test(const std::string& folder, const BlueprintTest& from,
                   const BlueprintGroup* group) {
    const std::string stem = folder + "/" + from.name;
    if (from.input) content(stem + ".in", *from.input);
    if (from.answer) content(stem + ".ans", *from.answer);
    const auto own = [](const std::vector<std::string>& mine,
                        const std::vector<std::string>* above) {
        return above != nullptr && *above == mine ? std::vector<std::string>() : mine;
    };
    text(stem + ".yaml",
         input_args_text(from) +
             args_text(
                 own(from.program_args, group == nullptr ? nullptr : &group->program_args),
                 own(from.validator_args, group == nullptr ? nullptr : &group->validator_args)));
    for (const NamedFile& extra : from.files) {
        file({stem + ".files/" + extra.name, extra.content, extra.executable});
    }
}

std::string aggregation_name(GroupScoring scoring) {
    switch (scoring) {
        case GroupScoring::pass_fail: return "pass-fail";
        case GroupScoring::sum: return "sum";
        case GroupScoring::min: return "min";
        case GroupScoring::max:
        case GroupScoring::average:
        case GroupScoring::custom_grader: return "sum";
    }
    return "sum";
}

std::string group_text(const Blueprint& blueprint, const BlueprintGroup& group) {
    std::string out;
    if (blueprint.scoring) {
        if (group.max_score) out += "max_score: " + yaml_number(*group.max_score) + "\n";
        out += "score_aggregation: " + aggregation_name(group.scoring) + "\n";
        std::vector<std::string> required;
        for (const std::string& name : group.require_pass) {
            required.push_back(name == "sample" ? name : "secret/" + name);
        }
        if (!required.empty()) out += "require_pass: " + yaml_list(required) + "\n";
    }
    return out + args_text(group.program_args, group.validator_args);
}

std::string secret_text(const Blueprint& blueprint) {
    std::string out;
    if (blueprint.scoring) {
        if (blueprint.max_score_unbounded) {
            out += "max_score: unbounded\n";
        } else if (blueprint.max_score) {
            out += "max_score: " + yaml_number(*blueprint.max_score) + "\n";
        }
        out += "score_aggregation: " + aggregation_name(blueprint.aggregation) + "\n";
    }
    return out + args_text({}, blueprint.validator_args);
}

Result<void> copy_bytes(const std::string& from, const fs::path& to, const WriteOptions& options) {
    std::error_code code;
    const bool own =
        !options.linkable_below.empty() && starts_with(from, options.linkable_below + "/");
    if (own && !fs::is_symlink(fs::symlink_status(from, code))) {
        fs::create_hard_link(from, to, code);
        if (!code) return {};
    }
    fs::copy_file(from, to, code);
    if (!code) return {};
    const bool twice = code == std::errc::file_exists;
    return fail(twice ? ErrorCode::invalid_package : ErrorCode::host,
                (twice ? "two files of the package would be called " : "cannot write ") +
                    shown(to.string()) + (twice ? "" : ": " + code.message()));
}

// Block by block: a test may be larger than memory.
Result<void> copy_as_lf(const std::string& from, const fs::path& to) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 16);
    std::string text;
    bool after_cr = false;
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.clear();
        for (std::streamsize i = 0; i < in.gcount(); ++i) {
            const char c = block[static_cast<std::size_t>(i)];
            if (c == '\r' || (c == '\n' && !after_cr)) text += '\n';
            if (c != '\r' && c != '\n') text += c;
            after_cr = c == '\r';
        }
        out << text;
    }
    out.close();
    if (!in.eof() || !out) return fail(ErrorCode::host, "cannot write " + shown(to.string()));
    return {};
}

}  // namespace

Result<void> write_file(const std::string& destination, const NamedFile& file,
                        const WriteOptions& options) {
    const fs::path path = fs::path(destination) / file.name;
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    if (!file.content.host_path.empty() && file.content.as_lf) {
        auto converted = copy_as_lf(file.content.host_path, path);
        if (!converted) return converted;
    } else if (!file.content.host_path.empty()) {
        auto copied = copy_bytes(file.content.host_path, path, options);
        if (!copied) return copied;
    } else {
        if (fs::exists(path, code)) {
            return fail(ErrorCode::invalid_package,
                        "two files of the package would be called " + shown(path.string()));
        }
        std::ofstream out(path, std::ios::binary);
        out << file.content.text;
        out.close();
        if (!out) return fail(ErrorCode::host, "cannot write " + shown(path.string()));
    }
    if (file.executable) {
        fs::permissions(path,
                        fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                        fs::perm_options::add, code);
    }
    return {};
}

Result<void> write_kattis(const Blueprint& blueprint, const std::string& destination,
                          const WriteOptions& options) {
    Writing out(destination, options);
    out.text("problem.yaml", manifest_text(blueprint));
    for (const NamedFile& file : blueprint.extra_files) out.file(file);
    if (blueprint.output_validator) {
        BlueprintProgram program = *blueprint.output_validator;
        program.name = "output_validator";
        program.is_folder = true;
        for (const NamedFile& file : program.files) {
            out.file({"output_validator/" + file.name, file.content, file.executable});
        }
    }
    for (const auto& program : blueprint.input_validators) {
        out.program("input_validators", program);
    }
    for (const auto& program : blueprint.generators) out.program("generators", program);
    for (const auto& test : blueprint.samples) out.test("data/sample", test, nullptr);
    if (!blueprint.samples.empty()) {
        out.text("data/sample/test_group.yaml", args_text({}, blueprint.validator_args));
    }
    for (const auto& test : blueprint.invalid_inputs) {
        out.test("data/invalid_input", test, nullptr);
    }
    out.text("data/secret/test_group.yaml", secret_text(blueprint));
    for (const BlueprintGroup& group : blueprint.groups) {
        const std::string folder = "data/secret" + (group.name.empty() ? "" : "/" + group.name);
        if (!group.name.empty()) {
            const std::string own = group_text(blueprint, group);
            // The file is what makes the folder a group, even when it says nothing.
            out.text(folder + "/test_group.yaml", own.empty() ? "{}\n" : own);
        }
        for (const auto& test : group.tests) out.test(folder, test, &group);
    }
    for (const auto& submission : blueprint.submissions) {
        out.program("submissions/" + submission.directory, submission.program);
    }
    out.text("submissions/submissions.yaml", submissions_text(blueprint));
    return out.result();
}

}  // namespace arena::problem

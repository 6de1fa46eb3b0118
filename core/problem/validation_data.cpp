#include "core/problem/validation_data.hpp"

#include "core/problem/group_settings.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

Result<GroupSettings> settings_in(const PackageFolder& folder, const std::string& file,
                                  const GroupSettings& above) {
    if (!folder.has_file(file)) return above;
    auto text = folder.read(file, yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, file);
    if (!root) return tl::unexpected<Error>(root.error());
    return read_case_yaml(*root, above);
}

GroupSettings usual_settings(const Package& package) {
    GroupSettings out;
    for (const Case& test : package.cases) {
        if (test.is_sample || test.is_static) continue;
        out.validator_args = test.validator_args;
        out.input_validator_args = test.input_validator_args;
        out.program_args = test.program_args;
        break;
    }
    return out;
}

Result<std::vector<ValidationFile>> read_directory(const PackageFolder& folder,
                                                   const std::string& name, bool outputs,
                                                   const GroupSettings& usual) {
    std::vector<ValidationFile> out;
    const std::string directory = "data/" + name;
    auto entries = folder.list(directory);
    if (!entries) return tl::unexpected<Error>(entries.error());
    auto shared = settings_in(folder, directory + "/test_group.yaml", usual);
    if (!shared) return tl::unexpected<Error>(shared.error());
    for (const PackageFolder::Entry& entry : *entries) {
        if (entry.is_directory || !ends_with(entry.name, ".in")) continue;
        const std::string stem = entry.relative.substr(0, entry.relative.size() - 3);
        auto own = settings_in(folder, stem + ".yaml", *shared);
        if (!own) return tl::unexpected<Error>(own.error());
        ValidationFile file;
        file.name = stem.substr(5);
        file.test.name = file.name;
        file.test.input_path = folder.absolute(entry.relative);
        file.test.validator_args = own->validator_args;
        file.test.input_validator_args = own->input_validator_args;
        file.test.program_args = own->program_args;
        if (folder.has_directory(stem + ".files")) {
            auto files = folder.list_files_below(stem + ".files");
            if (!files) return tl::unexpected<Error>(files.error());
            file.test.files_directory = folder.absolute(stem + ".files");
        }
        if (folder.has_file(stem + ".ans")) file.test.answer_path = folder.absolute(stem + ".ans");
        if (outputs) {
            if (!folder.has_file(stem + ".out")) {
                return fail(ErrorCode::invalid_package,
                            entry.relative + " has no output: add " + stem + ".out");
            }
            file.output_path = folder.absolute(stem + ".out");
        }
        out.push_back(std::move(file));
    }
    return out;
}

// What is shown as the output of a sample, where that is not the answer, must be right as well.
void add_sample_outputs(const PackageFolder& folder, const Package& package,
                        std::vector<ValidationFile>& out) {
    for (const Case& test : package.cases) {
        const std::string file = "data/" + test.name + ".out";
        if (!test.is_sample || test.is_static || !folder.has_file(file)) continue;
        out.push_back({test.name + ".out", test, folder.absolute(file)});
    }
}

}  // namespace

Result<ValidationData> read_validation_data(const Package& package) {
    ValidationData out;
    if (package.format == Format::plain) return out;
    auto folder = PackageFolder::open(package.path);
    if (!folder) return tl::unexpected<Error>(folder.error());
    const GroupSettings usual = usual_settings(package);
    struct Row {
        const char* name;
        bool outputs;
        std::vector<ValidationFile>* to;
    };
    for (const Row& row : {Row{"invalid_input", false, &out.invalid_input},
                           Row{"invalid_output", true, &out.invalid_output},
                           Row{"valid_output", true, &out.valid_output}}) {
        auto read = read_directory(*folder, row.name, row.outputs, usual);
        if (!read) return tl::unexpected<Error>(read.error());
        *row.to = std::move(*read);
    }
    if (package.format == Format::kattis_2025_09) {
        add_sample_outputs(*folder, package, out.valid_output);
    }
    return out;
}

}  // namespace arena::problem

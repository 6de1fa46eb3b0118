// Finding validators and included files. See program.hpp.
//
// Real packages put validators in three ways: output_validator/ that is itself the program (spec of
// 2025-09), output_validator/name/ as in the older drafts, and output_validators/ with one program
// an entry (legacy) or, seen often, with the sources of one program lying side by side.
#include "core/problem/program.hpp"

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;

bool is_header(const std::string& name) {
    return ends_with(name, ".h") || ends_with(name, ".hpp") || ends_with(name, ".hh");
}

std::vector<Entry> without_left_overs(std::vector<Entry> entries) {
    std::vector<Entry> out;
    for (Entry& entry : entries) {
        if (!is_left_over(entry.name)) out.push_back(std::move(entry));
    }
    return out;
}

// Whether the entries of a validator folder are the files of one program, not programs each.
bool is_one_program(const std::vector<Entry>& entries) {
    std::size_t sources = 0;
    std::size_t headers = 0;
    for (const Entry& entry : entries) {
        if (entry.is_directory) continue;
        if (entry.name == "build" || entry.name == "run" || entry.name == "__main__.py")
            return true;
        ++(is_header(entry.name) ? headers : sources);
    }
    return headers > 0 && sources == 1;
}

// The one program of `directory`; nullopt when it holds none.
Result<std::optional<Program>> read_single(const PackageFolder& folder,
                                           const std::string& directory) {
    auto listed = folder.list(directory);
    if (!listed) return tl::unexpected<Error>(listed.error());
    const std::vector<Entry> entries = without_left_overs(std::move(*listed));
    if (entries.empty()) return std::optional<Program>();
    Entry chosen{directory, directory, true};
    if (entries.size() == 1) {
        chosen = entries.front();
    } else if ((directory == "output_validators" || directory == "graders") &&
               !is_one_program(entries)) {
        std::string names;
        for (const Entry& entry : entries) names += (names.empty() ? "" : ", ") + entry.name;
        return fail(ErrorCode::unsupported,
                    directory + " holds " + std::to_string(entries.size()) + " programs (" + names +
                        "): only one " + (directory == "graders" ? "grader" : "output validator") +
                        " can be run; keep one");
    }
    auto program = read_program(folder, chosen);
    if (!program) return tl::unexpected<Error>(program.error());
    if (program->files.empty()) return std::optional<Program>();
    return std::optional<Program>(std::move(*program));
}

}  // namespace

bool is_left_over(const std::string& name) {
    for (const char* tail : {".class", ".pyc", ".o", "~", ".disabled", ".md"}) {
        if (ends_with(name, tail)) return true;
    }
    return name == "__pycache__" || starts_with(name, "README");
}

Result<Program> read_program(const PackageFolder& folder, const Entry& entry) {
    Program program;
    program.name = entry.name;
    program.path = folder.absolute(entry.relative);
    if (!entry.is_directory) {
        program.files.push_back(program.path);
        return program;
    }
    auto files = folder.list_files_below(entry.relative);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const Entry& file : *files) program.files.push_back(folder.absolute(file.relative));
    return program;
}

Result<std::vector<Program>> read_programs(const PackageFolder& folder,
                                           const std::string& directory) {
    std::vector<Program> out;
    auto entries = folder.list(directory);
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const Entry& entry : without_left_overs(std::move(*entries))) {
        auto program = read_program(folder, entry);
        if (!program) return tl::unexpected<Error>(program.error());
        out.push_back(std::move(*program));
    }
    return out;
}

Result<void> read_output_validator(const PackageFolder& folder, Package& package) {
    bool found = false;
    for (const char* directory : {"output_validator", "output_validators"}) {
        auto entries = folder.list(directory);
        if (!entries) return tl::unexpected<Error>(entries.error());
        if (without_left_overs(std::move(*entries)).empty()) continue;
        if (found) {
            return fail(ErrorCode::invalid_package,
                        "both output_validator and output_validators hold a program: keep one");
        }
        found = true;
        auto read = read_single(folder, directory);
        if (!read) return tl::unexpected<Error>(read.error());
        package.output_validator = std::move(*read);
    }
    return {};
}

Result<void> read_static_validator(const PackageFolder& folder, Package& package) {
    if (package.format != Format::kattis_2025_09) return {};
    auto read = read_single(folder, "static_validator");
    if (!read) return tl::unexpected<Error>(read.error());
    package.static_validator = std::move(*read);
    if (!package.static_validator || !package.submit_answer) return {};
    return fail(ErrorCode::invalid_package,
                "static_validator: a submit-answer problem has no source to look at");
}

Result<void> read_grader(const PackageFolder& folder, Package& package) {
    if (package.format == Format::kattis_2025_09) return {};
    auto read = read_single(folder, "graders");
    if (!read) return tl::unexpected<Error>(read.error());
    package.grader = std::move(*read);
    return {};
}

Result<void> read_input_validators(const PackageFolder& folder, Package& package) {
    for (const char* directory :
         {"input_validators", "input_validator", "input_format_validators"}) {
        auto programs = read_programs(folder, directory);
        if (!programs) return tl::unexpected<Error>(programs.error());
        for (Program& program : *programs) {
            package.input_validators.push_back(std::move(program));
        }
        if (!programs->empty()) break;
    }
    return {};
}

Result<void> read_include_files(const PackageFolder& folder, Package& package) {
    auto languages = folder.list("include");
    if (!languages) return tl::unexpected<Error>(languages.error());
    for (const Entry& language : *languages) {
        if (!language.is_directory) {
            package.notes.push_back("ignored " + language.relative +
                                    ": included files lie in include/<language>/");
            continue;
        }
        auto files = folder.list_files_below(language.relative);
        if (!files) return tl::unexpected<Error>(files.error());
        for (const Entry& file : *files) {
            package.include_files[language.name].push_back(folder.absolute(file.relative));
        }
    }
    return {};
}

}  // namespace arena::problem

#include "core/problem/side_files.hpp"

#include <map>
#include <set>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t lines_max = 20;

using Paths = std::set<std::string>;

void add(const std::vector<NamedFile>& files, Paths& out) {
    for (const NamedFile& file : files) out.insert(file.content.host_path);
}

void add(const std::vector<BlueprintTest>& tests, Paths& out) {
    for (const BlueprintTest& test : tests) {
        if (test.input) out.insert(test.input->host_path);
        if (test.answer) out.insert(test.answer->host_path);
        add(test.files, out);
    }
}

Paths taken_paths(const Blueprint& blueprint) {
    Paths out;
    if (blueprint.output_validator) add(blueprint.output_validator->files, out);
    for (const auto* programs : {&blueprint.input_validators, &blueprint.generators}) {
        for (const BlueprintProgram& program : *programs) add(program.files, out);
    }
    for (const BlueprintSubmission& one : blueprint.submissions) add(one.program.files, out);
    add(blueprint.extra_files, out);
    for (const auto* tests : {&blueprint.samples, &blueprint.invalid_inputs}) add(*tests, out);
    for (const BlueprintGroup& group : blueprint.groups) add(group.tests, out);
    return out;
}

// Told by the reader itself, with a better reason.
bool is_told(const Blueprint& blueprint, const std::string& relative) {
    for (const ImportNote& note : blueprint.ignored) {
        const bool of_folder = ends_with(note.what, "/") && starts_with(relative, note.what);
        const bool named = (" " + note.what + " ").find(" " + relative + " ") != std::string::npos;
        if (of_folder || named || starts_with(note.what, relative)) return true;
    }
    return false;
}

}  // namespace

Result<void> take_attachments(const PackageFolder& folder, const std::string& from,
                              Blueprint& blueprint) {
    auto files = folder.list_files_below(from);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const PackageFolder::Entry& file : *files) {
        blueprint.extra_files.push_back({"attachments" + file.relative.substr(from.size()),
                                         {folder.absolute(file.relative), ""},
                                         false});
    }
    return {};
}

void note_side_files(const PackageFolder& folder, const std::vector<std::string>& settings,
                     Blueprint& blueprint) {
    const auto files = folder.list_files_below("");
    if (!files) return;
    Paths taken = taken_paths(blueprint);
    for (const std::string& name : settings) taken.insert(folder.absolute(name));
    std::map<std::string, std::size_t> left;
    for (const PackageFolder::Entry& file : *files) {
        if (taken.count(folder.absolute(file.relative)) != 0) continue;
        if (is_told(blueprint, file.relative)) continue;
        const std::size_t slash = file.relative.find('/');
        ++left[slash == std::string::npos ? file.relative : file.relative.substr(0, slash + 1)];
    }
    std::size_t lines = 0;
    std::size_t more = 0;
    for (const auto& [name, count] : left) {
        if (lines++ >= lines_max) {
            more += count;
            continue;
        }
        const bool is_folder = name.back() == '/';
        const std::string files_text =
            count == 1 ? " (1 file)" : " (" + std::to_string(count) + " files)";
        blueprint.ignored.push_back({shown(name) + (is_folder ? files_text : ""),
                                     "neither tests, programs nor statement of this format"});
    }
    if (more > 0) {
        blueprint.ignored.push_back(
            {std::to_string(more) + " more files", "the same holds of them"});
    }
}

}  // namespace arena::problem

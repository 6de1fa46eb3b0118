// Adapted programs of other systems, taken back out of their adapters for export.
//
// The adapter says in its first lines what it was made for; the files beside it are the original.
#include <algorithm>
#include <fstream>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t head_bytes = 64 * 1024;

std::string head_of(const FileContent& content) {
    if (content.host_path.empty()) return content.text;
    std::ifstream in(content.host_path, std::ios::binary);
    std::string out(head_bytes, '\0');
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    out.resize(static_cast<std::size_t>(in.gcount()));
    return out;
}

const NamedFile* file_named(const BlueprintProgram& program, const std::string& name) {
    const auto found = std::find_if(program.files.begin(), program.files.end(),
                                    [&](const NamedFile& file) { return file.name == name; });
    return found == program.files.end() ? nullptr : &*found;
}

std::vector<NamedFile> without_adapter(const BlueprintProgram& program) {
    std::vector<NamedFile> out;
    for (const NamedFile& file : program.files) {
        if (file.name == "adapter.cpp" || file.name == "build") continue;
        const bool header = ends_with(file.name, ".h") || ends_with(file.name, ".hpp");
        out.insert(header ? out.end() : out.begin(), file);
    }
    return out;
}

int number_behind(const std::string& text, const std::string& what) {
    const std::size_t at = text.find("#define " + what + " ");
    return at == std::string::npos ? 0 : std::atoi(text.c_str() + at + what.size() + 9);
}

}  // namespace

const std::vector<std::string>* standard_checker_args(const Blueprint& blueprint) {
    const bool ours = blueprint.output_validator &&
                      file_named(*blueprint.output_validator, "standard_checker.cpp") != nullptr;
    return ours ? &blueprint.validator_args : nullptr;
}

std::optional<OriginalProgram> original_checker(const Blueprint& blueprint) {
    if (!blueprint.output_validator) return std::nullopt;
    const NamedFile* adapter = file_named(*blueprint.output_validator, "adapter.cpp");
    if (adapter == nullptr) return std::nullopt;
    const std::string text = head_of(adapter->content);
    if (!starts_with(text, "#define ADAPT_PROTOCOL ")) return std::nullopt;
    OriginalProgram out;
    out.protocol = static_cast<CheckerProtocol>(number_behind(text, "ADAPT_PROTOCOL"));
    out.interacts = number_behind(text, "ADAPT_INTERACTS") == 1;
    out.files = without_adapter(*blueprint.output_validator);
    return out.files.empty() ? std::nullopt : std::optional(std::move(out));
}

std::vector<NamedFile> original_input_validator(const BlueprintProgram& program) {
    const NamedFile* adapter = file_named(program, "adapter.cpp");
    if (adapter == nullptr || head_of(adapter->content) != adapter_source("validator_adapter")) {
        return {};
    }
    return without_adapter(program);
}

}  // namespace arena::problem

#include "judge/submission_compile.hpp"

#include <algorithm>
#include <filesystem>

#include "judge/compile_message.hpp"
#include "judge/source_language.hpp"
#include "judge/source_rules.hpp"

namespace arena {
namespace {

std::string stem_of(const std::string& name) {
    return std::filesystem::path(name).stem().string();
}

// Beside include files a lone submission keeps being the entry, unless the package brings a driver:
// the compiler looks for "main". Languages with classes find their entry by itself.
void keep_entry(const Language& language, std::vector<SourceFile>& sources) {
    if (!language.class_rule.empty()) return;
    for (const SourceFile& source : sources) {
        const std::string stem = stem_of(source.name);
        if (stem == "main" || stem == "Main" || stem == "__main__") return;
    }
    std::string& name = sources.front().name;
    name = "main" + std::filesystem::path(name).extension().string();
}

// Format 2025-09, "Working directory": the submitted and the included files. One file alone has
// nothing to read there but itself, and its runs are spared the copy.
std::vector<BoxFile> files_beside(const std::vector<SourceFile>& sources) {
    std::vector<BoxFile> out;
    if (sources.size() < 2) return out;
    for (const SourceFile& source : sources)
        out.push_back({source.name, "", source.content, false});
    return out;
}

}  // namespace

Result<CompileOutcome> compile_submission(Runner& runner, const problem::Package& package,
                                          const Language& language, std::vector<SourceFile> sources,
                                          const CompileSettings& settings) {
    const std::int64_t bytes_max = package.code_bytes.value_or(settings.source_bytes_max);
    CompileOutcome too_large;
    too_large.message = source_size_fault(sources, bytes_max);
    if (!too_large.message.empty()) return too_large;
    const std::size_t submitted = sources.size();
    auto added = add_include_files(package, language, sources);
    if (!added) return tl::unexpected(added.error());
    std::vector<BoxFile> beside = files_beside(sources);
    const std::string own_name = sources.front().name;
    if (submitted == 1 && sources.size() > 1 && settings.entry.empty())
        keep_entry(language, sources);
    CompileSettings own = settings;
    own.source_bytes_max = std::max(bytes_max, source_bytes(sources));
    if (package.compile_s) {
        own.time_ns = static_cast<std::int64_t>(*package.compile_s * double(s_in_ns));
    }
    if (package.compile_memory_bytes) own.memory_bytes = *package.compile_memory_bytes;
    auto compiled = compile(runner, language, sources, own);
    if (!compiled) return compiled;
    compiled->artifact.beside = std::move(beside);
    compiled->message = with_own_name(compiled->message, sources.front().name, own_name);
    return compiled;
}

Result<void> check_language_allowed(const problem::Package& package, const Language& language) {
    if (package.languages.empty()) return {};
    std::string allowed;
    for (const std::string& key : package.languages) {
        if (is_language(language, key)) return {};
        allowed += (allowed.empty() ? "" : ", ") + key;
    }
    return fail(ErrorCode::usage, "problem '" + package.short_name + "' may not be solved in " +
                                      language.name + " (allowed: " + allowed + ")");
}

}  // namespace arena

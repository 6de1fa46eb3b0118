#include "cli/solution_language.hpp"

#include <filesystem>

#include "judge/source_language.hpp"

namespace arena::cli {
namespace {

Result<const Language*> by_files(const LanguageTable& table, const SubmissionSources& sources) {
    std::vector<std::string> paths;
    const bool is_folder = std::filesystem::is_directory(sources.path);
    for (const SourceFile& file : sources.files) {
        paths.push_back(is_folder ? sources.path + "/" + file.name : sources.path);
    }
    return language_of(paths, table);
}

}  // namespace

Result<LanguageTable> language_table(const std::string& folder) {
    if (folder.empty()) return LanguageTable::built_in();
    return LanguageTable::with_directory(folder);
}

Result<const Language*> solution_language(const LanguageTable& table, const std::string& name,
                                          const SubmissionSources& sources) {
    const auto language = name.empty() ? by_files(table, sources) : table.by_name(name);
    if (!language) return language;
    const LanguageProbe found = locate(**language);
    if (found.available) return language;
    std::string mend;
    for (const std::string& package : (*language)->packages) mend += " " + package;
    return fail(ErrorCode::unsupported,
                (*language)->name + " is not on this machine: no program '" + found.missing + "'" +
                    (mend.empty() ? "" : " (Debian: apt-get install" + mend + ")"));
}

}  // namespace arena::cli

// Sources of submissions and package programs: language by name, include files by overwriting.
#include "judge/source_language.hpp"

#include <algorithm>
#include <filesystem>

#include "core/problem/constants.hpp"
#include "judge/source_text.hpp"

namespace arena {
namespace {

namespace fs = std::filesystem;

std::string name_below(const std::string& path, const std::string& folder) {
    const fs::path relative = fs::path(path).lexically_relative(folder);
    const bool below = !relative.empty() && *relative.begin() != ".." && relative != ".";
    return below ? relative.string() : fs::path(path).filename().string();
}

// An include file's name: what follows `include/<language>/` in its path.
std::string include_name(const problem::Package& package, const std::string& key,
                         const std::string& path) {
    return name_below(path, (fs::path(package.path) / "include" / key).string());
}

void put(std::vector<SourceFile>& sources, SourceFile file) {
    const auto same = std::find_if(sources.begin(), sources.end(),
                                   [&](const SourceFile& s) { return s.name == file.name; });
    if (same == sources.end()) {
        sources.push_back(std::move(file));
    } else {
        same->content = std::move(file.content);
    }
}

Result<void> put_all(const problem::Package& package, const std::string& key,
                     std::vector<SourceFile>& sources) {
    const auto files = package.include_files.find(key);
    if (files == package.include_files.end()) return {};
    for (const std::string& path : files->second) {
        auto text = read_source_text(path, source_file_bytes_max);
        if (!text) return tl::unexpected(text.error());
        put(sources, {include_name(package, key, path),
                      problem::substitute_constants(*text, package.constants)});
    }
    return {};
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

}  // namespace

Result<const Language*> language_of(const std::vector<std::string>& paths,
                                    const LanguageTable& table) {
    const Language* found = nullptr;
    std::string found_path;
    Error unknown{ErrorCode::not_found, "no source file"};
    for (const std::string& path : paths) {
        auto language = table.for_file(path);
        if (!language) {
            unknown = language.error();
            continue;
        }
        if (found != nullptr && found != *language) {
            return fail(ErrorCode::usage, "two languages in one program: '" + found_path + "' is " +
                                              found->name + ", '" + path + "' is " +
                                              (*language)->name + " (name one with --language)");
        }
        found = *language;
        found_path = path;
    }
    if (found == nullptr) return tl::unexpected(unknown);
    return found;
}

bool is_language(const Language& language, const std::string& key) {
    const std::string wanted = lower(key);
    if (lower(language.id) == wanted) return true;
    return std::any_of(language.aliases.begin(), language.aliases.end(),
                       [&](const std::string& alias) { return lower(alias) == wanted; });
}

Result<std::vector<SourceFile>> package_sources(const problem::Package& package,
                                                const problem::Program& program) {
    std::vector<SourceFile> sources;
    for (const std::string& path : program.files) {
        auto text = read_source_text(path, source_file_bytes_max);
        if (!text) return tl::unexpected(text.error());
        sources.push_back({name_below(path, program.path),
                           problem::substitute_constants(*text, package.constants)});
    }
    std::sort(sources.begin(), sources.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
    return sources;
}

Result<void> add_include_files(const problem::Package& package, const Language& language,
                               std::vector<SourceFile>& sources) {
    auto added = put_all(package, "default", sources);
    if (!added) return added;
    for (const auto& [key, files] : package.include_files) {
        if (key == "default" || !is_language(language, key)) continue;
        added = put_all(package, key, sources);
        if (!added) return added;
    }
    return {};
}

std::int64_t source_bytes(const std::vector<SourceFile>& sources) {
    std::int64_t total = 0;
    for (const SourceFile& source : sources) total += std::int64_t(source.content.size());
    return total;
}

}  // namespace arena

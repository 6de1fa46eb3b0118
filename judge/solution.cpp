// read_solution: a file or a folder of sources, bounded, sorted, text.
//
// Names are relative to the folder. Hidden files and folders are left out; a link is followed only
// when what it names lies inside the folder. Whether the sources fit the code limit is the judge's
// question (CE), not this reader's: the bounds here only keep a wrong path from filling memory.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/limits.hpp"
#include "judge/amount.hpp"
#include "judge/judge.hpp"
#include "judge/source_text.hpp"

namespace arena {
namespace {

namespace fs = std::filesystem;

bool hidden(const fs::path& path) {
    const std::string name = path.filename().string();
    return !name.empty() && name.front() == '.';
}

// True when `path`, links resolved, lies at or below the resolved `root`.
bool inside(const fs::path& path, const fs::path& root) {
    std::error_code error;
    const fs::path resolved = fs::canonical(path, error);
    if (error) return false;
    const fs::path relative = resolved.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
}

Result<SourceFile> read_checked(const fs::path& path, const std::string& name) {
    auto content = read_source_text(path.string(), source_file_bytes_max);
    if (!content) return tl::unexpected(content.error());
    if (auto place = first_invalid_utf8(*content)) {
        const bool has_nul = content->find('\0') != std::string::npos;
        return fail(ErrorCode::unreadable,
                    "cannot read '" + path.string() + "': line " + std::to_string(*place) +
                        " is not UTF-8 text" +
                        (has_nul ? " (it holds a NUL byte; iconv makes UTF-8 of UTF-16)"
                                 : " (convert it with iconv)"));
    }
    return SourceFile{name, std::move(*content)};
}

Result<std::vector<fs::path>> list_folder(const fs::path& root) {
    std::error_code error;
    const fs::path resolved_root = fs::canonical(root, error);
    std::vector<fs::path> found;
    fs::recursive_directory_iterator at(root, error), end;
    if (error) {
        return fail(ErrorCode::unreadable,
                    "cannot read folder '" + root.string() + "': " + error.message());
    }
    for (; at != end && !error; at.increment(error)) {
        if (hidden(at->path())) {
            if (at->is_directory(error)) at.disable_recursion_pending();
            continue;
        }
        if (!at->is_regular_file(error)) continue;
        if (at->is_symlink(error) && !inside(at->path(), resolved_root)) {
            return fail(ErrorCode::unreadable,
                        "link '" + at->path().string() + "' leads out of the solution's folder");
        }
        found.push_back(at->path());
        if (found.size() > source_files_max) {
            return fail(ErrorCode::unreadable, "folder '" + root.string() + "' holds more than " +
                                                   std::to_string(source_files_max) + " files");
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<SubmissionSources> read_folder(const std::string& path) {
    auto found = list_folder(path);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) {
        return fail(ErrorCode::not_found, "folder '" + path + "' holds no source file");
    }
    SubmissionSources sources{path, {}};
    std::size_t total = 0;
    for (const fs::path& file : *found) {
        auto source = read_checked(file, file.lexically_relative(path).string());
        if (!source) return tl::unexpected(source.error());
        total += source->content.size();
        if (total > source_file_bytes_max) {
            return fail(ErrorCode::unreadable,
                        "folder '" + path + "' holds more than " +
                            bytes_text(static_cast<std::int64_t>(source_file_bytes_max)) +
                            " of sources");
        }
        sources.files.push_back(std::move(*source));
    }
    return sources;
}

}  // namespace

Result<SubmissionSources> read_solution(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        return fail(ErrorCode::not_found, "no such file: '" + path + "'");
    }
    if (error) {
        return fail(ErrorCode::unreadable, "cannot read '" + path + "': " + error.message());
    }
    if (fs::is_directory(status)) return read_folder(path);
    if (!fs::is_regular_file(status)) {
        return fail(ErrorCode::unreadable, "'" + path + "' is not a regular file");
    }
    auto source = read_checked(path, fs::path(path).filename().string());
    if (!source) return tl::unexpected(source.error());
    return SubmissionSources{path, {std::move(*source)}};
}

}  // namespace arena

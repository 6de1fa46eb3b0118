// The language table: what is built in, and how a name or a file finds its language.
#include "judge/language.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/assert.hpp"
#include "judge/language_files.hpp"
#include "judge/language_reader.hpp"

namespace arena {
namespace {

constexpr std::size_t language_file_bytes_max = 256 * 1024;

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// Levenshtein's distance, one row at a time.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::string first_line(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line(256, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return line.substr(0, line.find('\n'));
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

std::vector<std::string> nearest_names(const std::string& text,
                                       const std::vector<std::string>& known, std::size_t count) {
    const std::string wanted = lower(text);
    std::vector<std::pair<std::size_t, std::string>> scored;
    for (const std::string& name : known) {
        const std::size_t distance = edit_distance(wanted, lower(name));
        const bool begins = wanted.size() >= 2 && lower(name).starts_with(wanted);
        if (begins || distance <= std::max<std::size_t>(1, wanted.size() / 3)) {
            scored.emplace_back(begins ? 1 : distance, name);
        }
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (const auto& [distance, name] : scored) {
        if (names.size() < count) names.push_back(name);
    }
    return names;
}

const LanguageTable& LanguageTable::built_in() {
    static const LanguageTable table = [] {
        auto read = LanguageReader::table(built_in_language_files());
        ARENA_ASSERT(read.has_value());
        return std::move(*read);
    }();
    return table;
}

Result<LanguageTable> LanguageTable::with_directory(const std::string& directory) {
    std::vector<LanguageFile> files = built_in_language_files();
    std::error_code failed;
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::directory_iterator at(directory, failed), end; !failed && at != end;
         at.increment(failed)) {
        if (at->path().extension() == ".json") paths.push_back(at->path());
    }
    if (failed) {
        return fail(ErrorCode::not_found,
                    "cannot read the language folder '" + directory + "': " + failed.message());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        std::string text(language_file_bytes_max + 1, '\0');
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        if (file.bad() || (!file && !file.eof())) {
            return fail(ErrorCode::unreadable, "cannot read '" + path.string() + "'");
        }
        text.resize(static_cast<std::size_t>(file.gcount()));
        if (text.size() > language_file_bytes_max) {
            return fail(ErrorCode::unreadable, "'" + path.string() + "' is over 256 KiB");
        }
        files.push_back({path.string(), std::move(text)});
    }
    return LanguageReader::table(files);
}

Result<const Language*> LanguageTable::by_name(const std::string& name) const {
    const std::string wanted = lower(name);
    for (const Language& language : languages_) {
        if (lower(language.id) == wanted) return &language;
    }
    std::vector<std::string> ids;
    std::vector<std::string> known;
    for (const Language& language : languages_) {
        ids.push_back(language.id);
        known.push_back(language.id);
        if (lower(language.name) == wanted) return &language;
        for (const std::string& alias : language.aliases) {
            if (lower(alias) == wanted) return &language;
            known.push_back(alias);
        }
    }
    const auto near = nearest_names(name, known, 3);
    if (!near.empty()) {
        return fail(ErrorCode::not_found,
                    "unknown language '" + name + "' (nearest: " + join(near) + ")");
    }
    std::sort(ids.begin(), ids.end());
    return fail(ErrorCode::not_found, "unknown language '" + name + "' (known: " + join(ids) + ")");
}

Result<const Language*> LanguageTable::for_file(const std::string& path) const {
    const std::string base = path.substr(path.rfind('/') + 1);
    const std::size_t dot = base.rfind('.');
    const std::string extension = dot == std::string::npos || dot == 0 ? "" : base.substr(dot);
    std::vector<const Language*> claims;
    for (const bool exact : {true, false}) {
        for (const Language& language : languages_) {
            for (const std::string& claimed : language.extensions) {
                const bool same = exact ? claimed == extension : lower(claimed) == lower(extension);
                if (same && !extension.empty()) claims.push_back(&language);
            }
        }
        if (!claims.empty()) break;
    }
    if (claims.empty()) {
        return fail(ErrorCode::not_found,
                    "no language claims '" + base + "' (name one with --language)");
    }
    if (lower(extension) == ".py") {
        const std::string line = lower(first_line(path));
        if (line.starts_with("#!") && line.find("pypy") != std::string::npos) {
            return by_name("pypy3");
        }
        if (line.starts_with("#!") && line.find("python2") != std::string::npos) {
            return fail(ErrorCode::not_found,
                        "'" + base +
                            "' asks for Python 2 in its first line, which is not a known " +
                            "language (--language python3 judges it as Python 3)");
        }
    }
    for (const Language* language : claims) {
        if (claims.size() > 1 && locate(*language).available) return language;
    }
    return claims.front();
}

}  // namespace arena

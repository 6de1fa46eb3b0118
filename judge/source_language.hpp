// Which language a set of source files is written in, and what a package adds to a submission.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"
#include "judge/compile.hpp"
#include "judge/language.hpp"

namespace arena {

/// The one language of `paths`; files of no known language (headers, data) do not count.
/// Errors: not_found (none is known), usage (two languages, naming a file of each).
/// REQUIRES: `table` outlives the answer.
Result<const Language*> language_of(const std::vector<std::string>& paths,
                                    const LanguageTable& table = LanguageTable::built_in());

/// True when `key` (a package's spelling: "cpp", "python3", an id of ours) names `language`.
bool is_language(const Language& language, const std::string& key);

/// Sources of a program that the package ships: names relative to its folder, {{constants}} filled.
/// Errors: unreadable.
Result<std::vector<SourceFile>> package_sources(const problem::Package& package,
                                                const problem::Program& program);

/// `include/default/` and then `include/<language>/`, each overwriting what has its name.
/// Errors: unreadable.
Result<void> add_include_files(const problem::Package& package, const Language& language,
                               std::vector<SourceFile>& sources);

std::int64_t source_bytes(const std::vector<SourceFile>& sources);

}  // namespace arena

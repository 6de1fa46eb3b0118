// Which languages are known to this call, and which of them a solution is written in.
#pragma once

#include <string>

#include "judge/judge.hpp"
#include "judge/language.hpp"

namespace arena::cli {

/// The built-in languages, and those of --languages FOLDER when it is not empty.
Result<LanguageTable> language_table(const std::string& folder);

/// By name (--language), else by the names of its files. REQUIRES: `table` outlives the answer.
/// Errors: not_found, usage; unsupported when this machine lacks the compiler, naming the packages.
Result<const Language*> solution_language(const LanguageTable& table, const std::string& name,
                                          const SubmissionSources& sources);

}  // namespace arena::cli

// A submission before it runs: the code limit, the package's include files, the compiler.
#pragma once

#include "core/problem/package.hpp"
#include "judge/compile.hpp"
#include "judge/judge.hpp"

namespace arena {

/// Checks the code limit on what was submitted, then adds include files (which may overwrite) and
/// compiles. Too large is CE: see source_size_fault. Error: host, unreadable include. Of more than
/// one file the artifact holds them all, by the names that they came with, as Artifact::beside.
Result<CompileOutcome> compile_submission(Runner& runner, const problem::Package& package,
                                          const Language& language, std::vector<SourceFile> sources,
                                          const CompileSettings& settings);

/// Error: usage, when the package names the languages that may be used and this is none of them.
Result<void> check_language_allowed(const problem::Package& package, const Language& language);

}  // namespace arena

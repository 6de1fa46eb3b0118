// Prepared files: a precompiled <bits/stdc++.h>, a compiled standard library; see Prepared.
//
// Made once for each compiler and command, in the sandbox, from text that comes with the language
// alone, and kept in the artifact cache under a key of its own. No submission can add to it or
// choose it; a compile that does without gives the same program, later.
#pragma once

#include <memory>

#include "judge/artifact_cache.hpp"
#include "judge/language.hpp"
#include "judge/source_rules.hpp"

namespace arena {

/// True if compiling these sources is quicker with the language's prepared files.
bool wants_prepared_files(const Language& language, const SourcePlan& plan);

/// From the cache, or made now; null when they cannot be made here (that too is remembered), or
/// when another lane is making them. Thread-safe. REQUIRES: language.prepared. Error: the host
/// failed.
Result<std::shared_ptr<const Box>> prepared_files(Runner& runner, const Language& language,
                                                  const LanguageProbe& probe, ArtifactCache& cache);

}  // namespace arena

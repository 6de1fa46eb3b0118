// Programs of a package (validators, interactors): built in the sandbox, ready to run.
//
// Source: problem package format 2025-09, "Other programs". A folder with `build` and/or `run` is
// built by its own script and run by `run`; anything else is all its sources in one language.
#pragma once

#include <string>

#include "core/problem/package.hpp"
#include "judge/compile.hpp"

namespace arena {

/// Compiling a package's own program: format defaults, not the submission's limits.
inline constexpr std::int64_t program_compile_ns = 60 * s_in_ns;
inline constexpr std::int64_t program_compile_memory_bytes = 2048 * mib;
inline constexpr std::int64_t program_source_bytes_max = 64 * mib;

/// `what` begins each message: "output validator".
/// Errors: invalid_package (it does not compile), unreadable, unsupported, host.
Result<Artifact> build_package_program(Runner& runner, const problem::Package& package,
                                       const problem::Program& program,
                                       const CompileSettings& settings, const std::string& what);

}  // namespace arena

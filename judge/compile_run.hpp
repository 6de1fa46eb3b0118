// One run of a compiler in the sandbox: where its files lie and what of them is kept.
//
//   {work}           the sources, the current directory
//   {work}/.in       texts of the language itself (no source name may begin with '.')
//   {work}/.out      what the compiler makes for keeping: {out}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/placeholders.hpp"
#include "judge/runner.hpp"

namespace arena {

inline constexpr const char* compile_output_directory = ".out";

struct CompileRun {
    std::vector<std::string> argv;  ///< {sources} and the rest still to be filled
    std::vector<std::string> env;
    PlaceholderValues values;
    std::vector<std::string> sources;          ///< the words for {sources}
    std::vector<BoxFile> files;                ///< into {work}
    std::map<std::string, std::string> texts;  ///< into {work}/.in
    std::shared_ptr<const Box> box;
    std::shared_ptr<const void> hold;  ///< keeps alive what `files` name on the host
    std::string result;                ///< glob that one kept file must match; empty = none kept
    std::int64_t time_ns = 0;
    std::int64_t memory_bytes = 0;
    std::int64_t file_bytes_max = 64 * mib;  ///< all kept files together
    int files_max = 2048;
};

struct CompileRunResult {
    bool ok = false;
    bool repeatable = false;    ///< the same again would end the same: may be remembered
    std::string reason;         ///< when not ok and the compiler's words do not say it
    std::string output;         ///< the compiler's words, raw
    std::vector<BoxFile> kept;  ///< what lay below {out}
    RunReport report;           ///< without `files`
};

/// Error: the sandbox failed, or the compiler could not be started.
Result<CompileRunResult> run_compiler(Runner& runner, const CompileRun& run);

}  // namespace arena

// Compile: sources in, a program that can be run many times out. In the sandbox, cached by content.
//
// The key is SHA-256 over the language, the command, the compiler's identity and every source byte,
// so equal means equal. Only what a sandboxed compiler produced for exactly that key is stored, by
// an atomic rename, in a folder only this user can write: a submission has no way to name, reach or
// alter an entry.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/language.hpp"
#include "judge/runner.hpp"

namespace arena {

struct SourceFile {
    std::string name;  ///< relative name inside the compile directory
    std::string content;
};

struct CompileSettings {
    std::int64_t time_ns = 15 * s_in_ns;
    std::int64_t memory_bytes = 2048 * mib;
    std::int64_t source_bytes_max = 64 * kib;   ///< all sources together
    std::int64_t message_bytes_max = 16 * kib;  ///< of compiler output kept for people
    std::string cache_directory;                ///< empty = no cache
    std::int64_t cache_bytes_max = 1024 * mib;  ///< the oldest entries go first
    /// False: a language that runs its sources does so unchecked; a syntax error is a crash then.
    bool check_sources = true;
    std::string entry;  ///< where the program starts, when that was said (source_rules.hpp)
};

/// A compiled (or checked) program, ready for Runner::run.
struct Artifact {
    std::shared_ptr<const Box> box;  ///< executable, or sources and classes
    const Language* language = nullptr;
    std::vector<std::string> run_argv;  ///< {memory_mb} and {stack_mb} still to be filled in
    std::vector<std::string> run_env;
    std::string key;  ///< hex SHA-256
    /// A submission of several files: its own and the included ones, for the current directory.
    std::vector<BoxFile> beside;
};

/// argv of a run under a memory limit: JVM heap and stack, GOMEMLIMIT and the like are set to fit
/// it. Program arguments are appended. Returns argv; environment in `env`.
std::vector<std::string> run_argv(const Artifact& artifact, const RunLimits& limits,
                                  const std::vector<std::string>& program_args,
                                  std::vector<std::string>& env);

/// How the run ended, where a runtime with a heap limit of its own (JVM, Node, Mono) ends by itself
/// and says on stderr that memory ran out: that is memory_limit. Else report.ending.
Ending ending_of(const Language& language, const RunReport& report);

struct CompileOutcome {
    bool ok = false;  ///< false = CE: `message` says why
    bool from_cache = false;
    std::string message;  ///< compiler output: bounded, valid UTF-8, no host or sandbox paths
    std::string note;     ///< why the cache was not used; empty = it was, or none was asked for
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;
    Artifact artifact;  ///< valid when ok
};

/// A source over the limit, or one that the language's file rule refuses, is CE with a message.
/// Error: the host or the cache failed.
Result<CompileOutcome> compile(Runner& runner, const Language& language,
                               const std::vector<SourceFile>& sources,
                               const CompileSettings& settings);

}  // namespace arena

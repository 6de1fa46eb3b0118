// Languages are data: judge/languages/*.json, compiled into the binary; `--languages DIR` adds
// more.
//
// A language says how sources are named, how they are compiled and run (argv, never a shell), and
// how to ask its tools for their version. Format of the files: man arena-languages(5).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena {

/// Work that is the same for every submission, done once for each compiler and kept in the compile
/// cache: a precompiled <bits/stdc++.h>, Go's compiled standard library. It is made in the sandbox
/// from the text below alone, so no submission has a say in it. A compile works without it, slower.
struct Prepared {
    std::map<std::string, std::string> files;  ///< put into {work}/.in before `compile`
    std::vector<std::string> compile;          ///< argv; leaves its files below {out}
    std::vector<std::string> compile_env;
    std::string result;                        ///< glob: at least one file of {out} must match it
    std::map<std::string, std::string> stubs;  ///< lie in {out} before, and stay
    bool into_box = true;                      ///< shown at {box}; false = copied into {work}
    std::string when_included;                 ///< only if a source includes this; empty = all
    std::vector<std::string> arguments;        ///< go right behind compile[0] when it is used
};

/// Placeholders in argv and env.
/// Compile and run: {exe} (the artifact's main file), {main} (the entry source), {main_stem} (the
/// same without its extension), {class} (Java/Kotlin entry class), {work}, {box}.
/// Compile only: {sources} (all, as separate words), {out} (the directory whose files are kept).
/// Run only, from the limits: {memory_mb}, {stack_mb}, {heap_mb} (memory less `overhead_bytes`),
/// {thread_stack_mb} and {thread_stack_kb} (what a runtime that reserves its stack should ask for).
struct Language {
    std::string id;                    ///< "cpp20": Wire: reports and caches
    std::string name;                  ///< "C++20"
    std::vector<std::string> aliases;  ///< "cpp", "c++", Kattis and Polygon ids
    /// ".cpp": of the languages that claim it, the least rank is its default.
    std::vector<std::string> extensions;
    int rank = 10;
    std::vector<std::string> compile;      ///< argv, or a syntax check; empty = nothing to ask
    bool run_sources = false;              ///< {box} holds the sources, not what the compiler made
    std::string artifact;                  ///< glob: at least one file of {out} must match it
    std::vector<std::string> run;          ///< argv
    std::vector<std::string> compile_env;  ///< "NAME=value"
    std::vector<std::string> run_env;
    std::vector<std::string> version;      ///< argv that prints the version of the compiler
    std::vector<std::string> run_version;  ///< the same for the runtime, when it is another program
    std::map<std::string, std::string> files;  ///< texts put into {work}/.in for the compiler
    /// Fixed file name of a single source: "main.cpp", "{class}.java".
    std::string source_name;
    std::string class_rule;                 ///< how {class} is found: "java", "kotlin" or empty
    double time_factor = 1;                 ///< for limits taken from other languages; 1 = exact
    std::int64_t compile_memory_bytes = 0;  ///< 0 = the default
    std::int64_t overhead_bytes = 0;        ///< what the runtime needs beside its heap
    int processes = 0;  ///< processes and threads the runtime needs; 0 = the default
    /// stderr holds one of these when the runtime's own heap limit ended the run.
    std::vector<std::string> memory_messages;
    std::optional<Prepared> prepared;
    std::vector<std::string> needs;           ///< more programs that must be there: "ld"
    std::vector<std::string> identity_files;  ///< globs: what else the compiler is made of
    std::string version_least;                ///< "22.6": an older program does not count
    std::vector<std::string> packages;  ///< Debian packages that bring it, for `arena languages`
};

/// What this host has of a language.
struct LanguageProbe {
    bool available = false;
    std::string compiler_path;  ///< absolute, empty if interpreted
    std::string runtime_path;
    std::string version;   ///< first line, cleaned
    std::string identity;  ///< changes when the compiler changes: path, size, mtime, inode
    std::string missing;   ///< the program that was not found
};

class LanguageTable {
public:
    /// The built-in languages. Cost: parses the embedded JSON once.
    static const LanguageTable& built_in();

    /// The built-in languages and DIR/*.json; a file with a known id replaces that language.
    /// Errors: not_found, unreadable, usage (naming file and line).
    static Result<LanguageTable> with_directory(const std::string& directory);

    /// Sorted by rank, then id.
    const std::vector<Language>& all() const { return languages_; }

    /// By id, alias or name, any case. Error: not_found, with the nearest names.
    Result<const Language*> by_name(const std::string& name) const;

    /// By extension; a .py whose first line names python2 or pypy is heeded. Of the languages that
    /// claim the extension the first that this host has, else the first. Error: not_found.
    Result<const Language*> for_file(const std::string& path) const;

private:
    std::vector<Language> languages_;
    friend struct LanguageReader;
};

/// Looks for the programs in the sandbox's PATH (/usr/local/bin:/usr/bin:/bin). No process is
/// started unless the language has a `version_least`: cheap enough for every judge run.
LanguageProbe locate(const Language& language);

/// locate() and then runs the version command, outside any sandbox. Cost: one process.
LanguageProbe probe(const Language& language);

}  // namespace arena

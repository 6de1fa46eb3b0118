// What the user means, as plain structs: every value is checked, every default is filled in.
//
// cli/parse.cpp reads what was typed (CommandLine, all text); read_*_args() here make these.
// Nothing in these structs asks the machine; the commands do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_table.hpp"
#include "core/error.hpp"
#include "core/verdict.hpp"
#include "judge/runner.hpp"

namespace arena::cli {

/// What was typed, by the long names of the flags.
struct CommandLine {
    const CommandSpec* command = nullptr;                                 ///< null: bare `arena`
    std::map<std::string, std::vector<std::string>, std::less<>> values;  ///< a switch has one ""
    std::vector<std::string> words;

    bool has(std::string_view flag) const { return values.find(flag) != values.end(); }
    /// The last value given; flags may be given again to override.
    std::optional<std::string> last(std::string_view flag) const;
};

enum class ColorChoice { automatic, always, never };
enum class Format { table, json, jsonl, junit, github, sarif };

struct CommonArgs {
    ColorChoice color = ColorChoice::automatic;
    bool quiet = false;
    bool verbose = false;
};

struct LimitArgs {
    std::optional<double> time_s;
    std::optional<std::int64_t> memory_bytes, output_bytes;
};

struct SandboxArgs {
    std::optional<Tier> tier;
    bool allow_restricted = false;
};

struct CacheArgs {
    std::string folder;  ///< empty: the default folder
    bool off = false;
};

struct JudgeArgs {
    CommonArgs common;
    std::vector<std::string> solutions;
    std::string problem;  ///< empty: search
    std::vector<std::string> test_globs;
    std::string language;          ///< empty: by file name
    std::string languages_folder;  ///< empty: the built-in languages only
    std::vector<Verdict> expected{Verdict::AC};
    LimitArgs limits;
    std::optional<int> jobs;
    bool stop_at_first = false;
    int repeat = 1;
    bool explain = false;
    Format format = Format::table;
    std::string output;  ///< empty: stdout
    SandboxArgs sandbox;
    CacheArgs cache;
};

struct SelftestArgs {
    CommonArgs common;
    std::string filter;
    int hostile_runs = 0;
    std::optional<int> jobs;
    SandboxArgs sandbox;
};

struct RunArgs {
    CommonArgs common;
    std::string solution;
    std::vector<std::string> program_args;
    std::string language;
    std::string languages_folder;
    LimitArgs limits;
    SandboxArgs sandbox;
    CacheArgs cache;
};

struct LanguagesArgs {
    CommonArgs common;
    std::string languages_folder;
    Format format = Format::table;
};

struct DoctorArgs {
    CommonArgs common;
    Format format = Format::table;
};

struct CompletionArgs {
    std::string shell;
};

// Errors of all: usage, naming the flag, the value and what is accepted.
Result<CommonArgs> read_common_args(const CommandLine& line);
Result<JudgeArgs> read_judge_args(const CommandLine& line);
Result<SelftestArgs> read_selftest_args(const CommandLine& line);
Result<RunArgs> read_run_args(const CommandLine& line);
Result<LanguagesArgs> read_languages_args(const CommandLine& line);
Result<DoctorArgs> read_doctor_args(const CommandLine& line);
Result<CompletionArgs> read_completion_args(const CommandLine& line);

}  // namespace arena::cli

// The one table of subcommands and flags. The parser, --help, the completions and the test that
// compares the man pages all read it, so none of them can drift.
//
// It says how things are spelled and what they are for; cli/args.cpp says what values mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.hpp"
#include "core/error.hpp"

namespace arena::cli {

struct CommandLine;

/// What a value is, for completions.
enum class ValueKind { none, text, file, folder, choice, language };

struct Flag {
    std::string_view name;                  ///< "--tests"
    char letter = 0;                        ///< 'p' for -p; 0 = none
    ValueKind kind = ValueKind::none;       ///< none = a switch
    std::string_view value_name;            ///< "GLOB"
    std::vector<std::string_view> choices;  ///< for ValueKind::choice
    std::string_view about;                 ///< for --help
    std::string_view section;               ///< heading in --help
    bool repeatable = false;
};

struct Example {
    std::string_view command;
    std::string_view about;
};

struct CommandSpec {
    std::string_view name;                ///< "judge"; a command within one is "rate evaluate"
    std::string_view summary;             ///< one line for `arena --help`
    std::vector<std::string_view> usage;  ///< without "arena "
    std::string_view description;
    std::string_view word_name;  ///< "SOLUTION"; empty = no positional arguments
    ValueKind word_kind = ValueKind::none;
    std::vector<std::string_view> word_choices;
    bool words_end_flags = false;  ///< after the first word, everything is the program's
    std::vector<Flag> flags;       ///< own flags, then common_flags()
    std::vector<Example> examples;
    /// Reads the line's arguments and does it. Null: only a roof for the commands within it.
    Result<ExitStatus> (*run)(const CommandLine& line) = nullptr;
};

const std::vector<CommandSpec>& command_table();

/// Flags that every command and bare `arena` take: --color, --quiet, --verbose, --help, --version.
const std::vector<Flag>& common_flags();

/// REQUIRES: a name in the table.
const CommandSpec& spec_of(std::string_view name);

/// "rate" and "evaluate" of "rate evaluate"; a command at the top has no parent ("").
std::string_view parent_name(const CommandSpec& spec);
std::string_view own_name(const CommandSpec& spec);

/// The commands within `name`; those at the top for "".
std::vector<const CommandSpec*> children_of(std::string_view name);

/// The nearest of `names` to a mistyped `word`; empty when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace arena::cli

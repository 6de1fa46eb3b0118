// The one table of subcommands and flags. The parser, --help, the completions and the test that
// compares the man pages all read it, so none of them can drift.
//
// It says how things are spelled and what they are for; cli/args.cpp says what values mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace arena::cli {

enum class Command { judge, run, languages, doctor, completion };

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
    Command command;
    std::string_view name;
    std::string_view summary;             ///< one line for `arena --help`
    std::vector<std::string_view> usage;  ///< without "arena "
    std::string_view description;
    std::string_view word_name;  ///< "SOLUTION"; empty = no positional arguments
    ValueKind word_kind = ValueKind::none;
    std::vector<std::string_view> word_choices;
    bool words_end_flags = false;  ///< after the first word, everything is the program's
    std::vector<Flag> flags;       ///< own flags, then common_flags()
    std::vector<Example> examples;
};

const std::vector<CommandSpec>& command_table();

/// Flags that every command and bare `arena` take: --color, --quiet, --verbose, --help, --version.
const std::vector<Flag>& common_flags();

const CommandSpec& spec_of(Command command);

/// The nearest of `names` to a mistyped `word`; empty when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace arena::cli

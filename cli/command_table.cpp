// Every spelling the program knows, in the order in which --help shows it.
//
// Sentences are short enough for 80 columns beside the flag and say what a flag is for, with its
// default. What a value may be is in the sentence where it is not in the choices.
#include "cli/command_table.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::cli {
namespace {

using K = ValueKind;
using Choices = std::vector<std::string_view>;

Flag switched(std::string_view name, std::string_view about) {
    Flag flag;
    flag.name = name;
    flag.about = about;
    return flag;
}

Flag valued(std::string_view name, K kind, std::string_view value_name, std::string_view about) {
    Flag flag = switched(name, about);
    flag.kind = kind;
    flag.value_name = value_name;
    return flag;
}

Flag chosen(std::string_view name, std::string_view value_name, Choices choices,
            std::string_view about) {
    Flag flag = valued(name, K::choice, value_name, about);
    flag.choices = std::move(choices);
    return flag;
}

Flag lettered(char letter, Flag flag) {
    flag.letter = letter;
    return flag;
}

Flag repeatable(Flag flag) {
    flag.repeatable = true;
    return flag;
}

using Flags = std::vector<Flag>;

Flags section(std::string_view title, Flags flags) {
    for (Flag& flag : flags) flag.section = title;
    return flags;
}

template <class... Lists>
Flags joined(const Lists&... lists) {
    Flags all;
    (all.insert(all.end(), lists.begin(), lists.end()), ...);
    return all;
}

constexpr std::string_view section_choose = "What to run";
constexpr std::string_view section_report = "Report";
constexpr std::string_view section_sandbox = "Sandbox";

Flags language_flags() {
    return section(section_choose,
                   {valued("--language", K::language, "ID", "language; else by the file's name"),
                    valued("--languages", K::folder, "FOLDER",
                           "more languages: FOLDER/*.json, see arena-languages(5)")});
}

Flags limit_flags() {
    return section("Limits",
                   {valued("--time-limit", K::text, "SECONDS", "CPU time: 2, 0.5, 500ms"),
                    valued("--memory-limit", K::text, "SIZE", "memory: 256 (MiB), 64M, 1G"),
                    valued("--output-limit", K::text, "SIZE", "bytes on stdout: 8 (MiB), 512K")});
}

Flags sandbox_flags() {
    return section(section_sandbox, {chosen("--tier", "NAME", {"default", "rootless", "restricted"},
                                            "insist on a tier: default, rootless or restricted"),
                                     chosen("--allow-tier", "NAME", {"restricted"},
                                            "'restricted': do without namespaces if need be")});
}

Flags cache_flags() {
    return section(section_sandbox, {valued("--cache", K::folder, "FOLDER",
                                            "keep compiled programs here (~/.cache/arena)"),
                                     switched("--no-cache", "compile anew and keep nothing")});
}

Flags format_flags() {
    return section(section_report,
                   {chosen("--format", "NAME", {"table", "json"}, "table or json")});
}

Flags judge_flags() {
    const Flags choose = section(
        section_choose,
        {lettered('p', valued("--problem", K::folder, "FOLDER",
                              "the problem; else the package around SOLUTION or around the "
                              "current folder")),
         repeatable(valued("--tests", K::text, "GLOB",
                           "only tests whose name or last part matches; may be given again")),
         chosen("--expect", "VERDICT", {"AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE"},
                "exit 0 on this verdict (or one of WA,TLE,...) instead of AC")});
    const Flags how = section(
        "How",
        {lettered('j', valued("--jobs", K::text, "N",
                              "tests at once; default: the cores of this machine")),
         switched("--all", "run every test (the default)"),
         switched("--stop-at-first", "stop at the first test that is not accepted"),
         valued("--repeat", K::text, "K", "run each test K times; unsteady times are marked ~")});
    const Flags report =
        section(section_report,
                {switched("--explain",
                          "show each failure in full: difference, messages, stderr, conversation"),
                 chosen("--format", "NAME", {"table", "json", "jsonl", "junit", "github"},
                        "table, json, jsonl, junit or github"),
                 lettered('o', valued("--output", K::file, "FILE",
                                      "write the report to FILE; the table is still printed"))});
    const Flags selftest = section(
        "Self-test", {switched("--selftest", "attack the sandbox and say what held; no SOLUTION"),
                      valued("--filter", K::text, "GLOB", "only attacks whose id matches"),
                      valued("--hostile-runs", K::text, "N",
                             "then N mixed hostile runs, and count what is left")});
    return joined(choose, language_flags(), limit_flags(), how, report, sandbox_flags(),
                  cache_flags(), selftest);
}

CommandSpec judge_spec() {
    return {
        Command::judge,
        "judge",
        "judge solutions against a problem's tests",
        {"judge SOLUTION... [-p FOLDER] [flags]", "judge --selftest [--filter GLOB]"},
        "Compiles each SOLUTION (a file, or a folder of files), runs it in the sandbox on every "
        "test of the problem, and prints a verdict.",
        "SOLUTION",
        ValueKind::file,
        {},
        false,
        judge_flags(),
        {{"arena judge sol.cpp -p problems/hello", "judge one solution"},
         {"arena judge sol.py --tests 'secret/03*' --explain", "one test, everything said"},
         {"arena judge slow.java --expect TLE", "exit 0 if it is too slow"},
         {"arena judge sol.cpp --format junit -o report.xml", "for a CI job"}}};
}

CommandSpec run_spec() {
    return {Command::run,
            "run",
            "compile and run one program in the sandbox",
            {"run [flags] SOLUTION [ARGUMENT...] < INPUT"},
            "Compiles SOLUTION, runs it in the sandbox on standard input, prints its output, and "
            "tells its time and memory on stderr. What stands after SOLUTION is the program's.",
            "SOLUTION",
            K::file,
            {},
            true,
            joined(language_flags(), limit_flags(), sandbox_flags(), cache_flags()),
            {{"arena run sol.cpp < 1.in", "run on a file"},
             {"arena run --time-limit 2 sol.py 10 20", "with arguments"}}};
}

CommandSpec languages_spec() {
    return {Command::languages,
            "languages",
            "list languages and the compilers found here",
            {"languages [--format json] [--languages FOLDER]"},
            "Lists every language that arena knows: which this machine can judge, with the "
            "compiler's version, and which Debian packages bring the others.",
            "",
            ValueKind::none,
            {},
            false,
            joined(format_flags(), Flags{language_flags().back()}),
            {{"arena languages", "what can be judged here"}}};
}

CommandSpec doctor_spec() {
    return {Command::doctor,
            "doctor",
            "say what this machine lacks for judging",
            {"doctor [--format json]"},
            "Asks this machine for each wall of the sandbox and says which tier follows, what is "
            "missing and how to get it, and what would disturb times.",
            "",
            ValueKind::none,
            {},
            false,
            format_flags(),
            {{"arena doctor", "look before judging"}}};
}

CommandSpec completion_spec() {
    return {Command::completion,
            "completion",
            "print a completion script for a shell",
            {"completion SHELL"},
            "Prints a script that completes commands, flags and values in bash, zsh or fish.",
            "SHELL",
            ValueKind::choice,
            {"bash", "zsh", "fish"},
            false,
            {},
            {{"source <(arena completion bash)", "in ~/.bashrc"},
             {"arena completion zsh > ~/.zfunc/_arena", "in a folder of $fpath"},
             {"arena completion fish | source", "in config.fish"}}};
}

/// Edits between two words: insert, delete, replace, swap neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::vector<std::size_t>> cost(from.size() + 1,
                                               std::vector<std::size_t>(to.size() + 1));
    for (std::size_t i = 0; i <= from.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= to.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = cost[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            cost[i][j] = std::min({replaced, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[from.size()][to.size()];
}

}  // namespace

const std::vector<CommandSpec>& command_table() {
    static const std::vector<CommandSpec> table{judge_spec(), run_spec(), languages_spec(),
                                                doctor_spec(), completion_spec()};
    return table;
}

const std::vector<Flag>& common_flags() {
    static const Flags flags = section(
        "Always", {chosen("--color", "WHEN", {"auto", "always", "never"}, "auto, always or never"),
                   lettered('q', switched("--quiet", "say less")),
                   lettered('v', switched("--verbose", "say more")),
                   lettered('h', switched("--help", "show this text")),
                   switched("--version", "print the version")});
    return flags;
}

const CommandSpec& spec_of(Command command) {
    const auto& table = command_table();
    const auto found = std::find_if(table.begin(), table.end(), [command](const CommandSpec& spec) {
        return spec.command == command;
    });
    ARENA_ASSERT(found != table.end());
    return *found;
}

std::string nearest_name(std::string_view word, const std::vector<std::string_view>& names) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t distance = edit_distance(word, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    return std::string(best);
}

}  // namespace arena::cli

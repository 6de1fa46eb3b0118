// The commands that judge: judge, run, languages, doctor; and completion.
//
// Sentences are short enough for 80 columns beside the flag and say what a flag is for, with its
// default. What a value may be is in the sentence where it is not in the choices.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/table_areas.hpp"

namespace arena::cli {
namespace {

Result<ExitStatus> run_judge(const CommandLine& line) {
    if (line.has("--selftest")) return with(read_selftest_args(line), selftest_command);
    return with(read_judge_args(line), judge_command);
}

constexpr std::string_view section_choose = "What to run";
constexpr std::string_view section_report = "Report";
constexpr std::string_view section_sandbox = "Sandbox";

Flags language_flags() {
    return section(
        section_choose,
        {valued("--language", ValueKind::language, "ID", "language; else by the file's name"),
         valued("--languages", ValueKind::folder, "FOLDER",
                "more languages: FOLDER/*.json, see arena-languages(5)")});
}

Flags limit_flags() {
    return section(
        "Limits",
        {valued("--time-limit", ValueKind::text, "SECONDS", "CPU time: 2, 0.5, 500ms"),
         valued("--memory-limit", ValueKind::text, "SIZE", "memory: 256 (MiB), 64M, 1G"),
         valued("--output-limit", ValueKind::text, "SIZE", "bytes on stdout: 8 (MiB), 512K")});
}

Flags sandbox_flags() {
    return section(section_sandbox, {chosen("--tier", "NAME", {"default", "rootless", "restricted"},
                                            "insist on a tier: default, rootless or restricted"),
                                     chosen("--allow-tier", "NAME", {"restricted"},
                                            "'restricted': do without namespaces if need be")});
}

Flags cache_flags() {
    return section(section_sandbox, {valued("--cache", ValueKind::folder, "FOLDER",
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
        {lettered('p', valued("--problem", ValueKind::folder, "FOLDER",
                              "the problem; else the package around SOLUTION or around the "
                              "current folder")),
         repeatable(valued("--tests", ValueKind::text, "GLOB",
                           "only tests whose name or last part matches; may be given again")),
         chosen("--expect", "VERDICT", {"AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE"},
                "exit 0 on this verdict (or one of WA,TLE,...) instead of AC")});
    const Flags how =
        section("How", {lettered('j', valued("--jobs", ValueKind::text, "N",
                                             "tests at once; default: the cores of this machine")),
                        switched("--all", "run every test (the default)"),
                        switched("--stop-at-first", "stop at the first test that is not accepted"),
                        valued("--repeat", ValueKind::text, "K",
                               "run each test K times; the worst verdict counts")});
    const Flags report =
        section(section_report,
                {switched("--explain",
                          "show each failure in full: difference, messages, stderr, conversation"),
                 chosen("--format", "NAME", {"table", "json", "jsonl", "junit", "github"},
                        "table, json, jsonl, junit or github"),
                 lettered('o', valued("--output", ValueKind::file, "FILE",
                                      "write the report to FILE; the table is still printed"))});
    const Flags selftest = section(
        "Self-test", {switched("--selftest", "attack the sandbox and say what held; no SOLUTION"),
                      valued("--filter", ValueKind::text, "GLOB", "only attacks whose id matches"),
                      valued("--hostile-runs", ValueKind::text, "N",
                             "then N mixed hostile runs, and count what is left")});
    return joined(choose, language_flags(), limit_flags(), how, report, sandbox_flags(),
                  cache_flags(), selftest);
}

CommandSpec judge_spec() {
    return {
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
         {"arena judge sol.cpp --format junit -o report.xml", "for a CI job"}},
        run_judge};
}

CommandSpec run_spec() {
    return {"run",
            "compile and run one program in the sandbox",
            {"run [flags] SOLUTION [ARGUMENT...] < INPUT"},
            "Compiles SOLUTION, runs it in the sandbox on standard input, prints its output, and "
            "tells its time and memory on stderr. What stands after SOLUTION is the program's.",
            "SOLUTION",
            ValueKind::file,
            {},
            true,
            joined(language_flags(), limit_flags(), sandbox_flags(), cache_flags()),
            {{"arena run sol.cpp < 1.in", "run on a file"},
             {"arena run --time-limit 2 sol.py 10 20", "with arguments"}},
            runs<read_run_args, run_command>};
}

CommandSpec languages_spec() {
    return {"languages",
            "list languages and the compilers found here",
            {"languages [--format json] [--languages FOLDER]"},
            "Lists every language that arena knows: which this machine can judge, with the "
            "compiler's version, and which Debian packages bring the others.",
            "",
            ValueKind::none,
            {},
            false,
            joined(format_flags(), Flags{language_flags().back()}),
            {{"arena languages", "what can be judged here"}},
            runs<read_languages_args, languages_command>};
}

CommandSpec doctor_spec() {
    return {"doctor",
            "say what this machine lacks for judging",
            {"doctor [--format json]"},
            "Asks this machine for each wall of the sandbox and says which tier follows, what is "
            "missing and how to get it, and what would disturb times.",
            "",
            ValueKind::none,
            {},
            false,
            format_flags(),
            {{"arena doctor", "look before judging"}},
            runs<read_doctor_args, doctor_command>};
}

CommandSpec completion_spec() {
    return {"completion",
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
             {"arena completion fish | source", "in config.fish"}},
            runs<read_completion_args, completion_command>};
}

}  // namespace

std::vector<CommandSpec> judge_table() {
    return {judge_spec(), run_spec(), languages_spec(), doctor_spec(), completion_spec()};
}

}  // namespace arena::cli

// `arena problem ...`: import, verify, make, show, time and ship problem packages.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/problem_args.hpp"
#include "cli/table_areas.hpp"

namespace arena::cli {
namespace {

constexpr std::string_view section_sandbox = "Sandbox";

Flags sandbox_flags() {
    return section(section_sandbox,
                   {chosen("--tier", "NAME", {"default", "rootless", "restricted"},
                           "insist on a tier: default, rootless or restricted"),
                    chosen("--allow-tier", "NAME", {"restricted"},
                           "'restricted': do without namespaces if need be"),
                    valued("--cache", ValueKind::folder, "FOLDER",
                           "keep programs and results here (~/.cache/arena)"),
                    switched("--no-cache", "compile and run anew, and keep nothing")});
}

CommandSpec roof_spec() {
    return {"problem",
            "import, verify and ship problem packages",
            {"problem COMMAND [flags]"},
            "Works on problem packages: takes them in from any format, verifies them, shows "
            "them, and writes them out again.",
            "",
            ValueKind::none,
            {},
            false,
            {},
            {{"arena problem import problem.zip", "any format to a native package"}},
            nullptr};
}

CommandSpec import_spec() {
    const Flags what = section(
        "What",
        {switched("--accept-changes", "import although verdicts may differ from its home system"),
         valued("--testlib", ValueKind::file, "PATH", "testlib.h for packages without one")});
    return {"problem import",
            "make a native package from one of any format",
            {"problem import SOURCE [DEST] [flags]"},
            "Reads a folder, .zip or .tar.* of Kattis, DOMjudge, Polygon, DMOJ, sinolpack, Italian "
            "(CMS), Hydro/SYZOJ or plain tests, and writes a package of format 2025-09 to DEST. "
            "Says what was understood, what was ignored and why, and what would change a verdict.",
            "SOURCE",
            ValueKind::file,
            {},
            false,
            joined(what, sandbox_flags()),
            {{"arena problem import closest-pair.zip", "the format is found out"},
             {"arena problem import old new --accept-changes", "even if verdicts differ"}},
            runs<read_problem_import_args, problem_import_command>};
}

CommandSpec verify_spec() {
    const Flags how =
        section("How", {lettered('j', valued("--jobs", ValueKind::text, "N",
                                             "runs at once; default: the cores of this machine")),
                        switched("--strict", "fail on lint warnings and on what is unstable, too"),
                        valued("--partition", ValueKind::text, "K/N",
                               "only the Kth of N shares of the submissions, for CI jobs")});
    const Flags report =
        section("Report", {chosen("--format", "NAME", {"table", "json", "junit", "github", "sarif"},
                                  "table, json, junit, github, or sarif (lint only)"),
                           lettered('o', valued("--output", ValueKind::file, "FILE",
                                                "write the report to FILE; the table is still "
                                                "printed"))});
    return {"problem verify",
            "check that packages keep their promises",
            {"problem verify [PACKAGE...] [flags]"},
            "Lints each PACKAGE (the current folder by default), runs its input validators on all "
            "inputs, its output validator on right, wrong and hostile outputs, and every "
            "submission against what must come of it. What did not change comes from the cache. A "
            "folder of packages stands for all of them.",
            "PACKAGE",
            ValueKind::folder,
            {},
            false,
            joined(how, report, sandbox_flags()),
            {{"arena problem verify problems/*", "all of them"},
             {"arena problem verify --strict --format junit -o v.xml .", "for a CI job"}},
            runs<read_problem_verify_args, problem_verify_command>};
}

CommandSpec spec(std::string_view name, std::string_view summary, std::string_view usage,
                 std::string_view description, std::string_view word, Flags flags,
                 std::vector<Example> examples, Result<ExitStatus> (*run)(const CommandLine&)) {
    return {name, summary, {usage},          description,         word, ValueKind::folder,
            {},   false,   std::move(flags), std::move(examples), run};
}

CommandSpec new_spec() {
    return spec("problem new", "start a package", "problem new NAME [--type TYPE]",
                "Makes a small package that already verifies: a statement, tests, a generator, an "
                "input validator, right and wrong submissions.",
                "NAME",
                section("What", {chosen("--type", "TYPE",
                                        {"pass-fail", "scoring", "interactive", "multi-pass"},
                                        "pass-fail, scoring, interactive or multi-pass")}),
                {{"arena problem new bridges --type scoring", "with two test groups"}},
                runs<read_problem_new_args, problem_new_command>);
}

CommandSpec show_spec() {
    return spec("problem show", "show what a package holds", "problem show [PACKAGE]",
                "Prints names, type, limits, groups, tests with their sizes, programs, and the "
                "statement.",
                "PACKAGE", {}, {{"arena problem show problems/helloarena", "all of it"}},
                runs<read_problem_show_args, problem_show_command>);
}

CommandSpec limits_spec() {
    return spec(
        "problem limits", "time all submissions and propose a limit",
        "problem limits [PACKAGE] [flags]",
        "Runs the submissions, shows the slowest time of each language, and proposes the "
        "time limit that the package's multipliers ask for.",
        "PACKAGE",
        joined(
            section("How", {lettered('j', valued("--jobs", ValueKind::text, "N", "runs at once"))}),
            sandbox_flags()),
        {{"arena problem limits problems/halfdark", "how fast, how slow"}},
        runs<read_problem_limits_args, problem_limits_command>);
}

CommandSpec generate_spec() {
    return spec(
        "problem generate", "make the tests with the package's generator",
        "problem generate [PACKAGE] [flags]",
        "Runs generators/generate.* in the sandbox and puts what it writes below data/ "
        "into the package. The same generator makes the same bytes; twice is told.",
        "PACKAGE",
        joined(section("How", {switched("--check", "compare with the package and write nothing"),
                               valued("--time-limit", ValueKind::text, "SECONDS",
                                      "CPU time of one run of the generator (150)")}),
               sandbox_flags()),
        {{"arena problem generate --check problems/halfdark", "are the tests its own?"}},
        runs<read_problem_generate_args, problem_generate_command>);
}

CommandSpec stress_spec() {
    const Flags what = section(
        "What",
        {valued("--against", ValueKind::file, "BRUTE", "the solution that is right"),
         valued("--gen", ValueKind::file, "GENERATOR", "prints an input; arguments: seed, size"),
         repeatable(valued("--arg", ValueKind::text, "ARG",
                           "its arguments instead; {seed} and {size} are filled in")),
         lettered('p', valued("--problem", ValueKind::folder, "FOLDER",
                              "whose validators check inputs and outputs")),
         valued("--rounds", ValueKind::text, "N", "inputs to try (200)"),
         valued("--size", ValueKind::text, "N", "largest {size} (100)"),
         switched("--no-save", "do not save a counter-example as a test")});
    return spec("problem stress", "look for an input on which two solutions disagree",
                "problem stress SOLUTION --against BRUTE --gen GENERATOR [flags]",
                "Runs both on generated inputs. A counter-example is made as small as it gets, by "
                "the generator's size and by lines of the input, and saved as a secret test.",
                "SOLUTION", joined(what, sandbox_flags()),
                {{"arena problem stress a.cpp --against b.py --gen g.py", "until they differ"}},
                runs<read_problem_stress_args, problem_stress_command>);
}

CommandSpec export_spec() {
    return spec(
        "problem export", "write a package in another format",
        "problem export PACKAGE DEST --to FORMAT [flags]",
        "Writes PACKAGE to the new folder DEST. What the format cannot say is told, never "
        "dropped in silence; what would be judged differently there is not written.",
        "PACKAGE",
        section("What",
                {chosen("--to", "FORMAT", {"kattis", "domjudge", "polygon", "dmoj", "plain"},
                        "kattis, domjudge, polygon, dmoj or plain"),
                 switched("--accept-changes", "export although it is judged differently there")}),
        {{"arena problem export halfdark out --to dmoj", "for DMOJ"}},
        runs<read_problem_export_args, problem_export_command>);
}

CommandSpec statement_spec() {
    return spec("problem statement", "make a web page of the statement",
                "problem statement [PACKAGE] [-o FILE]",
                "Turns the statement (Markdown, or the usual LaTeX) with samples and images into "
                "one HTML page that needs nothing else.",
                "PACKAGE",
                section("What", {valued("--language", ValueKind::text, "CODE",
                                        "which statement: en, de, ... (the first)"),
                                 switched("--strict", "fail when something is left out"),
                                 lettered('o', valued("--output", ValueKind::file, "FILE",
                                                      "write the page to FILE"))}),
                {{"arena problem statement halfdark -o halfdark.html", "one page"}},
                runs<read_problem_statement_args, problem_statement_command>);
}

}  // namespace

std::vector<CommandSpec> problem_table() {
    return {roof_spec(),   import_spec(),   verify_spec(), new_spec(),    show_spec(),
            limits_spec(), generate_spec(), stress_spec(), export_spec(), statement_spec()};
}

}  // namespace arena::cli

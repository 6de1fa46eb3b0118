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
            "submission against what must come of it. What did not change comes from the cache.",
            "PACKAGE",
            ValueKind::folder,
            {},
            false,
            joined(how, report, sandbox_flags()),
            {{"arena problem verify problems/*", "all of them"},
             {"arena problem verify --strict --format junit -o v.xml .", "for a CI job"}},
            runs<read_problem_verify_args, problem_verify_command>};
}

}  // namespace

std::vector<CommandSpec> problem_table() {
    return {roof_spec(), import_spec(), verify_spec()};
}

}  // namespace arena::cli

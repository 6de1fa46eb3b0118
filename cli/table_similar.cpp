// `arena similar ...`: which submissions are alike, and where.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/similar_args.hpp"
#include "cli/table_areas.hpp"

namespace arena::cli {
namespace {

constexpr std::string_view section_input = "Submissions";
constexpr std::string_view section_report = "Report";

Flags language_flags() {
    return section(section_input,
                   {valued("--language", ValueKind::language, "NAME",
                           "read every file as this language; else by its extension")});
}

Flags template_flags() {
    return section(section_input,
                   {repeatable(valued("--template", ValueKind::file, "FILE",
                                      "code that was given to all counts nothing"))});
}

Flags output_flags() {
    return section(
        section_report,
        {lettered('o', valued("--output", ValueKind::file, "FILE", "write the report to FILE"))});
}

Flags job_flags() {
    return section(section_input,
                   {valued("--jobs", ValueKind::text, "N", "threads (one for each core)")});
}

CommandSpec similar_spec() {
    return {
        "similar",
        "find submissions that share code",
        {"similar FILES|FOLDERS... [flags]", "similar view A B [OTHERS...] [flags]",
         "similar evaluate LABELS [flags]"},
        "Compares submissions by their code's structure: names, layout, comments and the order of "
        "functions do not count, and rare code counts more. Lists the pairs most alike and the "
        "groups they form. A score is a reason to look, never a verdict.",
        "FILES",
        ValueKind::file,
        {},
        false,
        joined(language_flags(), template_flags(),
               section(section_input,
                       {valued("--by", ValueKind::text, "WHAT",
                               "one submission is a file, a folder, or what a pattern like "
                               "'{problem}/{user}_*' says")}),
               job_flags(),
               section(section_report, {valued("--min-score", ValueKind::text, "SCORE",
                                               "leave out pairs below it (0.2)"),
                                        valued("--cluster-score", ValueKind::text, "SCORE",
                                               "pairs from it on form groups (0.5)"),
                                        valued("--top", ValueKind::text, "N",
                                               "the first N pairs (table 20, HTML 50, else all)"),
                                        chosen("--format", "NAME", {"table", "json", "csv", "html"},
                                               "table, json, csv or html")}),
               output_flags()),
        {{"arena similar submissions/", "the pairs most alike"},
         {"arena similar A/ --template A/stub.py", "given code does not count"},
         {"arena similar A/ --format html -o a.html", "side by side, one file"}},
        runs<read_similar_args, similar_command>};
}

CommandSpec view_spec() {
    return {
        "similar view",
        "show where two sources match",
        {"similar view A B [OTHERS...] [flags]"},
        "Shows the matching stretches of two sources side by side. OTHERS (files, folders) are "
        "not shown; they tell which code is rare, so that the score is that of the list.",
        "FILES",
        ValueKind::file,
        {},
        false,
        joined(language_flags(), template_flags(), job_flags(),
               section(section_report, {chosen("--format", "NAME", {"table", "json", "csv", "html"},
                                               "table, json, csv or html")}),
               output_flags()),
        {{"arena similar view ann.py bob.py", "side by side"}},
        runs<read_similar_view_args, similar_view_command>};
}

CommandSpec evaluate_spec() {
    return {
        "similar evaluate",
        "measure scores on labelled pairs",
        {"similar evaluate LABELS [flags]"},
        "Reads labelled pairs (a CSV file with file_a,file_b,label and, if there, set, task, "
        "level) and the sources or the tokens.tsv beside it, and tells AUC, AP and the best "
        "F1 of each set and level.",
        "LABELS",
        ValueKind::file,
        {},
        false,
        joined(
            language_flags(),
            section(section_report,
                    {valued("--scores", ValueKind::file, "FILE", "write each pair's score to FILE"),
                     chosen("--format", "NAME", {"table", "json", "csv"}, "table, json or csv")}),
            output_flags()),
        {{"arena similar evaluate labels.csv", "AUC and AP"}},
        runs<read_similar_evaluate_args, similar_evaluate_command>};
}

}  // namespace

std::vector<CommandSpec> similar_table() {
    return {similar_spec(), view_spec(), evaluate_spec()};
}

}  // namespace arena::cli

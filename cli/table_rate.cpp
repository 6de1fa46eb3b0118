// `arena rate ...`: ratings from results, and how well they foretell.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/rate_args.hpp"
#include "cli/table_areas.hpp"
#include "core/rating/system.hpp"

namespace arena::cli {
namespace {

constexpr std::string_view section_system = "System";
constexpr std::string_view section_input = "Results";
constexpr std::string_view section_report = "Report";

Flags input_flags() {
    return section(section_input, {chosen("--input", "NAME", {"csv", "jsonl", "pgn"},
                                          "csv, jsonl or pgn; else found out")});
}

Flags system_flags() {
    Choices names;
    for (const rating::SystemSpec& spec : rating::system_table()) names.push_back(spec.name);
    return section(section_system,
                   {chosen("--system", "NAME", names, "elo, glicko2, trueskill, ... (glicko2)"),
                    repeatable(valued("--set", ValueKind::text, "NAME=NUMBER",
                                      "a parameter; list: arena rate --system NAME -v"))});
}

Flags format_flags() {
    return section(
        section_report,
        {chosen("--format", "NAME", {"table", "csv", "json"}, "table, csv or json"),
         lettered('o', valued("--output", ValueKind::file, "FILE", "write the report to FILE"))});
}

Flags train_flags() {
    return section(section_input, {valued("--train", ValueKind::text, "PERCENT",
                                          "events that come first and are not scored (10)")});
}

Flags state_flags() {
    return section(section_input, {valued("--state", ValueKind::file, "FILE",
                                          "go on from FILE, and write it back when all is rated")});
}

Flags mode_flags() {
    return section(section_report, {valued("--mode", ValueKind::text, "NAME",
                                           "the list of one mode; else overall")});
}

Flags list_flags() {
    return section(section_report,
                   {valued("--top", ValueKind::text, "N", "the first N players only"),
                    valued("--min-games", ValueKind::text, "N", "leave out who played less"),
                    switched("--los", "chance that each is stronger than each other")});
}

CommandSpec rate_spec() {
    return {"rate",
            "rate players from their results",
            {"rate RESULTS... [flags]", "rate COMMAND RESULTS [flags]"},
            "Reads results (CSV, JSON lines, PGN), rates all players, and prints the list with "
            "deviation and last change.",
            "RESULTS",
            ValueKind::file,
            {},
            false,
            joined(system_flags(),
                   section(section_system,
                           {repeatable(valued("--anchor", ValueKind::text, "PLAYER=RATING",
                                              "this rating is given, the others fit around it "
                                              "(bradley-terry)"))}),
                   input_flags(), state_flags(), mode_flags(), list_flags(), format_flags()),
            {{"arena rate games.csv --top 10", "the first ten, by Glicko-2"},
             {"arena rate games.csv --system elo --set k=24", "Elo with K = 24"},
             {"arena rate today.csv --state ladder.json", "go on where it stopped"}},
            runs<read_rate_args, rate_command>};
}

CommandSpec measure_spec(std::string_view name, std::string_view summary,
                         std::vector<std::string_view> usage, std::string_view description,
                         std::vector<Example> examples,
                         Result<ExitStatus> (*run)(const CommandLine&), const Flags& more = {}) {
    return {name,
            summary,
            std::move(usage),
            description,
            "RESULTS",
            ValueKind::file,
            {},
            false,
            joined(system_flags(), input_flags(), train_flags(), format_flags(), more),
            std::move(examples),
            run};
}

CommandSpec drift_spec() {
    return {"rate drift",
            "measure inflation of the active players",
            {"rate drift RESULTS [--anchor PLAYER]"},
            "Says how the ratings move as a whole: the mean of the players active in both of two "
            "neighbouring parts, the sum of changes a game, and the anchors' ratings.",
            "RESULTS",
            ValueKind::file,
            {},
            false,
            joined(system_flags(), input_flags(), format_flags(),
                   section(section_report,
                           {repeatable(valued("--anchor", ValueKind::text, "PLAYER",
                                              "a player whose strength should stand still"))})),
            {{"arena rate drift games.csv --system elo", "is 1500 still 1500?"}},
            runs<read_rate_args, rate_drift_command>};
}

CommandSpec predict_spec() {
    return {"rate predict",
            "foretell a game of two players",
            {"rate predict RESULTS A B [flags]"},
            "Rates the results and says what score A is expected to make against B.",
            "RESULTS",
            ValueKind::file,
            {},
            false,
            joined(system_flags(), input_flags(), state_flags(), mode_flags(), format_flags(),
                   section(section_report,
                           {switched("--first", "A is at home, or has the first move")})),
            {{"arena rate predict games.csv ann bob", "ann's chances"}},
            runs<read_rate_predict_args, rate_predict_command>};
}

CommandSpec history_spec() {
    return {"rate history",
            "plot the ratings of players over time",
            {"rate history RESULTS PLAYER... [--svg FILE]"},
            "Draws how the ratings of players went, in the terminal or as SVG.",
            "RESULTS",
            ValueKind::file,
            {},
            false,
            joined(system_flags(), input_flags(), format_flags(),
                   section(section_report,
                           {valued("--svg", ValueKind::file, "FILE", "draw it as SVG")})),
            {{"arena rate history games.csv ann bob", "two lines in the terminal"}},
            runs<read_rate_history_args, rate_history_command>};
}

CommandSpec match_spec() {
    const Flags test =
        section("Sequential test",
                {valued("--elo0", ValueKind::text, "ELO", "the lower hypothesis (0)"),
                 valued("--elo1", ValueKind::text, "ELO", "the upper hypothesis (5)"),
                 valued("--alpha", ValueKind::text, "CHANCE", "of a wrong 'better' (0.05)"),
                 valued("--beta", ValueKind::text, "CHANCE", "of a wrong 'not better' (0.05)"),
                 chosen("--model", "NAME", {"normalized", "logistic", "bayesian"},
                        "normalized, logistic or bayesian Elo")});
    return {
        "rate match",
        "Elo of a match, and whether it may stop",
        {"rate match WINS LOSSES DRAWS [flags]", "rate match P0 P1 P2 P3 P4 [flags]"},
        "Says the Elo difference that a match shows, with its error, and with --elo0 or --elo1 "
        "runs the sequential probability ratio test. Five counts are pairs of games with "
        "sides changed, by points: 0, 1/2, 1, 3/2, 2.",
        "COUNT",
        ValueKind::text,
        {},
        false,
        joined(test, section(section_report, {chosen("--format", "NAME", {"table", "csv", "json"},
                                                     "table, csv or json")})),
        {{"arena rate match 136 96 111", "its Elo"},
         {"arena rate match 136 96 111 --elo1 5", "may it stop?"}},
        runs<read_rate_match_args, rate_match_command>};
}

}  // namespace

std::vector<CommandSpec> rate_table() {
    return {
        rate_spec(),
        measure_spec("rate evaluate", "score how well a system foretells",
                     {"rate evaluate RESULTS [--system NAME]"},
                     "Rates event by event and scores each forecast before its result counts: "
                     "log loss, Brier, accuracy, calibration; for contests pair order and "
                     "rank deviation.",
                     {{"arena rate evaluate games.csv --system elo", "how good is Elo here?"}},
                     runs<read_rate_args, rate_evaluate_command>),
        measure_spec("rate tune", "find a system's parameters on your results",
                     {"rate tune RESULTS [--system NAME]"},
                     "Searches the parameters that foretell best on the first part of the "
                     "results, and scores them on the rest.",
                     {{"arena rate tune games.csv --system glicko2", "prints --set ..."}},
                     runs<read_rate_args, rate_tune_command>),
        measure_spec("rate compare", "try all systems and recommend one", {"rate compare RESULTS"},
                     "Tunes every system that can rate the file on its first part, scores it "
                     "on the rest, and says which to take and why.",
                     {{"arena rate compare games.csv", "which one fits?"}},
                     runs<read_rate_args, rate_compare_command>,
                     section(section_system, {valued("--jobs", ValueKind::text, "N",
                                                     "systems tried at once (all cores)")})),
        drift_spec(),
        predict_spec(),
        history_spec(),
        match_spec()};
}

}  // namespace arena::cli

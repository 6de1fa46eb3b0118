// `arena matchmake ...`: who plays whom, in a queue, a tournament or a bracket.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/matchmake_args.hpp"
#include "cli/table_areas.hpp"

namespace arena::cli {
namespace {

Flags format_flags() {
    return section("Report", {chosen("--format", "NAME", {"table", "json"}, "table or json")});
}

Flags rule_flags() {
    return section("Rule",
                   {chosen("--rule", "NAME", {"line", "window"},
                           "line (best matching, default) or window (150 points, widening)"),
                    valued("--longest-wait", ValueKind::text, "SECONDS",
                           "line: after this anyone will do (180)"),
                    valued("--eagerness", ValueKind::text, "FACTOR",
                           "line: above 1 waits less for wider gaps (1)")});
}

CommandSpec command(std::string_view name, std::string_view summary,
                    std::vector<std::string_view> usage, std::string_view description,
                    std::string_view word, Flags flags, std::vector<Example> examples,
                    Result<ExitStatus> (*run)(const CommandLine&)) {
    return {name,
            summary,
            std::move(usage),
            description,
            word,
            word.empty() ? ValueKind::none : ValueKind::file,
            {},
            false,
            std::move(flags),
            std::move(examples),
            run};
}

CommandSpec queue_spec() {
    return command("matchmake queue", "pair those who wait in a queue now",
                   {"matchmake queue PLAYERS.csv [flags]"},
                   "Pairs the waiting players of a file (id,rating,wait_s and, if there, "
                   "recent,blocked: ids with spaces between) as the server's lobby would, and "
                   "says how long the others will wait.",
                   "PLAYERS.csv", joined(rule_flags(), format_flags()),
                   {{"arena matchmake queue waiting.csv", "who plays whom now"}},
                   runs<read_matchmake_queue_args, matchmake_queue_command>);
}

CommandSpec simulate_spec() {
    const Flags evening = section(
        "Evening",
        {valued("--rate", ValueKind::text, "PER-SECOND", "players arriving a second (1)"),
         valued("--players", ValueKind::text, "N", "how many come (20000)"),
         valued("--mean", ValueKind::text, "RATING", "mean rating (1500)"),
         valued("--spread", ValueKind::text, "POINTS", "standard deviation of ratings (350)"),
         valued("--seed", ValueKind::text, "N", "one seed, one evening (1)")});
    const Flags report =
        section("Report", {switched("--frontier", "the line rule from patient to eager"),
                           valued("--svg", ValueKind::file, "FILE", "waits and gaps as a plot")});
    return command("matchmake simulate", "forecast waits and rating gaps of a queue",
                   {"matchmake simulate [flags]"},
                   "Plays an evening of random arrivals through the queue and tells how long "
                   "players wait and how far apart they are rated, for both rules or one.",
                   "", joined(evening, rule_flags(), report, format_flags()),
                   {{"arena matchmake simulate --rate 10", "ten players a second"},
                    {"arena matchmake simulate --rate 1 --frontier", "what patience buys"}},
                   runs<read_matchmake_simulate_args, matchmake_simulate_command>);
}

CommandSpec swiss_spec() {
    const Flags round = section(
        "Round",
        {repeatable(valued("--forbid", ValueKind::text, "A-B", "never pair A with B")),
         repeatable(valued("--absent", ValueKind::text, "N", "N does not play this round")),
         repeatable(valued("--bye", ValueKind::text, "N=H", "N has a bye of H 1/2, F 1 or Z 0")),
         repeatable(valued("--pair", ValueKind::text, "A-B",
                           "your own board, A with white; the rest is paired around it")),
         switched("--accelerate", "fictitious points by the Baku method (C.04.5.1)")});
    const Flags report = section(
        "Report", {switched("--explain", "say why each player floats or has the bye"),
                   switched("--check", "pair every round of FILE again and compare"),
                   switched("--standings", "the table, with tie-breaks, instead of a round"),
                   repeatable(valued("--tie-break", ValueKind::text, "NAME",
                                     "buchholz-cut-1, buchholz, sonneborn-berger (default), ...")),
                   lettered('o', valued("--output", ValueKind::file, "FILE",
                                        "write FILE with the round entered, results open")),
                   chosen("--format", "NAME", {"table", "json", "pairs"},
                          "table, json or pairs (white and black by number)")});
    return command("matchmake swiss", "pair the next round of a Swiss tournament",
                   {"matchmake swiss FILE.trf [flags]"},
                   "Pairs the next round by FIDE's Dutch system (C.04.3, 2025) from a tournament "
                   "report file (TRF16, TRF(x)).",
                   "FILE.trf", joined(round, report),
                   {{"arena matchmake swiss open.trf --explain", "the round, and why"},
                    {"arena matchmake swiss open.trf --check", "were all rounds paired so?"},
                    {"arena matchmake swiss open.trf --standings", "who leads"}},
                   runs<read_matchmake_swiss_args, matchmake_swiss_command>);
}

constexpr std::string_view players_word = "PLAYERS";

Flags bracket_flags() {
    return joined(
        section("Bracket", {repeatable(valued("--result", ValueKind::text, "M:W",
                                              "match M was won by seed W")),
                            valued("--svg", ValueKind::file, "FILE", "draw the bracket as SVG")}),
        format_flags());
}

CommandSpec round_robin_spec() {
    return command(
        "matchmake round-robin", "everyone meets everyone (Berger tables)",
        {"matchmake round-robin PLAYERS [--double]"},
        "Prints the rounds of FIDE's Berger tables for a number of players, or for a file with a "
        "name a line.",
        players_word,
        joined(section("Rounds", {switched("--double", "everyone twice, colours turned")}),
               format_flags()),
        {{"arena matchmake round-robin 8", "seven rounds"}},
        runs<read_matchmake_schedule_args, matchmake_round_robin_command>);
}

CommandSpec bracket_spec(std::string_view name, std::string_view summary, std::string_view usage,
                         std::string_view description, std::string_view example) {
    return command(name, summary, {usage}, description, players_word, bracket_flags(),
                   {{example, "draw it"}},
                   runs<read_matchmake_schedule_args, matchmake_bracket_command>);
}

CommandSpec arena_spec() {
    return command("matchmake arena", "pair the free players of an arena",
                   {"matchmake arena PLAYERS.csv [flags]"},
                   "Pairs those who are free by their place in the standings (id and, if there, "
                   "points,rating,wait_s,recent,white_balance), the last opponents again only "
                   "when no pairing avoids it. An odd one waits on.",
                   "PLAYERS.csv", joined(rule_flags(), format_flags()),
                   {{"arena matchmake arena free.csv", "who plays whom now"}},
                   runs<read_matchmake_queue_args, matchmake_arena_command>);
}

CommandSpec collusion_spec() {
    return command(
        "matchmake collusion", "find pairs who meet too often or one-sidedly",
        {"matchmake collusion GAMES.csv [flags]"},
        "Reads games (a,b,score_a and, if there, rating_a,rating_b) and reports pairs who met more "
        "often than the queue makes likely or whose results go one way, with the share of false "
        "alarms held down.",
        "GAMES.csv",
        joined(section("Test", {valued("--fdr", ValueKind::text, "RATE",
                                       "expected share of false alarms (0.05)")}),
               format_flags()),
        {{"arena matchmake collusion games.csv", "at 5 % false alarms"}},
        runs<read_matchmake_collusion_args, matchmake_collusion_command>);
}

}  // namespace

std::vector<CommandSpec> matchmake_table() {
    return {command("matchmake", "pair players: queues, Swiss rounds, brackets",
                    {"matchmake COMMAND [flags]"},
                    "Pairs players: a matchmaking queue, Swiss rounds by FIDE's rules, round "
                    "robins and brackets; and looks for collusion.",
                    "", {}, {{"arena matchmake swiss open.trf", "the next Swiss round"}}, nullptr),
            queue_spec(),
            simulate_spec(),
            swiss_spec(),
            round_robin_spec(),
            bracket_spec("matchmake knockout", "a single-elimination bracket",
                         "matchmake knockout PLAYERS [flags]",
                         "Draws a knockout bracket, seeded so that 1 and 2 can meet in the final "
                         "only; the best seeds have the byes.",
                         "arena matchmake knockout 12"),
            bracket_spec("matchmake double-elimination", "a bracket with a second chance",
                         "matchmake double-elimination PLAYERS [flags]",
                         "Draws upper and lower bracket, the final and its reset; losers drop "
                         "where a rematch comes latest.",
                         "arena matchmake double-elimination 8"),
            bracket_spec("matchmake groups", "GSL groups: two of four go on",
                         "matchmake groups PLAYERS [flags]",
                         "Deals players into groups of four, snake-wise by seed, and draws each "
                         "group's five matches.",
                         "arena matchmake groups 16"),
            arena_spec(),
            collusion_spec()};
}

}  // namespace arena::cli

// `arena client ...`: everything that a player does at a server.
#include "cli/client_args.hpp"
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/table_areas.hpp"
#include "core/match/mode.hpp"

namespace arena::cli {
namespace {

constexpr auto word = ValueKind::text;

Choices mode_choices() {
    Choices modes;
    for (const match::Mode mode : match::all_modes) modes.push_back(match::name(mode));
    return modes;
}

Flags server_flags() {
    return section("Server", {valued("--server", word, "URL",
                                     "default $ARENA_SERVER, else http://127.0.0.1:8080"),
                              switched("--json", "one JSON line for each message or answer")});
}

Flags player_flags() {
    return joined(
        section("Server", {valued("--as", word, "NAME",
                                  "another account that is signed in; default: the last")}),
        server_flags());
}

Flags password_flags() {
    return section("Account", {valued("--password-file", ValueKind::file, "FILE",
                                      "its first line; '-': of stdin; default: ask")});
}

Flags language_flags() {
    return section(
        "What", {valued("--language", ValueKind::language, "NAME", "default: by the file's name")});
}

Flags count_flags() {
    return section("What", {valued("--count", word, "N", "how many rows; default 20")});
}

CommandSpec row(std::string_view name, std::string_view summary, std::string_view usage,
                std::string_view description, std::string_view word_name, Flags flags,
                Result<ExitStatus> (*run)(const CommandLine&)) {
    CommandSpec spec;
    spec.name = name;
    spec.summary = summary;
    spec.usage = {usage};
    spec.description = description;
    spec.word_name = word_name;
    spec.word_kind = word_name.empty() ? ValueKind::none : ValueKind::text;
    spec.flags = std::move(flags);
    spec.run = run;
    return spec;
}

CommandSpec of_files(CommandSpec spec) {
    spec.word_kind = ValueKind::file;
    return spec;
}

CommandSpec of_modes(CommandSpec spec) {
    spec.word_kind = ValueKind::choice;
    spec.word_choices = mode_choices();
    return spec;
}

CommandSpec roof_spec() {
    CommandSpec spec = row(
        "client", "play at a server, from a terminal or a script", "client COMMAND [flags]",
        "Plays code battles at an arena server. A match is shown live: the ranking, the problems "
        "and who holds them, the clock, the own verdicts test by test; orders are typed below "
        "it. In a pipe each event is a line, with --json each message is. A lost connection "
        "is made anew and nothing is missed.",
        "", {}, nullptr);
    spec.examples = {{"arena client register ann", "an account; asks for a password"},
                     {"arena client queue blitz", "find an opponent and play"},
                     {"arena client board blitz", "who is best"}};
    return spec;
}

std::vector<CommandSpec> account_rows() {
    const Flags at_register =
        section("Account", {valued("--class", word, "TEXT", "a free word of the profile"),
                            valued("--setup-token", word, "TOKEN",
                                   "printed at the server's first start: makes an admin")});
    return {
        row("client register", "make an account and sign in", "client register NAME [flags]",
            "Makes the account NAME (letters, digits, '_', '-', '.') and signs in. The password "
            "is asked for, or is a line of a file or of stdin; never an argument.",
            "NAME", joined(password_flags(), at_register, server_flags()),
            runs<read_client_account_args, client_register_command>),
        row("client login", "sign in", "client login NAME [flags]",
            "Signs in; NAME is then the account of this server that commands use. Tokens are "
            "kept in ~/.config/arena/client.json, which nobody else may read.",
            "NAME", joined(password_flags(), server_flags()),
            runs<read_client_account_args, client_login_command>),
        row("client logout", "sign out", "client logout [flags]",
            "Ends the session at the server and forgets its tokens.", "", player_flags(),
            runs<read_client_bare_args, client_logout_command>),
        row("client player", "a player's ratings", "client player [NAME] [flags]",
            "Shows the ratings of NAME, or one's own.", "NAME", player_flags(),
            runs<read_client_match_args, client_player_command>)};
}

std::vector<CommandSpec> play_rows() {
    const Flags of_room = section(
        "Room", {repeatable(valued("--problem", word, "ID", "play this one; again for more")),
                 valued("--duration", word, "SECONDS", "of the match; sabotage: of both phases"),
                 valued("--part", word, "SECONDS", "of a round (battleRoyale) or phase (sabotage)"),
                 valued("--players", word, "N", "how many may play"),
                 switched("--hosted", "starts by the order 'start', not when it is full"),
                 valued("--spectator-delay", word, "SECONDS", "how late spectators see it"),
                 switched("--show-sources", "to spectators, too; only organizers may")});
    return {
        of_modes(row("client queue", "find opponents and play", "client queue MODE [flags]",
                     "Looks for opponents of a near rating in the lobby and plays the match.",
                     "MODE", player_flags(), runs<read_client_mode_args, client_queue_command>)),
        of_modes(
            row("client create", "make a private room and play", "client create MODE [flags]",
                "Makes a room and tells its code, with which others come in. Not started within 5 "
                "minutes, it is aborted.",
                "MODE", joined(of_room, player_flags()),
                runs<read_client_mode_args, client_create_command>)),
        row("client join", "into a room, by its code", "client join CODE [flags]",
            "Takes a seat in a room and plays.", "CODE", player_flags(),
            runs<read_client_code_args, client_join_command>),
        row("client rematch", "the same players once more", "client rematch [MATCH] [flags]",
            "Makes a room for the players of a finished match, by default the own last one.",
            "MATCH", player_flags(), runs<read_client_match_args, client_rematch_command>),
        row("client watch", "back into a match, or look on", "client watch [MATCH] [flags]",
            "Shows a match live, by default the one being played; its players play on.", "MATCH",
            player_flags(), runs<read_client_match_args, client_watch_command>),
        row("client resign", "give up a match", "client resign [MATCH] [flags]",
            "Gives up a match, by default the one being played.", "MATCH", player_flags(),
            runs<read_client_match_args, client_resign_command>)};
}

std::vector<CommandSpec> source_rows() {
    return {
        of_files(row("client submit", "hand in a source",
                     "client submit [MATCH] PROBLEM FILE [flags]",
                     "Hands in FILE for PROBLEM, a letter or an id, waits for the verdict and "
                     "exits 0 when it is AC, else 1. Without MATCH it is practice.",
                     "FILE", joined(language_flags(), player_flags()),
                     runs<read_client_submit_args, client_submit_command>)),
        of_files(row("client run", "run a source at the server", "client run FILE [flags] < INPUT",
                     "Runs FILE on standard input in the server's sandbox.", "FILE",
                     joined(language_flags(), player_flags()),
                     runs<read_client_run_args, client_run_command>))};
}

std::vector<CommandSpec> show_rows() {
    CommandSpec board = row("client board", "the best players", "client board [MODE] [flags]",
                            "Shows the leaderboard of MODE, or overall.", "MODE",
                            joined(count_flags(), player_flags()),
                            runs<read_client_board_args, client_board_command>);
    board.word_kind = ValueKind::choice;
    board.word_choices = mode_choices();
    board.word_choices.push_back("overall");
    return {
        row("client replay", "a finished match, event by event", "client replay [MATCH] [flags]",
            "Tells a finished match, by default the own last one.", "MATCH", player_flags(),
            runs<read_client_match_args, client_replay_command>),
        board,
        row("client matches", "matches being played, and finished", "client matches [NAME] [flags]",
            "Lists the live matches and the last finished ones, of NAME or of all.", "NAME",
            joined(count_flags(), player_flags()),
            runs<read_client_name_args, client_matches_command>),
        row("client problems", "the server's problems", "client problems [PROBLEM] [flags]",
            "Lists the problems, or shows the statement and the samples of one.", "PROBLEM",
            player_flags(), runs<read_client_match_args, client_problems_command>)};
}

}  // namespace

std::vector<CommandSpec> client_table() {
    std::vector<CommandSpec> all{roof_spec()};
    for (const auto& rows : {account_rows(), play_rows(), source_rows(), show_rows()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

}  // namespace arena::cli

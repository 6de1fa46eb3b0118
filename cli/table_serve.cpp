// The command that hosts battles.
#include "cli/commands.hpp"
#include "cli/flag_makers.hpp"
#include "cli/serve_args.hpp"
#include "cli/table_areas.hpp"

namespace arena::cli {
namespace {

Flags serve_flags() {
    const auto folder = ValueKind::folder;
    const auto word = ValueKind::text;
    const Flags where = section(
        "Where",
        {valued("--listen", word, "ADDRESS:PORT", "default 127.0.0.1:8080; port 0: any"),
         valued("--data", folder, "FOLDER", "database and secrets; default ~/.local/share/arena"),
         valued("--store", word, "URL",
                "postgres://USER@HOST/DB, or sqlite:FILE; default SQLite in --data"),
         valued("--store-file", ValueKind::file, "FILE", "the URL in a file: one with a password"),
         repeatable(valued("--problems", folder, "FOLDER",
                           "packages, or a folder of them; default ./problems"))});
    const Flags judging = section(
        "Judging", {valued("--workers", word, "N", "judge processes; default: one for each core"),
                    valued("--cache", folder, "FOLDER", "compiled programs (~/.cache/arena)"),
                    chosen("--allow-tier", "NAME", {"restricted"},
                           "'restricted': judge without namespaces if need be")});
    const Flags play = section(
        "Play",
        {chosen("--pairing", "NAME", {"line", "window"},
                "line (best matching, default) or window (150 points, widening)"),
         valued("--match-duration", word, "SECONDS", "of the lobby's battles"),
         valued("--spectator-delay", word, "SECONDS", "how late spectators see; default 0")});
    const Flags network = section(
        "Network",
        {repeatable(
             valued("--cors", word, "ORIGIN", "a web page's origin that may call; '*': any")),
         repeatable(valued("--trust-proxy", word, "ADDRESS", "believe its X-Forwarded-For")),
         switched("--secure-cookies", "cookies over https only (behind a TLS proxy)"),
         switched("--no-rate-limits", "for load tests on loopback only")});
    return joined(where, judging, play, network);
}

}  // namespace

std::vector<CommandSpec> serve_table() {
    return {
        {"serve",
         "host code battles",
         {"serve [--listen ADDRESS:PORT] [--data FOLDER] [flags]"},
         "Hosts code battles with nothing but itself: accounts, matchmaking, six modes, live "
         "verdicts, spectators, ratings, history and replay. Every match is a journal in the "
         "store, so that even kill -9 loses nothing. It listens on loopback unless told "
         "otherwise. The log is JSON lines on stderr.",
         "",
         ValueKind::none,
         {},
         false,
         serve_flags(),
         {{"arena serve", "on this machine"}, {"arena serve --listen 0.0.0.0:80", "on a network"}},
         runs<read_serve_args, serve_command>}};
}

}  // namespace arena::cli

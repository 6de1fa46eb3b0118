// `arena matchmake collusion GAMES.csv`: pairs to look at, most telling first.
//
// JSON: schema "arena.collusion", version 1, described in arena-matchmake(1).
#include <unistd.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/csv_table.hpp"
#include "cli/matchmake_args.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/pairing/collusion.hpp"
#include "core/pairing/readiness.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

struct GameFile {
    std::vector<std::string> names;
    std::vector<pairing::PlayedGame> games;
};

Result<GameFile> read_games(const std::string& path) {
    const auto table = CsvTable::read(path);
    if (!table) return tl::unexpected<Error>(table.error());
    const auto a = table->column({"a", "player_a", "white", "home"});
    const auto b = table->column({"b", "player_b", "black", "away"});
    const auto score = table->column({"score_a", "score"});
    if (!a) return table->lacks("a");
    if (!b) return table->lacks("b");
    if (!score) return table->lacks("score_a");
    const auto rating_a = table->column({"rating_a"}), rating_b = table->column({"rating_b"});
    GameFile file;
    std::map<std::string, std::uint32_t> numbers;
    for (const CsvTable::Row& row : table->rows()) {
        pairing::PlayedGame game;
        for (auto [column, into] : {std::pair{*a, &game.a}, std::pair{*b, &game.b}}) {
            const std::string& name = row.cells[column];
            if (name.empty()) return table->wrong(row, "a player without a name");
            const auto [found, is_new] =
                numbers.emplace(name, static_cast<std::uint32_t>(numbers.size()));
            if (is_new) file.names.push_back(name);
            *into = found->second;
        }
        if (game.a == game.b) {
            return table->wrong(row, "'" + row.cells[*a] + "' plays against themselves");
        }
        const auto points = table->number(row, *score, 0, 1);
        if (!points) return tl::unexpected<Error>(points.error());
        game.score_a = *points;
        if (rating_a && rating_b) {
            const double bound = pairing::rating_bound;
            const auto one = table->number(row, *rating_a, -bound, bound);
            const auto two = table->number(row, *rating_b, -bound, bound);
            if (!one) return tl::unexpected<Error>(one.error());
            if (!two) return tl::unexpected<Error>(two.error());
            game.rating_a = *one;
            game.rating_b = *two;
        }
        file.games.push_back(game);
    }
    if (file.games.empty()) {
        return fail(ErrorCode::unreadable, path + ": no games");
    }
    return file;
}

std::string number(const char* format, double value) {
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string table_text(const GameFile& file, const pairing::CollusionReport& report, double rate,
                       const Screen& screen) {
    std::string out = std::to_string(file.games.size()) + " games, " +
                      std::to_string(file.names.size()) + " players, " +
                      std::to_string(report.pairs_met) + " pairs met\n";
    if (report.suspects.empty()) {
        return out + "no pair stands out (false alarms held to " + number("%g", rate) + ")\n";
    }
    out += "\n" +
           paint(screen, Ink::faint,
                 "games  expected   q meets   score  expected   q score"
                 "  pair") +
           "\n";
    for (const pairing::SuspectPair& one : report.suspects) {
        out += pad_left(std::to_string(one.games), 5) +
               pad_left(number("%.2f", one.expected_games), 10) +
               pad_left(number("%.2g", one.meetings_q), 10) +
               pad_left(number("%.1f", one.score_a), 8) +
               pad_left(number("%.1f", one.expected_score_a), 10) +
               pad_left(number("%.2g", one.one_sided_q), 10) + "  " + printable(file.names[one.a]) +
               " - " + printable(file.names[one.b]) + "\n";
    }
    return out +
           "\nq: the share of false alarms if the list ended there. Look before you judge:\n"
           "friends who play together at night look the same.\n";
}

std::string report_json(const GameFile& file, const pairing::CollusionReport& report, double rate) {
    Json json{{"schema", "arena.collusion"},  {"version", 1},
              {"false_discovery_rate", rate}, {"games", file.games.size()},
              {"players", file.names.size()}, {"pairs", Json::array()}};
    for (const pairing::SuspectPair& one : report.suspects) {
        json["pairs"].push_back({{"a", file.names[one.a]},
                                 {"b", file.names[one.b]},
                                 {"games", one.games},
                                 {"expected_games", one.expected_games},
                                 {"meetings_q", one.meetings_q},
                                 {"score_a", one.score_a},
                                 {"expected_score_a", one.expected_score_a},
                                 {"one_sided_q", one.one_sided_q}});
    }
    return json_text(json, 2) + "\n";
}

}  // namespace

Result<ExitStatus> matchmake_collusion_command(const MatchmakeCollusionArgs& args) {
    const auto file = read_games(args.file);
    if (!file) return tl::unexpected<Error>(file.error());
    const auto report = pairing::find_collusion(
        file->games, static_cast<std::uint32_t>(file->names.size()), args.rate);
    const auto written = write_all(
        STDOUT_FILENO,
        args.format == Format::json
            ? report_json(*file, report, args.rate)
            : table_text(*file, report, args.rate, screen_of(STDOUT_FILENO, args.common.color)));
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli

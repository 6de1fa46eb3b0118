// `arena matchmake queue|arena PLAYERS.csv`: one step of the queue, or of an arena, from a file.
//
// JSON: schema "arena.pairs", version 1, described in arena-matchmake(1).
#include <unistd.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/csv_table.hpp"
#include "cli/matchmake_args.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/pairing/arena.hpp"
#include "core/pairing/queue.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;
using pairing::PlayerId;

constexpr double wait_s_max = 1e6;
constexpr double points_max = 1e6;
constexpr double white_balance_max = 1000;
constexpr std::size_t arena_players_max = 10'000;

Result<ExitStatus> print(const std::string& text) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

/// A file of players: ids of any text become numbers in the order of the file.
struct PlayerFile {
    CsvTable table;
    std::map<std::string, PlayerId> numbers;
    std::vector<std::string> names;

    static Result<PlayerFile> read(const std::string& path) {
        auto table = CsvTable::read(path);
        if (!table) return tl::unexpected<Error>(table.error());
        PlayerFile file{*std::move(table), {}, {}};
        const auto id = file.table.column({"id", "name", "player"});
        if (!id) return file.table.lacks("id");
        for (const CsvTable::Row& row : file.table.rows()) {
            const std::string& name = row.cells[*id];
            if (name.empty()) return file.table.wrong(row, "no id");
            const auto next = static_cast<PlayerId>(file.names.size());
            if (!file.numbers.emplace(name, next).second) {
                return file.table.wrong(row, "'" + name + "' is there twice");
            }
            file.names.push_back(name);
        }
        return file;
    }

    /// A column that may be missing.
    Result<double> number_or(const CsvTable::Row& row, std::string_view column, double least,
                             double most, double otherwise) const {
        const auto place = table.column({column});
        if (!place || row.cells[*place].empty()) return otherwise;
        return table.number(row, *place, least, most);
    }

    /// Ids with blanks between them; those who do not wait are no matter.
    std::vector<PlayerId> ids(const CsvTable::Row& row, std::string_view column) const {
        std::vector<PlayerId> out;
        const auto place = table.column({column});
        if (!place) return out;
        std::string word;
        for (const char c : row.cells[*place] + " ") {
            if (c != ' ') {
                word += c;
                continue;
            }
            const auto found = numbers.find(word);
            if (found != numbers.end()) out.push_back(found->second);
            word.clear();
        }
        return out;
    }

    std::string name(PlayerId id) const { return names[static_cast<std::size_t>(id)]; }
};

/// The moment of the step; waits count back from it.
constexpr std::int64_t now_ms = static_cast<std::int64_t>(wait_s_max) * 1000;

Result<pairing::Queue> queue_of(const PlayerFile& file, const pairing::QueueRules& rules) {
    pairing::Queue queue(rules);
    const auto rating = file.table.column({"rating"});
    if (!rating) return file.table.lacks("rating");
    PlayerId id = 0;
    for (const CsvTable::Row& row : file.table.rows()) {
        const auto points =
            file.table.number(row, *rating, -pairing::rating_bound, pairing::rating_bound);
        const auto wait_s = file.number_or(row, "wait_s", 0, wait_s_max, 0);
        if (!points) return tl::unexpected<Error>(points.error());
        if (!wait_s) return tl::unexpected<Error>(wait_s.error());
        queue.insert({id++, *points, now_ms - std::llround(*wait_s * 1000), file.ids(row, "recent"),
                      file.ids(row, "blocked")});
    }
    return queue;
}

std::string seconds(std::int64_t ms) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000);
    return text;
}

/// "1 pair", "2 pairs": a heading.
std::string counted(const Screen& screen, std::size_t count, const char* one, const char* more) {
    return paint(screen, Ink::strong, std::to_string(count) + (count == 1 ? one : more)) + "\n";
}

std::string queue_text(const PlayerFile& file, const std::vector<pairing::QueuePair>& pairs,
                       const std::vector<pairing::QueueStanding>& left, const Screen& screen) {
    std::string out = counted(screen, pairs.size(), " pair", " pairs");
    for (const pairing::QueuePair& pair : pairs) {
        out += "  " + printable(file.name(pair.first)) + " - " + printable(file.name(pair.second)) +
               "   " + std::to_string(std::llround(pair.gap)) + " points apart, waited " +
               seconds(pair.first_wait_ms) + " and " + seconds(pair.second_wait_ms) + "\n";
    }
    if (left.empty()) return out;
    out += "\n" + counted(screen, left.size(), " waits on", " wait on");
    for (const pairing::QueueStanding& one : left) {
        out += "  " + std::to_string(one.position) + "  " + printable(file.name(one.id)) + "   " +
               (one.expected_wait_ms ? "about " + seconds(*one.expected_wait_ms) + " more"
                                     : std::string("no forecast: too few come")) +
               "\n";
    }
    return out;
}

/// Who is in none of the pairs.
std::vector<PlayerId> left_over(const PlayerFile& file,
                                const std::vector<pairing::ArenaPair>& pairs) {
    std::vector<bool> paired(file.names.size());
    for (const pairing::ArenaPair& pair : pairs) {
        paired[static_cast<std::size_t>(pair.white)] = true;
        paired[static_cast<std::size_t>(pair.black)] = true;
    }
    std::vector<PlayerId> left;
    for (std::size_t i = 0; i < paired.size(); ++i) {
        if (!paired[i]) left.push_back(static_cast<PlayerId>(i));
    }
    return left;
}

std::string arena_text(const PlayerFile& file, const std::vector<pairing::ArenaPair>& pairs,
                       const Screen& screen) {
    std::string out = counted(screen, pairs.size(), " pair", " pairs");
    for (const pairing::ArenaPair& pair : pairs) {
        out += "  " + printable(file.name(pair.white)) + " - " + printable(file.name(pair.black)) +
               "\n";
    }
    const std::vector<PlayerId> left = left_over(file, pairs);
    if (!left.empty()) out += "\n" + counted(screen, left.size(), " waits on", " wait on");
    for (const PlayerId id : left) out += "  " + printable(file.name(id)) + "\n";
    return out;
}

Json pairs_json() {
    return {{"schema", "arena.pairs"}, {"version", 1}, {"pairs", Json::array()}};
}

std::string json_line(const Json& json) {
    return json_text(json, 2) + "\n";
}

}  // namespace

Result<ExitStatus> matchmake_queue_command(const MatchmakeQueueArgs& args) {
    const auto file = PlayerFile::read(args.file);
    if (!file) return tl::unexpected<Error>(file.error());
    auto queue = queue_of(*file, args.rules);
    if (!queue) return tl::unexpected<Error>(queue.error());
    const auto pairs = queue->step(now_ms);
    const auto left = queue->standings(now_ms);
    if (args.format == Format::table) {
        return print(queue_text(*file, pairs, left, screen_of(STDOUT_FILENO, args.common.color)));
    }
    Json json = pairs_json();
    for (const pairing::QueuePair& pair : pairs) {
        json["pairs"].push_back({{"first", file->name(pair.first)},
                                 {"second", file->name(pair.second)},
                                 {"gap", pair.gap}});
    }
    json["waiting"] = Json::array();
    for (const pairing::QueueStanding& one : left) {
        json["waiting"].push_back(
            {{"id", file->name(one.id)},
             {"position", one.position},
             {"expected_wait_s", one.expected_wait_ms
                                     ? Json(static_cast<double>(*one.expected_wait_ms) / 1000)
                                     : Json()}});
    }
    return print(json_line(json));
}

Result<ExitStatus> matchmake_arena_command(const MatchmakeQueueArgs& args) {
    const auto file = PlayerFile::read(args.file);
    if (!file) return tl::unexpected<Error>(file.error());
    if (file->names.size() > arena_players_max) {
        return fail(ErrorCode::usage,
                    args.file + ": more than " + std::to_string(arena_players_max) + " players");
    }
    std::vector<pairing::ArenaPlayer> players;
    for (const CsvTable::Row& row : file->table.rows()) {
        pairing::ArenaPlayer player;
        player.id = static_cast<PlayerId>(players.size());
        const auto points = file->number_or(row, "points", 0, points_max, 0);
        const auto rating =
            file->number_or(row, "rating", -pairing::rating_bound, pairing::rating_bound, 0);
        const auto wait_s = file->number_or(row, "wait_s", 0, wait_s_max, 0);
        const auto white =
            file->number_or(row, "white_balance", -white_balance_max, white_balance_max, 0);
        for (const auto* const one : {&points, &rating, &wait_s, &white}) {
            if (!*one) return tl::unexpected<Error>(one->error());
        }
        player.points = static_cast<int>(*points);
        player.rating = *rating;
        player.free_since_ms = now_ms - std::llround(*wait_s * 1000);
        player.white_balance = static_cast<int>(*white);
        player.last_opponents = file->ids(row, "recent");
        players.push_back(std::move(player));
    }
    const auto pairs = pairing::pair_arena(std::move(players), now_ms);
    if (args.format == Format::table) {
        return print(arena_text(*file, pairs, screen_of(STDOUT_FILENO, args.common.color)));
    }
    Json json = pairs_json();
    for (const pairing::ArenaPair& pair : pairs) {
        json["pairs"].push_back(
            {{"white", file->name(pair.white)}, {"black", file->name(pair.black)}});
    }
    json["waiting"] = Json::array();
    for (const PlayerId id : left_over(*file, pairs)) {
        json["waiting"].push_back({{"id", file->name(id)}});
    }
    return print(json_line(json));
}

}  // namespace arena::cli

// `arena matchmake swiss FILE.trf`: the next round, a check of the rounds played, or the standings.
//
// JSON: schemas "arena.swiss", "arena.swiss-check" and "arena.standings", version 1, described in
// arena-matchmake(1).
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/csv_table.hpp"
#include "cli/matchmake_args.hpp"
#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/pairing/baku.hpp"
#include "core/pairing/organizer.hpp"
#include "core/pairing/trf.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;
using pairing::RoundPairing;
using pairing::Tournament;

Result<ExitStatus> print(const std::string& text, ExitStatus status = ExitStatus::ok) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return status;
}

std::string json_line(const Json& json) {
    return json_text(json, 2) + "\n";
}

std::string points(int tenths) {
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// "2.5", or "2.75" where Sonneborn-Berger has it so.
std::string hundredths(int value) {
    const std::string text = points(value / 10);
    return value % 10 == 0 ? text : text + std::to_string(value % 10);
}

const pairing::SwissPlayer& player_at(const Tournament& tournament, int index) {
    return tournament.players[static_cast<std::size_t>(index)];
}

int score_of(const Tournament& tournament, int index) {
    return score_before(tournament, player_at(tournament, index), tournament.rounds_played);
}

/// "  12  4.5  Carlsen, Magnus", cut to `columns`.
std::string player_cell(const Tournament& tournament, int index, std::size_t columns,
                        const Screen& screen) {
    const auto& player = player_at(tournament, index);
    const std::string head = pad_left(std::to_string(player.number), 4) + "  " +
                             pad_left(points(score_of(tournament, index)), 4) + "  ";
    const std::size_t room = columns > head.size() + 4 ? columns - head.size() : 4;
    return pad_right(head + cut_end(printable(player.name), room, screen.ellipsis()), columns);
}

/// "2.5 + 1.0" is not needed: FloatReason has effective scores.
std::string floats_text(const Tournament& tournament, const RoundPairing& round,
                        const Screen& screen) {
    std::string out;
    for (const pairing::FloatReason& one : round.floats) {
        const auto& player = player_at(tournament, one.player);
        out += "  " + std::to_string(player.number) + " " + printable(player.name) + "  " +
               points(one.from_score) + " to " +
               (one.to_score < 0 ? "the bye" : points(one.to_score)) + "\n      " +
               printable(one.text) + "\n";
    }
    if (out.empty()) out = "  nobody: every scoregroup is paired within itself\n";
    return "\n" + paint(screen, Ink::strong, "Downfloats") + "\n" + out;
}

/// What is known beforehand of a player in the round to come; null when nothing is.
const pairing::RoundEntry* entry_of_next(const Tournament& tournament, int index) {
    const auto& player = player_at(tournament, index);
    const auto next = static_cast<std::size_t>(tournament.rounds_played);
    return player.rounds.size() > next ? &player.rounds[next] : nullptr;
}

/// Those who are absent or have a bye that they asked for, by number.
std::vector<int> without_board(const Tournament& tournament) {
    std::vector<int> out;
    for (int index = 0; index < static_cast<int>(tournament.players.size()); ++index) {
        const bool entered = player_at(tournament, index).entered;
        const auto* entry = entry_of_next(tournament, index);
        if (entered && entry != nullptr && entry->opponent == pairing::nobody) out.push_back(index);
    }
    return out;
}

std::string round_text(const Tournament& tournament, const RoundPairing& round,
                       const MatchmakeSwissArgs& args, const Screen& screen) {
    const std::size_t columns = (static_cast<std::size_t>(screen.columns) - 10) / 2;
    std::string out = "Round " + std::to_string(tournament.rounds_played + 1);
    if (tournament.rounds_total > 0) out += " of " + std::to_string(tournament.rounds_total);
    out = paint(screen, Ink::strong, out) + "  " + printable(tournament.name) + "\n\n";
    const std::string head =
        "board  " + pad_right("   #   pts  white", columns) + "   " + "   #   pts  black";
    out += paint(screen, Ink::faint, head) + "\n";
    for (std::size_t board = 0; board < round.boards.size(); ++board) {
        const auto& [white, black] = round.boards[board];
        std::string line = pad_left(std::to_string(board + 1), 5) + "  " +
                           player_cell(tournament, white, columns, screen) + "   " +
                           player_cell(tournament, black, columns, screen);
        while (line.back() == ' ') line.pop_back();
        out += line + "\n";
    }
    if (round.bye != pairing::nobody) {
        out += "  bye  " + player_cell(tournament, round.bye, columns, screen);
        while (out.back() == ' ') out.pop_back();
        out += "\n";
    }
    for (const int index : without_board(tournament)) {
        const char result = entry_of_next(tournament, index)->result;
        out += result == 'H' ? "  1/2  " : result == 'F' ? "    1  " : "    0  ";
        out += player_cell(tournament, index, columns, screen);
        while (out.back() == ' ') out.pop_back();
        out += "   not paired\n";
    }
    return args.explain ? out + floats_text(tournament, round, screen) : out;
}

std::string round_json(const Tournament& tournament, const RoundPairing& round) {
    const auto number = [&](int index) { return player_at(tournament, index).number; };
    Json json{{"schema", "arena.swiss"},
              {"version", 1},
              {"round", tournament.rounds_played + 1},
              {"boards", Json::array()},
              {"bye", round.bye == pairing::nobody ? Json() : Json(number(round.bye))},
              {"not_paired", Json::array()},
              {"floats", Json::array()}};
    for (const int index : without_board(tournament)) {
        const auto& entry = *entry_of_next(tournament, index);
        json["not_paired"].push_back(
            {{"player", number(index)}, {"points", tournament.points.of(entry) / 10.0}});
    }
    for (const auto& [white, black] : round.boards) {
        json["boards"].push_back({{"white", number(white)}, {"black", number(black)}});
    }
    for (const pairing::FloatReason& one : round.floats) {
        json["floats"].push_back({{"player", number(one.player)},
                                  {"from", one.from_score / 10.0},
                                  {"to", one.to_score < 0 ? Json() : Json(one.to_score / 10.0)},
                                  {"why", one.text}});
    }
    return json_line(json);
}

/// As other pairing programs print it: the number of boards, then white and black, 0 for the bye.
std::string round_pairs(const Tournament& tournament, const RoundPairing& round) {
    const bool bye = round.bye != pairing::nobody;
    std::string out = std::to_string(round.boards.size() + (bye ? 1 : 0)) + "\n";
    for (const auto& [white, black] : round.boards) {
        out += std::to_string(player_at(tournament, white).number) + " " +
               std::to_string(player_at(tournament, black).number) + "\n";
    }
    if (bye) out += std::to_string(player_at(tournament, round.bye).number) + " 0\n";
    return out;
}

/// What the flags change in the tournament before its next round is paired.
Result<void> prepare(Tournament& tournament, const MatchmakeSwissArgs& args) {
    for (const auto& [one, two] : args.forbidden) {
        const auto done = pairing::forbid(tournament, one, two);
        if (!done) return done;
    }
    for (const int number : args.absent) {
        const auto done = pairing::give_bye(tournament, number, 'Z');
        if (!done) return done;
    }
    for (const auto& [number, kind] : args.byes) {
        const auto done = pairing::give_bye(tournament, number, kind);
        if (!done) return done;
    }
    if (!args.baku) return {};
    if (tournament.rounds_total == 0) {
        return fail(ErrorCode::usage,
                    "--accelerate needs the number of rounds: a line 'XXR 9' in the file");
    }
    pairing::accelerate_baku(tournament);
    return {};
}

Result<ExitStatus> pair_next(Tournament& tournament, const MatchmakeSwissArgs& args) {
    const auto prepared = prepare(tournament, args);
    if (!prepared) return tl::unexpected<Error>(prepared.error());
    if (tournament.rounds_total > 0 && tournament.rounds_played >= tournament.rounds_total) {
        return fail(ErrorCode::usage, args.file + ": all " +
                                          std::to_string(tournament.rounds_total) +
                                          " rounds are paired (see --check, --standings)");
    }
    const auto round = pairing::pair_around(tournament, args.pairs);
    if (!round) return tl::unexpected<Error>(round.error());
    if (!args.output.empty()) {
        Tournament entered = tournament;
        pairing::enter_round(entered, *round);
        auto file = OutputFile::open(args.output);
        if (!file) return tl::unexpected<Error>(file.error());
        auto written = file->write(pairing::write_trf(entered));
        if (written) written = file->commit();
        if (!written) return tl::unexpected<Error>(written.error());
    }
    switch (args.format) {
        case SwissFormat::json: return print(round_json(tournament, *round));
        case SwissFormat::pairs: return print(round_pairs(tournament, *round));
        case SwissFormat::table: break;
    }
    return print(round_text(tournament, *round, args, screen_of(STDOUT_FILENO, args.common.color)));
}

/// Boards of a round as the file has them, and as we would pair them, one word a player.
std::vector<std::string> boards_of(const Tournament& tournament, int round) {
    std::vector<std::string> out;
    for (const auto& player : tournament.players) {
        std::string text = "-";
        if (static_cast<int>(player.rounds.size()) > round) {
            const auto& entry = player.rounds[static_cast<std::size_t>(round)];
            if (entry.opponent != pairing::nobody) {
                text = std::to_string(entry.opponent + 1);
                // A forfeited game may come without a colour.
                if (entry.color == pairing::Color::white) text += "w";
                if (entry.color == pairing::Color::black) text += "b";
            } else if (entry.result == 'U') {
                text = "bye";
            }
        }
        out.push_back(text);
    }
    return out;
}

Result<ExitStatus> check_rounds(Tournament& tournament, const MatchmakeSwissArgs& args) {
    if (tournament.rounds_total == 0) tournament.rounds_total = tournament.rounds_played;
    if (args.baku) pairing::accelerate_baku(tournament);
    Json json{{"schema", "arena.swiss-check"}, {"version", 1}, {"rounds", Json::array()}};
    std::string text;
    bool all_same = true;
    for (int round = 0; round < tournament.rounds_played; ++round) {
        const Tournament before = pairing::before_round(tournament, round);
        const auto paired = pairing::pair_dutch(before);
        std::string verdict = "same";
        if (!paired) {
            verdict = paired.error().message;
        } else {
            Tournament entered = before;
            pairing::enter_round(entered, *paired);
            const auto ours = boards_of(entered, round), theirs = boards_of(tournament, round);
            for (std::size_t i = 0; i < ours.size() && verdict == "same"; ++i) {
                const bool colourless =
                    !theirs[i].empty() && theirs[i].back() >= '0' && theirs[i].back() <= '9';
                const std::string own =
                    colourless ? ours[i].substr(0, ours[i].find_first_of("wb")) : ours[i];
                if (own == theirs[i]) continue;
                verdict = "player " + std::to_string(i + 1) + ": " + theirs[i] + " in the file, " +
                          ours[i] + " by the rules";
            }
        }
        all_same = all_same && verdict == "same";
        text += "round " + pad_left(std::to_string(round + 1), 2) + "  " + verdict + "\n";
        json["rounds"].push_back({{"round", round + 1}, {"verdict", verdict}});
    }
    return print(args.format == SwissFormat::json ? json_line(json) : text,
                 all_same ? ExitStatus::ok : ExitStatus::not_so);
}

Result<ExitStatus> show_standings(const Tournament& tournament, const MatchmakeSwissArgs& args) {
    const auto rows = pairing::final_standings(tournament, args.tie_breaks);
    if (args.format == SwissFormat::json) {
        Json json{{"schema", "arena.standings"}, {"version", 1}, {"players", Json::array()}};
        for (const auto& row : rows) {
            Json one{{"rank", row.rank},
                     {"player", player_at(tournament, row.player).number},
                     {"name", player_at(tournament, row.player).name},
                     {"points", row.points / 10.0}};
            for (std::size_t i = 0; i < args.tie_breaks.size(); ++i) {
                one[std::string(tie_break_name(args.tie_breaks[i]))] = row.values[i] / 100.0;
            }
            json["players"].push_back(one);
        }
        return print(json_line(json));
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string head = "rank     #  " + pad_right("name", 26) + "   pts";
    for (const auto one : args.tie_breaks) head += "  " + std::string(tie_break_name(one));
    std::string text =
        paint(screen, Ink::strong, "After round " + std::to_string(tournament.rounds_played)) +
        "  " + printable(tournament.name) + "\n\n" + paint(screen, Ink::faint, head) + "\n";
    for (const auto& row : rows) {
        const auto& player = player_at(tournament, row.player);
        text += pad_left(std::to_string(row.rank), 4) + "  " +
                pad_left(std::to_string(player.number), 4) + "  " +
                pad_right(cut_end(printable(player.name), 26, screen.ellipsis()), 26) + "  " +
                pad_left(points(row.points), 4);
        for (std::size_t i = 0; i < args.tie_breaks.size(); ++i) {
            text += "  " +
                    pad_left(hundredths(row.values[i]), tie_break_name(args.tie_breaks[i]).size());
        }
        text += "\n";
    }
    return print(text);
}

}  // namespace

Result<ExitStatus> matchmake_swiss_command(const MatchmakeSwissArgs& args) {
    const auto text = read_text_file(args.file, pairing::trf_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto tournament = pairing::read_trf(*text, args.file);
    if (!tournament) return tl::unexpected<Error>(tournament.error());
    if (args.check) return check_rounds(*tournament, args);
    if (args.standings) return show_standings(*tournament, args);
    return pair_next(*tournament, args);
}

}  // namespace arena::cli

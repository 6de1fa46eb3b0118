// `arena matchmake round-robin|knockout|double-elimination|groups`: schedules and brackets.
//
// JSON: schemas "arena.rounds" and "arena.bracket", version 1, described in arena-matchmake(1).
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/bracket_drawing.hpp"
#include "cli/csv_table.hpp"
#include "cli/matchmake_args.hpp"
#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "core/json_text.hpp"
#include "core/pairing/round_robin.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

/// "8" is eight players known by number; anything else is a file with a name a line.
Result<Names> read_players(const std::string& word, int most) {
    const auto too_few_or_many = [&](const std::string& count) {
        return fail(ErrorCode::usage, "'" + word + "' gives " + count + " players; from 2 to " +
                                          std::to_string(most) + " can be scheduled");
    };
    int count = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), count);
    Names names;
    if (code != std::errc::invalid_argument && end == word.data() + word.size()) {
        if (code != std::errc() || count < 2 || count > most) return too_few_or_many(word);
        for (int i = 1; i <= count; ++i) names.push_back(std::to_string(i));
    } else {
        const auto text = read_text_file(word);
        if (!text) return tl::unexpected<Error>(text.error());
        std::set<std::string> seen;
        std::string name;
        int line = 1;
        for (const char c : *text + "\n") {
            if (c != '\n' && c != '\r') {
                name += c;
                continue;
            }
            if (!name.empty()) {
                if (!seen.insert(name).second) {
                    return fail(ErrorCode::unreadable, word + ":" + std::to_string(line) + ": '" +
                                                           name + "' is there twice");
                }
                names.push_back(name);
            }
            name.clear();
            if (c == '\n') ++line;
        }
    }
    if (names.size() < 2 || static_cast<int>(names.size()) > most) {
        return too_few_or_many(std::to_string(names.size()));
    }
    return names;
}

Result<ExitStatus> print(const std::string& text) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

std::string json_line(const Json& json) {
    return json_text(json, 2) + "\n";
}

Result<void> write_svg(const std::string& path, const std::string& svg) {
    auto file = OutputFile::open(path);
    if (!file) return tl::unexpected<Error>(file.error());
    const auto written = file->write(svg);
    return written ? file->commit() : written;
}

Json match_json(const pairing::Elimination& bracket, const std::vector<pairing::MatchView>& views,
                const Names& names, std::size_t match) {
    static constexpr const char* sides[] = {"upper", "lower", "final", "reset"};
    static constexpr const char* states[] = {"waiting", "ready", "decided", "walkover", "void"};
    const pairing::BracketMatch& one = bracket.matches[match];
    const pairing::MatchView& view = views[match];
    return {{"match", match + 1},
            {"side", sides[static_cast<std::size_t>(one.side)]},
            {"round", one.round},
            {"state", states[static_cast<std::size_t>(view.state)]},
            {"players", Json::array({side_text(bracket, views, names, match, 0),
                                     side_text(bracket, views, names, match, 1)})},
            {"winner",
             view.winner == 0 ? Json() : Json(names[static_cast<std::size_t>(view.winner - 1)])}};
}

/// Results given as match:seed, of `bracket` whose first match has the number `first`.
Result<std::vector<int>> winners_of(const MatchmakeScheduleArgs& args,
                                    const pairing::Elimination& bracket) {
    std::vector<int> winners(bracket.matches.size());
    for (const auto& [match, winner] : args.results) {
        if (match > static_cast<int>(winners.size())) {
            return fail(ErrorCode::usage, "--result " + std::to_string(match) + ":" +
                                              std::to_string(winner) + ": there are only " +
                                              std::to_string(winners.size()) + " matches");
        }
        int& known = winners[static_cast<std::size_t>(match - 1)];
        if (known != 0 && known != winner) {
            return fail(ErrorCode::usage, "--result: match " + std::to_string(match) +
                                              " is won by " + std::to_string(known) + " and by " +
                                              std::to_string(winner));
        }
        known = winner;
    }
    return winners;
}

Result<ExitStatus> show_bracket(const MatchmakeScheduleArgs& args,
                                const pairing::Elimination& bracket, const Names& names) {
    const auto winners = winners_of(args, bracket);
    if (!winners) return tl::unexpected<Error>(winners.error());
    const auto views = pairing::standing(bracket, *winners);
    if (!views) return tl::unexpected<Error>(views.error());
    if (!args.svg.empty()) {
        const auto written = write_svg(args.svg, bracket_svg(bracket, *views, names));
        if (!written) return tl::unexpected<Error>(written.error());
    }
    if (args.format == Format::json) {
        Json json{{"schema", "arena.bracket"}, {"version", 1}, {"matches", Json::array()}};
        for (std::size_t m = 0; m < views->size(); ++m) {
            json["matches"].push_back(match_json(bracket, *views, names, m));
        }
        return print(json_line(json));
    }
    return print(bracket_text(bracket, *views, names, screen_of(STDOUT_FILENO, args.common.color)));
}

Result<ExitStatus> show_groups(const MatchmakeScheduleArgs& args, const Names& names) {
    if (names.size() % 4 != 0) {
        return fail(ErrorCode::usage, "groups are of four players; " +
                                          std::to_string(names.size()) + " cannot be dealt out");
    }
    if (!args.results.empty() && names.size() > 4) {
        return fail(ErrorCode::usage, "--result needs one group: give its four players alone");
    }
    const auto groups =
        pairing::snake_groups(static_cast<int>(names.size()), static_cast<int>(names.size()) / 4);
    if (groups.size() == 1) return show_bracket(args, pairing::gsl_group(), names);
    if (!args.svg.empty()) {
        return fail(ErrorCode::usage, "--svg draws one group: give its four players alone");
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const pairing::Elimination group = pairing::gsl_group();
    const auto views = pairing::standing(group, {});
    Json json{{"schema", "arena.groups"}, {"version", 1}, {"groups", Json::array()}};
    std::string text;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        Names members;
        for (const int seed : groups[g])
            members.push_back(names[static_cast<std::size_t>(seed - 1)]);
        json["groups"].push_back(members);
        std::string title = "Group " + std::to_string(g + 1) + ":";
        for (const std::string& name : members) title += "  " + printable(name);
        text += (g == 0 ? "" : "\n") + paint(screen, Ink::strong, title) + "\n";
        text += bracket_text(group, *views, members, screen);
    }
    return print(args.format == Format::json ? json_line(json) : text);
}

}  // namespace

Result<ExitStatus> matchmake_round_robin_command(const MatchmakeScheduleArgs& args) {
    const auto names = read_players(args.players, pairing::round_robin_players_max);
    if (!names) return tl::unexpected<Error>(names.error());
    const auto rounds =
        pairing::berger_rounds(static_cast<int>(names->size()), args.both_ways ? 2 : 1);
    const auto name = [&](int number) { return (*names)[static_cast<std::size_t>(number - 1)]; };
    if (args.format == Format::json) {
        Json json{{"schema", "arena.rounds"}, {"version", 1}, {"rounds", Json::array()}};
        for (const auto& round : rounds) {
            Json boards = Json::array();
            for (const auto& [white, black] : round) {
                boards.push_back({{"white", name(white)}, {"black", name(black)}});
            }
            json["rounds"].push_back(boards);
        }
        return print(json_line(json));
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::size_t widest = 0;
    for (const std::string& one : *names) widest = std::max(widest, display_width(printable(one)));
    std::string text;
    for (std::size_t round = 0; round < rounds.size(); ++round) {
        text += paint(screen, Ink::strong, "Round " + std::to_string(round + 1)) + "\n";
        for (const auto& [white, black] : rounds[round]) {
            text += "  " + pad_left(printable(name(white)), widest) + " - " +
                    printable(name(black)) + "\n";
        }
    }
    return print(text);
}

Result<ExitStatus> matchmake_bracket_command(const MatchmakeScheduleArgs& args) {
    const auto names = read_players(args.players, pairing::elimination_players_max);
    if (!names) return tl::unexpected<Error>(names.error());
    const int count = static_cast<int>(names->size());
    switch (args.kind) {
        case ScheduleKind::groups: return show_groups(args, *names);
        case ScheduleKind::knockout: return show_bracket(args, pairing::knockout(count), *names);
        case ScheduleKind::double_elimination:
            return show_bracket(args, pairing::double_elimination(count), *names);
        case ScheduleKind::round_robin: break;
    }
    return matchmake_round_robin_command(args);
}

}  // namespace arena::cli

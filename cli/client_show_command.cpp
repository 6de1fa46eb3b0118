// `arena client board`, `matches`, `problems`, `replay`: what was, and what there is.
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/client_answer.hpp"
#include "cli/client_api.hpp"
#include "cli/client_args.hpp"
#include "cli/client_event_line.hpp"
#include "cli/client_json.hpp"
#include "cli/client_own_match.hpp"
#include "cli/client_statement.hpp"
#include "cli/client_view.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

constexpr int rows_default = 20;

std::string number_cell(const json& row, const char* field, std::size_t width) {
    return pad_left(std::to_string(number_in(row, field)), width);
}

std::string name_cell(const json& row, const char* field, std::size_t width, const Screen& screen) {
    return pad_right(cut_end(printable(text_in(row, field)), width, screen.ellipsis()), width);
}

std::string board_text(const json& answer, const std::string& own_id, const Screen& screen) {
    std::string out =
        paint(screen, Ink::strong, mode_title(text_in(answer, "dimension"))) + "\n" +
        paint(screen, Ink::faint, "   #  player            rating   games    won  drawn   lost") +
        "\n";
    for (const json& row : list_in(answer, "players")) {
        const bool is_own = text_in(row, "userId") == own_id;
        out += paint(screen, is_own ? Ink::strong : Ink::plain,
                     number_cell(row, "rank", 4) + "  " + name_cell(row, "name", 16, screen) +
                         number_cell(row, "rating", 8) + number_cell(row, "games", 8) +
                         number_cell(row, "wins", 7) + number_cell(row, "draws", 7) +
                         number_cell(row, "losses", 7)) +
               "\n";
    }
    if (list_in(answer, "players").empty()) out += "nobody has played yet\n";
    return out;
}

/// "1. ann 200, 2. bob 0"; places and scores only once it is over.
std::string players_text(const json& match, bool is_over) {
    std::string text;
    std::vector<json> players = list_in(match, "players");
    if (is_over)
        std::stable_sort(players.begin(), players.end(), [](const json& left, const json& right) {
            return number_in(left, "rank") < number_in(right, "rank");
        });
    for (const json& player : players) {
        text += text.empty() ? "" : ", ";
        if (is_over) text += std::to_string(number_in(player, "rank")) + ". ";
        text += text_in(player, "name");
        if (is_over) text += " " + std::to_string(number_in(player, "score"));
    }
    return printable(text);
}

std::string match_rows(const json& matches, bool is_over, const Screen& screen) {
    std::string out;
    for (const json& match : matches) {
        const std::string row = name_cell(match, "id", 28, screen) +
                                name_cell(match, "mode", 13, screen) + " " +
                                players_text(match, is_over);
        out += cut_end(row, screen.terminal ? static_cast<std::size_t>(screen.columns) : row.size(),
                       screen.ellipsis()) +
               "\n";
    }
    return out;
}

std::string problem_rows(const json& answer, const Screen& screen) {
    std::string out =
        paint(screen, Ink::faint,
              "  problem             title                           kind    difficulty") +
        "\n";
    for (const json& one : list_in(answer, "problems"))
        out += "  " + name_cell(one, "id", 19, screen) + " " + name_cell(one, "title", 30, screen) +
               "  " + name_cell(one, "kind", 11, screen) + number_cell(one, "difficulty", 7) + "\n";
    return out;
}

/// Folds the journal once more and tells it line by line.
std::string replay_text(const json& answer, const std::string& viewer) {
    MatchBoard board;
    board.viewer = viewer;
    std::string out;
    for (const json& event : list_in(answer, "events")) {
        if (text_in(event, "event") == "match:created") {
            const json& settings = object_in(object_in(event, "data"), "settings");
            board.mode = text_in(settings, "mode");
            board.match = text_in(settings, "matchId");
            for (const json& problem : list_in(settings, "problems")) {
                BoardProblem& one = board.problems.emplace_back();
                one.id = text_in(problem, "problemId");
                one.points = static_cast<int>(number_in(problem, "points"));
            }
            for (const json& player : list_in(settings, "players")) {
                BoardPlayer& one = board.players.emplace_back();
                one.user = text_in(player, "userId");
                one.name = text_in(player, "name");
            }
            out += mode_title(board.mode) + " " + board.match + "\n";
            for (const BoardProblem& one : board.problems)
                out += "  " + board.letter_of(one.id) + "  " + printable(one.id) + ", " +
                       std::to_string(one.points) + " points\n";
        }
        (void)apply_message(board, event);
        const std::string line = event_line(board, event);
        if (!line.empty()) out += event_clock(board, event) + "  " + line + "\n";
    }
    return out;
}

/// The answer to a call that needs no account, as JSON or through `show`.
template <class Show>
Result<ExitStatus> show_answer(const ClientArgs& args, const std::string& path, const Show& show) {
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    const bool signed_in = !api->account().name.empty();
    const auto answer = api->call({"GET", path, "", signed_in});
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (args.json) return print_answer(one_line(*answer) + "\n");
    return print_answer(show(*answer, api->account(), screen_of(STDOUT_FILENO, args.common.color)));
}

}  // namespace

Result<ExitStatus> client_board_command(const ClientArgs& args) {
    return show_answer(args,
                       "/api/leaderboard/" + percent_encoded(args.words[0]) +
                           "?limit=" + std::to_string(args.count.value_or(rows_default)),
                       [](const json& answer, const Account& account, const Screen& screen) {
                           return board_text(answer, account.user_id, screen);
                       });
}

Result<ExitStatus> client_matches_command(const ClientArgs& args) {
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    std::string path = "/api/matches?limit=" + std::to_string(args.count.value_or(rows_default));
    if (!args.words.empty()) path += "&user=" + percent_encoded(args.words[0]);
    const bool signed_in = !api->account().name.empty();  // who sees the own matches at once
    const auto live = api->call({"GET", "/api/matches/live", "", signed_in});
    if (!live) return tl::unexpected<Error>(live.error());
    const auto over = api->call({"GET", path, "", signed_in});
    if (!over) return tl::unexpected<Error>(over.error());
    const json& playing = list_in(*live, "matches");
    const json& finished = list_in(*over, "matches");
    if (args.json)
        return print_answer(one_line({{"live", playing}, {"finished", finished}}) + "\n");
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string out;
    if (!playing.empty())
        out +=
            paint(screen, Ink::strong, "being played") + "\n" + match_rows(playing, false, screen);
    if (!finished.empty())
        out += paint(screen, Ink::strong, "finished") + "\n" + match_rows(finished, true, screen);
    return print_answer(out.empty() ? "no match yet\n" : out);
}

Result<ExitStatus> client_problems_command(const ClientArgs& args) {
    if (args.words.empty())
        return show_answer(args, "/api/problems",
                           [](const json& answer, const Account&, const Screen& screen) {
                               return problem_rows(answer, screen);
                           });
    return show_answer(args, "/api/problems/" + percent_encoded(args.words[0]),
                       [](const json& answer, const Account&, const Screen& screen) {
                           std::string out =
                               paint(screen, Ink::strong, printable(text_in(answer, "title"))) +
                               "\n";
                           for (const std::string& line : statement_lines(answer, screen.columns))
                               out += line + "\n";
                           return out;
                       });
}

Result<ExitStatus> client_replay_command(const ClientArgs& args) {
    std::string match = args.words.empty() ? "" : args.words[0];
    if (match.empty()) {
        auto api = ApiClient::open(args.server, args.as);
        if (!api) return tl::unexpected<Error>(api.error());
        const auto last = last_match(*api);
        if (!last) return tl::unexpected<Error>(last.error());
        match = *last;
    }
    return show_answer(args, "/api/matches/" + percent_encoded(match) + "/replay",
                       [](const json& answer, const Account& account, const Screen&) {
                           return replay_text(answer, account.user_id);
                       });
}

}  // namespace arena::cli

// See client_view.hpp.
#include "cli/client_view.hpp"

#include <algorithm>
#include <cmath>

#include "cli/client_event_line.hpp"
#include "cli/printable.hpp"

namespace arena::cli {
namespace {

/// One line put together cell by cell; what does not fit is cut.
class Line {
public:
    explicit Line(const Screen& screen)
        : screen_(screen), left_(static_cast<std::size_t>(screen.columns)) {}

    Line& add(std::string_view text, Ink ink = Ink::plain) {
        const std::string shown = cut_end(printable(text), left_, screen_.ellipsis());
        left_ -= std::min(left_, display_width(shown));
        text_ += paint(screen_, ink, shown);
        return *this;
    }
    Line& cell(std::string_view text, std::size_t width, Ink ink = Ink::plain) {
        return add(pad_right(cut_end(printable(text), width, screen_.ellipsis()), width), ink);
    }
    Line& number(std::string_view text, std::size_t width, Ink ink = Ink::plain) {
        return add(pad_left(text, width), ink);
    }
    /// `text` at the right edge, if it fits.
    Line& right(std::string_view text, Ink ink = Ink::plain) {
        const std::size_t width = display_width(printable(text));
        if (width + 1 > left_) return *this;
        add(std::string(left_ - width, ' '));
        return add(text, ink);
    }
    std::string text() const { return text_; }

private:
    const Screen& screen_;
    std::string text_;
    std::size_t left_;
};

using TextLines = std::vector<std::string>;

Ink ink_of_word(const std::string& verdict) {
    const auto parsed = parse_verdict(verdict);
    return parsed ? ink_of(*parsed) : Ink::faint;
}

std::string rule_text(const Screen& screen) {
    std::string rule;
    for (int i = 0; i < screen.columns; ++i) rule += screen.utf8 ? "─" : "-";
    return paint(screen, Ink::faint, rule);
}

std::string head_line(const MatchBoard& board, bool connected, const Screen& screen) {
    Line line(screen);
    line.add(mode_title(board.mode), Ink::strong);
    if (!board.code.empty() && board.status == "waiting")
        line.add("  code ").add(board.code, Ink::good);
    if (!connected) {
        line.add("  connection lost, trying again", Ink::bad);
    } else if (board.status == "waiting") {
        line.add("  waiting for players", Ink::warning);
    } else if (board.is_over()) {
        line.add(board.status == "aborted" ? "  called off" : "  over", Ink::warning);
        if (!board.ended_by.empty()) line.add(": " + reason_text(board.ended_by), Ink::faint);
    }
    if (board.spectators > 0)
        line.add("  " + std::to_string(board.spectators) + " look on", Ink::faint);
    if (board.status != "active") return line.text();
    std::string part;
    if (board.part_ends_ms) {
        const std::int64_t now_ms = board.ends_ms - board.left_ms;
        part = (board.round > 0 ? "round " + std::to_string(board.round) : board.phase) + " " +
               clock_text(*board.part_ends_ms - now_ms) + "   ";
    }
    constexpr std::int64_t soon_ms = 60'000;
    line.right(part + clock_text(board.left_ms) + " left",
               board.left_ms < soon_ms ? Ink::bad : Ink::good);
    return line.text();
}

std::string rating_text(const BoardPlayer& player) {
    if (!player.mode_before || !player.mode_after)
        return std::to_string(std::lround(player.rating));
    const long change = std::lround(*player.mode_after) - std::lround(*player.mode_before);
    return std::to_string(std::lround(*player.mode_after)) + (change < 0 ? " (" : " (+") +
           std::to_string(change) + ")";
}

std::string standing_text(const MatchBoard& board, const BoardPlayer& player) {
    if (player.forfeited) return "forfeited";
    if (player.eliminated) return "out";
    if (!player.present && !board.is_over()) return "away";
    if (player.place) return "place " + std::to_string(*player.place);
    return "";
}

std::string solved_text(const MatchBoard& board, const BoardPlayer& player) {
    std::string letters;
    for (const std::string& id : player.solved)
        letters += (letters.empty() ? "" : " ") + board.letter_of(id);
    return letters;
}

TextLines player_lines(const MatchBoard& board, const Screen& screen) {
    TextLines lines;
    lines.push_back(
        Line(screen).add("  #  player                rating   score  solved", Ink::faint).text());
    int rank = 0;
    for (const BoardPlayer* player : board.ranking()) {
        ++rank;
        const bool is_own = player->user == board.viewer;
        const bool is_out = player->eliminated || player->forfeited;
        const Ink ink = is_out ? Ink::faint : is_own ? Ink::strong : Ink::plain;
        Line line(screen);
        const int shown = board.is_over() && player->rank > 0 ? player->rank : rank;
        line.number(std::to_string(shown), 3, ink).add("  ");
        line.cell(player->name + (is_own ? " (you)" : ""), 16, ink).add(" ");
        line.number(rating_text(*player), 11).number(std::to_string(player->score), 8, ink);
        line.add("  ").cell(solved_text(board, *player), 16, Ink::good);
        line.add(" " + standing_text(board, *player), is_out ? Ink::bad : Ink::warning);
        lines.push_back(line.text());
    }
    return lines;
}

TextLines problem_lines(const MatchBoard& board, const Screen& screen) {
    TextLines lines;
    for (const BoardProblem& problem : board.problems) {
        Line line(screen);
        const BoardPlayer* const self = board.self();
        const bool solved = self != nullptr && std::find(self->solved.begin(), self->solved.end(),
                                                         problem.id) != self->solved.end();
        line.add("  ").cell(board.letter_of(problem.id), 3, Ink::strong);
        line.cell(problem.title.empty() ? problem.id : problem.title, 32, Ink::plain);
        line.number(std::to_string(problem.points), 6).add("  ");
        if (!problem.holder.empty()) {
            const bool is_own = problem.holder == board.viewer;
            line.add(is_own ? "yours" : board.name_of(problem.holder),
                     is_own ? Ink::good : Ink::bad);
            if (problem.golf_bytes) line.add(", " + std::to_string(*problem.golf_bytes) + " bytes");
        } else {
            line.add(solved ? "solved" : "free", solved ? Ink::good : Ink::faint);
        }
        lines.push_back(line.text());
    }
    return lines;
}

/// The latest first: they are what is looked for.
TextLines own_lines(const MatchBoard& board, const Screen& screen, std::size_t most) {
    TextLines lines;
    for (auto own = board.own.rbegin(); own != board.own.rend() && lines.size() < most; ++own) {
        Line line(screen);
        line.add("  ").cell(board.letter_of(own->problem), 3, Ink::strong);
        line.cell(own->language, 12, Ink::faint).add("  ");
        if (own->verdict.empty() && own->tests > 0 && !own->is_void) {
            constexpr int bar = 20;
            const int full = bar * own->tests_done / own->tests;
            std::string filled, empty;
            for (int i = 0; i < bar; ++i)
                (i < full ? filled : empty) +=
                    i < full ? (screen.utf8 ? "━" : "#") : (screen.utf8 ? "─" : ".");
            line.add(filled, Ink::good).add(empty, Ink::faint).add("  ");
        }
        line.add(verdict_line(*own), ink_of_word(own->verdict));
        lines.push_back(line.text());
    }
    return lines;
}

TextLines event_lines(const MatchViewInput& input, const Screen& screen, std::size_t most) {
    TextLines lines;
    const std::size_t count = std::min(most, input.events.size());
    for (std::size_t i = input.events.size() - count; i < input.events.size(); ++i)
        lines.push_back(Line(screen)
                            .add("  ")
                            .cell(input.events[i].clock, 8, Ink::faint)
                            .add(input.events[i].text)
                            .text());
    return lines;
}

void append(TextLines& all, const TextLines& more, std::size_t most) {
    for (std::size_t i = 0; i < more.size() && i < most; ++i) all.push_back(more[i]);
}

/// What does not fit is counted, on the last of the lines.
void append_counted(TextLines& all, const TextLines& more, std::size_t most, const Screen& screen) {
    if (more.size() <= most || most == 0) return append(all, more, most);
    append(all, more, most - 1);
    const std::string rest = "and " + std::to_string(more.size() - most + 1) + " more";
    all.push_back(Line(screen).add("     " + rest, Ink::faint).text());
}

}  // namespace

std::vector<std::string> match_view(const MatchViewInput& input, const Screen& screen, int rows) {
    constexpr std::size_t own_most = 4, events_least = 3;
    const auto height = static_cast<std::size_t>(std::max(rows, rows_least));
    const MatchBoard& board = input.board;
    const TextLines players = player_lines(board, screen), problems = problem_lines(board, screen);
    const TextLines own = own_lines(board, screen, own_most);
    // head and rule, rules around the events, the notice
    const std::size_t fixed = 6 + events_least + own.size();
    const std::size_t room = height > fixed ? height - fixed : 0;
    const std::size_t problems_shown = std::min(problems.size(), room / 2 + 1);
    const std::size_t players_shown =
        std::min(players.size(), room > problems_shown ? room - problems_shown : 2);
    TextLines lines{head_line(board, input.connected, screen), rule_text(screen)};
    append_counted(lines, players, players_shown, screen);
    lines.push_back(rule_text(screen));
    append_counted(lines, problems, problems_shown, screen);
    if (!own.empty()) lines.push_back(Line(screen).add("  your sources", Ink::faint).text());
    append(lines, own, own.size());
    lines.push_back(rule_text(screen));
    const std::size_t left = height > lines.size() + 1 ? height - lines.size() - 1 : 0;
    append(lines, event_lines(input, screen, std::min<std::size_t>(left, 10)), left);
    if (lines.size() < height) lines.push_back(Line(screen).add(input.notice, Ink::warning).text());
    return lines;
}

std::vector<std::string> queue_view(const std::string& mode, int position, int waiting,
                                    std::int64_t waited_ms, bool connected, const Screen& screen) {
    Line line(screen);
    line.add("looking for opponents: ").add(mode_title(mode), Ink::strong);
    if (!connected) {
        line.add("  connection lost, trying again", Ink::bad);
    } else if (position > 0) {
        line.add("  place " + std::to_string(position) + " of " + std::to_string(waiting),
                 Ink::faint);
    }
    line.right(clock_text(waited_ms), Ink::good);
    return {line.text(), Line(screen).add("quit: look no more", Ink::faint).text()};
}

std::vector<std::string> wrapped_lines(const std::string& text, int columns) {
    const auto width = static_cast<std::size_t>(std::max(columns, 20));
    TextLines lines;
    std::size_t at = 0;
    while (at <= text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = printable(text.substr(at, end - at));
        while (display_width(line) > width) {
            const std::string part = cut_end(line, width, "");
            std::size_t space = part.rfind(' ');
            if (space == std::string::npos || space == 0) space = part.size();
            lines.push_back(line.substr(0, space));
            const std::size_t next = line.find_first_not_of(' ', space);
            line = next == std::string::npos ? "" : line.substr(next);
        }
        lines.push_back(line);
        at = end + 1;
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

}  // namespace arena::cli

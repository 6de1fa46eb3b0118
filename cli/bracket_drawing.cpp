#include "cli/bracket_drawing.hpp"

#include <algorithm>
#include <map>

#include "cli/printable.hpp"

namespace arena::cli {
namespace {

using pairing::BracketMatch;
using pairing::BracketSide;
using pairing::Elimination;
using pairing::MatchState;
using pairing::MatchView;
using pairing::SlotKind;

constexpr std::size_t name_columns_min = 12, name_columns_max = 18;  // "winner of 62" fits
constexpr std::size_t link_columns = 5;  ///< from a name to that of the next round: "-+62 "
constexpr std::size_t tree_players_max = 64;

std::string_view side_name(BracketSide side) {
    switch (side) {
        case BracketSide::upper: return "upper";
        case BracketSide::lower: return "lower";
        case BracketSide::final_match: return "final";
        case BracketSide::reset: return "reset";
    }
    return "";
}

/// Lines of the tree as bytes of cells, so that box characters count as one column.
class Canvas {
public:
    Canvas(std::size_t rows, std::size_t columns)
        : cells_(rows, std::vector<std::string>(columns, " ")) {}

    void put(std::size_t row, std::size_t column, std::string_view cell) {
        if (row < cells_.size() && column < cells_[row].size()) cells_[row][column] = cell;
    }
    /// REQUIRES: printable text. A wide character takes two cells, a combining mark joins the one
    /// before it.
    void write(std::size_t row, std::size_t column, std::string_view text) {
        std::size_t last = column;
        for (std::size_t at = 0; at < text.size();) {
            char32_t code = 0;
            const std::size_t begin = at;
            next_code_point(text, at, code);
            const std::string_view cell = text.substr(begin, at - begin);
            const std::size_t width = display_width(cell);
            if (width == 0) {
                if (begin > 0) cells_[row][last].append(cell);
                continue;
            }
            put(row, column, cell);
            last = column;
            if (width == 2) put(row, column + 1, "");
            column += width;
        }
    }
    std::string text() const {
        std::string out;
        for (const auto& row : cells_) {
            std::string line;
            for (const std::string& cell : row) line += cell;
            while (!line.empty() && line.back() == ' ') line.pop_back();
            out += line + "\n";
        }
        return out;
    }

private:
    std::vector<std::vector<std::string>> cells_;
};

std::vector<std::vector<std::size_t>> upper_rounds(const Elimination& bracket) {
    std::vector<std::vector<std::size_t>> rounds;
    for (std::size_t m = 0; m < bracket.matches.size(); ++m) {
        const BracketMatch& match = bracket.matches[m];
        if (match.side != BracketSide::upper) continue;
        rounds.resize(std::max(rounds.size(), static_cast<std::size_t>(match.round)));
        rounds[static_cast<std::size_t>(match.round) - 1].push_back(m);
    }
    return rounds;
}

/// The tree: each round's sides stand between the two of the round before.
std::string tree_text(const Elimination& bracket, const std::vector<MatchView>& views,
                      const std::vector<std::string>& names, const Screen& screen,
                      std::size_t width) {
    const auto rounds = upper_rounds(bracket);
    const std::size_t column_width = width + link_columns;
    const std::size_t rows = rounds[0].size() * 4 - 1;
    Canvas canvas(rows, column_width * (rounds.size() + 1));
    const std::string_view across = screen.utf8 ? "─" : "-", down = screen.utf8 ? "│" : "|";
    const std::string_view top = screen.utf8 ? "┐" : "+", bottom = screen.utf8 ? "┘" : "+";
    const std::string_view out = screen.utf8 ? "├" : "+";
    const auto entry = [&](std::size_t row, std::size_t column, const std::string& text) {
        const std::string cut = cut_end(printable(text), width, screen.ellipsis());
        canvas.write(row, column, cut);
        for (std::size_t i = display_width(cut) + 1; i <= width; ++i) {
            canvas.put(row, column + i, across);
        }
    };
    for (std::size_t round = 0; round < rounds.size(); ++round) {
        const std::size_t apart = std::size_t{2} << round;
        const std::size_t column = round * column_width;
        for (std::size_t i = 0; i < rounds[round].size(); ++i) {
            const std::size_t match = rounds[round][i];
            const std::size_t first = apart / 2 - 1 + i * apart * 2;
            for (std::size_t side = 0; side < 2; ++side) {
                entry(first + side * apart, column, side_text(bracket, views, names, match, side));
            }
            for (std::size_t row = first + 1; row < first + apart; ++row) {
                canvas.put(row, column + width + 1, down);
            }
            canvas.put(first, column + width + 1, top);
            canvas.put(first + apart, column + width + 1, bottom);
            canvas.put(first + apart / 2, column + width + 1, out);
            canvas.write(first + apart / 2, column + width + 2, std::to_string(match + 1));
            if (round + 1 == rounds.size() && views[match].winner != 0) {
                canvas.write(
                    first + apart / 2, column + column_width,
                    cut_end(printable(names[static_cast<std::size_t>(views[match].winner - 1)]),
                            width, screen.ellipsis()));
            }
        }
    }
    return canvas.text();
}

std::string list_text(const Elimination& bracket, const std::vector<MatchView>& views,
                      const std::vector<std::string>& names, const Screen& screen, bool upper) {
    std::string out, heading;
    for (std::size_t m = 0; m < bracket.matches.size(); ++m) {
        const BracketMatch& match = bracket.matches[m];
        if (match.side == BracketSide::upper && !upper) continue;
        const std::string title =
            std::string(side_name(match.side)) +
            (match.side == BracketSide::upper || match.side == BracketSide::lower
                 ? ", round " + std::to_string(match.round)
                 : "");
        if (title != heading) out += "\n" + paint(screen, Ink::strong, title) + "\n";
        heading = title;
        std::string line = "  " + pad_left(std::to_string(m + 1), 4) + "  " +
                           printable(side_text(bracket, views, names, m, 0)) + "  -  " +
                           printable(side_text(bracket, views, names, m, 1));
        if (views[m].state == MatchState::decided) {
            line += "   " + paint(screen, Ink::good,
                                  printable(names[static_cast<std::size_t>(views[m].winner - 1)]) +
                                      " wins");
        }
        if (match.side == BracketSide::reset && views[m].state == MatchState::void_) {
            line += paint(screen, Ink::faint, "   not needed");
        }
        out += line + "\n";
    }
    return out;
}

constexpr int box_width = 170, box_height = 40, box_gap = 16, column_gap = 46;

/// Top left corners of the boxes: rounds are columns, a box stands between those that feed it.
std::vector<std::pair<int, int>> place_boxes(const Elimination& bracket) {
    std::vector<std::pair<int, int>> places;
    std::map<std::pair<int, int>, int> floor;  // the next free y of each side and round
    int upper_end = 0, columns = 0;
    for (const BracketMatch& match : bracket.matches) {
        const bool lower = match.side == BracketSide::lower;
        int sum = 0, feeders = 0;
        for (const pairing::Slot& slot : match.slots) {
            if (slot.kind != SlotKind::winner) continue;
            const auto from = static_cast<std::size_t>(slot.index);
            if ((bracket.matches[from].side == BracketSide::lower) != lower) continue;
            sum += places[from].second;
            ++feeders;
        }
        int column = match.round - 1;
        if (match.side == BracketSide::final_match) column = columns;
        if (match.side == BracketSide::reset) column = columns + 1;
        int& next = floor[{lower ? 1 : 0, column}];
        if (next == 0) next = lower ? upper_end + 2 * box_gap : box_gap;
        const int y = feeders > 0 ? std::max(sum / feeders, next) : next;
        next = y + box_height + box_gap;
        if (match.side == BracketSide::upper) upper_end = std::max(upper_end, y + box_height);
        if (match.side == BracketSide::upper || lower) columns = std::max(columns, column + 1);
        places.emplace_back(box_gap + column * (box_width + column_gap), y);
    }
    return places;
}

}  // namespace

std::string side_text(const Elimination& bracket, const std::vector<MatchView>& views,
                      const std::vector<std::string>& names, std::size_t match, std::size_t side) {
    const int seed = views[match].sides[side];
    if (seed != 0) return names[static_cast<std::size_t>(seed - 1)];
    const pairing::Slot& slot = bracket.matches[match].slots[side];
    switch (slot.kind) {
        case SlotKind::seed:
        case SlotKind::empty: return "bye";
        case SlotKind::winner:
        case SlotKind::loser: {
            const MatchView& from = views[static_cast<std::size_t>(slot.index)];
            const bool nobody_comes =
                from.state == MatchState::void_ || from.state == MatchState::walkover;
            if (nobody_comes) return "bye";
            return (slot.kind == SlotKind::winner ? "winner of " : "loser of ") +
                   std::to_string(slot.index + 1);
        }
    }
    return "";
}

std::string bracket_text(const Elimination& bracket, const std::vector<MatchView>& views,
                         const std::vector<std::string>& names, const Screen& screen) {
    const auto rounds = upper_rounds(bracket);
    const std::size_t links = rounds.size() * link_columns;
    const auto columns = static_cast<std::size_t>(screen.columns);
    const std::size_t room = columns > links ? (columns - links) / (rounds.size() + 1) : 0;
    const std::size_t width = std::min(name_columns_max, room);
    const bool whole_tree = rounds.back().size() == 1;  // a group's upper part is one too
    const bool tree = whole_tree && width >= name_columns_min &&
                      static_cast<std::size_t>(bracket.players) <= tree_players_max;
    std::string out = tree ? tree_text(bracket, views, names, screen, width) : "";
    return out + list_text(bracket, views, names, screen, !tree);
}

std::string bracket_svg(const Elimination& bracket, const std::vector<MatchView>& views,
                        const std::vector<std::string>& names) {
    const auto places = place_boxes(bracket);
    int width = 0, height = 0;
    std::string boxes, lines;
    const auto number = [](int value) { return std::to_string(value); };
    for (std::size_t m = 0; m < places.size(); ++m) {
        const auto [x, y] = places[m];
        width = std::max(width, x + box_width + box_gap);
        height = std::max(height, y + box_height + box_gap);
        boxes += "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
                 number(box_width) + "\" height=\"" + number(box_height) +
                 "\" rx=\"4\" class=\"box\"/>\n";
        for (int side = 0; side < 2; ++side) {
            const int seed = views[m].sides[side];
            const bool won = views[m].winner != 0 && views[m].winner == seed;
            boxes +=
                "<text x=\"" + number(x + 8) + "\" y=\"" + number(y + 15 + side * 18) + "\"" +
                (won ? " class=\"won\"" : "") + ">" +
                markup_text(cut_end(
                    side_text(bracket, views, names, m, static_cast<std::size_t>(side)), 22, "…")) +
                "</text>\n";
        }
        boxes += "<text x=\"" + number(x + box_width - 6) + "\" y=\"" + number(y + 24) +
                 "\" class=\"number\">" + number(static_cast<int>(m) + 1) + "</text>\n";
        for (const pairing::Slot& slot : bracket.matches[m].slots) {
            if (slot.kind != SlotKind::winner) continue;
            const auto [from_x, from_y] = places[static_cast<std::size_t>(slot.index)];
            const int middle = x - column_gap / 2;
            lines += "<path d=\"M" + number(from_x + box_width) + " " +
                     number(from_y + box_height / 2) + " H" + number(middle) + " V" +
                     number(y + box_height / 2) + " H" + number(x) + "\" class=\"line\"/>\n";
        }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width) + "\" height=\"" +
           number(height) + "\" viewBox=\"0 0 " + number(width) + " " + number(height) +
           "\">\n<style>text{font:12px sans-serif;fill:#222}.won{font-weight:bold}"
           ".number{fill:#999;text-anchor:end}.box{fill:#f7f7f7;stroke:#888}"
           ".line{fill:none;stroke:#aaa}</style>\n" +
           lines + boxes + "</svg>\n";
}

}  // namespace arena::cli

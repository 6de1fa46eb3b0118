// Writes a report file: what was read is kept, points and ranks are counted anew.
#include <algorithm>
#include <numeric>

#include "core/pairing/trf.hpp"
#include "core/pairing/trf_columns.hpp"

namespace arena::pairing {
namespace {

std::string padded(const std::string& text, std::size_t columns) {
    return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string points_text(int tenths) {
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string player_head(const SwissPlayer& player) {
    std::string head = player.record;
    if (head.empty()) {
        head = "001 " + padded(std::to_string(player.number), 4) + "      " +
               fitted(player.name, 33) + " ";
        if (player.rating > 0) head += padded(std::to_string(player.rating), 4);
    }
    return fitted(head, 80);
}

std::string round_cell(const RoundEntry& entry) {
    if (entry.opponent == nobody && entry.result == 'Z') return "  0000 - Z";
    std::string opponent = "0000";
    if (entry.opponent != nobody) opponent = padded(std::to_string(entry.opponent + 1), 4);
    const char color = entry.color == Color::white ? 'w' : entry.color == Color::black ? 'b' : '-';
    return "  " + opponent + " " + color + " " + entry.result;
}

/// The place of each player by points, then number.
std::vector<int> ranks_of(const Tournament& tournament, const std::vector<int>& points) {
    std::vector<std::size_t> order(tournament.players.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return points[a] > points[b]; });
    std::vector<int> ranks(order.size());
    int rank = 0;
    for (const std::size_t index : order) {
        if (tournament.players[index].entered) ranks[index] = ++rank;
    }
    return ranks;
}

void write_settings(const Tournament& tournament, std::string& out) {
    if (tournament.rounds_total > 0) out += "XXR " + std::to_string(tournament.rounds_total) + "\n";
    if (tournament.initial_color != Color::none) {
        out += tournament.initial_color == Color::white ? "XXC white1\n" : "XXC black1\n";
    }
    if (tournament.by_line) out += "XXC rank\n";
    const PointRules usual;
    const PointRules& own = tournament.points;
    const auto points = [&](const char* code, int value, int normal) {
        if (value != normal) out += std::string(code) + " " + points_text(value) + "\n";
    };
    points("BBW", own.win, usual.win);
    points("BBD", own.draw, usual.draw);
    points("BBL", own.loss, usual.loss);
    points("BBZ", own.zero_bye, usual.zero_bye);
    points("BBF", own.forfeit_loss, usual.forfeit_loss);
    points("BBU", own.allocated_bye, own.win);
    for (const SwissPlayer& player : tournament.players) {
        if (player.acceleration.empty()) continue;
        out += "XXA " + padded(std::to_string(player.number), 4);
        for (const int tenths : player.acceleration) out += " " + padded(points_text(tenths), 4);
        out += "\n";
    }
    for (const auto& [a, b] : tournament.forbidden) {
        out += "XXP " + std::to_string(a + 1) + " " + std::to_string(b + 1) + "\n";
    }
}

}  // namespace

std::string write_trf(const Tournament& tournament) {
    std::string out;
    if (!tournament.name.empty()) out += "012 " + tournament.name + "\n";
    for (const std::string& line : tournament.other_lines) out += line + "\n";
    std::vector<int> points;
    for (const SwissPlayer& player : tournament.players) {
        points.push_back(score_before(tournament, player, static_cast<int>(player.rounds.size())));
    }
    const std::vector<int> ranks = ranks_of(tournament, points);
    for (const std::size_t index : pairing_order(tournament)) {
        const SwissPlayer& player = tournament.players[index];
        std::string line = player_head(player) + padded(points_text(points[index]), 4) + " " +
                           padded(std::to_string(ranks[index]), 4);
        for (const RoundEntry& entry : player.rounds) line += round_cell(entry);
        out += line + "\n";
    }
    write_settings(tournament, out);
    return out;
}

}  // namespace arena::pairing

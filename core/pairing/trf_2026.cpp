#include "core/pairing/trf_2026.hpp"

#include "core/pairing/trf.hpp"
#include "core/pairing/trf_columns.hpp"

namespace arena::pairing {
namespace {

constexpr std::size_t number_columns = 5;  // four of the number and a blank
constexpr std::size_t points_columns = 9;

/// Numbers from column `from` on; false at anything else.
bool numbers_from(std::string_view line, std::size_t from, std::vector<int>& numbers) {
    for (std::size_t at = from; at <= line.size(); at += number_columns) {
        const std::string_view cell = columns(line, at, at + number_columns - 1);
        if (trimmed(cell).empty()) continue;
        const auto number = number_in(cell, trf_number_max);
        if (!number || *number == 0) return false;
        numbers.push_back(*number);
    }
    return true;
}

bool round_at(std::string_view line, std::size_t from, int& round) {
    round = number_in(columns(line, from, from + 2), swiss_rounds_max).value_or(0);
    return round > 0;
}

}  // namespace

std::string read_point_system(std::string_view line, PointRules& points, bool& bye_given) {
    if (trimmed(columns(line, 4, line.size())).empty()) return "162 names no result and its points";
    for (std::size_t at = 6; at <= line.size(); at += points_columns) {
        if (trimmed(columns(line, at, at + points_columns - 1)).empty()) continue;
        const auto tenths = tenths_in(columns(line, at + 1, at + 4));
        if (!tenths)
            return "162: no points in columns " + std::to_string(at + 1) + "-" +
                   std::to_string(at + 4);
        switch (line[at - 1]) {
            case 'W': points.win = *tenths; break;
            case 'D': points.draw = *tenths; break;
            case 'L': points.loss = *tenths; break;
            case 'Z':
            case 'A': points.zero_bye = points.forfeit_loss = *tenths; break;
            case 'P':
                points.allocated_bye = *tenths;
                bye_given = true;
                break;
            default: return "162: '" + std::string(1, line[at - 1]) + "' is not one of W D L Z A P";
        }
    }
    return "";
}

std::string read_byes(std::string_view line, ByesOfRound& byes) {
    byes.kind = line.size() > 4 ? line[4] : ' ';
    if (std::string_view("FHZ").find(byes.kind) == std::string_view::npos) {
        return "240: column 5 is F, H or Z";
    }
    if (!round_at(line, 7, byes.round)) return "240: no round from 1 to 99 in columns 7-9";
    if (!numbers_from(line, 11, byes.numbers)) return "240: no pairing numbers from column 11 on";
    return "";
}

std::string read_acceleration(std::string_view line, AcceleratedRange& range) {
    const auto tenths = tenths_in(columns(line, 10, 13));
    if (!tenths) return "250: no points in columns 10-13";
    range.tenths = *tenths;
    if (!round_at(line, 15, range.first_round) || !round_at(line, 19, range.last_round) ||
        range.first_round > range.last_round) {
        return "250: no rounds from 1 to 99 in columns 15-17 and 19-21";
    }
    range.first = number_in(columns(line, 23, 26), trf_number_max).value_or(0);
    range.last = number_in(columns(line, 28, 31), trf_number_max).value_or(0);
    if (range.first == 0 || range.last < range.first) {
        return "250: no pairing numbers in columns 23-26 and 28-31";
    }
    return "";
}

std::string read_forbidden(std::string_view line, ForbiddenGroup& group) {
    if (!round_at(line, 5, group.first_round) || !round_at(line, 9, group.last_round) ||
        group.first_round > group.last_round) {
        return "260: no rounds from 1 to 99 in columns 5-7 and 9-11";
    }
    if (!numbers_from(line, 13, group.numbers) || group.numbers.size() < 2) {
        return "260: no two pairing numbers from column 13 on";
    }
    return "";
}

}  // namespace arena::pairing

#include "core/rating/results.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/rating/number_text.hpp"

namespace arena::rating {
namespace {

bool number(std::string_view text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

/// Days since 1970-01-01 of the proleptic Gregorian calendar (H. Hinnant's days_from_civil).
std::int64_t days_from_civil(int year, int month, int day) {
    const int y = year - (month <= 2 ? 1 : 0);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return std::int64_t{era} * 146'097 + day_of_era - 719'468;
}

int days_in_month(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2 ? 1 : 0);
}

}  // namespace

Result<double> days_of_date(std::string_view text) {
    int year = 0, month = 1, day = 1;
    const bool shaped =
        text.size() == 10 && (text[4] == '-' || text[4] == '.') && text[7] == text[4];
    const auto part = [&](std::size_t at, int& value) {
        return text.substr(at, 2) == "??" || number(text.substr(at, 2), value);
    };
    const bool read = shaped && number(text.substr(0, 4), year) && part(5, month) && part(8, day);
    if (!read || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return fail(ErrorCode::unreadable,
                    "'" + std::string(text.substr(0, 40)) + "' is not a date like 2024-05-31");
    }
    return static_cast<double>(days_from_civil(year, month, day));
}

const char* EventCheck::entered_twice(const Event& event, const Roster& players) {
    if (event.duel()) {
        again_ = event.players[0];
        return event.players[0] == event.players[1] ? " plays against itself" : nullptr;
    }
    ++events_;
    if (seen_.size() < players.size()) seen_.resize(players.size(), 0);
    for (const PlayerId player : event.players) {
        again_ = player;
        if (seen_[player] == events_) {
            return event.sides() == 2 ? " plays against itself" : " is entered twice";
        }
        seen_[player] = events_;
    }
    return nullptr;
}

Result<void> EventCheck::check(const Event& event, const Roster& players) {
    const auto refuse = [](std::string message) {
        return fail(ErrorCode::unreadable, std::move(message));
    };
    if (event.sides() < 2) return refuse("an event needs two sides or more");
    if (!(event.weight > 0) || event.weight > weight_most) {
        return refuse("a weight is above 0 and at most " + number_text(weight_most) + ", not " +
                      number_text(event.weight));
    }
    if (!std::isfinite(event.day)) return refuse("the time of an event is a number");
    if (event.day < last_day_) {
        return refuse("results are out of order: day " + number_text(event.day) +
                      " comes after day " + number_text(last_day_) + " (sort the file by time)");
    }
    if (const char* twice = entered_twice(event, players)) {
        return refuse(std::string(players.name(again_)) + twice);
    }
    for (const double share : event.shares) {
        if (!(share >= 0 && share <= 1)) return refuse("a share is from 0 to 1");
    }
    last_day_ = event.day;
    return {};
}

ResultsFormat detect_format(std::string_view text) {
    const auto at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (at == text.npos) return ResultsFormat::csv;
    if (text[at] == '{') return ResultsFormat::jsonl;
    return text[at] == '[' ? ResultsFormat::pgn : ResultsFormat::csv;
}

Result<void> read_results(const ResultsText& source, ResultsFormat format,
                          const ResultsSink& sink) {
    if (source.text.find_first_not_of(" \t\r\n") == source.text.npos) {
        return fail(ErrorCode::unreadable, std::string(source.path) + ":1: there are no results");
    }
    switch (format) {
        case ResultsFormat::csv: return read_results_csv(source, sink);
        case ResultsFormat::jsonl: return read_results_jsonl(source, sink);
        case ResultsFormat::pgn: return read_results_pgn(source, sink);
    }
    return {};
}

}  // namespace arena::rating

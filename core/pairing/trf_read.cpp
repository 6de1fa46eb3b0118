// Reads a report file line by line; checks that both players of every game tell the same story.
#include <algorithm>
#include <utility>

#include "core/pairing/baku.hpp"
#include "core/pairing/trf.hpp"
#include "core/pairing/trf_2026.hpp"
#include "core/pairing/trf_columns.hpp"

namespace arena::pairing {
namespace {

constexpr std::size_t rounds_column = 91;  // counted from 0
constexpr std::size_t round_columns = 10;
constexpr std::string_view results = "10=WDL+-UFHZ";

class Reader {
public:
    explicit Reader(std::string_view name) : name_(name) {}

    Result<Tournament> read(std::string_view text) {
        if (text.size() > trf_bytes_max) {
            return fail(ErrorCode::unreadable, std::string(name_) + ": larger than 64 MiB");
        }
        while (!text.empty()) {
            ++line_;
            const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
            const auto taken = take(text.substr(0, end));
            if (!taken) return tl::unexpected<Error>(taken.error());
            text.remove_prefix(end);
            const bool both = text.size() > 1 && text[0] == '\r' && text[1] == '\n';
            if (!text.empty()) text.remove_prefix(both ? 2 : 1);
        }
        if (out_.players.empty()) {
            return fail(ErrorCode::unreadable,
                        std::string(name_) + ":1: no player (a line that begins with 001)");
        }
        return finish();
    }

private:
    tl::unexpected<Error> wrong(const std::string& what) const { return wrong_at(line_, what); }
    tl::unexpected<Error> wrong_at(int line, const std::string& what) const {
        return fail(ErrorCode::unreadable,
                    std::string(name_) + ":" + std::to_string(line) + ": " + what);
    }

    Result<void> take(std::string_view line) {
        const std::string_view code = columns(line, 1, 3);
        const std::string_view rest = columns(line, 5, std::string_view::npos - 1);
        if (code == "001") return take_player(line);
        if (code == "012") {
            out_.name = trimmed(rest);
            return {};
        }
        if (code == "XXR" || code == "142") return take_rounds(rest);
        if (code == "XXC" || code == "152") return take_color(rest);
        if (code == "XXA") return take_acceleration(rest);
        if (code == "XXP") return take_numbers(rest, forbidden_);
        if (code == "XXZ") return take_numbers(rest, absent_);
        if (code.substr(0, 2) == "BB" && code.size() == 3) return take_points(code[2], rest);
        if (code == "162") {
            const std::string why = read_point_system(line, out_.points, bye_points_given_);
            if (!why.empty()) return wrong(why);
            return {};
        }
        if (code == "192") baku_ = rest.find("_BAKU") != std::string_view::npos;
        if (code == "240" || code == "250" || code == "260") return take_2026(code, line);
        if (!trimmed(line).empty()) out_.other_lines.emplace_back(line);
        return {};
    }

    /// Lines for some rounds only: they stay in the file, for the rounds to come.
    Result<void> take_2026(std::string_view code, std::string_view line) {
        std::string why;
        if (code == "240") {
            why = read_byes(line, byes_.emplace_back(line_, ByesOfRound{}).second);
        } else if (code == "250") {
            why = read_acceleration(line, ranges_.emplace_back(line_, AcceleratedRange{}).second);
        } else {
            why = read_forbidden(line, barred_.emplace_back(line_, ForbiddenGroup{}).second);
        }
        if (!why.empty()) return wrong(why);
        out_.other_lines.emplace_back(line);
        return {};
    }

    Result<void> take_player(std::string_view text) {
        const PlayerLine parts = player_line(text);
        const std::string_view line = parts.by_column;
        const auto number = number_in(columns(line, 5, 8), trf_number_max);
        if (!number || *number == 0) {
            return wrong("no pairing number from 1 to 9999 in columns 5-8 of the player");
        }
        const auto place = static_cast<std::size_t>(*number - 1);
        if (place >= out_.players.size()) {
            const std::size_t old = out_.players.size();
            out_.players.resize(place + 1);
            lines_.resize(place + 1);
            for (std::size_t i = old; i <= place; ++i) {
                out_.players[i].entered = false;
                out_.players[i].number = static_cast<int>(i) + 1;
            }
        }
        SwissPlayer& player = out_.players[place];
        if (player.entered) {
            return wrong("player " + std::to_string(*number) + " is already on line " +
                         std::to_string(lines_[place]));
        }
        player.entered = true;
        player.line = line_;
        lines_[place] = line_;
        player.name = trimmed(parts.name);
        const std::string_view rating = trimmed(columns(line, 49, 52));
        const auto rated = number_in(rating, 9999);
        if (!rated && !rating.empty()) {
            return wrong("rating '" + std::string(rating) + "' (columns 49-52) is no number");
        }
        player.rating = rated.value_or(0);
        const std::string_view points = trimmed(columns(line, 81, 84));
        if (!points.empty() && !tenths_in(points)) {
            return wrong("points '" + std::string(points) +
                         "' (columns 81-84) are no number such as 2.5");
        }
        player.record = parts.head;
        return take_rounds_of(player, line);
    }

    Result<void> take_rounds_of(SwissPlayer& player, std::string_view line) {
        while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
        for (std::size_t at = rounds_column; at < line.size(); at += round_columns) {
            const std::string round = std::to_string(player.rounds.size() + 1);
            const std::string_view cell =
                line.substr(at, std::min(round_columns, line.size() - at));
            if (static_cast<int>(player.rounds.size()) == swiss_rounds_max) {
                return wrong("more than 99 rounds");
            }
            RoundEntry entry;
            if (trimmed(cell).empty()) {
                player.rounds.push_back(entry);
                continue;
            }
            const auto opponent = number_in(columns(cell, 1, 4), trf_number_max);
            const char color = cell.size() > 5 ? cell[5] : ' ';
            const char result = cell.size() > 7 ? cell[7] : ' ';
            if (!opponent && !trimmed(columns(cell, 1, 4)).empty()) {
                return wrong("round " + round + ": '" + std::string(columns(cell, 1, 4)) +
                             "' is not the number of an opponent");
            }
            if (color != 'w' && color != 'b' && color != '-' && color != ' ') {
                return wrong("round " + round + ": colour '" + std::string(1, color) +
                             "' is not w, b or -");
            }
            entry.opponent = opponent.value_or(0) - 1;
            entry.color = color == 'w' ? Color::white : color == 'b' ? Color::black : Color::none;
            const char upper =
                result >= 'a' && result <= 'z' ? static_cast<char>(result - 32) : result;
            if (upper == ' ' && entry.opponent == nobody) {
                entry.result = 'Z';
            } else if (upper == ' ' && entry.color != Color::none) {
                entry.result = ' ';  // paired, not played yet
            } else if (results.find(upper) == std::string_view::npos) {
                return wrong("round " + round + ": result '" + std::string(1, result) +
                             "' is not one of 1 0 = W D L + - U F H Z");
            } else {
                entry.result = upper;
            }
            if (entry.played() && entry.color == Color::none) {
                return wrong("round " + round + ": a game was played, but without a colour");
            }
            if (const char* why = settle_unplayed(entry)) return wrong("round " + round + why);
            player.rounds.push_back(entry);
        }
        return {};
    }

    /// Results without an opponent, and byes with one; null when the entry makes sense.
    static const char* settle_unplayed(RoundEntry& entry) {
        const bool bye = std::string_view("UFHZ").find(entry.result) != std::string_view::npos;
        if (entry.opponent != nobody) {
            return bye ? ": a bye (U F H Z) has no opponent (0000)" : nullptr;
        }
        if (entry.color != Color::none) return ": a colour without an opponent";
        if (bye) return nullptr;
        switch (entry.result) {
            case '+': entry.result = 'U'; return nullptr;  // as older files write the bye
            case '-': entry.result = 'Z'; return nullptr;
            case '=': entry.result = 'H'; return nullptr;
            default: return ": a game was played, but without an opponent";
        }
    }

    Result<void> take_rounds(std::string_view rest) {
        const auto rounds = number_in(rest, swiss_rounds_max);
        if (!rounds || *rounds == 0) return wrong("the number of rounds is not from 1 to 99");
        out_.rounds_total = *rounds;
        return {};
    }

    Result<void> take_color(std::string_view rest) {
        for (const std::string_view word : words_of(rest)) {
            if (word == "white1" || word == "W") out_.initial_color = Color::white;
            if (word == "black1" || word == "B") out_.initial_color = Color::black;
            if (word == "rank") out_.by_line = true;
        }
        return {};
    }

    Result<void> take_acceleration(std::string_view rest) {
        const auto words = words_of(rest);
        const auto number = words.empty() ? std::nullopt : number_in(words[0], trf_number_max);
        if (!number || *number == 0) return wrong("XXA needs a player's number and points");
        std::vector<int> tenths;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto one = tenths_in(words[i]);
            if (!one) return wrong("'" + std::string(words[i]) + "' is no number of points");
            tenths.push_back(*one);
        }
        accelerations_.push_back({line_, *number, std::move(tenths)});
        return {};
    }

    struct Numbers {
        int line;
        std::vector<int> numbers;
    };

    Result<void> take_numbers(std::string_view rest, std::vector<Numbers>& into) {
        Numbers all{line_, {}};
        for (const std::string_view word : words_of(rest)) {
            const auto number = number_in(word, trf_number_max);
            if (!number || *number == 0) {
                return wrong("'" + std::string(word) + "' is no pairing number");
            }
            all.numbers.push_back(*number);
        }
        into.push_back(std::move(all));
        return {};
    }

    Result<void> take_points(char which, std::string_view rest) {
        const auto points = tenths_in(rest);
        if (!points) return wrong("'" + std::string(rest) + "' is no number of points");
        switch (which) {
            case 'W': out_.points.win = *points; break;
            case 'D': out_.points.draw = *points; break;
            case 'L': out_.points.loss = *points; break;
            case 'Z': out_.points.zero_bye = *points; break;
            case 'F': out_.points.forfeit_loss = *points; break;
            case 'U':
                out_.points.allocated_bye = *points;
                bye_points_given_ = true;
                break;
            default:
                return wrong("BB" + std::string(1, which) + " is none of BBW BBD BBL BBZ BBF BBU");
        }
        return {};
    }

    bool is_entered(int number) const {
        return number >= 1 && number <= static_cast<int>(out_.players.size()) &&
               out_.players[static_cast<std::size_t>(number - 1)].entered;
    }
    tl::unexpected<Error> nobody_has(int line, int number) const {
        return wrong_at(line, "no player has the number " + std::to_string(number));
    }

    /// Both players of a game must name each other and tell the same of it.
    Result<void> check_games(std::size_t index) {
        const SwissPlayer& player = out_.players[index];
        for (std::size_t round = 0; round < player.rounds.size(); ++round) {
            const RoundEntry& entry = player.rounds[round];
            if (entry.opponent == nobody) continue;
            const std::string which = "round " + std::to_string(round + 1) + ": ";
            const int number = entry.opponent + 1;
            if (number == player.number) {
                return wrong_at(lines_[index], which + "player " + std::to_string(number) +
                                                   " plays against themselves");
            }
            if (!is_entered(number)) return nobody_has(lines_[index], number);
            const SwissPlayer& opponent = out_.players[static_cast<std::size_t>(entry.opponent)];
            const bool mutual = round < opponent.rounds.size() &&
                                opponent.rounds[round].opponent == static_cast<int>(index);
            if (!mutual) {
                return wrong_at(lines_[index], which + "player " + std::to_string(number) +
                                                   " does not name this player in return");
            }
            const RoundEntry& back = opponent.rounds[round];
            if (!is_one_game(entry, back)) {
                return wrong_at(lines_[index], which + "this player and player " +
                                                   std::to_string(number) +
                                                   " contradict each other");
            }
            out_.rounds_played = std::max(out_.rounds_played, static_cast<int>(round) + 1);
        }
        for (std::size_t round = 0; round < player.rounds.size(); ++round) {
            if (player.rounds[round].was_paired()) {
                out_.rounds_played = std::max(out_.rounds_played, static_cast<int>(round) + 1);
            }
        }
        return {};
    }

    Result<Tournament> finish() {
        for (std::size_t index = 0; index < out_.players.size(); ++index) {
            const auto checked = check_games(index);
            if (!checked) return tl::unexpected<Error>(checked.error());
        }
        for (const auto& [line, number, tenths] : accelerations_) {
            if (!is_entered(number)) return nobody_has(line, number);
            out_.players[static_cast<std::size_t>(number - 1)].acceleration = tenths;
        }
        for (const auto& [line, numbers] : forbidden_) {
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                if (!is_entered(numbers[i])) return nobody_has(line, numbers[i]);
                for (std::size_t j = 0; j < i; ++j) {
                    if (numbers[i] == numbers[j]) continue;
                    out_.forbidden.emplace_back(numbers[j] - 1, numbers[i] - 1);
                }
            }
        }
        for (const auto& [line, numbers] : absent_) {
            for (const int number : numbers) {
                if (!is_entered(number)) return nobody_has(line, number);
                auto& rounds = out_.players[static_cast<std::size_t>(number - 1)].rounds;
                const auto next = static_cast<std::size_t>(out_.rounds_played) + 1;
                if (rounds.size() < next) rounds.resize(next);
            }
        }
        if (auto done = finish_2026(); !done) return tl::unexpected<Error>(done.error());
        if (!bye_points_given_) out_.points.allocated_bye = out_.points.win;
        if (baku_ && accelerations_.empty() && ranges_.empty() && out_.rounds_total > 0) {
            accelerate_baku(out_);
        }
        if (out_.initial_color == Color::none) out_.initial_color = inferred_color(out_);
        return std::move(out_);
    }

    Result<void> finish_2026() {
        for (const auto& [line, byes] : byes_) {
            for (const int number : byes.numbers) {
                if (!is_entered(number)) return nobody_has(line, number);
                auto& rounds = out_.players[static_cast<std::size_t>(number - 1)].rounds;
                if (byes.round != out_.rounds_played + 1) continue;
                const auto next = static_cast<std::size_t>(byes.round);
                if (rounds.size() >= next) continue;
                rounds.resize(next);
                rounds.back().result = byes.kind;
            }
        }
        for (const auto& [line, range] : ranges_) {
            for (int number = range.first; number <= range.last; ++number) {
                if (!is_entered(number)) return nobody_has(line, number);
                auto& own = out_.players[static_cast<std::size_t>(number - 1)].acceleration;
                const auto end = static_cast<std::size_t>(range.last_round);
                if (own.size() < end) own.resize(end, 0);
                std::fill(own.begin() + range.first_round - 1, own.begin() + range.last_round,
                          range.tenths);
            }
        }
        for (const auto& [line, group] : barred_) {
            for (const int number : group.numbers) {
                if (!is_entered(number)) return nobody_has(line, number);
                for (const int before : group.numbers) {
                    if (before == number) break;
                    out_.forbidden_in.push_back(
                        {before - 1, number - 1, group.first_round, group.last_round});
                }
            }
        }
        return {};
    }

    struct Acceleration {
        int line, number;
        std::vector<int> tenths;
    };

    std::string_view name_;
    Tournament out_;
    int line_ = 0;
    std::vector<int> lines_;  ///< of each player
    std::vector<Acceleration> accelerations_;
    std::vector<Numbers> forbidden_, absent_;
    bool bye_points_given_ = false, baku_ = false;
    std::vector<std::pair<int, ByesOfRound>> byes_;  ///< each with its line
    std::vector<std::pair<int, AcceleratedRange>> ranges_;
    std::vector<std::pair<int, ForbiddenGroup>> barred_;
};

}  // namespace

Result<Tournament> read_trf(std::string_view text, std::string_view name) {
    return Reader(name).read(text);
}

}  // namespace arena::pairing

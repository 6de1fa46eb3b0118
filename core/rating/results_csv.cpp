// CSV (RFC 4180: quotes, doubled quotes; a field holds no line end), read in one pass.
//
// Separators are found 16 bytes at a time where the machine has SSE2, 8 elsewhere; a field is a
// view into the file unless it was quoted. Columns are found by name once; a row then costs its
// fields.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <set>

#include "core/rating/csv_fields.hpp"
#include "core/rating/results.hpp"

namespace arena::rating {
namespace {

/// What a column means. The order is that of `roles` below.
enum Role : std::size_t {
    role_event,
    role_day,
    role_time,
    role_date,
    role_mode,
    role_weight,
    role_neutral,
    role_first,
    role_second,
    role_first_score,
    role_second_score,
    role_result,
    role_score,
    role_player,
    role_rank,
    role_team,
    role_share,
    role_count
};

struct RoleName {
    std::string_view name;
    Role role;
};

constexpr RoleName role_names[] = {
    {"event", role_event},
    {"id", role_event},
    {"game", role_event},
    {"match", role_event},
    {"contest", role_event},
    {"day", role_day},
    {"time", role_time},
    {"date", role_date},
    {"mode", role_mode},
    {"weight", role_weight},
    {"neutral", role_neutral},
    {"home", role_first},
    {"white", role_first},
    {"first", role_first},
    {"a", role_first},
    {"winner", role_first},
    {"away", role_second},
    {"black", role_second},
    {"second", role_second},
    {"b", role_second},
    {"loser", role_second},
    {"home_score", role_first_score},
    {"score_a", role_first_score},
    {"away_score", role_second_score},
    {"score_b", role_second_score},
    {"result", role_result},
    {"score", role_score},
    {"player", role_player},
    {"rank", role_rank},
    {"place", role_rank},
    {"team", role_team},
    {"share", role_share},
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// A plain number: digits with an optional sign fast, the rest by from_chars.
bool read_number(std::string_view text, double& value) {
    if (text.size() - 1 < 9) {  // 1 to 9 bytes
        const bool minus = text.front() == '-';
        std::uint32_t whole = 0;
        std::size_t i = minus ? 1 : 0;
        if (i == text.size()) return false;
        for (; i < text.size(); ++i) {
            const auto digit = static_cast<std::uint32_t>(text[i]) - '0';
            if (digit > 9) break;
            whole = whole * 10 + digit;
        }
        if (i == text.size()) {
            value = minus ? -static_cast<double>(whole) : static_cast<double>(whole);
            return true;
        }
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

class Reader {
public:
    Reader(const ResultsText& source, const ResultsSink& sink)
        : path_(source.path), sink_(sink), split_(source.text) {}

    Result<void> run() {
        if (auto done = heading(); !done) return done;
        bool any = false;
        while (!split_.done()) {
            if (const char* wrong = split_.next()) return refuse(wrong);
            if (split_.count() == 0) break;
            if (split_.count() != columns_) {
                return refuse("this row has " + std::to_string(split_.count()) +
                              " fields, the heading has " + std::to_string(columns_));
            }
            if (auto done = by_entrant_ ? entrant() : game(); !done) return done;
            any = true;
        }
        if (by_entrant_ && any) {
            if (auto done = close(); !done) return done;
        }
        if (!any) return fail(ErrorCode::unreadable, path_ + ": a heading and no results");
        return {};
    }

private:
    tl::unexpected<Error> refuse(const std::string& why) const {
        return refuse_at(split_.line(), why);
    }
    tl::unexpected<Error> refuse_at(std::size_t line, const std::string& why) const {
        return fail(ErrorCode::unreadable, path_ + ":" + std::to_string(line) + ": " + why);
    }

    bool has(Role role) const { return column_[role] != none; }
    std::string_view value(Role role) const { return split_.field(column_[role]); }

    Result<void> heading() {
        column_.fill(none);
        if (const char* wrong = split_.next()) return refuse(wrong);
        columns_ = split_.count();
        for (std::size_t i = 0; i < columns_; ++i) {
            for (const RoleName& known : role_names) {
                if (split_.field(i) != known.name) continue;
                if (has(known.role)) {
                    return refuse("two columns mean the same: '" + std::string(known.name) + "'");
                }
                column_[known.role] = i;
                no_home_ = no_home_ || known.name == "a" || known.name == "winner";
                winner_ = winner_ || known.name == "winner";
            }
        }
        by_entrant_ = has(role_player);
        if (by_entrant_ && !(has(role_event) && has(role_rank))) {
            return refuse("one row an entrant needs the columns event, player and rank");
        }
        const bool outcome = winner_ || has(role_result) || has(role_score) ||
                             (has(role_first_score) && has(role_second_score));
        if (!by_entrant_ && !(has(role_first) && has(role_second) && outcome)) {
            return refuse(
                "the first line names the columns: home,away,home_score,away_score or "
                "white,black,result or event,player,rank (and day, mode, weight)");
        }
        mode_ = sink_.modes.intern("");
        return {};
    }

    Result<void> number(Role role, std::string_view what, double& into) const {
        if (read_number(value(role), into)) return {};
        return refuse(std::string(what) + " is a number, not '" +
                      std::string(value(role).substr(0, 40)) + "'");
    }

    Result<void> player(Role role, PlayerId& into) {
        const std::string_view name = value(role);
        if (name.empty()) return refuse("a player has no name");
        if (name.size() > name_bytes_max) return refuse("a name is longer than 1000 bytes");
        if (std::memchr(name.data(), '\r', name.size()) != nullptr) {
            return refuse("a line ends in a lone CR (end lines with LF or CR LF)");
        }
        into = sink_.players.intern(name);
        return {};
    }

    /// Day, mode and weight of the present row.
    Result<void> circumstances(Event& event) {
        if (has(role_day)) {
            if (auto done = number(role_day, "day", event.day); !done) return done;
        } else if (has(role_time)) {
            if (auto done = number(role_time, "time", event.day); !done) return done;
            event.day /= 86'400;
        } else if (has(role_date)) {
            const auto day = days_of_date(value(role_date));
            if (!day) return refuse(day.error().message);
            event.day = *day;
        }
        if (has(role_weight)) {
            if (auto done = number(role_weight, "weight", event.weight); !done) return done;
        }
        if (has(role_mode)) mode_ = sink_.modes.intern(value(role_mode));
        return {};
    }

    /// Ids that rise as numbers are kept as runs of neighbours (a whole file is one), others
    /// singly.
    bool repeats(std::string_view id) {
        double value = 0;
        if (!read_number(id, value)) return !ids_.insert(std::string(id)).second;
        if (runs_.empty() || value > runs_.back().last) {
            const bool next = !runs_.empty() && value == runs_.back().last + 1;
            if (!next) runs_.push_back({value, value});
            runs_.back().last = value;
            return false;
        }
        const auto after = std::upper_bound(runs_.begin(), runs_.end(), value,
                                            [](double v, const Run& run) { return v < run.first; });
        if (after != runs_.begin()) {
            const Run& run = *(after - 1);
            const double steps = value - run.first;
            if (value <= run.last && steps == std::floor(steps)) return true;
        }
        return !ids_.insert(std::string(id)).second;
    }

    Result<void> hand_out(const Event& event, std::size_t line) {
        auto done = check_.check(event, sink_.players);
        if (done) done = sink_.take(event, mode_);
        if (!done) return refuse_at(line, done.error().message);
        return {};
    }

    Result<void> outcome(std::uint32_t (&ranks)[2]) {
        double first = 0, second = 0;
        if (winner_) {
            first = 1;
        } else if (has(role_first_score) && has(role_second_score)) {
            if (auto done = number(role_first_score, "a score", first); !done) return done;
            if (auto done = number(role_second_score, "a score", second); !done) return done;
        } else if (has(role_score)) {
            if (auto done = number(role_score, "score", first); !done) return done;
            if (!(first >= 0 && first <= 1)) return refuse("score is from 0 to 1");
            second = 1 - first;
        } else {
            struct Named {
                std::string_view text;
                double first;
            };
            constexpr Named known[] = {{"1-0", 1},    {"0-1", 0},   {"1/2-1/2", 0.5}, {"1", 1},
                                       {"0", 0},      {"0.5", 0.5}, {"win", 1},       {"loss", 0},
                                       {"draw", 0.5}, {"W", 1},     {"L", 0},         {"D", 0.5}};
            const auto at = std::find_if(std::begin(known), std::end(known), [&](const Named& one) {
                return one.text == value(role_result);
            });
            if (at == std::end(known)) {
                return refuse("the result is 1-0, 0-1 or 1/2-1/2 (or win, loss, draw), not '" +
                              std::string(value(role_result).substr(0, 40)) + "'");
            }
            first = at->first;
            second = 1 - first;
        }
        ranks[0] = first >= second ? 1 : 2;
        ranks[1] = first <= second ? 1 : 2;
        return {};
    }

    Result<void> game() {
        Event event;
        PlayerId players[2];
        std::uint32_t ranks[2];
        if (auto done = player(role_first, players[0]); !done) return done;
        if (auto done = player(role_second, players[1]); !done) return done;
        if (auto done = outcome(ranks); !done) return done;
        if (auto done = circumstances(event); !done) return done;
        if (has(role_event) && repeats(value(role_event))) {
            return refuse("the id '" + std::string(value(role_event)) + "' was used before");
        }
        const bool neutral = no_home_ || (has(role_neutral) && value(role_neutral) == "1");
        event.first = neutral ? nobody : 0;
        event.players = players;
        event.ranks = ranks;
        return hand_out(event, split_.line());
    }

    Result<void> entrant() {
        const std::string_view id = value(role_event);
        if (players_.empty() || id != event_id_) {
            if (!players_.empty()) {
                if (auto done = close(); !done) return done;
            }
            event_id_ = id;
            event_line_ = split_.line();
            if (repeats(id)) {
                return refuse("event '" + event_id_ + "' comes twice (keep its rows together)");
            }
            event_ = Event();
            if (auto done = circumstances(event_); !done) return done;
        }
        PlayerId one = 0;
        if (auto done = player(role_player, one); !done) return done;
        double rank = 0;
        if (auto done = number(role_rank, "rank", rank); !done) return done;
        if (!(rank >= 1 && rank <= 1e9 && rank == std::floor(rank))) {
            return refuse("a rank is a whole number from 1 on, not '" +
                          std::string(value(role_rank).substr(0, 40)) + "'");
        }
        if (players_.size() == sides_max) return refuse("an event has more than 200000 entrants");
        if (has(role_share)) {
            double share = 1;
            if (auto done = number(role_share, "share", share); !done) return done;
            shares_.push_back(share);
        }
        const bool joins =
            has(role_team) && !players_.empty() && !team_.empty() && value(role_team) == team_;
        if (joins && ranks_.back() != static_cast<std::uint32_t>(rank)) {
            return refuse("players of one team have one rank");
        }
        players_.push_back(one);
        if (joins) {
            ends_.back() = static_cast<std::uint32_t>(players_.size());
        } else {
            ends_.push_back(static_cast<std::uint32_t>(players_.size()));
            ranks_.push_back(static_cast<std::uint32_t>(rank));
        }
        if (has(role_team)) team_ = value(role_team);
        return {};
    }

    Result<void> close() {
        event_.players = players_;
        event_.ranks = ranks_;
        if (ends_.size() != players_.size()) event_.ends = ends_;
        event_.shares = shares_;
        const auto done = hand_out(event_, event_line_);
        players_.clear();
        ends_.clear();
        ranks_.clear();
        shares_.clear();
        team_.clear();
        return done;
    }

    std::string path_;
    const ResultsSink& sink_;
    CsvFields split_;
    EventCheck check_;
    std::array<std::size_t, role_count> column_{};
    std::size_t columns_ = 0;
    bool by_entrant_ = false, no_home_ = false, winner_ = false;
    PlayerId mode_ = 0;
    struct Run {
        double first, last;
    };
    std::vector<Run> runs_;
    std::set<std::string, std::less<>> ids_;
    Event event_;
    std::string event_id_, team_;
    std::size_t event_line_ = 0;
    std::vector<PlayerId> players_;
    std::vector<std::uint32_t> ends_, ranks_;
    std::vector<double> shares_;
};

}  // namespace

Result<void> read_results_csv(const ResultsText& source, const ResultsSink& sink) {
    return Reader(source, sink).run();
}

}  // namespace arena::rating

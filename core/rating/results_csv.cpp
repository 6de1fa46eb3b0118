// CSV (RFC 4180: quotes, doubled quotes; a field holds no line end), read in one pass.
//
// A field is a view into the file unless it was quoted. Columns are found by name once; a row then
// costs its fields. The steps of a row answer true or false, and say what is wrong aside, so that a
// good row makes no Result on its way.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>

#include "core/rating/csv_fields.hpp"
#include "core/rating/plain_number.hpp"
#include "core/rating/results.hpp"
#include "core/rating/seen_ids.hpp"

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
    {"home_team", role_first},
    {"white", role_first},
    {"first", role_first},
    {"a", role_first},
    {"winner", role_first},
    {"away", role_second},
    {"away_team", role_second},
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
constexpr std::string_view lone_cr = "a line ends in a lone CR (end lines with LF or CR LF)";

/// Is it the name, in letters of either case?
bool is_named(std::string_view heading, std::string_view name) {
    return std::equal(heading.begin(), heading.end(), name.begin(), name.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
    });
}

/// Of the column `neutral`.
bool says_yes(std::string_view text) {
    return text == "1" || text == "true" || text == "TRUE" || text == "True" || text == "yes";
}

class Reader {
public:
    Reader(const ResultsText& source, const ResultsSink& sink)
        : path_(source.path), sink_(sink), split_(source.text) {}

    Result<void> run() {
        if (!read()) return tl::unexpected<Error>(std::move(*fault_));
        return {};
    }

private:
    bool read() {
        if (!heading()) return false;
        bool any = false;
        while (!split_.done()) {
            if (const char* wrong = split_.next(columns_)) return refuse(wrong);
            if (split_.count() == 0) break;
            if (split_.count() != columns_) {
                if (has_lone_cr()) return refuse(lone_cr);
                return refuse("this row has " + std::to_string(split_.count()) +
                              " fields, the heading has " + std::to_string(columns_));
            }
            if (!(by_entrant_ ? entrant() : game())) return false;
            any = true;
        }
        if (by_entrant_ && any && !close()) return false;
        if (!any) fault_ = Error{ErrorCode::unreadable, path_ + ":1: a heading and no results"};
        return any;
    }

    bool has_lone_cr() const {
        for (std::size_t i = 0; i < split_.count(); ++i) {
            if (split_.field(i).find('\r') != std::string_view::npos) return true;
        }
        return false;
    }

    [[gnu::cold, gnu::noinline]] bool refuse(std::string_view why) {
        return refuse_at(split_.line(), why);
    }
    [[gnu::cold, gnu::noinline]] bool refuse_at(std::size_t line, std::string_view why) {
        fault_ = Error{ErrorCode::unreadable,
                       path_ + ":" + std::to_string(line) + ": " + std::string(why)};
        return false;
    }

    bool has(Role role) const { return column_[role] != none; }
    std::string_view value(Role role) const { return split_.field(column_[role]); }

    bool heading() {
        column_.fill(none);
        if (split_.lone_cr_in_line()) return refuse_at(1, lone_cr);
        if (const char* wrong = split_.next()) return refuse(wrong);
        columns_ = split_.count();
        for (std::size_t i = 0; i < columns_; ++i) {
            for (const RoleName& known : role_names) {
                if (!is_named(split_.field(i), known.name)) continue;
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
        return true;
    }

    bool read_plain(std::string_view text, double& into) const {
        const bool digits = split_.roomy() && text.size() <= 8 && read_digits(text, into);
        return digits || read_number(text, into);
    }

    bool number(Role role, std::string_view what, double& into) {
        return read_plain(value(role), into) || refuse_number(role, what);
    }
    [[gnu::cold, gnu::noinline]] bool refuse_number(Role role, std::string_view what) {
        return refuse(std::string(what) + " is a number, not '" +
                      std::string(value(role).substr(0, 40)) + "'");
    }

    bool repeats(std::string_view id) {
        double number = 0;
        return read_plain(id, number) ? ids_.repeats(id, number) : ids_.repeats(id);
    }

    bool player(Role role, PlayerId& into) {
        const std::string_view name = value(role);
        if (name.empty()) return refuse("a player has no name");
        if (name.size() > name_bytes_max) return refuse("a name is longer than 1000 bytes");
        const std::size_t known = sink_.players.size();
        into = split_.roomy() ? sink_.players.intern_readable(name) : sink_.players.intern(name);
        if (into == known && std::memchr(name.data(), '\r', name.size()) != nullptr) {
            return refuse(lone_cr);
        }
        return true;
    }

    /// Day, mode and weight of the present row.
    bool circumstances(Event& event) {
        if (has(role_day)) {
            if (!number(role_day, "day", event.day)) return false;
        } else if (has(role_time)) {
            if (!number(role_time, "time", event.day)) return false;
            event.day /= 86'400;
        } else if (has(role_date)) {
            const auto day = days_of_date(value(role_date));
            if (!day) return refuse(day.error().message);
            event.day = *day;
        }
        if (has(role_weight)) {
            if (!number(role_weight, "weight", event.weight)) return false;
        }
        if (has(role_mode)) mode_ = sink_.modes.intern(value(role_mode));
        return true;
    }

    bool hand_out(const Event& event, std::size_t line) {
        auto done = check_.check(event, sink_.players);
        if (done) done = sink_.take(event, mode_);
        return done.has_value() || refuse_at(line, done.error().message);
    }

    bool outcome(std::uint32_t (&ranks)[2]) {
        double first = 0, second = 0;
        if (winner_) {
            first = 1;
        } else if (has(role_first_score) && has(role_second_score)) {
            if (!number(role_first_score, "a score", first)) return false;
            if (!number(role_second_score, "a score", second)) return false;
        } else if (has(role_score)) {
            if (!number(role_score, "score", first)) return false;
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
        ranks[0] = 1 + static_cast<std::uint32_t>(first < second);
        ranks[1] = 1 + static_cast<std::uint32_t>(second < first);
        return true;
    }

    bool game() {
        Event event;
        PlayerId players[2];
        std::uint32_t ranks[2];
        if (!player(role_first, players[0])) return false;
        if (!player(role_second, players[1])) return false;
        if (!outcome(ranks)) return false;
        if (!circumstances(event)) return false;
        if (has(role_event) && repeats(value(role_event))) {
            return refuse("the id '" + std::string(value(role_event)) + "' was used before");
        }
        const bool neutral = no_home_ || (has(role_neutral) && says_yes(value(role_neutral)));
        event.first = neutral ? nobody : 0;
        event.players = players;
        event.ranks = ranks;
        return hand_out(event, split_.line());
    }

    /// Short ids are compared as one word: a call for each row would cost more than the rest.
    bool same_event(std::string_view id) const {
        if (id.size() != event_id_.size()) return false;
        const bool word = event_is_word_ && split_.roomy();
        return word ? last_bytes(id) == event_word_ : id == event_id_;
    }
    void set_event_id(std::string_view id) {
        event_id_ = id;
        event_is_word_ = split_.roomy() && !id.empty() && id.size() <= 8;
        if (event_is_word_) event_word_ = last_bytes(id);
    }

    bool entrant() {
        const std::string_view id = value(role_event);
        if (players_.empty() || !same_event(id)) {
            if (!players_.empty()) {
                if (!close()) return false;
            }
            set_event_id(id);
            event_line_ = split_.line();
            if (repeats(id)) {
                return refuse("event '" + event_id_ + "' comes twice (keep its rows together)");
            }
            event_ = Event();
            if (!circumstances(event_)) return false;
        }
        PlayerId one = 0;
        if (!player(role_player, one)) return false;
        double rank = 0;
        if (!number(role_rank, "rank", rank)) return false;
        if (!(rank >= 1 && rank <= 1e9 && rank == std::floor(rank))) {
            return refuse("a rank is a whole number from 1 on, not '" +
                          std::string(value(role_rank).substr(0, 40)) + "'");
        }
        if (players_.size() == sides_max) return refuse("an event has more than 200000 entrants");
        if (has(role_share)) {
            double share = 1;
            if (!number(role_share, "share", share)) return false;
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
        return true;
    }

    bool close() {
        event_.players = players_;
        event_.ranks = ranks_;
        if (ends_.size() != players_.size()) event_.ends = ends_;
        event_.shares = shares_;
        const bool done = hand_out(event_, event_line_);
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
    SeenIds ids_;
    std::optional<Error> fault_;
    Event event_;
    std::string event_id_, team_;
    std::uint64_t event_word_ = 0;
    bool event_is_word_ = false;
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

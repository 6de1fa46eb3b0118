// JSON lines: one object an event.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/rating/results.hpp"
#include "core/rating/seen_ids.hpp"

namespace arena::rating {
namespace {

using nlohmann::json;

/// One event's arrays, kept between lines.
struct Draft {
    std::vector<PlayerId> players;
    std::vector<std::uint32_t> ends, ranks;
    std::vector<double> shares;
    bool teams = false;
};

class Reader {
public:
    explicit Reader(const ResultsSink& sink) : sink_(sink) {}

    Result<void> line(std::string_view text) {
        const json object = json_value(text);
        if (object.is_discarded()) return refuse("this line is no JSON");
        if (!object.is_object()) return refuse("a line holds one object: {\"a\": ..., ...}");
        draft_ = Draft();
        Event event;
        auto done = object.contains("sides") ? sides(object) : duel(object, event);
        if (!done) return done;
        done = rest(object, event);
        if (!done) return done;
        event.players = draft_.players;
        event.ranks = draft_.ranks;
        if (draft_.teams) event.ends = draft_.ends;
        event.shares = draft_.shares;
        const json mode = object.value("mode", json(""));
        if (!mode.is_string()) return refuse("mode is a text");
        const auto name = mode.get<std::string>();
        if (name.size() > name_bytes_max) return refuse("a mode's name is too long");
        done = check_.check(event, sink_.players);
        if (!done) return done;
        return sink_.take(event, sink_.modes.intern(name));
    }

private:
    static tl::unexpected<Error> refuse(std::string message) {
        return fail(ErrorCode::unreadable, std::move(message));
    }

    Result<void> player(const json& name) {
        if (!name.is_string() || name.get_ref<const std::string&>().empty()) {
            return refuse("a player is a text that is not empty");
        }
        const auto& text = name.get_ref<const std::string&>();
        if (text.size() > name_bytes_max) return refuse("a name is longer than 1000 bytes");
        draft_.players.push_back(sink_.players.intern(text));
        return {};
    }

    Result<void> duel(const json& object, Event& event) {
        struct Pair {
            const char *first, *second;
            bool ordered;  ///< the first is at home or moves first
        };
        constexpr Pair pairs[] = {
            {"a", "b", false}, {"white", "black", true}, {"home", "away", true}};
        const auto* const found =
            std::find_if(std::begin(pairs), std::end(pairs), [&](const Pair& pair) {
                return object.contains(pair.first) && object.contains(pair.second);
            });
        if (found == std::end(pairs)) {
            return refuse("an event has \"sides\" and \"ranks\", or \"a\", \"b\" and \"score\"");
        }
        for (const char* side : {found->first, found->second}) {
            if (const auto done = player(object[side]); !done) return done;
        }
        if (const auto done = outcome(object); !done) return done;
        const json neutral = object.value("neutral", json(false));
        const bool nobody_at_home = neutral == json(true) || neutral == json(1);
        event.first = found->ordered && !nobody_at_home ? 0 : nobody;
        return {};
    }

    Result<void> outcome(const json& object) {
        double made = -1;
        if (object.contains("score")) {
            const json& score = object["score"];
            if (score.is_number()) made = score.get<double>();
        } else if (object.contains("home_score") && object.contains("away_score")) {
            const json &home = object["home_score"], &away = object["away_score"];
            if (!home.is_number() || !away.is_number()) return refuse("a score is a number");
            const double more = home.get<double>() - away.get<double>();
            made = more > 0 ? 1 : more < 0 ? 0 : 0.5;
        } else if (object.contains("result")) {
            const json& result = object["result"];
            made = result == "1-0" ? 1 : result == "0-1" ? 0 : result == "1/2-1/2" ? 0.5 : -1;
            if (made < 0) return refuse("result is 1-0, 0-1 or 1/2-1/2");
        }
        if (made != 0 && made != 0.5 && made != 1) return refuse("score is 1, 0.5 or 0");
        draft_.ranks = {made >= 0.5 ? 1U : 2U, made <= 0.5 ? 1U : 2U};
        return {};
    }

    Result<void> sides(const json& object) {
        const json& all = object["sides"];
        const json ranks = object.value("ranks", json::array());
        if (!all.is_array() || !ranks.is_array() || all.size() != ranks.size()) {
            return refuse("\"sides\" and \"ranks\" are lists of one length");
        }
        if (all.size() > sides_max) return refuse("an event has too many sides");
        for (const json& side : all) {
            draft_.teams = draft_.teams || side.is_array();
            if (!side.is_array()) {
                if (const auto done = player(side); !done) return done;
            } else {
                if (side.empty()) return refuse("a side has a player");
                for (const json& member : side) {
                    if (const auto done = player(member); !done) return done;
                }
            }
            draft_.ends.push_back(static_cast<std::uint32_t>(draft_.players.size()));
        }
        for (const json& rank : ranks) {
            const double value = rank.is_number() ? rank.get<double>() : -1;
            if (!(value >= 1 && value <= 1e9 && value == std::floor(value))) {
                return refuse("a rank is a whole number from 1 on");
            }
            draft_.ranks.push_back(static_cast<std::uint32_t>(value));
        }
        return shares(object);
    }

    Result<void> shares(const json& object) {
        if (!object.contains("shares")) return {};
        const json& all = object["shares"];
        if (!all.is_array()) return refuse("\"shares\" has the shape of \"sides\"");
        for (const json& side : all) {
            const json list = side.is_array() ? side : json::array({side});
            for (const json& share : list) {
                if (!share.is_number()) return refuse("a share is a number");
                draft_.shares.push_back(share.get<double>());
            }
        }
        if (draft_.shares.size() != draft_.players.size()) {
            return refuse("\"shares\" has the shape of \"sides\"");
        }
        return {};
    }

    Result<void> rest(const json& object, Event& event) {
        if (object.contains("weight")) {
            if (!object["weight"].is_number()) return refuse("weight is a number");
            event.weight = object["weight"].get<double>();
        }
        if (object.contains("first")) {
            const json& first = object["first"];
            if (!first.is_number_unsigned() || first.get<std::size_t>() >= draft_.ranks.size()) {
                return refuse("first is the index of a side, from 0");
            }
            event.first = first.get<std::uint32_t>();
        }
        if (object.contains("event")) {
            const json& id = object["event"];
            const std::string text = id.is_string() ? id.get<std::string>() : json_text(id);
            if (!id.is_string() && !id.is_number()) return refuse("event is an id");
            if (ids_.repeats(text)) return refuse("the id '" + text + "' was used before");
        }
        event.day = last_day_;
        if (object.contains("day")) {
            if (!object["day"].is_number()) return refuse("day is a number");
            event.day = object["day"].get<double>();
        } else if (object.contains("time")) {
            if (!object["time"].is_number()) return refuse("time is a number of seconds");
            event.day = object["time"].get<double>() / 86'400;
        } else if (object.contains("date")) {
            const json& date = object["date"];
            const auto day = days_of_date(date.is_string() ? date.get<std::string>() : "");
            if (!day) return tl::unexpected<Error>(day.error());
            event.day = *day;
        }
        last_day_ = event.day;
        return {};
    }

    const ResultsSink& sink_;
    EventCheck check_;
    Draft draft_;
    SeenIds ids_;
    double last_day_ = 0;
};

}  // namespace

Result<void> read_results_jsonl(const ResultsText& source, const ResultsSink& sink) {
    Reader reader(sink);
    std::string_view text = source.text;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        Result<void> done;
        if (line.size() > results_line_bytes_max) {
            done = fail(ErrorCode::unreadable, "a line is longer than 1 MiB");
        } else {
            done = reader.line(line);
        }
        if (!done) {
            return fail(done.error().code, std::string(source.path) + ":" + std::to_string(number) +
                                               ": " + done.error().message);
        }
    }
    return {};
}

}  // namespace arena::rating

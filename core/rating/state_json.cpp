// Rating lists as JSON files. Numbers are written with as many digits as bring the same double
// back.
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/rating/book.hpp"
#include "core/rating/results.hpp"
#include "core/utf8.hpp"

namespace arena::rating {
namespace {

using nlohmann::json;

constexpr int state_version = 1;

json event_json(const Event& event) {
    json ends = json::array(), shares = json::array();
    for (const std::uint32_t end : event.ends) ends.push_back(end);
    for (const double share : event.shares) shares.push_back(share);
    return {{"day", event.day},
            {"weight", event.weight},
            {"first", event.first},
            {"players", std::vector<PlayerId>(event.players.begin(), event.players.end())},
            {"ranks", std::vector<std::uint32_t>(event.ranks.begin(), event.ranks.end())},
            {"ends", ends},
            {"shares", shares}};
}

/// A name as JSON can hold it: text, or {"bytes": [...]} where it is no UTF-8.
json name_json(std::string_view name) {
    if (is_utf8(name)) return std::string(name);
    json bytes = json::array();
    for (const char c : name) bytes.push_back(static_cast<unsigned char>(c));
    return {{"bytes", bytes}};
}

std::string name_of(const json& saved) {
    if (saved.is_string()) return saved.get<std::string>();
    const auto bytes = saved.at("bytes").get<std::vector<std::uint8_t>>();
    return {bytes.begin(), bytes.end()};
}

Result<void> rate_again(const json& saved, System& system, const Roster& roster,
                        EventCheck& check) {
    const auto ids = saved.at("players").get<std::vector<PlayerId>>();
    const auto ranks = saved.at("ranks").get<std::vector<std::uint32_t>>();
    const auto ends = saved.at("ends").get<std::vector<std::uint32_t>>();
    const auto shares = saved.at("shares").get<std::vector<double>>();
    bool sound = ranks.size() >= 2 &&
                 (ends.empty() ? ids.size() == ranks.size() : ends.size() == ranks.size());
    sound = sound && (shares.empty() || shares.size() == ids.size());
    std::uint32_t last = 0;
    for (const std::uint32_t end : ends) {
        sound = sound && end > last && end <= ids.size();
        last = end;
    }
    sound = sound && (ends.empty() || last == ids.size());
    for (const PlayerId id : ids) sound = sound && id < roster.size();
    for (const std::uint32_t rank : ranks) sound = sound && rank >= 1;
    const auto first = saved.at("first").get<std::uint32_t>();
    sound = sound && (first == nobody || first < ranks.size());
    if (!sound) return fail(ErrorCode::unreadable, "an event in it is broken");
    Event event;
    event.day = saved.at("day");
    event.weight = saved.at("weight");
    event.first = first;
    event.players = ids;
    event.ranks = ranks;
    event.ends = ends;
    event.shares = shares;
    if (auto done = check.check(event, roster); !done) return done;
    return system.rate(event);
}

json mode_json(const RatedMode& rated, std::size_t players) {
    json rows = json::array(), tallies = json::array(), events = json::array();
    for (PlayerId player = 0; player < players; ++player) {
        const bool played = player < rated.tallies.size() && rated.tallies[player].games > 0;
        rows.push_back(played ? json(rated.system->save(player)) : json(nullptr));
        if (!played) {
            tallies.push_back(nullptr);
            continue;
        }
        const Tally& t = rated.tallies[player];
        tallies.push_back({t.games, t.wins, t.draws, t.losses, t.last_day, t.before});
    }
    if (const History* pending = rated.system->pending()) {
        for (std::size_t e = 0; e < pending->size(); ++e)
            events.push_back(event_json((*pending)[e]));
    }
    return {{"events", rated.events}, {"rows", rows}, {"tallies", tallies}, {"pending", events}};
}

Result<void> read_mode(const json& saved, RatedMode& rated, const Roster& roster) {
    const std::size_t players = roster.size();
    const json& rows = saved.at("rows");
    const json& tallies = saved.at("tallies");
    if (rows.size() != players || tallies.size() != players) {
        return fail(ErrorCode::unreadable, "its players and rows do not agree");
    }
    rated.tallies.resize(players);
    rated.events = saved.value("events", 0.0);
    for (PlayerId player = 0; player < players; ++player) {
        if (!rows[player].is_null()) {
            const auto row = rows[player].get<std::vector<double>>();
            if (!rated.system->restore(player, row)) {
                return fail(ErrorCode::unreadable, "a row in it has a wrong length");
            }
        }
        if (!tallies[player].is_null()) {
            const auto t = tallies[player].get<std::array<double, 6>>();
            rated.tallies[player] = {t[0], t[1], t[2], t[3], t[4], t[5]};
        }
    }
    EventCheck check;
    for (const json& event : saved.at("pending")) {
        if (auto done = rate_again(event, *rated.system, roster, check); !done) return done;
    }
    return {};
}

}  // namespace

std::string state_text(const Book& book) {
    json settings = json::object(), names = json::array(), modes = json::object();
    const auto& parameters = book.settings().spec().parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        settings[std::string(parameters[i].name)] = book.settings().values()[i];
    }
    for (PlayerId id = 0; id < book.players.size(); ++id) {
        names.push_back(name_json(book.players.name(id)));
    }
    modes[""] = mode_json(*book.find(""), book.players.size());
    for (const std::string& name : book.mode_names()) {
        modes[name] = mode_json(*book.find(name), book.players.size());
    }
    const json state = {{"arena_rating_state", state_version},
                        {"system", std::string(book.settings().spec().name)},
                        {"settings", settings},
                        {"events", book.find("")->events},
                        {"players", names},
                        {"modes", modes}};
    return json_text(state) + "\n";
}

Result<Book> read_state(std::string_view text, std::string_view path) {
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::unreadable, std::string(path) + ": " + why);
    };
    const json state = json_value(text);
    if (!state.is_object() || !state.contains("arena_rating_state")) {
        return refuse("this is no state file of arena rate");
    }
    if (state["arena_rating_state"] != state_version) {
        return refuse("this state file is of another version of arena");
    }
    try {  // nlohmann's accessors throw on a wrong shape; one message serves for all
        const auto spec = find_system(state.at("system").get<std::string>());
        if (!spec) return refuse(spec.error().message);
        Settings settings(**spec);
        for (const auto& [name, value] : state.at("settings").items()) {
            if (auto done = settings.set(name, value.get<double>()); !done) {
                return refuse(done.error().message);
            }
        }
        Book book(settings);
        for (const json& name : state.at("players")) {
            const std::size_t before = book.players.size();
            if (book.players.intern(name_of(name)) != before) {
                return refuse("a player is named twice in it");
            }
        }
        for (const auto& [name, saved] : state.at("modes").items()) {
            auto done = read_mode(saved, book.mode(name), book.players);
            if (!done) return refuse(done.error().message);
        }
        book.mode("").events = state.at("events");
        return book;
    } catch (const json::exception&) {
        return refuse("the state file is damaged");
    }
}

}  // namespace arena::rating
